/** Readers of the shared dialogues for training and evaluation. Nothing of them is copied into the project. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Speaker, Transcript, TranscriptSegment } from '../src/shared/model/transcript.ts';
import { SegmentId } from '../src/shared/model/ids.ts';

export const SHARED = join(import.meta.dirname, '..', '..', 'shared');

export interface Visit {
  readonly id: string;
  readonly dialogue: string;
  readonly note: string;
}

/** Rows whose index leaves 4 when divided by five are never trained or tuned on. */
export const isHeldOut = (_: unknown, index: number): boolean => index % 5 === 4;
export const isSeen = (_: unknown, index: number): boolean => index % 5 !== 4;

export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const body = text.replace(/^\uFEFF/, '');
  for (let i = 0; i < body.length; i++) {
    const ch = body[i]!;
    if (quoted) {
      if (ch === '"' && body[i + 1] === '"') {
        cell += '"';
        i++;
      } else if (ch === '"') quoted = false;
      else cell += ch;
    } else if (ch === '"') quoted = true;
    else if (ch === ',') {
      row.push(cell);
      cell = '';
    } else if (ch === '\n' || ch === '\r') {
      if (ch === '\r' && body[i + 1] === '\n') i++;
      row.push(cell);
      if (row.length > 1 || row[0] !== '') rows.push(row);
      row = [];
      cell = '';
    } else cell += ch;
  }
  if (cell !== '' || row.length > 0) rows.push([...row, cell]);
  const [head, ...rest] = rows;
  return rest.map((cells) => Object.fromEntries(head!.map((name, i) => [name, cells[i] ?? ''])));
}

export function readAci(name: string): Visit[] | undefined {
  const path = join(SHARED, 'data/aci-bench/data', name);
  if (!existsSync(path)) return undefined;
  return parseCsv(readFileSync(path, 'utf8')).map((row) => ({
    id: row['encounter_id'] ?? row['id']!,
    dialogue: row['dialogue']!,
    note: row['note']!,
  }));
}

export function readMts(name: string): { id: string; header: string; dialogue: string; note: string }[] | undefined {
  const path = join(SHARED, 'data/MTS-Dialog/Main-Dataset', name);
  if (!existsSync(path)) return undefined;
  return parseCsv(readFileSync(path, 'utf8')).map((row) => ({
    id: row['ID']!,
    header: row['section_header']!,
    dialogue: row['dialogue']!,
    note: row['section_text']!,
  }));
}

export function readFareez(): string[] {
  const dir = join(SHARED, 'data/fareez_osce/Clean Transcripts');
  if (!existsSync(dir)) return [];
  return readdirSync(dir)
    .filter((name) => name.endsWith('.txt'))
    .sort()
    .map((name) => readFileSync(join(dir, name), 'utf8'));
}

const TAGS: readonly (readonly [RegExp, Speaker])[] = [
  [/^\s*(\[doctor\]|doctor\s*:|d\s*:|clinician\s*:|\[clinician\])/i, 'clinician'],
  [/^\s*(\[patient\]|patient\s*:|p\s*:)/i, 'patient'],
  [/^\s*(\[patient_guest\]|\[guest\]|guest(_family|_clinician)?[_ \d]*\s*:)/i, 'other'],
];

/** A tagged dialogue, one turn a line, as a transcript without times. */
export function toTranscript(dialogue: string): Transcript {
  const segments: TranscriptSegment[] = [];
  let clock = 0;
  // Some recognised dialogues stand on one line, tags and all.
  for (const line of dialogue.replace(/([^\n]) ?(?=\[(?:doctor|patient|patient_guest)\])/g, '$1\n').split(/\r?\n/)) {
    if (line.trim() === '') continue;
    const tag = TAGS.find(([pattern]) => pattern.test(line));
    const text = (tag ? line.replace(tag[0], '') : line).trim();
    if (text === '') continue;
    const endMs = clock + 60 * text.length;
    segments.push({
      id: SegmentId.parse(`s${segments.length + 1}`),
      startMs: clock,
      endMs,
      speaker: tag?.[1] ?? 'unknown',
      text,
      words: [],
      flags: [],
    });
    clock = endMs;
  }
  return { model: { name: 'text', sha256: '' }, language: 'en', durationMs: clock, segments };
}
