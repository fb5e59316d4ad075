import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

/** The plan of a visit that ends with these words. */
const planOf = (...last: readonly string[]): string =>
  textOf(
    draft(`
D: What brings you in?
P: I've had a bad cough for four days.
D: Are you on any medicines?
P: I take metoprolol for my blood pressure.
D: Your lungs are clear. So I think this is a viral bronchitis.
${last.map((said) => `D: ${said}`).join('\nP: Okay.\n')}
P: Okay.
`),
  );

describe('a plan in words that are no order by their form', () => {
  it.each([
    ['Honey for the cough, a teaspoon at bedtime.', /Honey for the cough, a teaspoon at bedtime\./],
    ['Tylenol or ibuprofen for the fever.', /Tylenol or ibuprofen for (?:the )?fever\./],
    ['Ibuprofen 600 every six hours with food for pain.', /Ibuprofen 600 every 6 hours with food for pain\./],
    ['Tylenol is fine, no ibuprofen.', /may use Tylenol, no ibuprofen/],
    ['See me in ten days.', /Follow up in 10 days\./],
    ['Come back in twelve weeks.', /Follow up in 12 weeks\./],
    ["You're getting a tetanus shot today.", /We will give tetanus shot today\./],
    ['I put in five stitches, 4-0 nylon.', /Five stitches placed, 4-0 nylon\./],
    ['The stitches come out in ten to twelve days.', /Remove stitches in 10 to 12 days\./],
    ["I'm not going to order a chest X-ray now.", /We will not order chest x-ray/i],
    ['Keep it dry for 24 hours, then wash with soap and water.', /keep it dry for 24 hours/],
  ])('says "%s"', (said, written) => expect(planOf(said)).toMatch(written));

  it('names who will be asked, and about what', () => {
    expect(planOf("I'm going to message your cardiologist about changing the metoprolol.")).toMatch(
      /We will contact the cardiologist about changing the metoprolol/,
    );
  });

  it('makes no order of what might be needed', () => {
    expect(planOf("We'll see if you need light therapy or a pill.")).not.toMatch(/light therapy/i);
  });

  it('starts the drug that is switched to, not the one that is left', () => {
    const said = planOf("I'd like to switch the metoprolol to carvedilol, 6.25 milligrams twice a day.");
    expect(said).toMatch(/switch the metoprolol to carvedilol/i);
    expect(said).not.toMatch(/start metoprolol/i);
  });

  it('keeps each condition with its own consequence', () => {
    const said = planOf(
      "if the biopsy is benign we repeat the ultrasound in a year if it's suspicious i'll send you to the surgeon",
    );
    expect(said).toMatch(/If the biopsy is benign, we will repeat the ultrasound in a year\./);
    expect(said).not.toMatch(/in a year if it is suspicious/);
    expect(said).not.toMatch(/^We will refer to a surgeon\.$/m);
  });
});
