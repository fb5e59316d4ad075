import { parseArgs } from 'node:util';
import { UsageError } from './args.ts';

export type CodesArgs =
  | { readonly kind: 'search'; readonly text: string; readonly limit: number; readonly json: boolean }
  | { readonly kind: 'phrases' | 'notes'; readonly file: string; readonly limit: number };

export const CODES_USAGE =
  'usage: npm run -s codes -- "free text" [--limit N] [--json] | --phrases FILE.jsonl [--limit N] | --notes FILE.jsonl';

const DEFAULT_LIMIT = 10;
const MOST = 50;

/** @throws UsageError */
export function parseCodesArgs(argv: readonly string[]): CodesArgs {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        limit: { type: 'string' },
        json: { type: 'boolean' },
        phrases: { type: 'string' },
        notes: { type: 'string' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? (error.message.split(/\.\s/)[0] ?? '') : 'unknown option');
  }
  const { values, positionals } = parsed;
  const limit = values.limit === undefined ? DEFAULT_LIMIT : Number(values.limit);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST)
    throw new UsageError(`--limit is a number from 1 to ${MOST}`);
  if (values.phrases !== undefined && values.notes !== undefined)
    throw new UsageError('--phrases and --notes do not go together');
  const file = values.phrases ?? values.notes;
  if (file !== undefined) {
    if (positionals.length > 0) throw new UsageError('a file and free text do not go together');
    if (file.trim() === '') throw new UsageError('no file given');
    return { kind: values.phrases === undefined ? 'notes' : 'phrases', file, limit };
  }
  const text = positionals.join(' ').trim();
  if (text === '') throw new UsageError('no text given');
  return { kind: 'search', text, limit, json: values.json ?? false };
}
