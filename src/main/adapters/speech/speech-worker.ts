import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../ports/runtime.ts';
import { createLane, WorkerLost, type WorkerLane } from './worker-lane.ts';
import type { EngineSpec, EngineStarted, SpawnWorker, WorkerCalls, WorkerOperation } from './worker-protocol.ts';

export interface WorkerLimits {
  /** Loading the models, on a slow disk. */
  readonly startMs: number;
  /** A call may take this long, and `perAudioSecondMs` more for each second of audio it carries; then the process counts as hung. */
  readonly callMs: number;
  readonly perAudioSecondMs: number;
  /** Wait before the n-th restart in a row: doubled each time, up to `maxBackoffMs`. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Starts in a row that fail, while no other process is up, after which those who wait are told so. */
  readonly maxStarts: number;
}

export const DEFAULT_LIMITS: WorkerLimits = {
  startMs: 60_000,
  callMs: 15_000,
  perAudioSecondMs: 4_000,
  backoffMs: 100,
  maxBackoffMs: 5_000,
  maxStarts: 6,
};

/** What waits goes in this order: speech is found before it is heard, what stays before captions, a visit before a file,
 * a second hearing last. */
export const URGENCY = { detect: 0, first: 1, draft: 2, file: 3, again: 4 } as const;
export type Urgency = (typeof URGENCY)[keyof typeof URGENCY];

export interface SpeechWorker {
  /** Calls that can be under way at once. */
  readonly lanes: number;
  /**
   * Makes one call. If the process dies or hangs meanwhile, it is started anew and the call repeated, `attempts` times in all.
   * @throws AppError `model.worker` when the call is given up or no process starts, `model.*` when the models cannot be loaded.
   */
  call<Operation extends 'detect' | 'transcribe'>(
    operation: Operation,
    request: WorkerCalls[Operation]['request'],
    options: { audioMs: number; attempts: number; urgency: Urgency },
  ): Promise<WorkerCalls[Operation]['value']>;
  /** Resolves when a process is up, its models loaded; the others follow. */
  start(): Promise<EngineStarted>;
  onRestart(listener: () => void): () => void;
  close(): void;
}

interface Pending {
  readonly operation: WorkerOperation;
  readonly request: unknown;
  readonly limitMs: number;
  readonly attempts: number;
  readonly urgency: Urgency;
  tries: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Slot {
  readonly lane: WorkerLane;
  state: 'down' | 'starting' | 'idle' | 'busy';
  wasStarted: boolean;
  /** Since it was last up. */
  failedStarts: number;
}

/**
 * Keeps `lanes` speech processes alive and hands each one call at a time. Two processes with one thread each hear twice as much on
 * two cores as one does, without either's arithmetic depending on the other (docs/decisions/0028), and a hang costs half of it.
 */
export function superviseWorker(options: {
  readonly spawn: SpawnWorker;
  readonly entry: URL | string;
  readonly spec: EngineSpec;
  readonly log: Log;
  readonly lanes: number;
  readonly limits?: Partial<WorkerLimits>;
}): SpeechWorker {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { log } = options;
  const queue: Pending[] = [];
  const listeners = new Set<() => void>();
  const starters: { resolve(engine: EngineStarted): void; reject(error: Error): void }[] = [];
  let engine: EngineStarted | undefined;
  /** Processes lost since the last answer. */
  let losses = 0;
  let closed = false;

  const slots = Array.from({ length: options.lanes }, (): Slot => {
    const slot: Slot = {
      lane: createLane({
        ...options,
        onLost() {
          // It ended while it had nothing to do: the next call that needs it starts it anew.
          losses++;
          slot.state = 'down';
        },
      }),
      state: 'down',
      wasStarted: false,
      failedStarts: 0,
    };
    return slot;
  });
  const isAnyUp = (): boolean => slots.some(({ state }) => state === 'idle' || state === 'busy');

  const failAll = (error: Error): void => {
    for (const waiting of [...queue.splice(0), ...starters.splice(0)]) waiting.reject(error);
  };

  const launch = async (slot: Slot): Promise<void> => {
    slot.state = 'starting';
    const failures = Math.max(losses, slot.failedStarts);
    await pause(failures === 0 ? 0 : Math.min(limits.maxBackoffMs, limits.backoffMs * 2 ** (failures - 1)));
    if (closed) return;
    if (slot.wasStarted) {
      log.warn('speech.worker-restart', { losses });
      for (const listener of listeners) listener();
    }
    slot.wasStarted = true;
    try {
      engine = await slot.lane.launch(limits.startMs);
      slot.state = 'idle';
      slot.failedStarts = 0;
      for (const starter of starters.splice(0)) starter.resolve(engine);
    } catch (error) {
      slot.state = 'down';
      slot.failedStarts++;
      // While another process works, those who wait are served by it; this one is tried again when there is need.
      if (closed || isAnyUp()) return;
      if (!(error instanceof WorkerLost)) {
        failAll(asError(error));
        return;
      }
      if (slot.failedStarts >= limits.maxStarts) {
        log.error('speech.worker-does-not-start', { starts: slot.failedStarts });
        slot.failedStarts = 0;
        failAll(new AppError('model.worker', { retryable: true }));
        return;
      }
    }
    pump();
  };

  /** The most urgent call, the oldest of them first. */
  const takeNext = (): Pending | undefined => {
    let best = 0;
    for (let i = 1; i < queue.length; i++) if (queue[i]!.urgency < queue[best]!.urgency) best = i;
    return queue.splice(best, 1)[0];
  };

  const serve = async (slot: Slot, pending: Pending): Promise<void> => {
    slot.state = 'busy';
    try {
      const value = await slot.lane.exchange(pending.operation, pending.request, pending.limitMs);
      losses = 0;
      slot.state = 'idle';
      pending.resolve(value);
    } catch (error) {
      if (closed) pending.reject(new AppError('cancelled'));
      else if (error instanceof WorkerLost) lost(pending);
      else pending.reject(asError(error));
      slot.state = slot.lane.isUp ? 'idle' : 'down';
    }
    pump();
  };

  const lost = (pending: Pending): void => {
    losses++;
    if (++pending.tries < pending.attempts) {
      queue.unshift(pending);
      return;
    }
    log.error('speech.call-given-up', { operation: pending.operation, tries: pending.tries });
    pending.reject(new AppError('model.worker', { retryable: true, params: { tries: pending.tries } }));
  };

  const pump = (): void => {
    if (closed) return;
    for (const slot of slots) {
      if (queue.length === 0) break;
      if (slot.state === 'idle') void serve(slot, takeNext()!);
    }
    // The first process comes up alone: if the models cannot be loaded, one failure tells it.
    const isStarting = slots.some(({ state }) => state === 'starting');
    const isWanted = queue.length > 0 || starters.length > 0;
    const down = slots.find(({ state }) => state === 'down');
    if (down && !isStarting && (isWanted || (isAnyUp() && losses === 0 && down.failedStarts === 0))) void launch(down);
  };

  return {
    lanes: options.lanes,
    call: (operation, request, { audioMs, attempts, urgency }) =>
      new Promise((resolve, reject) => {
        if (closed) {
          reject(new AppError('cancelled'));
          return;
        }
        const limitMs = limits.callMs + (audioMs / 1000) * limits.perAudioSecondMs;
        queue.push({ operation, request, limitMs, attempts, urgency, tries: 0, resolve: resolve as never, reject });
        pump();
      }),
    start: () =>
      new Promise((resolve, reject) => {
        if (closed) reject(new AppError('cancelled'));
        else if (engine && isAnyUp()) resolve(engine);
        else {
          starters.push({ resolve, reject });
          pump();
        }
      }),
    onRestart(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      for (const { lane } of slots) lane.kill();
      failAll(new AppError('cancelled'));
    },
  };
}

const pause = (ms: number): Promise<void> =>
  ms === 0 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, ms));
const asError = (error: unknown): Error => (error instanceof Error ? error : new AppError('bug', { cause: error }));
