import { chmodSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Database, SqliteError, type Connection } from './sqlite.ts';
import { AppError } from '../../../shared/errors.ts';
import { toStoreError } from './sqlite-error.ts';

export interface ProfileLock {
  /** Harmless when called twice. */
  release(): void;
}

/**
 * One process a profile. The lock is the operating system's own file lock, taken through SQLite (which knows how on
 * every platform): it ends with the process that holds it, however that ends, so there is no stale lock to judge by
 * process ids. The file `profile.lock` itself stays, empty, and means nothing.
 * @throws AppError `conflict.profile-in-use`, `storage.full`, `storage.io`
 */
export function acquireProfileLock(dir: string): ProfileLock {
  let db: Connection | undefined;
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    const file = path.join(dir, 'profile.lock');
    db = new Database(file, { timeout: 0 });
    chmodSync(file, 0o600);
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    const busy = error instanceof SqliteError && error.code.startsWith('SQLITE_BUSY');
    if (busy) throw new AppError('conflict.profile-in-use', { cause: error });
    if (error instanceof Error && 'syscall' in error)
      throw new AppError('storage.io', {
        params: { errno: String((error as NodeJS.ErrnoException).code) },
        cause: error,
      });
    throw toStoreError(error);
  }
  const held = db;
  return {
    release() {
      held.close();
    },
  };
}
