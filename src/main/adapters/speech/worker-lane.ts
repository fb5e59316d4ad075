import { AppError } from '../../../shared/errors.ts';
import type { Log } from '../../ports/runtime.ts';
import type {
  EngineSpec,
  EngineStarted,
  SpawnWorker,
  WorkerOperation,
  WorkerProcess,
  WorkerReply,
} from './worker-protocol.ts';

/** One speech process at a time, and the one call that it is working on. */
export interface WorkerLane {
  readonly isUp: boolean;
  /** Starts a process and loads the models. @throws WorkerLost when it dies or hangs meanwhile; AppError `model.*` when it cannot load. */
  launch(limitMs: number): Promise<EngineStarted>;
  /** @throws WorkerLost when the process dies, or says nothing for `limitMs`; AppError for an error that it answers. */
  exchange(operation: WorkerOperation, request: unknown, limitMs: number): Promise<unknown>;
  kill(): void;
}

/** The process ended, or was ended because it hung. What it was asked can be asked again. */
export class WorkerLost extends Error {}

interface Running {
  readonly process: WorkerProcess;
  exited: boolean;
  inFlight: { reply(reply: WorkerReply): void; lost(): void } | undefined;
}

export function createLane(options: {
  readonly spawn: SpawnWorker;
  readonly entry: URL | string;
  readonly spec: EngineSpec;
  readonly log: Log;
  readonly onLost: () => void;
}): WorkerLane {
  const { log } = options;
  let running: Running | undefined;
  let nextId = 1;

  const exchangeWith = (target: Running, operation: WorkerOperation, request: unknown, limitMs: number) =>
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
          if (running === target) running = undefined;
          reject(new WorkerLost());
        },
      };
      if (target.exited) target.inFlight.lost();
      else target.process.send({ id, operation, request: request as never });
    });

  return {
    get isUp() {
      return running !== undefined;
    },
    async launch(limitMs) {
      const process = options.spawn(options.entry);
      log.info('speech.worker-started', { pid: process.pid ?? 0 });
      const started: Running = { process, exited: false, inFlight: undefined };
      running = started;
      process.onMessage((reply) => {
        started.inFlight?.reply(reply);
      });
      process.onExit(() => {
        started.exited = true;
        const wasUp = running === started;
        if (wasUp) running = undefined;
        if (started.inFlight) started.inFlight.lost();
        else if (wasUp) options.onLost();
      });
      try {
        return (await exchangeWith(started, 'start', options.spec, limitMs)) as EngineStarted;
      } catch (error) {
        // Models that cannot be loaded will not load the next time either: no process is kept for them.
        process.kill();
        if (running === started) running = undefined;
        throw error;
      }
    },
    exchange: (operation, request, limitMs) =>
      running ? exchangeWith(running, operation, request, limitMs) : Promise.reject(new WorkerLost()),
    kill() {
      const target = running;
      running = undefined;
      target?.process.kill();
    },
  };
}
