import { describe, expect, it } from 'vitest';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { evidencesFor } from './evidence.ts';
import { cleanTokens } from './stretches.ts';
import { tokenize } from './tokens.ts';
import { toUnits, type Unit } from './utterances.ts';

const { boundary, lexicon } = shippedResources();
const clean = (text: string): string =>
  cleanTokens(tokenize(text), lexicon)
    .map((token) => token.text)
    .join(' ');
const units = (script: string): Unit[] => toUnits(visit(script), boundary, lexicon);
const said = (script: string): string[] =>
  units(script).map((unit) => `${unit.speaker.charAt(0)}: ${unit.tokens.map((token) => token.text).join(' ')}`);

describe('cleanTokens', () => {
  it.each([
    // Stutters and stumps.
    ['I-I think the s-systolic is b- better', 'I think the systolic is better'],
    ['s- s- systolic of one forty', 'systolic of 140'],
    ['it was the the left hip', 'it was the left hip'],
    ['a d-dimer and an x-ray', 'a d-dimer and an x-ray'],
    ['nice to meet you-', 'nice to meet you'],
    // Fillers.
    ['it is, you know, worse at night', 'it is worse at night'],
    ['i have you know a dull ache', 'i have a dull ache'],
    ['do you know what makes it worse', 'do you know what makes it worse'],
    ['i mean it burns', 'it burns'],
    ['um i uh kinda limp', 'i kind of limp'],
    ["i 'm gon na need it , ca n't wait", 'i am going to need it , can not wait'],
    ['it was sore, like, all day', 'it was sore , all day'],
    // False starts.
    ['i would- i tend to walk', 'i tend to walk'],
    ['i was i started limping', 'i started limping'],
    ['is does it come and go', 'does it come and go'],
    ['do you have you noticed a rash', 'have you noticed a rash'],
    ['he was, he went home', 'he went home'],
    ['so that that one spot', 'so that one spot'],
    ['no no real trouble', 'no real trouble'],
    // What only looks like one.
    ['if i do i get dizzy', 'if i do i get dizzy'],
    ['i am tired and i am sore', 'i am tired and i am sore'],
    ['yes i do, i get dizzy', 'yes i do , i get dizzy'],
    // Corrections stand before fillers.
    ['forty, i mean twenty milligrams', '20 mg'],
    // Marks.
    ['dr . lopez saw me at 8 a.m. sharp', 'dr lopez saw me at 8 a.m. sharp'],
    ['so ... it burns', 'so , it burns'],
  ])('%s → %s', (text, expected) => {
    expect(clean(text)).toBe(expected);
  });
});

describe('toUnits', () => {
  it('joins what a backchannel cut apart, with evidence in both segments', () => {
    const transcript = visit('D: i see that you told dr. lopez-\nP: mm-hmm.\nD: . about the rash last week.\nP: Yes.');
    const [unit] = toUnits(transcript, boundary, lexicon);
    expect(unit!.tokens.map((token) => token.norm).join(' ')).toBe(
      'i see that you told dr lopez , about the rash last week',
    );
    expect(evidencesFor(transcript, unit!).map(({ evidence }) => [evidence.segmentId, evidence.quote])).toEqual([
      ['s1', 'i see that you told dr. lopez'],
      ['s3', 'about the rash last week'],
    ]);
  });

  it('takes a recogniser’s full stop after "my" for the pause that it was', () => {
    expect(said('P: It hurts most in my.\nP: Left shoulder when I lift.\nP: I take nothing for it.')).toEqual([
      'p: It hurts most in my Left shoulder when I lift',
      'p: I take nothing for it',
    ]);
  });

  it.each([
    'D: Do you smoke?\nP: Yeah.\nD: cigarettes or a pipe?',
    'P: I stopped the tablets.\nD: Okay.\nP: I feel better now.',
    'D: Any fever-\nP: No.\nD: or chills?',
  ])('does not join over an answer or a finished sentence: %s', (script) => {
    expect(units(script).every((unit) => unit.parts === undefined)).toBe(true);
  });

  it('cuts a run-on of recognised speech into clauses', () => {
    const run =
      'P: so it started about three weeks ago when i was raking leaves and i felt something pull in my lower back and then the next morning i could not get out of bed i tried some ibuprofen it helped a little bit but now the pain goes down my right leg and my foot feels numb i have not had any trouble with my bladder or anything like that';
    const made = units(run);
    expect(made.length).toBeGreaterThanOrEqual(5);
    for (const unit of made) expect(unit.tokens.length).toBeLessThan(26);
    expect(made.some((unit) => /^i tried some ibuprofen/.test(unit.tokens.map((token) => token.norm).join(' ')))).toBe(
      true,
    );
  });

  it('cuts sentences that only commas join, but no condition from what follows', () => {
    expect(said('P: I have chest pain, it started yesterday, it hurts when I breathe.')).toEqual([
      'p: I have chest pain',
      'p: it started yesterday',
      'p: it hurts when I breathe',
    ]);
    expect(said('P: When I walk up the stairs, it hurts in my calf.')).toHaveLength(1);
  });

  it('leaves out what is said to or of the machine, and keeps an order given through it', () => {
    const made = said(
      'D: Hey Dragon, show me the vital signs.\nD: The nurse told you about DAX.\nD: Hey Dragon, order a chest x-ray.\nD: Finalize the note.',
    ).join('\n');
    expect(made).not.toMatch(/vital|DAX/);
    expect(made).toMatch(/order a chest x-ray/);
  });

  it('quotes verbatim whatever was cleaned away inside', () => {
    const transcript = visit(
      'P: um i- i have had, you know, this this pain for, uh, three- three days\nD: okay\nP: - . right here in the- in my left knee\nD: so has- is it swollen',
    );
    for (const unit of toUnits(transcript, boundary, lexicon))
      for (const { evidence } of evidencesFor(transcript, unit)) {
        const segment = transcript.segments.find(({ id }) => id === evidence.segmentId)!;
        expect(segment.text).toContain(evidence.quote);
        expect(evidence.startMs).toBeGreaterThanOrEqual(segment.startMs);
        expect(evidence.endMs).toBeLessThanOrEqual(segment.endMs);
      }
  });
});
