import { mkdirSync, openSync, readFileSync, rmSync, writeSync, closeSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';

/**
 * One installation of a model at a time, over all processes: a file with the holder's process id, made exclusively. A file whose process is
 * gone is nobody's.
 * @returns what frees it
 * @throws AppError `model.busy`
 */
export function lockInstall(file: string): () => void {
  mkdirSync(path.dirname(file), { recursive: true });
  for (let attempt = 0; attempt < 2; attempt++) {
    try {
      const handle = openSync(file, 'wx');
      writeSync(handle, String(process.pid));
      closeSync(handle);
      return () => {
        rmSync(file, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw new AppError('storage.io', { cause: error });
      if (isAlive(holderOf(file))) break;
      rmSync(file, { force: true });
    }
  }
  throw new AppError('model.busy', { retryable: true });
}

function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
