import { createHash } from 'node:crypto';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import { SAMPLE_RATE_HZ, type AudioReader, type AudioStore, type AudioWriter } from '../../ports/audio.ts';
import { createChunkRuns, type ChunkRuns } from './chunk-runs.ts';
import { withFileErrors } from './file-error.ts';
import { nodeFileSystem, type FileSystem, type OpenFile } from './file-system.ts';
import { BYTES_PER_SAMPLE, bytesToSamples, samplesToBytes } from './samples.ts';
import { corrupt, newHeader, openHeader, type FileSeal } from './sealed-format.ts';
import { HEADER_BYTES } from './sealed-layout.ts';
import { createSealedReader, type SealedReader } from './sealed-reader.ts';
import { readTrailer, scanDeep, scanHeads } from './sealed-scan.ts';
import { createSealedWriter, type SealedWriter } from './sealed-writer.ts';
import { openSpool } from './spool.ts';

const BYTES_PER_MS = (SAMPLE_RATE_HZ * BYTES_PER_SAMPLE) / 1000;

export interface EncryptedAudioStoreOptions {
  /** Folder of this profile's audio; made on first use. */
  readonly dir: string;
  /** 32 bytes, `deriveKeys(master).audio`. */
  readonly key: Uint8Array;
  readonly fs?: FileSystem;
}

/**
 * Recordings as sealed files (`sealed-format.ts`), one an encounter. One process at a time (the profile's lock); within
 * it one writer a recording, any number of readers, also while it is being written.
 */
export function createEncryptedAudioStore({ dir, key, fs = nodeFileSystem }: EncryptedAudioStoreOptions): AudioStore {
  if (key.byteLength !== 32) throw new AppError('storage.key', { params: { reason: 'length' } });
  const spoolDir = path.join(dir, 'spool');
  const writing = new Map<EncounterId, SealedWriter | 'opening'>();
  let prepared: Promise<void> | undefined;

  /** Folders, and no spool of an earlier life: its key is gone. */
  const prepare = async (): Promise<void> => {
    prepared ??= withFileErrors(async () => {
      await fs.makeDirectory(spoolDir);
      for (const name of await fs.list(spoolDir)) await fs.remove(path.join(spoolDir, name));
    });
    try {
      await prepared;
    } catch (error) {
      prepared = undefined;
      throw error;
    }
  };

  const fileOf = (encounterId: EncounterId): string => path.join(dir, `${fileStem(encounterId)}.audio`);
  const subjectOf = (encounterId: EncounterId): string => `encounter/${encounterId}`;

  const openSealed = async (encounterId: EncounterId, mode: 'read' | 'update'): Promise<[OpenFile, FileSeal]> => {
    const file = await withFileErrors(() => fs.open(fileOf(encounterId), mode));
    try {
      const header = new Uint8Array(HEADER_BYTES);
      const count = await withFileErrors(() => file.read(header, 0));
      if (count !== HEADER_BYTES) throw corrupt('header');
      return [file, openHeader(header, key, 'audio', subjectOf(encounterId))];
    } catch (error) {
      await file.close();
      throw error;
    }
  };

  /** A new recording appears with a whole header or not at all. */
  const createSealed = async (encounterId: EncounterId): Promise<[OpenFile, FileSeal]> => {
    const target = fileOf(encounterId);
    const temporary = `${target}.new`;
    const { header, seal } = newHeader(key, 'audio', subjectOf(encounterId));
    return withFileErrors(async () => {
      // Again: the folder may have been taken away under a running program (a drive, a sync tool).
      await fs.makeDirectory(dir);
      await fs.remove(temporary);
      const file = await fs.open(temporary, 'create');
      try {
        await file.write(header, 0);
        await file.sync();
      } finally {
        await file.close();
      }
      await fs.rename(temporary, target);
      await fs.syncDirectory(dir);
      return [await fs.open(target, 'update'), seal];
    });
  };

  const reserve = (encounterId: EncounterId): void => {
    if (writing.has(encounterId)) throw new AppError('conflict.recording-active');
    writing.set(encounterId, 'opening');
  };

  const openForWriting = async (
    encounterId: EncounterId,
    create: boolean,
  ): Promise<{ file: OpenFile; seal: FileSeal; runs: ChunkRuns; complete: boolean; lostBytes: number }> => {
    await prepare();
    const exists = await withFileErrors(() => fs.exists(fileOf(encounterId)));
    if (!exists && create) {
      const [file, seal] = await createSealed(encounterId);
      return { file, seal, runs: createChunkRuns(), complete: false, lostBytes: 0 };
    }
    const [file, seal] = await openSealed(encounterId, 'update');
    try {
      return await withFileErrors(async () => {
        const closed = await readTrailer(file, seal);
        if (closed) return { file, seal, runs: closed, complete: true, lostBytes: 0 };
        return { file, seal, ...(await scanDeep(file, seal)), complete: false };
      });
    } catch (error) {
      await file.close();
      throw error;
    }
  };

  return {
    async openWriter(encounterId, options) {
      reserve(encounterId);
      try {
        const { file, seal, runs } = await openForWriting(encounterId, true);
        const writer = createSealedWriter({ file, seal, runs, sync: options?.bulk ? 'grouped' : 'each' });
        writing.set(encounterId, writer);
        return audioWriter(writer, () => writing.delete(encounterId));
      } catch (error) {
        writing.delete(encounterId);
        throw error;
      }
    },

    async openReader(encounterId) {
      const active = writing.get(encounterId);
      const [file, seal] = await openSealed(encounterId, 'read');
      try {
        return await withFileErrors(async () => {
          const live = typeof active === 'object' ? active.index() : undefined;
          const closed = live ? undefined : await readTrailer(file, seal);
          const runs = live ?? closed ?? (await scanHeads(file));
          return audioReader(createSealedReader({ file, seal, runs }), closed !== undefined);
        });
      } catch (error) {
        await file.close();
        throw error;
      }
    },

    has: (encounterId) => withFileErrors(() => fs.exists(fileOf(encounterId))),

    async recover(encounterId) {
      reserve(encounterId);
      try {
        const { file, seal, runs, complete, lostBytes } = await openForWriting(encounterId, false);
        const durationMs = runs.totalBytes / BYTES_PER_MS;
        if (complete) await withFileErrors(() => file.close());
        else await createSealedWriter({ file, seal, runs, sync: 'each' }).close();
        return { durationMs, lostBytes };
      } finally {
        writing.delete(encounterId);
      }
    },

    async delete(encounterId) {
      if (writing.has(encounterId)) throw new AppError('conflict.recording-active');
      await prepare();
      await withFileErrors(async () => {
        await fs.remove(fileOf(encounterId));
        await fs.syncDirectory(dir);
      });
    },

    async openSpool() {
      await prepare();
      return openSpool(fs, spoolDir);
    },
  };
}

function audioWriter(writer: SealedWriter, released: () => void): AudioWriter {
  return {
    get durationMs() {
      return writer.totalBytes / BYTES_PER_MS;
    },
    append: (samples) => writer.append(samplesToBytes(samples)),
    async close() {
      try {
        await writer.close();
      } finally {
        released();
      }
    },
  };
}

function audioReader(reader: SealedReader, complete: boolean): AudioReader {
  const durationMs = reader.totalBytes / BYTES_PER_MS;
  const toByte = (ms: number): number => Math.round((ms * SAMPLE_RATE_HZ) / 1000) * BYTES_PER_SAMPLE;
  const read = async (startMs: number, endMs: number): Promise<Int16Array> =>
    bytesToSamples(await reader.read(toByte(startMs), toByte(endMs)));
  return {
    durationMs,
    complete,
    gaps: reader.gaps.map(({ start, end }) => ({ startMs: start / BYTES_PER_MS, endMs: end / BYTES_PER_MS })),
    read,
    async *blocks(blockMs = 1_000) {
      if (!(blockMs > 0)) throw new RangeError('blockMs');
      for (let n = 0; n * blockMs < durationMs; n += 1) yield await read(n * blockMs, (n + 1) * blockMs);
    },
    close: () => reader.close(),
  };
}

/**
 * UUIDs name their file as they are. Any other id (case-sensitive, or with characters that a file system minds) is
 * named by its digest: no two ids share a file, and no id can point outside the folder.
 */
function fileStem(encounterId: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(encounterId)) return encounterId;
  return `id-${createHash('sha256').update(encounterId).digest('hex').slice(0, 40)}`;
}
