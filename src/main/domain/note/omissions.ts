import type { Omission } from '../../../shared/model/note.ts';
import type { Transcript } from '../../../shared/model/transcript.ts';
import type { Candidate } from '../understanding/candidates.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import type { Statement } from './statement.ts';

/**
 * Clinically salient things said that no sentence of the note rests on, one entry a segment, with a stable reason word:
 * `unclear-answer` (a yes or no to several things at once), `medication`, `finding`, `measurement`, `test`, `low-salience`.
 */
export function findOmissions(
  candidates: readonly Candidate[],
  salience: readonly number[],
  used: readonly Statement[],
  transcript: Transcript,
): Omission[] {
  const covered = new Set(used.flatMap((statement) => statement.units.map((unit) => unit.index)));
  const reasons = new Map<number, string>();
  for (const candidate of candidates) {
    const { unit, question } = candidate;
    if (covered.has(unit.index)) continue;
    const reason = reasonFor(candidate, salience[candidate.index] ?? 0);
    if (reason === undefined) continue;
    const segment = question && reason === 'unclear-answer' ? question.segmentIndex : unit.segmentIndex;
    if (!reasons.has(segment)) reasons.set(segment, reason);
  }
  return [...reasons]
    .sort((a, b) => a[0] - b[0])
    .map(([index, reason]) => ({ segmentId: transcript.segments[index]!.id, reason }));
}

function reasonFor(candidate: Candidate, salience: number): string | undefined {
  const { unit } = candidate;
  if (
    candidate.question &&
    candidate.bare &&
    (candidate.answer === 'yes' || candidate.answer === 'unsure') &&
    candidate.denied.length + candidate.affirmed.length === 0 &&
    /\b(any|have|had)\b/.test(candidate.question.tokens.map((token) => token.norm).join(' '))
  ) {
    return 'unclear-answer';
  }
  if (unit.question) return undefined;
  const own = candidate.mentions.filter((mention) => {
    const scope = scopeOf(unit.tokens, mention);
    return scope.experiencer !== 'other' && scope.assertion !== 'hypothetical';
  });
  if (own.some((mention) => mention.concept.kind === 'drug')) return 'medication';
  if (unit.tokens.some((token) => /\d (mg|mcg|g|ml|cm|mm|kg)|\d\/\d|\d%/i.test(token.norm))) return 'measurement';
  if (
    own.some(
      (mention) =>
        (mention.concept.kind === 'symptom' || mention.concept.kind === 'condition') && unit.tokens.length > 3,
    )
  )
    return 'finding';
  if (own.some((mention) => mention.concept.kind === 'test') && unit.tokens.length > 4) return 'test';
  return salience > 0.5 && unit.tokens.length > 4 ? 'low-salience' : undefined;
}
