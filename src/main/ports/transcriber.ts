import type { CancelSignal } from '../../shared/cancel.ts';
import type { ModelRef, TranscriptSegment } from '../../shared/model/transcript.ts';

export interface TranscriberInfo extends ModelRef {
  /** BCP 47 codes the model can hear, e.g. ['en']. */
  readonly languages: readonly string[];
  readonly engine: 'moonshine' | 'whisper' | 'fake';
  /** A licence line for Settings. */
  readonly licence: string;
  /** Where it really computes, known once a session was opened. `fellBack`: another device was wanted and could not be used. */
  readonly device?: {
    readonly provider: 'cpu' | 'dml' | 'cuda';
    readonly precision?: string;
    readonly fellBack: boolean;
  };
}

/** Segments come without a speaker (`unknown`): who spoke is decided by `domain/speech` from words and, later, voice. */
export type HeardSegment = TranscriptSegment;

/** On-device speech recognition. Model work runs in its own process; a native crash costs a retry of one segment, not the visit. */
export interface Transcriber {
  info(): Promise<TranscriberInfo>;
  /** One session per recording. Ids of segments are `${idPrefix}${n}`, n from `firstIndex` (default 1), stable for the same audio. */
  open(options: TranscriptionOptions): Promise<TranscriptionSession>;
  /**
   * Starts the worker process and loads the models, so that the first session opens at once: when the microphone is armed, or the app
   * starts. May be called any number of times. @throws what `open` throws
   */
  warm(): Promise<void>;
  /** Ends the worker process. */
  close(): Promise<void>;
}

export interface TranscriptionOptions {
  readonly language?: string;
  readonly idPrefix?: string;
  readonly firstIndex?: number;
  /**
   * Names and phrases that are likely in this visit (the chart's medications, the clinician's own words), likeliest first: helped while
   * decoding. `term = how it sounds` where the spelling does not tell.
   */
  readonly vocabulary?: readonly string[];
  /** Names that are possible in any visit (common drugs): written only where the sound leaves little doubt, and rivals of the likely ones. */
  readonly known?: readonly string[];
  /** False: words that can harm are heard once only. Default: twice, where the recogniser can. */
  readonly hearAgain?: boolean;
  /** Offset of the first pushed sample in the recording (after a resume). Default 0. */
  readonly startOffsetMs?: number;
  /**
   * Each segment once in order of time, as soon as it is final. `sound` is what was recorded from its `startMs` on (16 kHz mono, the
   * silence within included): sample k is at `startMs` + k / 16 ms. It is only lent: whoever needs it later copies it.
   *
   * A segment comes again under the same id, without `sound`, when its risky words were heard a second time: `words` then carry
   * `risk` and, where the two hearings disagree, `heardAgain`; text, times and ids are the same. Repetitions come in no order,
   * between later segments or after the last, but all before `finish` resolves. Whoever has changed the segment meanwhile (a
   * speaker, a word settled by a person) takes over those two fields and keeps the rest.
   */
  readonly onSegment: (segment: HeardSegment, sound?: Float32Array) => void;
  /**
   * What has been heard since the last segment, for live captions: each call replaces the one before, and segments take its
   * place. `segments` are the utterances in it that have ended, within a second of their end; `text` is what is being said after them.
   * One with neither takes back what was shown. Ids of such segments are not kept: the final ones may be cut elsewhere. Only asked for live audio; it costs hearing the same
   * speech more than once, and is left out while what stays is waiting.
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
