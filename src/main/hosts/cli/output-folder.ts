import { randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, extname, join, resolve } from 'node:path';
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
 * Writes all files or none: into a folder beside the target first, then moved in one by one.
 * A target that exists keeps its other files.
 */
export async function writeFolder(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const staging = join(dirname(folder), `.${basename(folder)}.${randomUUID().slice(0, 8)}`);
  await mkdir(staging);
  try {
    for (const [name, text] of Object.entries(files)) {
      const file = await open(join(staging, name), 'wx', 0o600);
      try {
        await file.writeFile(text, 'utf8');
        await file.sync();
      } finally {
        await file.close();
      }
    }
    await mkdir(folder, { recursive: true });
    for (const name of Object.keys(files)) await rename(join(staging, name), join(folder, name));
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
