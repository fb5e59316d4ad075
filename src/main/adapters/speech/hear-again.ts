import type { HeardSegment } from '../../ports/transcriber.ts';
import type { Decoded, HearingOptions } from './engine.ts';

/** A window that was heard for the first time and whose segments have been given out. */
export interface HeardWindow {
  /** As given out: at least one, in order of time. Times are the recording's. */
  readonly segments: readonly HeardSegment[];
  /** What the recogniser was given: 16 kHz mono, silences shortened. `toRecordingMs` says where in the recording a moment of it is. */
  readonly heard: Float32Array;
  toRecordingMs(heardMs: number): number;
  /** What was recorded, silences and all; its first sample is at `soundStartMs` of the recording. */
  readonly sound: Float32Array;
  readonly soundStartMs: number;
}

/**
 * Listens once more to what in a window could harm when misheard, and answers with those of its segments that have more to say
 * now (`TranscriptionOptions.onSegment`); none when it found nothing to hear again. Called for every window in order of time, one call at a time.
 *
 * `hear` transcribes stretches of 16 kHz samples (`pass` is `second` unless said otherwise; language and vocabulary are the
 * session's). It waits its turn behind everything that is heard for the first time, captions included. It rejects when the process did not
 * get through; then, and when this throws, the segments stay as they are.
 */
export type HearAgain = (
  window: HeardWindow,
  hear: (segments: readonly Float32Array[], options?: HearingOptions) => Promise<readonly Decoded[]>,
  session: Pick<HearingOptions, 'language' | 'vocabulary'>,
) => Promise<readonly HeardSegment[]>;
