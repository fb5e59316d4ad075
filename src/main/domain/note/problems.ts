import type { Candidate } from '../understanding/candidates.ts';
import { scopeOf } from '../understanding/context-scope.ts';

const DIAGNOSIS =
  /\b(?:i think (?:you have|this is|it is|that you|that this|that is|your)|you (?:have|do have|probably have|likely have|may have|might have)|this is (?:likely|probably|most likely|consistent|a|an|what|called)|(?:most )?likely|consistent with|i believe|diagnos|looks like|sounds like|concern(?:ed)? (?:for|about|that)|suspect|it sounds like|impression|suspicious for|sounds like you|we call)\b/;
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
