import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { chmod, link, mkdir, open, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';

/** Windows has no owner/group/world bits; its protection is the profile folder's ACL. */
const HAS_MODE_BITS = process.platform !== 'win32';
const LARGEST_BYTES = 64 * 1024;

/**
 * Reads a small secret file that only its owner may read.
 * @returns undefined when there is none.
 * @throws AppError `storage.key` with params.reason `permissions` (group or world may read it), `owner`, `not-a-file`, `unreadable`
 */
export async function readSecretFile(file: string): Promise<string | undefined> {
  let handle;
  try {
    // A symbolic link in a key's place is not ours: refuse to follow it.
    handle = await open(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return undefined;
    throw refused(code === 'ELOOP' ? 'not-a-file' : 'unreadable', error);
  }
  try {
    const stat = await handle.stat();
    if (!stat.isFile() || stat.size > LARGEST_BYTES) throw refused('not-a-file');
    if (HAS_MODE_BITS && (stat.mode & 0o077) !== 0) throw refused('permissions');
    if (HAS_MODE_BITS && stat.uid !== process.getuid?.()) throw refused('owner');
    return await handle.readFile('utf8');
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw refused('unreadable', error);
  } finally {
    await handle.close();
  }
}

/**
 * Makes the file whole or not at all, readable by its owner only, in a folder that only its owner may enter.
 * @returns false when another one stood there first (it is left alone).
 * @throws AppError `storage.full`, `storage.io`
 */
export async function createSecretFile(file: string, text: string): Promise<boolean> {
  return write(file, text, async (temporary) => {
    try {
      // link, unlike rename, does not replace.
      await link(temporary, file);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST') return false;
      // A file system without hard links: the profile lock has to be guard enough.
      if (code !== 'EPERM' && code !== 'ENOTSUP' && code !== 'ENOSYS') throw error;
      if ((await readSecretFile(file)) !== undefined) return false;
      await rename(temporary, file);
    }
    return true;
  });
}

/** The same for a file that stands: readers see the old text or the new, never a part. */
export async function replaceSecretFile(file: string, text: string): Promise<void> {
  await write(file, text, async (temporary) => {
    await rename(temporary, file);
    return true;
  });
}

async function write(file: string, text: string, place: (temporary: string) => Promise<boolean>): Promise<boolean> {
  const dir = path.dirname(file);
  const temporary = `${file}.${randomUUID()}.new`;
  try {
    await mkdir(dir, { recursive: true, mode: 0o700 });
    if (HAS_MODE_BITS) await chmod(dir, 0o700);
    const handle = await open(temporary, 'wx', 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const placed = await place(temporary);
    await syncDirectory(dir);
    return placed;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code ?? '';
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new AppError('storage.full', { retryable: true, cause: error });
    throw new AppError('storage.io', { params: { errno: code }, cause: error });
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
}

/** The name is as durable as the text only once the folder is synced. Windows cannot open folders and needs no such call. */
async function syncDirectory(dir: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(dir, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function refused(reason: string, cause?: unknown): AppError {
  return new AppError('storage.key', { params: { reason }, cause });
}
