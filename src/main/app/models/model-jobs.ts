import { AppError, toWireError } from '../../../shared/errors.ts';
import type { ModelProgress } from '../../../shared/model/speech-models.ts';
import type { AppContext } from '../app-context.ts';

export interface ModelJob {
  readonly signal: AbortSignal;
  progress(part: { readonly fraction?: number; readonly doneBytes?: number; readonly totalBytes?: number }): void;
}

/** One long act on models at a time: they want the network, the disk or both processors. */
export interface ModelJobs {
  readonly running: { readonly name: string; readonly progress: ModelProgress } | undefined;
  /** Starts in the background; a failure becomes `models.failed`, its end `models.changed`. @throws `model.busy` */
  start(name: string, act: ModelProgress['act'], work: (job: ModelJob) => Promise<void>): void;
  cancel(name?: string): Promise<void>;
}

const PROGRESS_EVERY_MS = 200;
/** An estimate from less than this would jump about. */
const MIN_ELAPSED_MS = 1_000;

export function createModelJobs({ deps, hub }: Pick<AppContext, 'deps' | 'hub'>): ModelJobs {
  const { clock, log, ids } = deps;
  let current:
    { name: string; progress: ModelProgress; readonly controller: AbortController; done: Promise<void> } | undefined;

  return {
    get running() {
      return current && { name: current.name, progress: current.progress };
    },
    start(name, act, work) {
      if (current) throw new AppError('model.busy', { retryable: true, params: { model: current.name } });
      const entry = { name, progress: { act } as ModelProgress, controller: new AbortController(), done: NOTHING };
      current = entry;
      const startedAt = clock.now();
      let lastEmit = -Infinity;
      let firstBytes: number | undefined;
      let knowsFraction = false;
      const emit = (): void => {
        lastEmit = clock.now();
        hub.emit({ type: 'models.progress', name, progress: entry.progress });
      };
      emit();
      const progress: ModelJob['progress'] = ({ doneBytes, totalBytes, ...part }) => {
        const now = clock.now();
        firstBytes ??= doneBytes;
        const fraction = part.fraction ?? (totalBytes ? (doneBytes ?? 0) / totalBytes : undefined);
        // What an earlier try had brought is no measure of this one's speed.
        const before = totalBytes ? (firstBytes ?? 0) / totalBytes : 0;
        const elapsedMs = now - startedAt;
        const gained = (fraction ?? 0) - before;
        const etaMs = gained > 0.01 && elapsedMs > MIN_ELAPSED_MS ? (elapsedMs * (1 - fraction!)) / gained : undefined;
        entry.progress = {
          act,
          ...(fraction === undefined ? {} : { fraction: Math.min(1, Math.max(0, fraction)) }),
          ...(doneBytes === undefined ? {} : { doneBytes, totalBytes }),
          ...(etaMs === undefined ? {} : { etaMs }),
        };
        const isNews = fraction !== undefined && !knowsFraction;
        knowsFraction ||= isNews;
        if (isNews || now - lastEmit >= PROGRESS_EVERY_MS) emit();
      };
      const run = async (): Promise<void> => {
        try {
          await work({ signal: entry.controller.signal, progress });
        } catch (error) {
          const { code, params, correlationId } = toWireError(error, ids.uuid());
          if (code !== 'cancelled') {
            log.error('models.failed', { act, code, correlationId });
            hub.emit({ type: 'models.failed', name, act, code, params });
          }
        } finally {
          current = undefined;
          hub.emit({ type: 'models.changed' });
        }
      };
      entry.done = run();
    },
    async cancel(name) {
      const entry = current;
      if (!entry || (name !== undefined && entry.name !== name)) return;
      entry.controller.abort();
      await entry.done;
    },
  };
}

const NOTHING: Promise<void> = Promise.resolve();
