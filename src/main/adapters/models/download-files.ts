import { createHash, type Hash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { mkdir, open, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import type { HubFile, HubSnapshot, ModelHub } from '../../ports/model-hub.ts';

export interface DownloadOptions {
  readonly hub: ModelHub;
  readonly snapshot: HubSnapshot;
  readonly files: readonly HubFile[];
  /** What a file must be, where somebody said: IT's manifest, or what was installed before. */
  readonly pinned: Readonly<Record<string, string>>;
  /** Where files grow. It outlives an interruption, and this process. */
  readonly folder: string;
  readonly onBytes: (doneBytes: number) => void;
  readonly signal?: CancelSignal;
  readonly sleep: (ms: number) => Promise<void>;
}

/** In a row, without a byte between them. */
const MAX_ATTEMPTS = 6;
const FIRST_WAIT_MS = 500;
const MAX_PIECED_ATTEMPTS = 3;
const PART = '.part';

/** How many bytes of a download are there already. */
export async function partialBytes(folder: string): Promise<number> {
  const plan = await readPlan(folder);
  let sum = 0;
  for (const { path: file } of plan?.files ?? [])
    sum += (await sizeOf(folder, file)) ?? (await sizeOf(folder, file + PART)) ?? 0;
  return sum;
}

/**
 * Brings files of a snapshot into a folder, each checked by its digest before it has its name. What an earlier try left is used
 * when it was for the same state of the repository.
 * @returns SHA-256 by path
 * @throws AppError `model.digest`, `model.unverifiable`, `storage.full`, `storage.io`, `network.*`, `cancelled`
 */
export async function downloadFiles(options: DownloadOptions): Promise<Record<string, string>> {
  const { folder, snapshot, files, pinned } = options;
  for (const file of files)
    if (pinned[file.path] === undefined && file.sha256 === undefined && file.gitBlob === undefined)
      throw new AppError('model.unverifiable', { params: { file: file.path.slice(0, 100) } });
  await keepOrClear(folder, { revision: snapshot.revision, files });
  const sums: Record<string, string> = {};
  let before = 0;
  for (const file of files) {
    const target = path.join(folder, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    const expected = expectationOf(file, pinned);
    sums[file.path] =
      (await standing(target, file, expected)) ?? (await fetchFile(options, file, target, expected, before));
    before += file.bytes;
    options.onBytes(before);
  }
  return sums;
}

interface Plan {
  readonly revision: string;
  readonly files: readonly HubFile[];
}

async function readPlan(folder: string): Promise<Plan | undefined> {
  try {
    return JSON.parse(await readFile(path.join(folder, 'plan.json'), 'utf8')) as Plan;
  } catch {
    return undefined;
  }
}

/** Parts of another state would never fit: they go. */
async function keepOrClear(folder: string, plan: Plan): Promise<void> {
  const isSame = JSON.stringify(await readPlan(folder)) === JSON.stringify(plan);
  if (!isSame) {
    for (const file of (await readPlan(folder))?.files ?? [])
      for (const ending of ['', PART]) await rm(path.join(folder, file.path + ending), { force: true });
  }
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'plan.json'), JSON.stringify(plan));
}

interface Expectation {
  readonly sha256: string | undefined;
  readonly gitBlob: string | undefined;
}

/** A pin is stronger than what the source says today: then only the pin counts. */
const expectationOf = (file: HubFile, pinned: Readonly<Record<string, string>>): Expectation => {
  const pin = pinned[file.path];
  return pin === undefined ? { sha256: file.sha256, gitBlob: file.gitBlob } : { sha256: pin, gitBlob: undefined };
};

/** Content hashes that grow with the content. */
interface Hashes {
  readonly sha256: Hash;
  readonly gitBlob: Hash;
}

const freshHashes = (bytes: number): Hashes => ({
  sha256: createHash('sha256'),
  gitBlob: createHash('sha1').update(`blob ${bytes}\0`),
});

async function fetchFile(
  options: DownloadOptions,
  file: HubFile,
  target: string,
  expected: Expectation,
  before: number,
): Promise<string> {
  const part = target + PART;
  for (let attempt = 1; ; attempt++) {
    const pieced = await grow(options, file, part, before);
    const sha256 = await checked(part, file, expected);
    if (sha256 !== undefined) {
      await rename(part, target);
      return sha256;
    }
    await rm(part, { force: true });
    // A part that an interruption spoiled is worth a clean try; what arrived in one piece is not what was published.
    if (!pieced || attempt === MAX_PIECED_ATTEMPTS)
      throw new AppError('model.digest', { params: { file: file.path.slice(0, 100) } });
  }
}

/** The digest of a file that an earlier try finished; `undefined` when there is none, or not as it must be. */
async function standing(target: string, file: HubFile, expected: Expectation): Promise<string | undefined> {
  if (!existsSync(target)) return undefined;
  const sha256 = await checked(target, file, expected);
  if (sha256 === undefined) await rm(target, { force: true });
  return sha256;
}

/** Its SHA-256, if it is what it must be. */
async function checked(path: string, file: HubFile, expected: Expectation): Promise<string | undefined> {
  const { bytes, sha256, gitBlob } = await hashFile(path, file.bytes);
  const isRight =
    (file.bytes === 0 || bytes === file.bytes) &&
    (expected.sha256 === undefined || sha256 === expected.sha256) &&
    (expected.gitBlob === undefined || gitBlob === expected.gitBlob);
  return isRight ? sha256 : undefined;
}

/** Lets a part grow to the file's end over interruptions. @returns whether bytes from before this call (or a break) are in it */
async function grow(options: DownloadOptions, file: HubFile, part: string, before: number): Promise<boolean> {
  const { hub, snapshot, signal, sleep } = options;
  let pieces = (await sizeOfFile(part)) > 0 ? 1 : 0;
  for (let failures = 0; ;) {
    const have = await sizeOfFile(part);
    // Longer than it may be: another file's, or spoiled.
    if (have > file.bytes && file.bytes > 0) await rm(part);
    else if (have === file.bytes && have > 0) return pieces > 0;
    const from = have > file.bytes ? 0 : have;
    let got = 0;
    try {
      const opened = await hub.open(snapshot, file, from, signal);
      if (opened.fromByte === 0) pieces = 0;
      await append(part, opened.fromByte, opened.chunks, (bytes) => {
        got += bytes;
        options.onBytes(before + opened.fromByte + got);
      });
      return pieces > 0;
    } catch (error) {
      if (signal?.aborted) throw new AppError('cancelled', { retryable: true });
      failures = got > 0 ? 1 : failures + 1;
      pieces++;
      if (!(error instanceof AppError) || !error.retryable || failures >= MAX_ATTEMPTS) throw error;
      const asked = error.params['retryAfterMs'];
      await wait(sleep, typeof asked === 'number' ? asked : FIRST_WAIT_MS * 2 ** (failures - 1), signal);
    }
  }
}

/** Runs `work` until it succeeds, fails for good, or has failed too often. */
export async function retrying<T>(
  work: () => Promise<T>,
  { sleep, signal }: Pick<DownloadOptions, 'sleep' | 'signal'>,
): Promise<T> {
  for (let failures = 1; ; failures++) {
    try {
      return await work();
    } catch (error) {
      if (signal?.aborted) throw new AppError('cancelled', { retryable: true });
      if (!(error instanceof AppError) || !error.retryable || failures >= MAX_ATTEMPTS) throw error;
      const asked = error.params['retryAfterMs'];
      await wait(sleep, typeof asked === 'number' ? asked : FIRST_WAIT_MS * 2 ** (failures - 1), signal);
    }
  }
}

/** Waits, or ends at once when it is called off. */
async function wait(sleep: (ms: number) => Promise<void>, ms: number, signal: CancelSignal | undefined): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new AppError('cancelled', { retryable: true })), { once: true });
    sleep(ms).then(resolve, reject);
  });
}

async function append(
  part: string,
  fromByte: number,
  chunks: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): Promise<void> {
  try {
    const handle = await open(part, fromByte === 0 ? 'w' : 'a');
    try {
      for await (const chunk of chunks) {
        await handle.writeFile(chunk);
        onBytes(chunk.length);
      }
    } finally {
      await handle.sync().catch(() => undefined);
      await handle.close();
    }
  } catch (error) {
    throw toStorageError(error);
  }
}

export function toStorageError(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (error instanceof AppError || typeof code !== 'string') return error;
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('storage.full', { cause: error });
  return /^E[A-Z]+$/.test(code) ? new AppError('storage.io', { params: { errno: code }, cause: error }) : error;
}

async function hashFile(file: string, bytes: number): Promise<{ bytes: number; sha256: string; gitBlob: string }> {
  const size = await sizeOfFile(file);
  const hashes = freshHashes(bytes || size);
  for await (const chunk of createReadStream(file)) {
    hashes.sha256.update(chunk as Buffer);
    hashes.gitBlob.update(chunk as Buffer);
  }
  return { bytes: size, sha256: hashes.sha256.digest('hex'), gitBlob: hashes.gitBlob.digest('hex') };
}

async function sizeOfFile(file: string): Promise<number> {
  return stat(file).then(
    (found) => found.size,
    () => 0,
  );
}

const sizeOf = async (folder: string, file: string): Promise<number | undefined> =>
  existsSync(path.join(folder, file)) ? sizeOfFile(path.join(folder, file)) : undefined;
