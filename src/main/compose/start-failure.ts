import { AppError } from '../../shared/errors.ts';
import type { ErrorCode } from '../../shared/errors.ts';

/** Why the app did not start, in one line: what happened, what is safe, what to do. undefined: not an expected failure. */
export function describeStartFailure(error: unknown, place: { profileDir: string; port?: number }): string | undefined {
  const code = error instanceof AppError ? error.code : (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'EADDRINUSE') {
    return `port ${place.port} is taken; choose another with --port, or leave it out to take any free one`;
  }
  if (code === 'EACCES' && place.port !== undefined) return `port ${place.port} may not be used by this account`;
  const describe = FAILURES[code as ErrorCode];
  return describe?.(place.profileDir, error instanceof AppError ? error.params : {});
}

type Describe = (profileDir: string, params: AppError['params']) => string;

const FAILURES: Partial<Record<ErrorCode, Describe>> = {
  'conflict.profile-in-use': (dir) =>
    `this profile is open in another Chartside (${dir}); close that one, or choose another folder with --profile`,
  'storage.key': (dir) =>
    `the key of this profile cannot be read (${dir}); nothing was changed. Restore the key, or choose another folder with --profile`,
  'storage.weak-secret': () =>
    'this system offers no protected place for the key (a keychain or secret service); set one up and start again',
  'storage.corrupt': (dir) => `the database is damaged (${dir}); nothing was changed. Restore the folder from a backup`,
  'storage.newer-version': (dir) =>
    `this profile was written by a newer Chartside (${dir}); update Chartside to open it`,
  'storage.full': (dir) => `the disk is full (${dir}); make room and start again`,
  'storage.io': (dir) => `the profile cannot be read or written (${dir}); check the disk and the folder's rights`,
  'model.missing': (_dir, { file }) =>
    `a part of Chartside is missing${typeof file === 'string' ? ` (${file})` : ''}; install it again`,
  'model.corrupt': (_dir, { file }) =>
    `a part of Chartside is damaged${typeof file === 'string' ? ` (${file})` : ''}; install it again`,
};
