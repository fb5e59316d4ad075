import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../ports/runtime.ts';
import type {
  EngineSpec,
  EngineStarted,
  SpawnWorker,
  WorkerCalls,
  WorkerOperation,
  WorkerProcess,
  WorkerReply,
} from './worker-protocol.ts';

export interface WorkerLimits {
  /** Loading the models, on a slow disk. */
  readonly startMs: number;
  /** A call may take this long, and `perAudioSecondMs` more for each second of audio it carries; then the process counts as hung. */
  readonly callMs: number;
  readonly perAudioSecondMs: number;
  /** Wait before the n-th restart in a row: doubled each time, up to `maxBackoffMs`. */
  readonly backoffMs: number;
  readonly maxBackoffMs: number;
  /** Restarts in a row, without one answer between them, after which the process is given up. */
  readonly maxRestarts: number;
}

export const DEFAULT_LIMITS: WorkerLimits = {
  startMs: 60_000,
  callMs: 15_000,
  perAudioSecondMs: 4_000,
  backoffMs: 100,
  maxBackoffMs: 5_000,
  maxRestarts: 6,
};

export interface SpeechWorker {
  /**
   * Makes one call; calls wait for each other. If the process dies or hangs meanwhile, it is started anew and the call repeated,
   * `attempts` times in all.
   * @throws AppError `model.worker` when the call (or the process) is given up, `model.*` when the models cannot be loaded.
   */
  call<Operation extends 'detect' | 'transcribe'>(
    operation: Operation,
    request: WorkerCalls[Operation]['request'],
    options: { audioMs: number; attempts: number },
  ): Promise<WorkerCalls[Operation]['value']>;
  /** Starts the process now, if it is not running, and loads the models. */
  start(): Promise<EngineStarted>;
  onRestart(listener: () => void): () => void;
  close(): void;
}

interface Pending {
  readonly operation: WorkerOperation;
  readonly request: unknown;
  readonly limitMs: number;
  readonly attempts: number;
  tries: number;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Running {
  readonly process: WorkerProcess;
  exited: boolean;
  engine: EngineStarted;
  /** The one call it is working on. */
  inFlight: { reply(reply: WorkerReply): void; lost(): void } | undefined;
}

/** Keeps one speech process alive and hands it one call at a time, in order. */
export function superviseWorker(options: {
  readonly spawn: SpawnWorker;
  readonly entry: URL | string;
  readonly spec: EngineSpec;
  readonly log: Log;
  readonly limits?: Partial<WorkerLimits>;
}): SpeechWorker {
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const { log } = options;
  const queue: Pending[] = [];
  const listeners = new Set<() => void>();
  let running: Running | undefined;
  let failures = 0;
  let starts = 0;
  let pumping = false;
  let closed = false;
  let nextId = 1;

  /** One exchange with one process. Rejects with `WorkerLost` when the process dies or says nothing for too long. */
  const exchange = (target: Running, operation: WorkerOperation, request: unknown, limitMs: number) =>
    new Promise<unknown>((resolve, reject) => {
      const id = nextId++;
      const timer = setTimeout(() => {
        log.warn('speech.worker-hung', { operation, limitMs });
        target.process.kill();
        target.inFlight?.lost();
      }, limitMs);
      const end = (): void => {
        clearTimeout(timer);
        target.inFlight = undefined;
      };
      target.inFlight = {
        reply(reply) {
          if (reply.id !== id) return;
          end();
          if (reply.ok) resolve(reply.value);
          else reject(new AppError(reply.code, { params: reply.params }));
        },
        lost() {
          end();
          reject(new WorkerLost());
        },
      };
      if (target.exited) target.inFlight.lost();
      else target.process.send({ id, operation, request: request as never });
    });

  const launch = async (): Promise<Running> => {
    if (starts++ > 0) {
      log.warn('speech.worker-restart', { failures });
      for (const listener of listeners) listener();
    }
    const process = options.spawn(options.entry);
    log.info('speech.worker-started', { pid: process.pid ?? 0 });
    const started: Running = { process, exited: false, inFlight: undefined, engine: { maxBatch: 1 } };
    running = started;
    process.onMessage((reply) => {
      started.inFlight?.reply(reply);
    });
    process.onExit(() => {
      started.exited = true;
      if (running === started) running = undefined;
      started.inFlight?.lost();
    });
    try {
      started.engine = (await exchange(started, 'start', options.spec, limits.startMs)) as EngineStarted;
    } catch (error) {
      // Models that cannot be loaded will not load the next time either: no process is kept for them.
      process.kill();
      if (running === started) running = undefined;
      throw error;
    }
    return started;
  };

  const backoff = (): Promise<void> =>
    failures === 0
      ? Promise.resolve()
      : new Promise((resolve) =>
          setTimeout(resolve, Math.min(limits.maxBackoffMs, limits.backoffMs * 2 ** (failures - 1))),
        );

  /** Answers `undefined` when the process was lost. */
  const attempt = async (pending: Pending): Promise<{ value: unknown } | undefined> => {
    try {
      await backoff();
      if (closed) throw new AppError('cancelled');
      const target = running ?? (await launch());
      const value =
        pending.operation === 'start'
          ? target.engine
          : await exchange(target, pending.operation, pending.request, pending.limitMs);
      failures = 0;
      return { value };
    } catch (error) {
      if (!(error instanceof WorkerLost)) throw error;
      return undefined;
    }
  };

  const pump = async (): Promise<void> => {
    if (pumping) return;
    pumping = true;
    for (let pending = queue[0]; pending !== undefined; pending = queue[0]) {
      try {
        const answer = await attempt(pending);
        if (answer) {
          queue.shift();
          pending.resolve(answer.value);
          continue;
        }
        if (closed) throw new AppError('cancelled');
        running = undefined;
        failures++;
        pending.tries++;
        const exhausted = failures > limits.maxRestarts;
        if (exhausted || pending.tries >= pending.attempts) {
          if (exhausted) failures = 0;
          log.error('speech.call-given-up', { operation: pending.operation, tries: pending.tries });
          throw new AppError('model.worker', { retryable: true, params: { tries: pending.tries } });
        }
      } catch (error) {
        queue.shift();
        pending.reject(error instanceof Error ? error : new Error('unknown'));
      }
    }
    pumping = false;
  };

  const enqueue = (operation: WorkerOperation, request: unknown, limitMs: number, attempts: number) =>
    new Promise<unknown>((resolve, reject) => {
      if (closed) {
        reject(new AppError('cancelled'));
        return;
      }
      queue.push({ operation, request, limitMs, attempts, tries: 0, resolve, reject });
      void pump();
    });

  return {
    call: (operation, request, { audioMs, attempts }) =>
      enqueue(operation, request, limits.callMs + (audioMs / 1000) * limits.perAudioSecondMs, attempts) as never,
    start: () => enqueue('start', undefined, limits.startMs, limits.maxRestarts) as Promise<EngineStarted>,
    onRestart(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      closed = true;
      running?.process.kill();
      running = undefined;
    },
  };
}

class WorkerLost extends Error {}
