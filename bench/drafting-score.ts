/** Scores of notes by the shared scorer: ROUGE, concepts with assertion, words. */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SHARED } from './drafting-corpora.ts';

export interface Scores {
  readonly n: number;
  readonly rouge1: number;
  readonly rouge2: number;
  readonly rougeLsum: number;
  readonly concept_f1: number;
  readonly concept_p: number;
  readonly concept_r: number;
  readonly hyp_words: number;
  readonly ref_words: number;
}

/** Undefined where the scorer is not there. An empty draft counts as one word that nobody wrote. */
export function score(drafts: readonly string[], references: readonly string[]): Scores | undefined {
  const script = join(SHARED, 'eval/eval_notes.py');
  if (!existsSync(script) || drafts.length === 0) return undefined;
  const dir = mkdtempSync(join(tmpdir(), 'chartside-eval-'));
  try {
    const csv = (name: string, rows: readonly string[]): string => {
      const path = join(dir, name);
      const lines = rows.map((row, i) => `${String(i)},"${(row.trim() || '-').replaceAll('"', '""')}"`);
      writeFileSync(path, `id,note\n${lines.join('\n')}\n`);
      return path;
    };
    const lexicon = join(SHARED, 'eval/lexicon_icdindex_rxterms.tsv');
    const args = [
      script,
      '--hyp-csv',
      csv('h.csv', drafts),
      '--ref-csv',
      csv('r.csv', references),
      '--id-col',
      'id',
      '--no-ci',
      '--assertion',
      '--lexicon',
      lexicon,
    ];
    return (JSON.parse(execFileSync('python3', args).toString()) as { all: Scores }).all;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** The words spoken, without who spoke them; cut to `words` from the start, as a note that is only a copy would be. */
export function transcriptCopy(dialogue: string, words = Infinity): string {
  const lines: string[] = [];
  let left = words;
  for (const line of dialogue.split(/\r?\n/)) {
    const own = line
      .replace(/\[[a-z_ ]+\]|^\s*[A-Za-z_ \d]{1,16}:/gi, ' ')
      .split(/\s+/)
      .filter((word) => word !== '');
    if (own.length === 0) continue;
    lines.push(own.slice(0, left).join(' '));
    left -= own.length;
    if (left <= 0) break;
  }
  return lines.join('\n');
}

export const wordsIn = (text: string): number => text.split(/\s+/).filter((word) => word !== '').length;
export const round = (value: number, digits = 2): number => Math.round(value * 10 ** digits) / 10 ** digits;
