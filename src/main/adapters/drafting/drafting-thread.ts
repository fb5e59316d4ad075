import { Worker } from 'node:worker_threads';
import { AppError } from '../../../shared/errors.ts';
import type { EngineRef, Note } from '../../../shared/model/note.ts';
import type { Drafter } from '../../ports/drafter.ts';
import {
  YOUNG_SPACE_MIB,
  type DraftingData,
  type FromDraftingThread,
  type ToDraftingThread,
} from './drafting-protocol.ts';

/** The drafting thread: its source beside this one's, or, in a build, `draft.js` beside the file this became a part of. */
const DEFAULT_ENTRY = import.meta.url.endsWith('.ts')
  ? new URL('../../workers/draft.entry.ts', import.meta.url)
  : new URL('./draft.js', import.meta.url);

export interface DraftingThread extends Drafter {
  /** Ends the thread; drafts that are under way reject with `cancelled`. The next draft starts it again. */
  close(): Promise<void>;
}

/**
 * The built-in drafter in a thread of its own, started with the first draft. A thread that ends is started again by the next draft; what it
 * was drafting rejects with `model.worker` (retryable). A cancelled draft rejects at once, and its result is thrown away.
 */
export function createDraftingThread(options: {
  engine: EngineRef;
  resourcesDir: string;
  workerEntry?: URL | string;
}): DraftingThread {
  interface Waiting {
    resolve(note: Note): void;
    reject(error: Error): void;
  }
  let worker: Worker | undefined;
  let nextId = 1;
  const waiting = new Map<number, Waiting>();

  const failAll = (error: Error): void => {
    const all = [...waiting.values()];
    waiting.clear();
    for (const draft of all) draft.reject(error);
  };

  const start = (): Worker => {
    const workerData: DraftingData = { resourcesDir: options.resourcesDir };
    const started = new Worker(options.workerEntry ?? DEFAULT_ENTRY, {
      workerData,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_SPACE_MIB },
      stdout: true,
      stderr: true,
      execArgv: [],
      env: {},
    });
    // What it might complain of could quote the visit: it is for no terminal and no log.
    started.stdout.resume();
    started.stderr.resume();
    // An open thread is no reason for a program to stay.
    started.unref();
    started.on('message', (message: FromDraftingThread) => {
      if (message.kind === 'ready') return;
      const draft = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.kind === 'note') draft?.resolve(message.note);
      else draft?.reject(new AppError(message.code, { params: message.params }));
    });
    const ended = (cause?: unknown): void => {
      if (worker !== started) return;
      worker = undefined;
      failAll(new AppError('model.worker', { retryable: true, cause }));
    };
    started.once('error', ended);
    started.once('exit', () => {
      ended();
    });
    return started;
  };

  return {
    engine: options.engine,
    draft({ signal, ...input }) {
      if (signal?.aborted) return Promise.reject(new AppError('cancelled', { retryable: true }));
      return new Promise<Note>((resolve, reject) => {
        worker ??= start();
        const id = nextId++;
        worker.ref();
        const settle = (): void => {
          signal?.removeEventListener('abort', onAbort);
          waiting.delete(id);
          if (waiting.size === 0) worker?.unref();
        };
        const onAbort = (): void => {
          settle();
          reject(new AppError('cancelled', { retryable: true }));
        };
        waiting.set(id, {
          resolve(note) {
            settle();
            resolve(note);
          },
          reject(error) {
            settle();
            reject(error);
          },
        });
        signal?.addEventListener('abort', onAbort, { once: true });
        const message: ToDraftingThread = { id, input };
        worker.postMessage(message);
      });
    },
    async close() {
      const closing = worker;
      worker = undefined;
      failAll(new AppError('cancelled', { retryable: true }));
      await closing?.terminate();
    },
  };
}
