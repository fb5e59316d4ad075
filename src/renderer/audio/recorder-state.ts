import type { AppError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { MicrophoneProblem } from './microphone.ts';

export type RecorderPhase = 'idle' | 'starting' | 'recording' | 'paused' | 'finishing';

/** `off-record`: at somebody's wish; the same silence as a pause, told as what it is. */
export type PauseReason = 'pause' | 'off-record';

/** Something about the sound that the clinician has to know now. */
export type RecorderWarning =
  | { kind: 'silence' | 'quiet' | 'clipping' | 'muted' | 'device-lost' | 'device-back' }
  /** The microphone is open and sends nothing, or nothing but zeros. */
  | { kind: 'stalled' | 'dead' }
  /** What the computer plays is not heard (any more). */
  | { kind: 'computer-lost' }
  /** Sound is missing, for this long: the computer slept, or was too busy. */
  | { kind: 'gap'; lengthMs: number }
  | { kind: 'device-changed'; device: string }
  | { kind: 'stream'; error: AppError };

export interface RecorderState {
  readonly phase: RecorderPhase;
  readonly encounterId?: EncounterId;
  /** Length of the recording so far in whole seconds, earlier parts of an interrupted one included. */
  readonly elapsedMs: number;
  /** Recorded, but main has not yet said that it is on disk; in whole seconds, so that a healthy recording shows 0. */
  readonly unsavedMs: number;
  readonly device?: string;
  /** While `paused`. */
  readonly pauseReason?: PauseReason;
  readonly warning?: RecorderWarning;
  /** The disk is getting full. Beside `warning`: it stays. */
  readonly disk?: AppError;
  /** Moments marked in this recording by this window. */
  readonly moments: number;
  /** Why the last start failed. */
  readonly problem?: MicrophoneProblem | AppError;
  /** The microphone is open and the last moments are held in memory only, so that the first word is not cut off. */
  readonly armed: boolean;
}

export const IDLE: RecorderState = { phase: 'idle', elapsedMs: 0, unsavedMs: 0, armed: false, moments: 0 };

/** Screens redraw by the second, however often frames come. */
export const wholeSeconds = (ms: number): number => Math.floor(ms / 1000) * 1000;
