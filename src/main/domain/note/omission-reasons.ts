import type { Candidate } from '../understanding/candidates.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import type { Mention } from '../understanding/lexicon.ts';
import type { Unit } from '../understanding/utterances.ts';

/**
 * Why it is listed: a yes or no that could answer several things; a drug; a value; a complaint or finding; a test; or that clinicians mostly
 * write down what was said so.
 */
export type OmissionReason = 'unclear-answer' | 'medication' | 'measurement' | 'finding' | 'test' | 'may-matter';

/** Where the salience model is at least this sure that no clinician would write it down, only what could harm is listed. */
const LEAST_SALIENCE = 0.25;
const MATTERS = 0.6;

const wordsOf = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');

/** Foods and the like are drugs of the dictionary only where allergies are spoken of. */
const isAllergen = ({ concept }: Mention): boolean => concept.group === 'allergen';
const ofAllergies = ({ unit, question }: Candidate): boolean =>
  unit.tokens.length <= 3 ||
  /\b(?:allerg|react|hives|swell)/.test(`${question ? wordsOf(question) : ''} ${wordsOf(unit)}`);

/** Something of the patient's own, not only thought of. */
export function ownMentions(candidate: Candidate): Mention[] {
  return candidate.mentions.filter((mention) => {
    const scope = scopeOf(candidate.unit.tokens, mention);
    return (
      scope.experiencer !== 'other' &&
      scope.assertion !== 'hypothetical' &&
      (!isAllergen(mention) || ofAllergies(candidate))
    );
  });
}

/** Talk around an examination and the sorting of the visit: said to the patient, and nothing of them. */
const AROUND =
  /^(?:(?:so|okay|ok|alright|and|now|well|let us|,) )*(?:let me (?:see|look|take|tell|talk|go|check|listen|just|examine)|let us (?:just )?(?:talk|go over|take a look)|(?:the|now the) reason (?:why )?this|for your (?:first|second|third|next|last|final) (?:problem|diagnosis|issue)|show me)\b/;

/** "Five milligrams daily", "a hundred percent": the end of a sentence that was cut, or an answer whose question is gone. */
const isStump = ({ unit, mentions, question }: Candidate): boolean =>
  question === undefined &&
  mentions.length === 0 &&
  unit.tokens.length <= 4 &&
  !unit.tokens.some(({ norm }) => /^\d{2,3}\/\d{2,3}$/.test(norm));

/** "And the amlodipine?" "Five.": a number alone is of what the question named. */
function valueOf(candidate: Candidate): OmissionReason | undefined {
  const { unit, question, mentions, asked } = candidate;
  if (!question || unit.question || unit.speaker === 'clinician' || mentions.length > 0) return undefined;
  if (unit.tokens.length > LONGEST_VALUE || !unit.tokens.some(({ kind }) => kind === 'number')) return undefined;
  if (/\b(?:how old|birth|address|phone|children|kids)\b/.test(wordsOf(question))) return undefined;
  if (ASKS_DRUG.test(wordsOf(question))) return 'medication';
  return asked.length > 0 ||
    /\b(?:how (?:many|much|bad|often|high|long)|pressure|sugars?|fever|weight|scale|shot|surgery)\b/.test(
      wordsOf(question),
    )
    ? 'measurement'
    : undefined;
}
const LONGEST_VALUE = 8;
const ASKS_DRUG = /\b(?:dose|milligrams?|units?|pills?|tablets?|insulin|take|taking|strength)\b/;

/** "Lungs are clear, no retractions": told of the body, whatever words it has. */
const EXAM_SAID =
  /\b(?:lungs?|heart|abdomen|belly|throat|ears?|eyes?|neck|skin|pulses?|strength|reflexes|gait|wound|incision|pupils|tonsils|calves|sensation)(?: \w+)? (?:is|are|looks?|sounds?|feels?) (?:\w+ )?(?:clear|normal|fine|good|soft|regular|symmetric|equal|intact|healing|clean|dry|red|swollen|tender|enlarged|weak|full|strong)\b/;

export function reasonFor(candidate: Candidate, salience: number): OmissionReason | undefined {
  const { unit } = candidate;
  const value = valueOf(candidate);
  if (value !== undefined) return value;
  if (
    candidate.question &&
    candidate.bare &&
    (candidate.answer === 'yes' || candidate.answer === 'unsure') &&
    candidate.denied.length + candidate.affirmed.length === 0 &&
    candidate.asked.length > 1 &&
    /\b(any|have|had)\b/.test(wordsOf(candidate.question))
  ) {
    return 'unclear-answer';
  }
  if (unit.question) return undefined;
  const own = ownMentions(candidate);
  if (own.some((mention) => mention.concept.kind === 'drug')) return 'medication';
  if (isStump(candidate)) return undefined;
  if (
    unit.tokens.some((token) => /\d (mg|mcg|g|ml|cm|mm|kg)|\d\/\d|\d%/i.test(token.norm)) &&
    !NO_VALUE.test(wordsOf(unit))
  )
    return 'measurement';
  if (salience < LEAST_SALIENCE || (unit.speaker === 'clinician' && AROUND.test(wordsOf(unit)))) return undefined;
  if (
    own.some(
      (mention) =>
        (mention.concept.kind === 'symptom' || mention.concept.kind === 'condition') && unit.tokens.length > 3,
    )
  )
    return 'finding';
  if (unit.speaker === 'clinician' && EXAM_SAID.test(wordsOf(unit))) return 'finding';
  if (own.some((mention) => mention.concept.kind === 'test') && unit.tokens.length > 4) return 'test';
  if (unit.speaker === 'clinician' && own.some((mention) => mention.concept.kind === 'procedure')) return 'may-matter';
  // Without a clinical word or a number it has to look very much like a line of a note.
  return salience > MATTERS &&
    unit.tokens.length > 4 &&
    (own.length > 0 || unit.tokens.some((token) => token.kind === 'number'))
    ? 'may-matter'
    : undefined;
}

/** Dates and odds look like values. */
const NO_VALUE = /\b(?:date of birth|odds|chances?|discount|dollars|appointment|birthday)\b|\b\d+\/\d+\/\d{2,4}\b/;
