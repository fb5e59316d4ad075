import { AppError, toWireError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { JobFailure, JobProgress } from '../../shared/model/encounter.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { EventHub } from './event-hub.ts';

export interface JobHandle {
  readonly signal: AbortSignal;
  /** Tells the renderer how far it is; thinned out to a few a second. */
  progress(kind: JobProgress['kind'], fraction?: number): void;
}

/** One long job an encounter at a time, cancellable, its progress visible. Model-heavy jobs of different encounters wait for each other. */
export interface Jobs {
  running(encounterId: EncounterId): JobProgress | undefined;
  isRunning(encounterId: EncounterId): boolean;
  /** How the last job of this encounter failed, until another one is started: a page that is opened later has to be told too. */
  failure(encounterId: EncounterId): JobFailure | undefined;
  /** Starts in the background. A failure becomes a `job.failed` event; a cancellation is silent. @throws `conflict.state` when one runs already. */
  start(encounterId: EncounterId, kind: JobProgress['kind'], work: (job: JobHandle) => Promise<void>): Promise<void>;
  /** Resolves when the job has really ended. */
  cancel(encounterId: EncounterId): Promise<void>;
  cancelAll(): Promise<void>;
}

const PROGRESS_EVERY_MS = 200;

export function createJobs({
  clock,
  log,
  hub,
  ids,
}: {
  clock: Clock;
  log: Log;
  hub: EventHub;
  ids: { uuid(): string };
}): Jobs {
  interface Running {
    controller: AbortController;
    progress: JobProgress;
    startedAt: number;
    done: Promise<void>;
  }
  const jobs = new Map<EncounterId, Running>();
  const failures = new Map<EncounterId, JobFailure>();

  const run = async (
    encounterId: EncounterId,
    entry: Running,
    work: (job: JobHandle) => Promise<void>,
  ): Promise<void> => {
    let lastEmit = -Infinity;
    const emit = (): void => {
      lastEmit = clock.now();
      hub.emit({ type: 'job.progress', encounterId, progress: entry.progress });
    };
    emit();
    try {
      await work({
        signal: entry.controller.signal,
        progress(kind, fraction) {
          const now = clock.now();
          const changedKind = kind !== entry.progress.kind;
          if (changedKind) entry.startedAt = now;
          const elapsedMs = now - entry.startedAt;
          const etaMs =
            fraction !== undefined && fraction > 0.02 && elapsedMs > 500
              ? (elapsedMs * (1 - fraction)) / fraction
              : undefined;
          entry.progress = {
            kind,
            ...(fraction === undefined ? {} : { fraction: Math.min(1, Math.max(0, fraction)) }),
            ...(etaMs === undefined ? {} : { etaMs }),
          };
          if (changedKind || now - lastEmit >= PROGRESS_EVERY_MS) emit();
        },
      });
    } catch (error) {
      const wire = toWireError(error, ids.uuid());
      if (wire.code !== 'cancelled') {
        log.error('job.failed', { kind: entry.progress.kind, code: wire.code, correlationId: wire.correlationId });
        failures.set(encounterId, { code: wire.code, params: wire.params });
        hub.emit({ type: 'job.failed', encounterId, code: wire.code, params: wire.params });
      }
    } finally {
      jobs.delete(encounterId);
      hub.emit({ type: 'job.progress', encounterId });
    }
  };

  return {
    running: (encounterId) => jobs.get(encounterId)?.progress,
    isRunning: (encounterId) => jobs.has(encounterId),
    failure: (encounterId) => failures.get(encounterId),
    start(encounterId, kind, work) {
      if (jobs.has(encounterId)) throw new AppError('conflict.state', { params: { job: kind } });
      const entry: Running = {
        controller: new AbortController(),
        progress: { kind },
        startedAt: clock.now(),
        done: Promise.resolve(),
      };
      jobs.set(encounterId, entry);
      failures.delete(encounterId);
      entry.done = run(encounterId, entry, work);
      return entry.done;
    },
    async cancel(encounterId) {
      const entry = jobs.get(encounterId);
      entry?.controller.abort();
      await entry?.done;
    },
    async cancelAll() {
      const all = [...jobs.values()];
      for (const entry of all) entry.controller.abort();
      await Promise.all(all.map((entry) => entry.done));
    },
  };
}
