import type {
  SpawnWorker,
  WorkerCalls,
  WorkerOperation,
  WorkerProcess,
  WorkerReply,
  WorkerRequest,
} from './worker-protocol.ts';

/** What a double of the speech process does instead of answering. `silence` is a hang. */
export type Mishap = 'die' | 'silence' | undefined;

export interface ScriptedWorkers {
  readonly spawn: SpawnWorker;
  /** Every call that reached a process, in order. */
  readonly calls: readonly { readonly process: number; readonly operation: WorkerOperation; readonly batch: number }[];
  readonly processes: () => number;
}

/**
 * Doubles of the speech process, in this process: speech is where the samples are loud, and its "text" tells the loudness, so
 * that a test can see which audio a segment came from. `mishap` decides, call by call, what goes wrong.
 */
export function scriptWorkers(
  mishap: (call: WorkerRequest, process: number) => Mishap = () => undefined,
  maxBatch = 4,
): ScriptedWorkers {
  const calls: { process: number; operation: WorkerOperation; batch: number }[] = [];
  let processes = 0;
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
        calls.push({ process, operation: request.operation, batch });
        setImmediate(() => {
          if (!alive) return;
          const what = mishap(request, process);
          if (what === 'die') die();
          else if (what === undefined) onMessage({ id: request.id, ok: true, value: answer(request, maxBatch) });
        });
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
  return { spawn, calls, processes: () => processes };
}

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
    const text = `loud${Math.round(peakOf(samples) * 100)}.`;
    const endMs = samples.length / 16;
    const words = [{ text, startMs: 100, endMs: endMs - 100, confidence: 0.8 }];
    return { text, words, averageLogProbability: -0.2 };
  });
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
