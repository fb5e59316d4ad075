import { randomBytes, randomUUID } from 'node:crypto';
import path from 'node:path';
import type { ByteSource, SpoolWriter } from '../../ports/audio.ts';
import { createChunkRuns } from './chunk-runs.ts';
import { withFileErrors } from './file-error.ts';
import type { FileSystem } from './file-system.ts';
import { newHeader } from './sealed-format.ts';
import { createSealedReader } from './sealed-reader.ts';
import { createSealedWriter } from './sealed-writer.ts';

/** Random access opens a chunk at a time: small enough for a demuxer's jumps, large enough for little overhead. */
const SPOOL_CHUNK_BYTES = 64 * 1024;
const KEPT_CHUNKS = 8;

/**
 * A spool under a key that is made for it, held in memory only and never written: when the process ends, however it
 * ends, what lies on the disk can be read by nobody. So nothing is synced, and leftovers are removed at the next start.
 */
export async function openSpool(fs: FileSystem, dir: string): Promise<SpoolWriter> {
  const file = path.join(dir, `${randomUUID()}.spool`);
  const { header, seal } = newHeader(randomBytes(32), 'bytes', 'spool');
  const handle = await withFileErrors(() => fs.open(file, 'create'));
  const runs = createChunkRuns();
  const writer = createSealedWriter({ file: handle, seal, runs, sync: 'never' });
  const block = Buffer.alloc(SPOOL_CHUNK_BYTES);
  let filled = 0;
  let source: Promise<ByteSource> | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const flush = async (): Promise<void> => {
    if (filled === 0) return;
    await writer.append(block.subarray(0, filled));
    filled = 0;
  };
  const take = async (bytes: Uint8Array): Promise<void> => {
    for (let at = 0; at < bytes.byteLength;) {
      const count = Math.min(bytes.byteLength - at, block.length - filled);
      block.set(bytes.subarray(at, at + count), filled);
      filled += count;
      at += count;
      if (filled === block.length) await flush();
    }
  };
  const remove = async (): Promise<void> => {
    await writer.abandon();
    await withFileErrors(() => fs.remove(file));
  };

  try {
    await withFileErrors(() => handle.write(header, 0));
  } catch (error) {
    await remove().catch(() => undefined);
    throw error;
  }

  return {
    append(bytes) {
      const copy = Uint8Array.from(bytes);
      const done = queue.then(() => take(copy));
      queue = done.catch(() => undefined);
      return done;
    },
    finish() {
      source ??= (async () => {
        await queue;
        await flush();
        const index = writer.index();
        await writer.abandon();
        const readable = await withFileErrors(() => fs.open(file, 'read'));
        const reader = createSealedReader({ file: readable, seal, runs: index, keep: KEPT_CHUNKS });
        return {
          sizeBytes: reader.totalBytes,
          read: (offset, length) => reader.read(offset, offset + length),
          // The key goes with the source: what stays could not be opened again.
          async close() {
            await reader.close();
            await withFileErrors(() => fs.remove(file));
          },
        };
      })();
      return source;
    },
    async discard() {
      const finished = await source?.catch(() => undefined);
      if (finished) await finished.close();
      else await remove();
    },
  };
}
