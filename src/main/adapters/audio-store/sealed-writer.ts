import { AppError } from '../../../shared/errors.ts';
import type { ChunkRuns } from './chunk-runs.ts';
import { withFileErrors } from './file-error.ts';
import type { OpenFile } from './file-system.ts';
import { sealChunk, sealTrailer, type FileSeal } from './sealed-format.ts';
import { LARGEST_CHUNK_BYTES } from './sealed-layout.ts';

/** `each`: durable when append resolves. `grouped`: durable within the limits below, and on close. `never`: for spools. */
export type SyncPolicy = 'each' | 'grouped' | 'never';

export const GROUP_LONGEST_MS = 2_000;
export const GROUP_MOST_BYTES = 4 * 1024 * 1024;

export interface SealedWriter {
  /** A copy: safe to read while writing goes on. */
  index(): ChunkRuns;
  readonly totalBytes: number;
  /**
   * One call may make several chunks (1 MiB at most each). Calls queue up; a failed one leaves the file as it was.
   * The caller must not change `bytes` until it resolves.
   */
  append(bytes: Uint8Array): Promise<void>;
  /** Writes the trailer and closes the file. A second call waits for the first. */
  close(): Promise<void>;
  /** Closes the file without a trailer, after what is queued. */
  abandon(): Promise<void>;
}

export function createSealedWriter(options: {
  file: OpenFile;
  seal: FileSeal;
  /** What the file holds; the writer goes on after it and owns it from now on. */
  runs: ChunkRuns;
  sync: SyncPolicy;
  /** Milliseconds, monotonic; for the grouping of syncs only. */
  now?: () => number;
}): SealedWriter {
  const { file, seal, runs, sync } = options;
  const now = options.now ?? (() => performance.now());
  let queue: Promise<unknown> = Promise.resolve();
  let ended: Promise<void> | undefined;
  /** What lies past the last chunk (a torn end, an old trailer) goes before the first new chunk comes. */
  let tailCut = false;
  let unsyncedBytes = 0;
  let syncedAt = now();

  const enqueue = <T>(work: () => Promise<T>): Promise<T> => {
    const done = queue.then(() => withFileErrors(work));
    queue = done.catch(() => undefined);
    return done;
  };

  const cutTail = async (): Promise<void> => {
    if (tailCut) return;
    await file.truncate(runs.endOffset);
    tailCut = true;
  };

  const syncWhenDue = async (writtenBytes: number): Promise<void> => {
    unsyncedBytes += writtenBytes;
    if (sync === 'never') return;
    const due = sync === 'each' || unsyncedBytes >= GROUP_MOST_BYTES || now() - syncedAt >= GROUP_LONGEST_MS;
    if (!due) return;
    await file.sync();
    unsyncedBytes = 0;
    syncedAt = now();
  };

  const write = async (bytes: Uint8Array): Promise<void> => {
    await cutTail();
    const places = [];
    let { nextIndex: index, endOffset: offset, totalBytes: start } = runs;
    for (let at = 0; at < bytes.byteLength; at += LARGEST_CHUNK_BYTES) {
      const plaintext = bytes.subarray(at, at + LARGEST_CHUNK_BYTES);
      const record = sealChunk(seal, index, start, plaintext);
      await file.write(record, offset);
      places.push({ index, offset, start, lengthBytes: plaintext.byteLength });
      index += 1;
      offset += record.byteLength;
      start += plaintext.byteLength;
    }
    await syncWhenDue(offset - runs.endOffset);
    for (const place of places) runs.add(place);
  };

  const end = (finish: () => Promise<void>): Promise<void> => {
    ended ??= enqueue(async () => {
      try {
        await finish();
      } finally {
        await file.close();
      }
    });
    return ended;
  };

  return {
    index: () => runs.copy(),
    get totalBytes() {
      return runs.totalBytes;
    },
    append(bytes) {
      if (ended) return Promise.reject(new AppError('conflict.state', { params: { reason: 'closed' } }));
      if (bytes.byteLength === 0) return Promise.resolve();
      return enqueue(async () => {
        try {
          await write(bytes);
        } catch (error) {
          // Half a record (disk full) must not stay in the way of the next one; if it does, the next try cuts it.
          tailCut = false;
          await cutTail().catch(() => undefined);
          throw error;
        }
      });
    },
    close: () =>
      end(async () => {
        await cutTail();
        await file.write(sealTrailer(seal, runs), runs.endOffset);
        if (sync !== 'never') await file.sync();
      }),
    abandon: () =>
      end(async () => {
        if (sync !== 'never' && unsyncedBytes > 0) await file.sync();
      }),
  };
}
