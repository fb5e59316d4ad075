import { existsSync, mkdirSync, openSync, renameSync, statSync, writeSync } from 'node:fs';
import path from 'node:path';
import { createJsonLog } from '../adapters/log/json-log.ts';
import type { Log } from '../ports/runtime.ts';
import { AppError } from '../../shared/errors.ts';

const ROTATE_ABOVE_BYTES = 5 * 1024 * 1024;

/**
 * The profile's log, `chartside.log` of JSON lines; the one before it is kept as `chartside.log.1`. Free of PHI by the port's contract.
 * The first thing that touches the profile: a folder that can't be had is found out here.
 * @throws AppError storage.full, storage.io
 */
export function openLogFile(profileDir: string): { log: Log; file: string } {
  try {
    return open(profileDir);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(code === 'ENOSPC' || code === 'EDQUOT' ? 'storage.full' : 'storage.io', { cause: error });
  }
}

function open(profileDir: string): { log: Log; file: string } {
  makeFolder(profileDir);
  const file = path.join(profileDir, 'chartside.log');
  const sizeBytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (sizeBytes > ROTATE_ABOVE_BYTES) renameSync(file, `${file}.1`);
  const descriptor = openSync(file, 'a', 0o600);
  // Synchronous: the line before a crash is the one that is wanted.
  return { log: createJsonLog({ write: (line) => void writeSync(descriptor, line) }), file };
}

/** Not `recursive`: where a file system answers "no such parent" to every new folder (/proc does), that never ends. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  const parent = path.dirname(dir);
  if (parent !== dir) makeFolder(parent);
  try {
    mkdirSync(dir, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
