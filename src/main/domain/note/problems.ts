import type { Candidate } from '../understanding/candidates.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import type { Mention } from '../understanding/lexicon.ts';
import { stripDiscourse } from './discourse.ts';
import { toWords } from './third-person.ts';
import { placedTerm } from './word-answers.ts';

const CUE =
  /^(?:(?:so|okay|now|and|then|alright|um|as|well|all right|but) ?,? ?)*(?:for|in terms of|as far as|regarding|with regards? to|in regards? to|from an?|from the|from your|concerning|when it comes to|going back to|moving on to|with respect to|your (?:first|second|third|fourth|next|last|other) problem|the (?:first|second|third|next|last|other) problem|my (?:first|second|next) (?:diagnosis|impression)|problem number|number|on your)\b/;
const DIAGNOSIS =
  /\b(?:i think (?:you have|this is|it is|that you|that this|that is|your)|you (?:have|do have|probably have|likely have|may have|might have)|this is (?:likely|probably|most likely|consistent|a|an|what|called)|(?:most )?likely|consistent with|i believe|diagnos|looks like|sounds like|concern(?:ed)? (?:for|about|that)|suspect|it sounds like|impression|suspicious for|sounds like you|we call)\b/;
const NOT_PROBLEM = new Set([
  'symptom:pain',
  'symptom:swelling',
  'symptom:stress',
  'symptom:radiating pain',
  'symptom:locking',
  'symptom:lump',
  'symptom:redness',
  'symptom:falls',
  'symptom:clicking',
  'condition:infection',
  'symptom:tenderness',
  'symptom:bleeding',
  'symptom:burning sensation',
  'symptom:seizure',
  'condition:cancer',
  'symptom:bruising',
  'symptom:joint stiffness',
  'symptom:warmth',
  'symptom:weakness',
]);

/** A diagnostic statement: "this is costochondritis", "most likely gout". Rejected diagnoses and conditionals are none. */
export function isDiagnosis(candidate: Candidate): boolean {
  const { unit } = candidate;
  if (unit.speaker === 'patient' || unit.question || unit.tokens.length > 26) return false;
  const text = unit.tokens.map((token) => token.norm).join(' ');
  if (!DIAGNOSIS.test(text) && !/^(so |okay |, )*(this|it|that) is /.test(text)) return false;
  return candidate.mentions.some((mention) => {
    if (mention.concept.kind !== 'condition') return false;
    const scope = scopeOf(unit.tokens, mention);
    return scope.experiencer === 'patient' && (scope.assertion === 'present' || scope.assertion === 'possible');
  });
}

/** Whether the clinician here opens a problem, and its name as a heading. */
export function problemOpened(candidate: Candidate): string | undefined {
  const { unit } = candidate;
  if (unit.speaker === 'patient') return undefined;
  const text = unit.tokens
    .map((token) => token.norm)
    .join(' ')
    .replace(/ ,/g, ',');
  const cue = CUE.test(stripDiscourse(toWords(unit.tokens)).join(' '));
  const diagnosis = DIAGNOSIS.test(text);
  if (!cue && !diagnosis) return undefined;
  const eligible = candidate.mentions.filter((mention) => {
    if (mention.concept.kind !== 'condition' && mention.concept.kind !== 'symptom') return false;
    if (NOT_PROBLEM.has(mention.concept.id)) return false;
    const scope = scopeOf(unit.tokens, mention);
    return scope.experiencer === 'patient' && scope.assertion !== 'negated' && scope.assertion !== 'hypothetical';
  });
  const conditions = eligible.filter((mention) => mention.concept.kind === 'condition');
  const chosen: Mention | undefined = cue
    ? eligible.find((mention) => mention.start < 14)
    : (conditions[0] ?? undefined);
  if (!chosen) return undefined;
  const adjective = unit.tokens[chosen.start - 1]?.norm ?? '';
  const term = placedTerm(chosen, unit.tokens, candidate.mentions);
  const name =
    /^(acute|chronic|muscular|viral|bacterial|bilateral|recurrent|allergic|uncontrolled|seasonal|lumbar|cervical)$/.test(
      adjective,
    ) && !term.startsWith(adjective)
      ? `${adjective} ${term}`
      : term;
  return /^[a-z]{2,4}$/.test(name) && !/^(gout|acne|pain|rash|stye|burn|mole|lice|flu)$/.test(name)
    ? name.toUpperCase()
    : name.charAt(0).toUpperCase() + name.slice(1);
}
