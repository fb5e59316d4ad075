import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';

const Row = z.tuple([z.string(), z.union([z.literal(0), z.literal(1)]), z.string()]);
const Source = z.object({ release: z.string(), sha256: z.string(), rows: z.number().int(), file: z.string() });

/** What `terminology install` keeps: compact, one file, replaced as a whole. */
const Installed = z.object({
  format: z.literal(1),
  sources: z.record(z.string(), Source),
  icd10cm: z.array(Row),
  names: z.record(z.string(), z.array(z.tuple([z.string(), z.string()]))),
  hcpcs: z.array(Row),
});
export type Installed = z.infer<typeof Installed>;

export const EMPTY_INSTALLED: Installed = { format: 1, sources: {}, icd10cm: [], names: {}, hcpcs: [] };

export function installedFile(installedDir: string): string {
  return path.join(installedDir, 'terminology', 'installed.json.gz');
}

/** @returns undefined where nothing is installed. @throws AppError `storage.corrupt` | `storage.io` */
export function readInstalled(installedDir: string): Installed | undefined {
  let bytes: Buffer;
  try {
    bytes = fs.readFileSync(installedFile(installedDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' || (error as NodeJS.ErrnoException).code === 'ENOTDIR')
      return undefined;
    throw new AppError('storage.io', { cause: error });
  }
  try {
    return Installed.parse(JSON.parse(zlib.gunzipSync(bytes).toString('utf8')));
  } catch (error) {
    throw new AppError('storage.corrupt', { cause: error });
  }
}

/** Written beside, flushed, then renamed over the old one: a reader sees the old or the new, never a part. @throws AppError `storage.*` */
export function writeInstalled(installedDir: string, installed: Installed): void {
  const file = installedFile(installedDir);
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    fs.mkdirSync(path.dirname(file), { recursive: true });
    const handle = fs.openSync(temporary, 'w', 0o600);
    try {
      fs.writeFileSync(handle, zlib.gzipSync(JSON.stringify(installed)));
      fs.fsyncSync(handle);
    } finally {
      fs.closeSync(handle);
    }
    fs.renameSync(temporary, file);
  } catch (error) {
    removeQuietly(temporary);
    const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    throw new AppError(full ? 'storage.full' : 'storage.io', { cause: error });
  }
}

/** The error that is told is the one that stopped the writing. */
function removeQuietly(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    // Nothing was made there.
  }
}
