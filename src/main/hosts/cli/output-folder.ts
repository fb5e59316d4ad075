import { randomUUID } from 'node:crypto';
import { access, constants, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { UsageError } from './args.ts';

/** Where each input's results go: DIR for one input, DIR/<name without extension>/ for several. @throws UsageError when two would meet */
export function outputFolders(inputs: readonly string[], out: string): string[] {
  if (inputs.length === 1) return [resolve(out)];
  const folders = inputs.map((input) => resolve(out, basename(input, extname(input))));
  const seen = new Set<string>();
  for (const folder of folders) {
    const key = folder.toLowerCase();
    if (seen.has(key)) throw new UsageError(`two visits would both be written to ${basename(folder)}/`);
    seen.add(key);
  }
  return folders;
}

/**
 * Whether results can be written there, asked before minutes of listening: the folder, or the nearest one above it that
 * exists, must be a folder that we may write to. Nothing is created yet.
 * @throws UsageError
 */
export async function checkFolders(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const nearest = await nearestExisting(folder);
    if (!nearest.isDirectory) throw new UsageError(`--out: ${basename(nearest.path)} is a file, not a folder`);
    try {
      await access(nearest.path, constants.W_OK | constants.X_OK);
    } catch {
      throw new UsageError(`--out: nothing can be written in ${nearest.path}`);
    }
  }
}

async function nearestExisting(folder: string): Promise<{ path: string; isDirectory: boolean }> {
  for (let path = folder; ; path = dirname(path)) {
    try {
      return { path, isDirectory: (await stat(path)).isDirectory() };
    } catch (error) {
      // ENOTDIR: a file stands further up, and is found there.
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') continue;
      throw new UsageError(`--out: ${basename(path)} cannot be reached`);
    }
  }
}

/**
 * One level after the other. Node's own `recursive` never ends where a file system answers "no such parent" to every
 * folder that it does not let us make (/proc does).
 */
async function makeFolders(folder: string): Promise<void> {
  const { path: top } = await nearestExisting(folder);
  const missing: string[] = [];
  for (let path = folder; path !== top; path = dirname(path)) missing.unshift(path);
  for (const path of missing) {
    await mkdir(path).catch((error: unknown) => {
      if (errorCode(error) !== 'EEXIST') throw error;
    });
  }
}

const errorCode = (error: unknown): unknown => (error as { code?: unknown } | undefined)?.code;

/**
 * Writes all files or none (a name may have a folder in it): into a folder beside the target first, then moved in one by one.
 * A target that exists keeps its other files.
 * @throws AppError storage.full, storage.io
 */
export async function writeFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  try {
    await writeStaged(folder, files);
  } catch (error) {
    const full = errorCode(error) === 'ENOSPC' || errorCode(error) === 'EDQUOT';
    throw new AppError(full ? 'storage.full' : 'storage.io', { retryable: true, cause: error });
  }
}

async function writeStaged(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await makeFolders(dirname(folder));
  const staging = join(dirname(folder), `.${basename(folder)}.${randomUUID().slice(0, 8)}`);
  await mkdir(staging);
  try {
    for (const [name, text] of Object.entries(files)) {
      await makeFolders(dirname(join(staging, name)));
      const file = await open(join(staging, name), 'wx', 0o600);
      try {
        await file.writeFile(text, 'utf8');
        await file.sync();
      } finally {
        await file.close();
      }
    }
    await makeFolders(folder);
    for (const name of Object.keys(files)) await makeFolders(dirname(join(folder, name)));
    for (const name of Object.keys(files)) await rename(join(staging, name), join(folder, name));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
