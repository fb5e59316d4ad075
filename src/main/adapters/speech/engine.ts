import type { HeardWord } from '../../domain/speech/words.ts';

/** What a recogniser makes of one stretch of speech. */
export interface Decoded {
  readonly text: string;
  /** Times from the beginning of the stretch. */
  readonly words: readonly HeardWord[];
  /** Mean log-probability of the tokens; -Infinity when there are none. */
  readonly averageLogProbability: number;
  /** What it was heard as, where the model tells languages apart. */
  readonly language?: string;
}

export interface HearingOptions {
  readonly language?: string;
  /** Phrases that are likely here; an engine that cannot be helped ignores them. */
  readonly vocabulary?: readonly string[];
  /** Names that are possible anywhere (common drugs): written only where the sound leaves no doubt, and rivals of the likely ones. */
  readonly known?: readonly string[];
  /** `second`: under another condition than the first hearing, so that the two err differently. `draft`: quickly, it will be heard again. */
  readonly pass?: 'first' | 'second' | 'draft';
}

/** A recogniser inside the worker process. Calls do not overlap. */
export interface SpeechEngine {
  /** The most segments that `transcribe` takes at once. */
  readonly maxBatch: number;
  /** 16 kHz mono float samples, one array a segment. Answers in the same order. */
  transcribe(segments: readonly Float32Array[], options?: HearingOptions): Promise<Decoded[]>;
  /** Where and how it computes, when that is a choice. */
  readonly provider?: 'cpu' | 'dml' | 'cuda';
  readonly precision?: 'q8' | 'fp16' | 'fp32' | 'q4';
  readonly fellBack?: boolean;
  close(): Promise<void>;
}
