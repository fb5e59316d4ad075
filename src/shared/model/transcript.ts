import { z } from 'zod';
import { OffsetMs, SegmentId } from './ids.ts';

export const Speaker = z.enum(['clinician', 'patient', 'other', 'unknown']);
export type Speaker = z.infer<typeof Speaker>;

export const WordRisk = z.enum(['drug', 'dose', 'number', 'negation', 'side']);
export type WordRisk = z.infer<typeof WordRisk>;

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
  /** Why this word, misheard, could harm. Such words are heard twice. */
  risk: WordRisk.optional(),
  /**
   * What the second hearing wrote in this word's place, where the two disagree; empty where it heard nothing there. Where several words
   * stand against several, each carries the whole of it. Absent: they agree, or the word was heard once.
   */
  heardAgain: z.string().optional(),
  /** A person listened and decided: the text is theirs, the doubt is gone. */
  settled: z.literal(true).optional(),
});
export type TranscriptWord = z.infer<typeof TranscriptWord>;

/**
 * `speaker-corrected`: a person set the speaker by hand. `voice-corrected`, beside it: they did so for the whole voice, and what they say of the
 * voice next holds for it too. `recovered`: decoded again after a crash.
 * `failed`: the recogniser could not decode this stretch; its audio is kept. `vocabulary`: a word was corrected by the chart or a word list
 * (see `TranscriptWord.heardAs`). `other-language`: it does not sound like a language that the model hears.
 */
export const SegmentFlag = z.enum([
  'low-confidence',
  'recovered',
  'failed',
  'speaker-corrected',
  'voice-corrected',
  'vocabulary',
  'other-language',
]);
export type SegmentFlag = z.infer<typeof SegmentFlag>;

export const TranscriptSegment = z.object({
  id: SegmentId,
  startMs: OffsetMs,
  endMs: OffsetMs,
  speaker: Speaker,
  text: z.string(),
  words: z.array(TranscriptWord),
  flags: z.array(SegmentFlag),
  /** Which voice it is, as the sound tells (`v1`, `v2`, … in the order they were first heard). Absent: not told apart. */
  voice: z
    .string()
    .regex(/^v\d{1,3}$/)
    .optional(),
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
