import { open } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import type { ByteSource } from '../../ports/audio.ts';

/**
 * A file on disk, read in place.
 * @throws AppError `validation.file-missing` (not there, not readable, or a directory) | `validation.file-empty`
 */
export async function openFileByteSource(path: string): Promise<ByteSource> {
  let handle;
  let sizeBytes: number;
  try {
    handle = await open(path, 'r');
    const stat = await handle.stat();
    if (!stat.isFile()) throw new Error('not a file');
    sizeBytes = stat.size;
  } catch (cause) {
    await handle?.close();
    throw new AppError('validation.file-missing', { cause });
  }
  if (sizeBytes === 0) {
    await handle.close();
    throw new AppError('validation.file-empty');
  }
  const file = handle;
  return {
    sizeBytes,
    async read(offset, length) {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, sizeBytes - offset)));
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
    close: () => file.close(),
  };
}
