import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { sha256OfFiles } from './model-files.ts';
import { describeWhisper } from './whisper-files.ts';

const SUMS = 'chartside-sums.json';
const Sums = z.record(z.string(), z.string());

export interface InstalledModel {
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
}

/** Speech models that IT handed over as folders: each copied whole, with the digest of every file noted beside it. */
export async function listInstalledModels(modelsDir: string): Promise<InstalledModel[]> {
  if (!existsSync(modelsDir)) return [];
  const names = (await readdir(modelsDir, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name)
    .sort();
  return Promise.all(
    names.map(async (name) => {
      const folder = path.join(modelsDir, name);
      const sizes = await Promise.all(
        (await filesIn(folder)).map(async (file) => (await stat(path.join(folder, file))).size),
      );
      return { name, folder, bytes: sizes.reduce((sum, size) => sum + size, 0) };
    }),
  );
}

/**
 * Copies a model's folder in, or nothing: it is checked first, written beside its place, and moved there when whole.
 * @throws AppError `model.missing` | `model.corrupt` when the folder is not a Whisper model
 */
export async function installModel(modelsDir: string, source: string): Promise<InstalledModel> {
  const { name } = await describeWhisper(source);
  await mkdir(modelsDir, { recursive: true });
  const staging = path.join(modelsDir, `.${randomUUID()}`);
  try {
    await cp(source, staging, { recursive: true, dereference: true, errorOnExist: true });
    const sums: Record<string, string> = {};
    for (const file of await filesIn(staging)) sums[file] = await sha256OfFiles([path.join(staging, file)]);
    await writeFile(path.join(staging, SUMS), `${JSON.stringify(sums, null, 1)}\n`);
    const folder = path.join(modelsDir, name);
    await rm(folder, { recursive: true, force: true });
    await rename(staging, folder);
    return (await listInstalledModels(modelsDir)).find((model) => model.name === name)!;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** Names of files that differ from what was installed, are gone, or came later. Empty: the model is whole. */
export async function verifyInstalledModel(folder: string): Promise<string[]> {
  let sums: z.infer<typeof Sums>;
  try {
    sums = Sums.parse(JSON.parse(await readFile(path.join(folder, SUMS), 'utf8')));
  } catch {
    return [SUMS];
  }
  const wrong: string[] = [];
  for (const [file, expected] of Object.entries(sums)) {
    const actual = await sha256OfFiles([path.join(folder, file)]).catch(() => undefined);
    if (actual !== expected) wrong.push(file);
  }
  const extra = (await filesIn(folder)).filter((file) => !Object.hasOwn(sums, file));
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
async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .filter((file) => file !== SUMS)
    .sort();
}
