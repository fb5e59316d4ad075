import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import { EMPTY_INSTALLED, readInstalled, writeInstalled, type Installed } from './installed-store.ts';
import { readOfficialFile, type OfficialFile } from './official-files.ts';

export interface InstalledSource {
  readonly kind: OfficialFile['kind'];
  readonly release: string;
  readonly rows: number;
  readonly sha256: string;
  /** Base name of the file it came from. */
  readonly file: string;
}

/** A terminology file that could not be used; `file` is as the caller named it. */
export class TerminologyFileError extends Error {
  readonly file: string;
  readonly reason: AppError;
  constructor(file: string, reason: AppError) {
    super(reason.code);
    this.file = file;
    this.reason = reason;
  }
}

const LARGEST_BYTES = 200_000_000;

/**
 * Reads every file first, then replaces the store once: one bad file, and nothing has changed. A file replaces what was installed of
 * its kind. @throws TerminologyFileError | AppError `storage.*`
 */
export function installTerminology(files: readonly string[], installedDir: string): InstalledSource[] {
  const read = files.map((file) => {
    try {
      const bytes = readBytes(file);
      const sha256 = crypto.createHash('sha256').update(bytes).digest('hex');
      return { file, sha256, content: readOfficialFile(path.basename(file), bytes.toString('utf8')) };
    } catch (error) {
      if (error instanceof AppError) throw new TerminologyFileError(file, error);
      throw error;
    }
  });

  let installed = currentOrEmpty(installedDir);
  const sources: InstalledSource[] = [];
  for (const { file, sha256, content } of read) {
    installed = withFile(installed, content);
    const rows = 'rows' in content ? content.rows.length : content.names.length;
    const source = { release: content.release, rows, sha256, file: path.basename(file) };
    installed = { ...installed, sources: { ...installed.sources, [content.kind]: source } };
    sources.push({ kind: content.kind, ...source });
  }
  writeInstalled(installedDir, installed);
  return sources;
}

/** What is installed, in a stable order. @throws AppError `storage.*` */
export function terminologyStatus(installedDir: string): InstalledSource[] {
  const installed = readInstalled(installedDir);
  return Object.entries(installed?.sources ?? {})
    .map(([kind, source]) => ({ kind: kind as OfficialFile['kind'], ...source }))
    .sort((a, b) => (a.kind < b.kind ? -1 : 1));
}

function withFile(installed: Installed, content: OfficialFile): Installed {
  switch (content.kind) {
    case 'icd10cm-order':
      return { ...installed, icd10cm: content.rows.map((row) => [row.code, row.billable ? 1 : 0, row.display]) };
    case 'hcpcs':
      return { ...installed, hcpcs: content.rows.map((row) => [row.code, 1, row.display]) };
    default:
      return {
        ...installed,
        names: { ...installed.names, [content.kind]: content.names.map(({ code, text }) => [code, text]) },
      };
  }
}

/** A damaged store is replaced, not a reason to refuse a good file. */
function currentOrEmpty(installedDir: string): Installed {
  try {
    return readInstalled(installedDir) ?? EMPTY_INSTALLED;
  } catch (error) {
    if (error instanceof AppError && error.code === 'storage.corrupt') return EMPTY_INSTALLED;
    throw error;
  }
}

function readBytes(file: string): Buffer {
  try {
    const stat = fs.statSync(file);
    if (!stat.isFile()) throw new AppError('validation.file-type');
    if (stat.size > LARGEST_BYTES) throw new AppError('validation.too-long');
    return fs.readFileSync(file);
  } catch (error) {
    if (error instanceof AppError) throw error;
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') throw new AppError('validation.file-missing');
    throw new AppError('storage.io', { cause: error });
  }
}
