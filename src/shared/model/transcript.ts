import { z } from 'zod';
import { OffsetMs, SegmentId } from './ids.ts';

export const Speaker = z.enum(['clinician', 'patient', 'other', 'unknown']);
export type Speaker = z.infer<typeof Speaker>;

/** Confidence is 0..1. Words of a text-only transcript carry no times of their own and confidence 1. */
export const TranscriptWord = z.object({
  text: z.string(),
  startMs: OffsetMs,
  endMs: OffsetMs,
  confidence: z.number().min(0).max(1),
  /**
   * What the recogniser wrote where the vocabulary put this word ("lies in a pearl"). Where several words replace several, each carries
   * the whole of it.
   */
  heardAs: z.string().optional(),
});
export type TranscriptWord = z.infer<typeof TranscriptWord>;

/**
 * `speaker-corrected`: a person set the speaker by hand. `recovered`: decoded again after a crash.
 * `failed`: the recogniser could not decode this stretch; its audio is kept. `vocabulary`: a word was corrected by the chart or a word list
 * (see `TranscriptWord.heardAs`).
 */
export const SegmentFlag = z.enum(['low-confidence', 'recovered', 'failed', 'speaker-corrected', 'vocabulary']);
export type SegmentFlag = z.infer<typeof SegmentFlag>;

export const TranscriptSegment = z.object({
  id: SegmentId,
  startMs: OffsetMs,
  endMs: OffsetMs,
  speaker: Speaker,
  text: z.string(),
  words: z.array(TranscriptWord),
  flags: z.array(SegmentFlag),
});
export type TranscriptSegment = z.infer<typeof TranscriptSegment>;

export const ModelRef = z.object({ name: z.string(), sha256: z.string() });
export type ModelRef = z.infer<typeof ModelRef>;

/** `transcript.json` of the command line, and what the database keeps. Segments are ordered by `startMs`. */
export const Transcript = z.object({
  model: ModelRef,
  language: z.string(),
  durationMs: OffsetMs,
  segments: z.array(TranscriptSegment),
});
export type Transcript = z.infer<typeof Transcript>;
