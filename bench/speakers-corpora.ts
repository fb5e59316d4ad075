/**
 * Tagged dialogues of ../shared/data, for training and judging the speaker roles. Nothing of them is kept in this repository.
 */
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { hashWord } from '../src/main/domain/speech/role-model-features.ts';
import { readTurns } from '../src/main/domain/speech/parse-transcript-turns.ts';
import { alignWords } from './speakers-align.ts';

export type Role = 'clinician' | 'patient' | 'other';

export interface Dialogue {
  readonly corpus: string;
  readonly name: string;
  readonly turns: readonly { readonly role: Role; readonly text: string }[];
}

export const DATA = path.resolve(import.meta.dirname, '../../shared/data');

/** Transcripts of the four recordings: never trained on, since the recordings are what the product is judged by. */
export const RECORDED = new Set(['CAR0001', 'CAR0004', 'GAS0001', 'MSK0001']);

export const FOLDS = 5;

/** A fixed fifth of each corpus, by name alone. Fold 0 is never trained on; `valid` sets and recordings are all fold 0. */
export function foldOf(dialogue: Dialogue): number {
  if (dialogue.corpus.endsWith('-valid') || RECORDED.has(dialogue.name)) return 0;
  // An avalanche step: FNV's low bits alone are not even over names that differ in one digit.
  let hash = hashWord(dialogue.name);
  hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b);
  return ((hash ^ (hash >>> 16)) >>> 0) % FOLDS;
}

function decodeText(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le');
  return bytes.toString('utf8');
}

/** RFC 4180, quoted line breaks included. */
export function parseCsv(text: string): Record<string, string>[] {
  const rows: string[][] = [[]];
  let field = '';
  let quoted = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at]!;
    if (quoted) {
      if (char !== '"') field += char;
      else if (text[at + 1] === '"') field += text[at++];
      else quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === ',' || char === '\n') {
      rows.at(-1)!.push(field);
      field = '';
      if (char === '\n') rows.push([]);
    } else if (char !== '\r') field += char;
  }
  rows.at(-1)!.push(field);
  const [header, ...body] = rows;
  return body
    .filter((row) => row.length === header!.length)
    .map((row) => Object.fromEntries(header!.map((name, index) => [name.replace('\ufeff', ''), row[index]!])));
}

function fromTagged(corpus: string, name: string, text: string): Dialogue {
  const turns = readTurns(text.replace('\ufeff', ''))
    .filter((turn) => turn.speaker !== 'unknown')
    .map((turn) => ({ role: turn.speaker as Role, text: turn.text }));
  return { corpus, name, turns };
}

function fareez(): Dialogue[] {
  const folder = path.join(DATA, 'fareez_osce/Clean Transcripts');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .sort()
    .map((file) => fromTagged('fareez', file.slice(0, -4), decodeText(readFileSync(path.join(folder, file)))));
}

/** One human transcript of Fareez et al., by its path. */
export const readTagged = (file: string): Dialogue =>
  fromTagged('fareez', path.basename(file, '.txt'), decodeText(readFileSync(file)));

function table(corpus: string, file: string, id: string): Dialogue[] {
  return parseCsv(readFileSync(path.join(DATA, file), 'utf8')).map((row) =>
    fromTagged(corpus, `${corpus.replace('-valid', '')}-${row[id]!}`, row['dialogue']!),
  );
}

interface Interval {
  readonly startMs: number;
  readonly role: Role;
  readonly text: string;
}

function textGrid(file: string, role: Role): Interval[] {
  const text = readFileSync(file, 'utf8');
  const pattern = /xmin = ([\d.]+)\s+xmax = [\d.]+\s+text = "((?:[^"]|"")*)"/g;
  return Array.from(text.matchAll(pattern), (match) => ({
    startMs: Number(match[1]) * 1000,
    role,
    text: match[2]!
      .replace(/<\/?[A-Z_]+\/?>/g, ' ')
      .replaceAll('""', '"')
      .replace(/\s+/g, ' ')
      .trim(),
  })).filter((interval) => /\w/.test(interval.text));
}

function primock(): Dialogue[] {
  const folder = path.join(DATA, 'primock57/transcripts');
  const names = readdirSync(folder)
    .filter((file) => file.endsWith('_doctor.TextGrid'))
    .map((file) => file.replace('_doctor.TextGrid', ''))
    .sort();
  return names.map((name) => ({
    corpus: 'primock',
    name,
    turns: [
      ...textGrid(path.join(folder, `${name}_doctor.TextGrid`), 'clinician'),
      ...textGrid(path.join(folder, `${name}_patient.TextGrid`), 'patient'),
    ].sort((a, b) => a.startMs - b.startMs),
  }));
}

/** What five recognisers heard in PriMock57's recordings, each word given the role of the human word it stands for. */
function primockHeard(human: readonly Dialogue[]): Dialogue[] {
  const folder = path.join(DATA, 'omi_medical_stt_eval/results/transcripts');
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .sort()
    .flatMap((recogniser) =>
      human.flatMap((dialogue) => {
        const file = path.join(folder, recogniser, `${dialogue.name}_conversation_transcript.txt`);
        if (!existsSync(file)) return [];
        const heard = readFileSync(file, 'utf8').match(/\S+/g) ?? [];
        const spoken = dialogue.turns.flatMap((turn) =>
          (turn.text.match(/\S+/g) ?? []).map((word) => ({ word, role: turn.role })),
        );
        const roles = alignWords(
          spoken.map((item) => item.word),
          heard,
        ).map((index) => spoken[index]?.role ?? 'clinician');
        const turns: { role: Role; text: string }[] = [];
        heard.forEach((word, index) => {
          const last = turns.at(-1);
          if (last && last.role === roles[index]) last.text += ` ${word}`;
          else turns.push({ role: roles[index]!, text: word });
        });
        return [{ corpus: 'primock-heard', name: dialogue.name, turns }];
      }),
    );
}

export function hasCorpora(): boolean {
  return existsSync(path.join(DATA, 'fareez_osce')) && existsSync(path.join(DATA, 'aci-bench'));
}

export function loadDialogues(): Dialogue[] {
  const human = primock();
  const aci = 'aci-bench/data/challenge_data';
  const mts = 'MTS-Dialog/Main-Dataset';
  return [
    ...fareez(),
    ...table('aci', `${aci}/train.csv`, 'encounter_id'),
    ...table('aci-valid', `${aci}/valid.csv`, 'encounter_id'),
    ...table('mts', `${mts}/MTS-Dialog-TrainingSet.csv`, 'ID'),
    ...table('mts-valid', `${mts}/MTS-Dialog-ValidationSet.csv`, 'ID'),
    ...human,
    ...primockHeard(human),
  ].filter((dialogue) => dialogue.turns.length > 1);
}
