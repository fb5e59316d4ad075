import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import { toStorageError } from './download-files.ts';

/** The usual list of digests beside files: lines of hex, two spaces (or space and star), path. */
const SUMS_FILE = 'SHA256SUMS';

/** @returns digests by path, or nothing where the folder has no list. @throws AppError `model.corrupt` for a list that is none */
export async function readSums(folder: string): Promise<Record<string, string>> {
  let text: string;
  try {
    text = await readFile(path.join(folder, SUMS_FILE), 'utf8');
  } catch {
    return {};
  }
  return Object.fromEntries(
    text
      .split(/\r?\n/)
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [, sum, file] = /^([0-9a-fA-F]{64}) [ *](?:\.\/)?(.+)$/.exec(line) ?? [];
        if (sum === undefined || file === undefined)
          throw new AppError('model.corrupt', { params: { file: SUMS_FILE } });
        return [file.replaceAll('\\', '/'), sum.toLowerCase()];
      }),
  );
}

/**
 * Copies files, digesting them on the way.
 * @returns SHA-256 by path
 * @throws AppError `model.digest` for one that is not as expected, `storage.full`, `storage.io`, `cancelled`
 */
export async function copyFiles(options: {
  readonly from: string;
  readonly to: string;
  readonly files: readonly string[];
  readonly expected: Readonly<Record<string, string>>;
  readonly onBytes: (bytes: number) => void;
  readonly signal?: CancelSignal;
}): Promise<Record<string, string>> {
  const { from, to, files, expected, signal } = options;
  const sums: Record<string, string> = {};
  for (const file of files) {
    const target = path.join(to, file);
    await mkdir(path.dirname(target), { recursive: true });
    const hash = createHash('sha256');
    const digesting = async function* (source: AsyncIterable<Buffer>) {
      for await (const chunk of source) {
        if (signal?.aborted) throw new AppError('cancelled', { retryable: true });
        hash.update(chunk);
        options.onBytes(chunk.length);
        yield chunk;
      }
    };
    try {
      await pipeline(createReadStream(path.join(from, file)), digesting, createWriteStream(target, { flush: true }));
    } catch (error) {
      throw toStorageError(error);
    }
    const sum = hash.digest('hex');
    if (expected[file] !== undefined && expected[file] !== sum)
      throw new AppError('model.digest', { params: { file: file.slice(0, 100) } });
    sums[file] = sum;
  }
  for (const file of Object.keys(expected))
    if (sums[file] === undefined) throw new AppError('model.missing', { params: { file: file.slice(0, 100) } });
  return sums;
}
