import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { sha256OfFiles } from '../speech/model-files.ts';
import { MODEL_RECORD_FILE, OUR_FILES, readModelRecord, type ModelRecord } from './model-record.ts';

export interface InstalledModel {
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
  readonly record: ModelRecord | undefined;
}

/** Folders beginning with a dot are ours: what is on its way in, or out. */
export async function listInstalledModels(modelsDir: string): Promise<InstalledModel[]> {
  if (!existsSync(modelsDir)) return [];
  const names = (await readdir(modelsDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const folder = path.join(modelsDir, name);
      return { name, folder, bytes: await bytesIn(folder), record: await readModelRecord(folder) };
    }),
  );
}

export async function bytesIn(folder: string): Promise<number> {
  const files = await filesIn(folder);
  const sizes = await Promise.all(files.map(async (file) => (await stat(path.join(folder, file))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Puts a checked folder in its place, with the record of what it is. Whatever stood there goes when the new one stands.
 * @throws AppError `model.busy` when the old one is open and the system does not let it be moved
 */
export async function moveIntoPlace(
  modelsDir: string,
  staging: string,
  name: string,
  record: ModelRecord,
): Promise<void> {
  await writeFile(path.join(staging, MODEL_RECORD_FILE), `${JSON.stringify(record, null, 1)}\n`);
  await mkdir(modelsDir, { recursive: true });
  const folder = path.join(modelsDir, name);
  const aside = path.join(modelsDir, `.old-${randomUUID()}`);
  const isThere = existsSync(folder);
  try {
    if (isThere) await rename(folder, aside);
  } catch (cause) {
    throw new AppError('model.busy', { retryable: true, cause });
  }
  try {
    await rename(staging, folder);
  } catch (cause) {
    if (isThere) await rename(aside, folder);
    throw new AppError('storage.io', { cause });
  }
  await rm(aside, { recursive: true, force: true });
}

/** Names of files that differ from what was installed, are gone, or came later. Empty: the model is whole. */
export async function verifyInstalledModel(folder: string): Promise<string[]> {
  const record = await readModelRecord(folder);
  if (!record) return [MODEL_RECORD_FILE];
  const wrong: string[] = [];
  for (const [file, expected] of Object.entries(record.files)) {
    const actual = await sha256OfFiles([path.join(folder, file)]).catch(() => undefined);
    if (actual !== expected) wrong.push(file);
  }
  const extra = (await filesIn(folder)).filter((file) => !Object.hasOwn(record.files, file));
  return [...wrong, ...extra];
}

/** The folder of an installed model, or of one given as a path. @throws AppError `model.missing` */
export async function findModelFolder(modelsDir: string, nameOrFolder: string): Promise<string> {
  const candidates = [path.join(modelsDir, path.basename(nameOrFolder)), path.resolve(nameOrFolder)];
  const folder = candidates.find((candidate) => existsSync(path.join(candidate, 'config.json')));
  if (!folder) throw new AppError('model.missing', { params: { model: path.basename(nameOrFolder).slice(0, 60) } });
  return folder;
}

/** Files of a folder, relative with forward slashes, ours left out, sorted. */
export async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => !OUR_FILES.includes(file))
    .sort();
}
