import { describe, expect, it } from 'vitest';
import { draft, shippedResources, textOf, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

const subjective = (script: string): string => textOf(draft(script), 'subjective');
const END = '\nD: Okay. See you in two weeks.';

describe('what is taken back as it is said', () => {
  it('a dose that was changed since is the one that is taken now', () => {
    const text = subjective(
      `D: Are you on any medicines?\nP: Just the lisinopril, twenty, no wait, they dropped it to ten in March.${END}`,
    );
    expect(text).toMatch(/lisinopril,? 10\b/i);
    expect(text).not.toMatch(/\b20\b/);
  });

  it('"well, almost" did not happen', () => {
    const note = draft(
      `D: What brings you in?\nP: I passed out at the store once, well, almost passed out. It was three weeks ago.${END}`,
    );
    expect(textOf(note)).not.toMatch(/(?<!pre)syncope|(?<!almost )(?:passed out|lost consciousness)/i);
    // In the note or in the list of what it leaves out: it is not lost.
    expect(JSON.stringify(note)).toMatch(/almost passed out|presyncope/i);
  });

  it('a "no" with a "well" behind it denies nothing', () => {
    const text = subjective(
      `D: What brings you in?\nP: I have heartburn.\nD: Any trouble swallowing?\nP: No. Well, bread sometimes feels like it sticks.\nD: Any vomiting?\nP: No.${END}`,
    );
    expect(text).not.toMatch(/denies[^.]*(?:dysphagia|swallowing)/i);
    expect(text).toMatch(/denies[^.]*vomiting/i);
  });
});

describe('what a question of one word asks', () => {
  it('"Allergies?" "Sulfa." is an allergy and no drug that is taken', () => {
    const note = draft(
      `D: Are you on any medicines?\nP: Just a baby aspirin.\nD: Allergies?\nP: Sulfa. My whole face swelled up.${END}`,
    );
    expect(textOf(note, 'subjective')).toMatch(/allergic to sulfa/i);
    expect(textOf(note, 'subjective')).not.toMatch(/takes[^.]*sulfa|^sulfa/im);
  });
});

describe('what stands between a drug and its effect', () => {
  it('who gave it is no effect of it', () => {
    const text = subjective(
      `D: What brings you in?\nP: I have heartburn.\nD: What have you tried?\nP: My brother gave me some of his omeprazole, I took three and it was better, but I ran out.${END}`,
    );
    expect(text).not.toMatch(/which gave/i);
  });
});

describe('a dose in the thousands', () => {
  it('is a thousand, not one', () => {
    const { facts } = understandVisit(
      visit(
        `D: Let's increase the metformin from 1,000 to 1,500 a day. I am starting vitamin D, 2,000 units a day.${END}`,
      ),
      undefined,
      shippedResources(),
    );
    const doses = facts.flatMap((fact) => (fact.type === 'medication' ? [[fact.previousDose, fact.dose]] : []));
    expect(doses).toEqual([
      ['1000', '1500'],
      [undefined, expect.stringMatching(/^2000/)],
    ]);
  });
});
