import { readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';

const Id = z.union([z.string(), z.number()]);
const Phrase = z.object({ id: Id, text: z.string() });
const NoteLine = z.object({ id: Id, note: z.string() });

export interface BatchLine {
  readonly id: string | number;
  readonly text: string;
}

/** One line of a batch file that is not what was expected; `line` counts from 1. Carries nothing of the line itself. */
export class BatchLineError extends Error {
  readonly line: number;
  readonly expected: string;
  constructor(line: number, expected: string) {
    super(`line ${line}: expected ${expected}`);
    this.line = line;
    this.expected = expected;
  }
}

const LARGEST_BYTES = 500_000_000;

/**
 * All lines of a JSON Lines file, checked before any is worked on. Empty lines are skipped.
 * @throws BatchLineError | AppError `validation.file-missing` | `validation.file-empty` | `validation.too-long`
 */
export function readBatch(file: string, kind: 'phrases' | 'notes'): BatchLine[] {
  const lines: BatchLine[] = [];
  const expected = kind === 'phrases' ? '{"id": …, "text": "…"}' : '{"id": …, "note": "…"}';
  for (const [i, raw] of readText(file).split('\n').entries()) {
    const line = raw.trim();
    if (line === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      throw new BatchLineError(i + 1, expected);
    }
    if (kind === 'phrases') {
      const phrase = Phrase.safeParse(value);
      if (!phrase.success) throw new BatchLineError(i + 1, expected);
      lines.push(phrase.data);
    } else {
      const note = NoteLine.safeParse(value);
      if (!note.success) throw new BatchLineError(i + 1, expected);
      lines.push({ id: note.data.id, text: note.data.note });
    }
  }
  if (lines.length === 0) throw new AppError('validation.file-empty');
  return lines;
}

function readText(file: string): string {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw new AppError('validation.file-missing');
    if (stat.size > LARGEST_BYTES) throw new AppError('validation.too-long');
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new AppError(code === 'ENOENT' || code === 'ENOTDIR' ? 'validation.file-missing' : 'storage.io', {
      cause: error,
    });
  }
}
