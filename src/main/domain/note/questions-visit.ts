import type { ClinicalFact, FindingFact, MeasurementFact, MedicationFact } from '../../../shared/model/facts.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { verifySentence } from './verify-sentence.ts';
import { doseOf, isSameBreath, saying, type Asked } from './questions-asked.ts';

/** What the visit says against itself: there and not there, left and right, two doses, two values, stopped and taken. */
export function visitQuestions(facts: readonly ClinicalFact[], lexicon: Lexicon): Asked[] {
  return [...bothWays(facts, lexicon), ...sides(facts), ...doses(facts), ...stoppedAndTaken(facts), ...values(facts)];
}

/** Words so general that two sayings of them need not be about one thing. */
const VAGUE =
  /^(?:pain|swelling|symptoms?|problems?|issues?|injury|infection|discomfort|bleeding|numbness|weakness|tenderness|stiffness|rash|mass|lump|edema|fracture|change|allergy|medication)$/i;

const findings = (facts: readonly ClinicalFact[]): FindingFact[] =>
  facts.filter((fact): fact is FindingFact => fact.type === 'finding' && fact.experiencer === 'patient');

const sameThing = (a: FindingFact, b: FindingFact): boolean =>
  a.term.toLowerCase() === b.term.toLowerCase() &&
  (a.site ?? '') === (b.site ?? '') &&
  (a.side === undefined || b.side === undefined || a.side === b.side);

/**
 * The patient says it is there and says it is not: "no chest pain", later "the chest pain comes at night". What was said with a time, a setting
 * or a quality of its own is another thing ("no cough at night").
 */
function bothWays(facts: readonly ClinicalFact[], lexicon: Lexicon): Asked[] {
  // A misreading of one of the two is no contradiction of the patient's: the verifier must read each the same way.
  const proves = (verb: string, fact: FindingFact): boolean =>
    verifySentence(
      `${verb} ${fact.term}.`,
      fact.evidence.map(({ quote }) => quote),
      lexicon,
    ).support === 'supported';
  const own = findings(facts).filter((fact) => fact.by !== 'clinician' || fact.kind === 'condition');
  return pairs(own).flatMap(([a, b]): Asked[] => {
    const [yes, no] = a.assertion === 'present' ? [a, b] : [b, a];
    if (yes.assertion !== 'present' || no.assertion !== 'negated' || !sameThing(yes, no)) return [];
    if (VAGUE.test(yes.term) && yes.site === undefined) return [];
    if (
      isSameBreath(yes, no) ||
      no.timing !== undefined ||
      no.context !== undefined ||
      no.quality !== undefined ||
      no.severity !== undefined
    )
      return [];
    // "No chest pain while exercising", "never hurt it before": of another time or setting.
    if (OF_A_SETTING.test(wordsOf(no))) return [];
    if (!proves('Reports', yes) || !proves('Denies', no)) return [];
    return [{ kind: 'said-both-ways', subject: yes.term, readings: [saying(yes), saying(no)] }];
  });
}

const OF_A_SETTING =
  /\b(?:while|during|at rest|at night|right now|at the moment|this morning|before|any ?more|since (?:then|the)|with (?:exercise|activity|that|it)|when (?:i|you|he|she|it)|never)\b/i;
const wordsOf = (fact: ClinicalFact): string => fact.evidence.map(({ quote }) => quote).join(' — ');

/** "Left leg, okay, got it, sorry": the clinician heard it wrong, and the later word stands. */
const TAKEN_BACK = /\b(?:sorry|got it|my mistake|i meant|correction|misspoke)\b/i;

type Sided = Extract<ClinicalFact, { type: 'finding' | 'exam' | 'diagnosis' }>;

/** One complaint on both sides where it was said of one: "my left knee", later "the right knee" for the same. */
function sides(facts: readonly ClinicalFact[]): Asked[] {
  const sided = facts.filter(
    (fact): fact is Sided =>
      (fact.type === 'finding' || fact.type === 'exam' || fact.type === 'diagnosis') &&
      (fact.side === 'left' || fact.side === 'right') &&
      !(fact.type === 'finding' && (fact.experiencer !== 'patient' || fact.assertion !== 'present')) &&
      !(fact.type === 'exam' && fact.assertion !== 'present') &&
      !(fact.type === 'diagnosis' && fact.certainty === 'rejected'),
  );
  return pairs(sided).flatMap(([a, b]): Asked[] => {
    if (a.side === b.side || a.term.toLowerCase() !== b.term.toLowerCase() || (a.site ?? '') !== (b.site ?? ''))
      return [];
    if (isSameBreath(a, b)) return [];
    // Both sides hurt, and that was said in so many words.
    const both = sided.some(
      (fact) =>
        fact.term === a.term &&
        fact !== a &&
        fact !== b &&
        /\b(?:both|bilateral|other|too|also|as well)\b/i.test(fact.evidence.map(({ quote }) => quote).join(' ')),
    );
    const adds = [a, b].some((fact) =>
      /\b(?:both|other|too|also|as well|and my)\b/i.test(fact.evidence.map(({ quote }) => quote).join(' ')),
    );
    if (both || adds || TAKEN_BACK.test(wordsOf(b))) return [];
    const place =
      a.site === undefined || a.term.toLowerCase().includes(a.site.toLowerCase()) ? a.term : `${a.site}: ${a.term}`;
    return [{ kind: 'side-differs', subject: place, readings: [saying(a), saying(b)] }];
  });
}

const medications = (facts: readonly ClinicalFact[]): MedicationFact[] =>
  facts.filter((fact): fact is MedicationFact => fact.type === 'medication' && fact.experiencer === 'patient');

const TAKEN = new Set(['takes', 'continues', 'refills']);
const CHANGES = new Set(['starts', 'increases', 'decreases', 'changes']);

/** One drug, two doses, neither a change of the other. */
function doses(facts: readonly ClinicalFact[]): Asked[] {
  const own = medications(facts).filter((fact) => doseOf(fact.dose) !== undefined);
  return pairs(own).flatMap(([a, b]): Asked[] => {
    if (a.term.toLowerCase() !== b.term.toLowerCase() || isSameBreath(a, b)) return [];
    const [one, other] = [doseOf(a.dose)!, doseOf(b.dose)!];
    if (one.unit !== other.unit || one.value === other.value) return [];
    // "You take ten; let us go to twenty" is a change, and not a question.
    if ([a, b].some((fact) => CHANGES.has(fact.action)) && [a, b].some((fact) => !CHANGES.has(fact.action))) return [];
    if ([a, b].some((fact) => fact.action === 'took' || fact.action === 'stops')) return [];
    return [{ kind: 'dose-differs', subject: a.term, readings: [saying(a), saying(b)] }];
  });
}

/** "I stopped the metformin", and later "I take my metformin every morning". What the clinician decides about it is no contradiction. */
function stoppedAndTaken(facts: readonly ClinicalFact[]): Asked[] {
  const own = medications(facts).filter((fact) => fact.by !== 'clinician');
  return pairs(own).flatMap(([a, b]): Asked[] => {
    if (a.term.toLowerCase() !== b.term.toLowerCase() || isSameBreath(a, b)) return [];
    const [taken, not] = TAKEN.has(a.action) ? [a, b] : [b, a];
    if (!TAKEN.has(taken.action) || !(not.action === 'not-taking' || not.action === 'stops')) return [];
    // "Not the pill anymore, just the IUD": read as stopped, and not so.
    if (/\b(?:just|only|still) (?:the|my|an?)\b|\bi have (?:the|my|an?)\b/i.test(wordsOf(not))) return [];
    return [{ kind: 'said-both-ways', subject: taken.term, readings: [saying(taken), saying(not)] }];
  });
}

/** The same measure with two values, of one place and time. Pressures at home and here, last year's and today's, differ rightly. */
function values(facts: readonly ClinicalFact[]): Asked[] {
  const own = facts.filter(
    (fact): fact is MeasurementFact =>
      fact.type === 'measurement' &&
      fact.kind !== 'score' &&
      fact.by === 'clinician' &&
      !ANOTHER_TIME.test(fact.evidence.map(({ quote }) => quote).join(' ')),
  );
  return pairs(own).flatMap(([a, b]): Asked[] => {
    if (
      a.term.toLowerCase() !== b.term.toLowerCase() ||
      (a.where ?? '') !== (b.where ?? '') ||
      (a.at ?? '') !== (b.at ?? '')
    )
      return [];
    if (numbersOf(a.value) === numbersOf(b.value) || isSameBreath(a, b)) return [];
    return [{ kind: 'number-differs', subject: a.term, readings: [saying(a), saying(b)] }];
  });
}

const ANOTHER_TIME =
  /\b(?:last|previous(?:ly)?|before|ago|was|were|repeat\w*|again|second|recheck\w*|at home|goal|target|used to|standing|lying|sitting|now|down from|up from|between|over|above|under|below|less|more)\b(?! \d)/i;
const numbersOf = (value: string): string => (value.match(/\d+(?:\.\d+)?/g) ?? []).map(Number).join('/');

function pairs<T>(items: readonly T[]): [T, T][] {
  return items.flatMap((a, i) => items.slice(i + 1).map((b): [T, T] => [a, b]));
}
