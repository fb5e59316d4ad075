import type { Evidence } from '../../../shared/model/note.ts';
import type { Transcript, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { remembered } from './remembered.ts';
import type { Unit } from './utterances.ts';

interface Span {
  readonly start: number;
  readonly end: number;
}

/** Character offsets of each word of a segment in its text; undefined where a word is not found (text corrected by hand). */
const wordSpans = remembered((segment: TranscriptSegment): readonly (Span | undefined)[] => {
  let cursor = 0;
  return segment.words.map((word) => {
    const text = word.text.trim();
    if (text === '') return undefined;
    const at = segment.text.indexOf(text, cursor);
    if (at < 0) return undefined;
    cursor = at + text.length;
    return { start: at, end: cursor };
  });
});

interface Quoted {
  readonly evidence: Evidence;
  /** Mean confidence of the recogniser in the quoted words; 1 where it gave none. */
  readonly confidence: number;
}

/** Unit to evidence, one a segment that it lies in; nearly always one. */
export function evidencesFor(transcript: Transcript, unit: Unit): Quoted[] {
  const parts = unit.parts ?? [{ segmentIndex: unit.segmentIndex, base: 0 }];
  return parts.flatMap(({ segmentIndex, base }, k) => {
    const segment = transcript.segments[segmentIndex]!;
    const limit = parts[k + 1]?.base ?? Infinity;
    const own = unit.tokens.filter((token) => token.start >= base && token.start < limit);
    if (own.length === 0) return [];
    const end = Math.min(segment.text.length, Math.max(...own.map((token) => token.end - base)));
    return [quote(segment, own[0]!.start - base, end)];
  });
}

/** The first of them: where the unit begins. */
export function evidenceFor(transcript: Transcript, unit: Unit): Quoted {
  return evidencesFor(transcript, unit)[0]!;
}

/** A verbatim substring of the segment, timed by its words where they carry times, else by position in the text. */
function quote(segment: TranscriptSegment, start: number, end: number): Quoted {
  const text = segment.text.slice(start, end);
  const spans = wordSpans(segment);
  const inside = segment.words.filter((_, i) => {
    const span = spans[i];
    return span !== undefined && span.start < end && span.end > start;
  });
  const length = Math.max(1, segment.text.length);
  const duration = segment.endMs - segment.startMs;
  const clamp = (ms: number): number => Math.min(segment.endMs, Math.max(segment.startMs, ms));
  const timed = inside.length > 0 && inside.some((word) => word.endMs > word.startMs);
  const startMs = timed ? clamp(inside[0]!.startMs) : Math.round(segment.startMs + (duration * start) / length);
  const endMs = timed ? clamp(inside.at(-1)!.endMs) : Math.round(segment.startMs + (duration * end) / length);
  const confidence = inside.length === 0 ? 1 : inside.reduce((sum, word) => sum + word.confidence, 0) / inside.length;
  return { evidence: { segmentId: segment.id, startMs, endMs: Math.max(startMs, endMs), quote: text }, confidence };
}
