import type { HeardWord } from '../../domain/speech/words.ts';
import type {
  SpawnWorker,
  WorkerCalls,
  WorkerOperation,
  WorkerProcess,
  WorkerReply,
  WorkerRequest,
} from './worker-protocol.ts';

/** What a double of the speech process does instead of answering. `silence` is a hang; `refuse`: its models are not there. */
export type Mishap = 'die' | 'silence' | 'refuse' | undefined;

export interface ScriptedWorkers {
  readonly spawn: SpawnWorker;
  /** Every call that reached a process, in order. */
  readonly calls: readonly ScriptedCall[];
  readonly processes: () => number;
  /** Resolves when every call that was made is answered, and no answer led to another call. */
  readonly idle: () => Promise<void>;
}

export interface ScriptedCall {
  readonly process: number;
  readonly operation: WorkerOperation;
  readonly batch: number;
  readonly pass: string | undefined;
  readonly request: unknown;
}

/**
 * Doubles of the speech process, in this process: speech is where the samples are loud, and its "text" tells the loudness, so
 * that a test can see which audio a segment came from. `mishap` decides, call by call, what goes wrong, and when (a promise holds the answer back).
 */
export function scriptWorkers(
  mishap: (call: WorkerRequest, process: number) => Mishap | Promise<Mishap> = () => undefined,
  maxBatch = 4,
): ScriptedWorkers {
  const calls: ScriptedCall[] = [];
  let processes = 0;
  let unanswered = 0;
  const spawn: SpawnWorker = () => {
    const process = ++processes;
    let alive = true;
    const onExit: (() => void)[] = [];
    let onMessage: (reply: WorkerReply) => void = () => undefined;
    const die = (): void => {
      if (!alive) return;
      alive = false;
      for (const listener of onExit) listener();
    };
    return {
      pid: process,
      send(request) {
        const batch = request.operation === 'transcribe' ? segmentsOf(request).length : 0;
        const pass = request.operation === 'transcribe' ? passOf(request) : undefined;
        calls.push({ process, operation: request.operation, batch, pass, request: request.request });
        unanswered++;
        const respond = async (): Promise<void> => {
          const what = alive ? await mishap(request, process) : 'silence';
          unanswered--;
          if (!alive) return;
          if (what === 'die') die();
          else if (what === 'refuse') onMessage({ id: request.id, ok: false, code: 'model.missing', params: {} });
          else if (what === undefined) onMessage({ id: request.id, ok: true, value: answer(request, maxBatch) });
        };
        setImmediate(() => void respond());
      },
      onMessage(listener) {
        onMessage = listener;
      },
      onExit(listener) {
        onExit.push(listener);
      },
      kill: die,
    } satisfies WorkerProcess;
  };
  const idle = async (): Promise<void> => {
    for (let quiet = 0; quiet < 3; quiet = unanswered === 0 ? quiet + 1 : 0)
      await new Promise((resolve) => setImmediate(resolve));
  };
  return { spawn, calls, processes: () => processes, idle };
}

const passOf = (request: WorkerRequest): string | undefined =>
  (request.request as WorkerCalls['transcribe']['request']).pass;

export const segmentsOf = (request: WorkerRequest): readonly Float32Array[] =>
  (request.request as WorkerCalls['transcribe']['request']).segments;

export const peakOf = (samples: Float32Array): number =>
  samples.reduce((peak, value) => Math.max(peak, Math.abs(value)), 0);

function answer({ operation, request }: WorkerRequest, maxBatch: number): unknown {
  if (operation === 'start') return { maxBatch };
  if (operation === 'detect') {
    const { samples, state } = request as WorkerCalls['detect']['request'];
    const probabilities = new Float32Array(samples.length / 512);
    for (let i = 0; i < probabilities.length; i++)
      probabilities[i] = peakOf(samples.subarray(i * 512, (i + 1) * 512)) > 0.01 ? 0.95 : 0.02;
    return { probabilities, state };
  }
  return (request as WorkerCalls['transcribe']['request']).segments.map((samples) => {
    const words = wordsOf(samples);
    return { text: words.map(({ text }) => text).join(' '), words, averageLogProbability: -0.2 };
  });
}

/** A sentence of one word for each sound: quieter than 0.01 for two frames, it is over. */
function wordsOf(samples: Float32Array): HeardWord[] {
  const words: HeardWord[] = [];
  let from = -1;
  let peak = 0;
  const end = (frame: number): void => {
    if (from < 0) return;
    const text = `loud${Math.round(peak * 100)}.`;
    words.push({ text, startMs: from * 32, endMs: frame * 32, confidence: 0.8 });
    from = -1;
    peak = 0;
  };
  const frames = Math.ceil(samples.length / 512);
  let quiet = 0;
  for (let frame = 0; frame < frames; frame++) {
    const loudness = peakOf(samples.subarray(frame * 512, (frame + 1) * 512));
    quiet = loudness > 0.01 ? 0 : quiet + 1;
    if (quiet === 2) end(frame - 1);
    if (quiet > 0) continue;
    if (from < 0) from = frame;
    peak = Math.max(peak, loudness);
  }
  end(frames);
  return words;
}

/** Two seconds of sound at each loudness, with four seconds of silence around: a window, and a segment, each. */
export function soundsAt(...loudness: readonly number[]): Float32Array {
  const audio = new Float32Array(16_000 * (4 + loudness.length * 6));
  loudness.forEach((level, i) => {
    const from = 16_000 * (4 + i * 6);
    for (let k = 0; k < 32_000; k++) audio[from + k] = level * Math.cos(k / 3);
  });
  return audio;
}
