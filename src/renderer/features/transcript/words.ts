import type { SegmentId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment, TranscriptWord, WordRisk } from '../../../shared/model/transcript.ts';

/** Less sure than this (0..1) is a doubt: about every other such word is wrong (calibrated, see docs/MODEL-CARD.md). */
export const UNSURE_BELOW = 0.6;
/** Less sure than this is underlined lightly. */
export const FAIR_BELOW = 0.9;

export type Sureness = 'unsure' | 'fair' | 'sure';

export function surenessOf({ confidence, settled }: TranscriptWord): Sureness {
  if (settled || confidence >= FAIR_BELOW) return 'sure';
  return confidence < UNSURE_BELOW ? 'unsure' : 'fair';
}

/** Words that a person should listen to: two hearings disagree, or one that can harm was not heard for sure. */
export interface Doubt {
  readonly segmentId: SegmentId;
  /** First and last word, as places in the segment's list. */
  readonly first: number;
  readonly last: number;
  readonly heard: string;
  /** What the second hearing has there; empty: nothing. Absent: there was no second hearing, it is only unsure. */
  readonly heardAgain: string | undefined;
  readonly risk: WordRisk | undefined;
}

const known = new WeakMap<TranscriptSegment, readonly Doubt[]>();
const NONE: readonly Doubt[] = [];

/** The open doubts of a segment, in order. Words that stand together against one second hearing are one doubt. */
export function doubtsOf(segment: TranscriptSegment): readonly Doubt[] {
  const found = known.get(segment) ?? findDoubts(segment);
  known.set(segment, found);
  return found;
}

function findDoubts({ id, words }: TranscriptSegment): readonly Doubt[] {
  const doubts: Doubt[] = [];
  for (let first = 0; first < words.length; first += 1) {
    const word = words[first]!;
    if (!isDoubtful(word)) continue;
    let last = first;
    if (word.heardAgain !== undefined) while (isSameHearing(words[last + 1], word.heardAgain)) last += 1;
    const together = words.slice(first, last + 1);
    doubts.push({
      segmentId: id,
      first,
      last,
      heard: together.map(({ text }) => text).join(' '),
      heardAgain: word.heardAgain,
      risk: together.find(({ risk }) => risk !== undefined)?.risk,
    });
    first = last;
  }
  return doubts.length === 0 ? NONE : doubts;
}

function isDoubtful(word: TranscriptWord): boolean {
  if (word.settled) return false;
  return word.heardAgain !== undefined || (word.risk !== undefined && word.confidence < UNSURE_BELOW);
}

function isSameHearing(word: TranscriptWord | undefined, heardAgain: string): boolean {
  return word !== undefined && !word.settled && word.heardAgain === heardAgain;
}

export function doubtAt(segment: TranscriptSegment, index: number): Doubt | undefined {
  return doubtsOf(segment).find(({ first, last }) => index >= first && index <= last);
}

/** What the recogniser wrote before the vocabulary corrected these words; undefined where nothing was corrected. */
export function heardAsOf(words: readonly TranscriptWord[]): string | undefined {
  const before = words.flatMap(({ heardAs }) => (heardAs === undefined ? [] : [heardAs]));
  const distinct = before.filter((text, index) => text !== before[index - 1]);
  return distinct.length === 0 ? undefined : distinct.join(' ');
}

/** Place of the last segment that began at or before `ms`; -1 before the first. Segments are in order of their times. */
export function segmentIndexAt(segments: readonly { startMs: number }[], ms: number): number {
  let low = 0;
  let high = segments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (segments[middle]!.startMs <= ms) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The word being said at `ms`, or the last one before a pause; -1 outside of the segment. */
export function wordIndexAt({ startMs, endMs, words }: TranscriptSegment, ms: number): number {
  return ms < startMs || ms > endMs ? -1 : segmentIndexAt(words, ms);
}
