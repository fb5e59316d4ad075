import type { CancelSignal } from '../../shared/cancel.ts';
import type { ModelRef, TranscriptSegment } from '../../shared/model/transcript.ts';

export interface TranscriberInfo extends ModelRef {
  /** BCP 47 codes the model can hear, e.g. ['en']. */
  readonly languages: readonly string[];
  readonly engine: 'moonshine' | 'whisper' | 'fake';
  /** A licence line for Settings. */
  readonly licence: string;
}

/** Segments come without a speaker (`unknown`): who spoke is decided by `domain/speech` from words and, later, voice. */
export type HeardSegment = TranscriptSegment;

/** On-device speech recognition. Model work runs in its own process; a native crash costs a retry of one segment, not the visit. */
export interface Transcriber {
  info(): Promise<TranscriberInfo>;
  /** One session per recording. Ids of segments are `${idPrefix}${n}`, n from `firstIndex` (default 1), stable for the same audio. */
  open(options: TranscriptionOptions): Promise<TranscriptionSession>;
  /** Ends the worker process. */
  close(): Promise<void>;
}

export interface TranscriptionOptions {
  readonly language?: string;
  readonly idPrefix?: string;
  readonly firstIndex?: number;
  /** Names and phrases that are likely in this visit (the chart's medications, the clinician's own words): helped while decoding. */
  readonly vocabulary?: readonly string[];
  /** Offset of the first pushed sample in the recording (after a resume). Default 0. */
  readonly startOffsetMs?: number;
  readonly onSegment: (segment: HeardSegment) => void;
  /**
   * What has been heard since the last segment, for live captions: each call replaces the one before, and segments take its
   * place. `segments` are the utterances in it that have ended, within a second of their end; `text` is what is being said after them.
   * Only asked for live audio; it costs hearing the same speech more than once.
   */
  readonly onPartial?: (partial: PartialHearing) => void;
  /** Milliseconds of audio that are fully transcribed. */
  readonly onProgress?: (processedMs: number) => void;
  readonly onWorkerRestart?: () => void;
  readonly signal?: CancelSignal;
}

export interface PartialHearing {
  readonly startMs: number;
  readonly endMs: number;
  readonly text: string;
  readonly segments?: readonly HeardSegment[];
}

export interface TranscriptionSession {
  /** 16 kHz mono float samples in order. Resolves when accepted: await it, that is the back-pressure for files. */
  push(samples: Float32Array): Promise<void>;
  /** Flushes the last segment. Resolves when every segment was emitted. @throws AppError `model.worker` when restarts are exhausted. */
  finish(): Promise<{ durationMs: number }>;
  cancel(): Promise<void>;
}
