import { statfs } from 'node:fs/promises';
import { AppError } from '../../../shared/errors.ts';
import type { DiskSpace } from '../../ports/disk-space.ts';

/** Room on the file system of `dir`, as this user may use it. A file system that does not say (all zeros) has room: the write will tell. */
export function createNodeDiskSpace(dir: string, stat: typeof statfs = statfs): DiskSpace {
  return {
    async freeBytes() {
      try {
        const { bavail, bsize, blocks } = await stat(dir);
        return blocks === 0 ? Number.MAX_SAFE_INTEGER : bavail * bsize;
      } catch (cause) {
        throw new AppError('storage.io', { retryable: true, cause });
      }
    },
  };
}
