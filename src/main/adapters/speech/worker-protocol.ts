import type { ErrorCode, ErrorParams } from '../../../shared/errors.ts';
import type { Decoded, HearingOptions } from './engine.ts';
import type { VadState } from './silero-vad.ts';

/**
 * What the speech process is told and answers. Every call carries all that it needs (the process keeps nothing of a visit), so
 * that after a crash the same call can be made to a fresh process and nothing is lost.
 */
export interface EngineSpec {
  readonly engine: 'moonshine' | 'whisper';
  readonly vadFile: string;
  /** Moonshine: encoder and decoder files. Whisper: the model's folder. */
  readonly modelFiles: { readonly encoder: string; readonly decoder: string } | { readonly folder: string };
  /** Moonshine: hypotheses kept while decoding, and the token model that helps to choose between them. */
  readonly beams: number;
  readonly languageFile?: string;
  readonly intraOpThreads: number;
  /** Whisper: which files of the folder (default: the best one for the device), and where to compute. */
  readonly precision?: WhisperPrecision;
  readonly device?: SpeechDevice;
}

export type WhisperPrecision = 'q8' | 'fp16' | 'fp32' | 'q4';
/** `gpu`: DirectML on Windows, CUDA on Linux x64. `auto` is `gpu` where there is one that works, else `cpu`. */
export type SpeechDevice = 'auto' | 'cpu' | 'gpu';

/** What the process really uses, told when it is ready. */
export interface EngineStarted {
  readonly maxBatch: number;
  readonly provider?: 'cpu' | 'dml' | 'cuda';
  readonly precision?: WhisperPrecision;
  /** A faster device was asked for or there, and could not be used. */
  readonly fellBack?: boolean;
}

export interface WorkerCalls {
  start: { request: EngineSpec; value: EngineStarted };
  detect: {
    request: { samples: Float32Array; state: VadState };
    value: { probabilities: Float32Array; state: VadState };
  };
  transcribe: { request: { segments: readonly Float32Array[] } & HearingOptions; value: readonly Decoded[] };
}

export type WorkerOperation = keyof WorkerCalls;

export interface WorkerRequest<Operation extends WorkerOperation = WorkerOperation> {
  readonly id: number;
  readonly operation: Operation;
  readonly request: WorkerCalls[Operation]['request'];
}

export type WorkerReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode; readonly params: ErrorParams };

/** A process that speaks a protocol, however it was started: `child_process.fork`, Electron's `utilityProcess`, or a test's double. */
export interface ChannelProcess<Sent, Received> {
  readonly pid: number | undefined;
  send(message: Sent): void;
  onMessage(listener: (message: Received) => void): void;
  /** Called once, also when the process could not be started. */
  onExit(listener: () => void): void;
  kill(): void;
}
export type WorkerProcess = ChannelProcess<WorkerRequest, WorkerReply>;

export type SpawnWorker = (entry: URL | string) => WorkerProcess;
/** The same for whatever protocol the entry speaks. */
export type SpawnProcess = <Sent, Received>(entry: URL | string) => ChannelProcess<Sent, Received>;
