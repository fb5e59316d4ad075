/** Ids of a Whisper vocabulary that decoding has to know. Text tokens are those below `end`, moments those from `timestampBegin`. */
export interface WhisperVocabulary {
  readonly end: number;
  readonly timestampBegin: number;
  /** Never written: music signs, applause, the tokens of other tasks. */
  readonly suppress: readonly number[];
  /** Not written first: a lone space, the end. */
  readonly suppressAtBegin: readonly number[];
  /** The first moment is at most this many steps of 20 ms from the beginning. */
  readonly maxInitialTimestamp: number;
}

export const TIMESTAMP_MS = 20;

/**
 * Sets the scores of tokens that may not come next to -Infinity, in place. `written`: what follows the prompt so far. Moments come in
 * pairs around text and never go back; where all moments together are likelier than any text, a moment it is (Radford et al. 2022, 4.5, and
 * the rules of the reference decoder).
 */
export function applyWhisperRules(
  scores: Float32Array,
  written: readonly number[],
  vocabulary: WhisperVocabulary,
): void {
  const { end, timestampBegin } = vocabulary;
  for (const token of vocabulary.suppress) if (token < scores.length) scores[token] = -Infinity;
  // Between text and moments stand the tokens that only a prompt has.
  scores.fill(-Infinity, end + 1, timestampBegin);
  if (written.length === 0) {
    for (const token of vocabulary.suppressAtBegin) if (token < scores.length) scores[token] = -Infinity;
    scores.fill(-Infinity, 0, timestampBegin);
    scores.fill(-Infinity, timestampBegin + vocabulary.maxInitialTimestamp + 1);
    return;
  }
  const lastIsMoment = written.at(-1)! >= timestampBegin;
  const beforeIsMoment = written.length < 2 || written.at(-2)! >= timestampBegin;
  if (lastIsMoment && beforeIsMoment) scores.fill(-Infinity, timestampBegin);
  else if (lastIsMoment) scores.fill(-Infinity, 0, end);
  const lastMoment = written.findLast((token) => token >= timestampBegin);
  if (lastMoment !== undefined) {
    // A new stretch may begin where the last ended; a stretch takes some time.
    const earliest = lastIsMoment && !beforeIsMoment ? lastMoment : lastMoment + 1;
    scores.fill(-Infinity, timestampBegin, Math.min(scores.length, earliest));
  }
  preferMoments(scores, timestampBegin);
}

function preferMoments(scores: Float32Array, timestampBegin: number): void {
  let highestText = -Infinity;
  for (let id = 0; id < timestampBegin; id++) if (scores[id]! > highestText) highestText = scores[id]!;
  if (logSumExp(scores, timestampBegin) > highestText) scores.fill(-Infinity, 0, timestampBegin);
}

/** log of the sum of exp over `scores[from..]`; -Infinity when there is nothing. */
export function logSumExp(scores: Float32Array, from = 0): number {
  let highest = -Infinity;
  for (let i = from; i < scores.length; i++) if (scores[i]! > highest) highest = scores[i]!;
  if (highest === -Infinity) return -Infinity;
  let sum = 0;
  for (let i = from; i < scores.length; i++) sum += Math.exp(scores[i]! - highest);
  return highest + Math.log(sum);
}

/**
 * How far a window of `durationMs` was heard: all of it when the text ends with one moment (nothing follows) or has no inner
 * boundary, else up to the last boundary; `keep` is how many of the tokens belong to that. The rest is heard again from there.
 */
export function whisperSeek(
  tokens: readonly number[],
  durationMs: number,
  { timestampBegin }: WhisperVocabulary,
): { readonly untilMs: number; readonly keep: number } {
  const isMoment = (at: number): boolean => at >= 0 && at < tokens.length && tokens[at]! >= timestampBegin;
  const last = tokens.length - 1;
  const endsWithOneMoment = isMoment(last) && !isMoment(last - 1);
  const boundary = tokens.findLastIndex((_, at) => at > 0 && isMoment(at) && isMoment(at - 1));
  if (endsWithOneMoment || boundary <= 0) return { untilMs: durationMs, keep: tokens.length };
  const untilMs = (tokens[boundary - 1]! - timestampBegin) * TIMESTAMP_MS;
  // A boundary that takes the hearing nowhere, or past the end, ends it.
  if (untilMs <= 0 || untilMs >= durationMs) return { untilMs: durationMs, keep: tokens.length };
  return { untilMs, keep: boundary };
}
