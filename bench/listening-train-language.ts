/**
 * `node bench/listening-train-language.ts [--out FILE] [--all]`: learns the token model that listening is helped by from the shared dialogues. The
 * transcripts of the shared recordings are never learned from. How well it foretells is measured on a model that has not seen fold 0 (a fixed
 * fifth of each corpus) either.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import llamaTokenizer from 'llama-tokenizer-js';
import {
  BOUNDARY,
  encodeBackoff,
  encodeLog,
  fingerprintOf,
  hashTokens,
  MAGIC,
  readTokenModel,
  SLOT_BYTES,
} from '../src/main/domain/speech/token-model.ts';
import { foldOf, loadDialogues, RECORDED, type Dialogue } from './speakers-corpora.ts';

const ORDER = 5;
/** N-grams seen less often than this are left out, by order. */
const MIN_COUNT = [1, 1, 1, 1, 2];
const OUT = path.resolve(import.meta.dirname, '../resources/models/visit-tokens.bin');

/** As the recogniser would write it. */
export const asHeard = (text: string): string =>
  text
    .replace(/\bOK\b/g, 'Okay')
    .replace(/\bok\b/g, 'okay')
    .replace(/[[(<][^\])>]*[\])>]/g, ' ')
    .replaceAll('\u2019', "'")
    .replace(/\s+/g, ' ')
    .trim();

export function tokensOf(dialogue: Dialogue): number[][] {
  return dialogue.turns
    .map((turn) => asHeard(turn.text))
    .filter((text) => /\w/.test(text))
    .map((text) => llamaTokenizer.encode(text, false, true));
}

type Counts = Map<string, number>;

/** Modified Kneser-Ney (Chen and Goodman 1998) over the turns of dialogues; what follows a turn follows it. */
export function learn(dialogues: readonly Dialogue[]): Uint8Array {
  const counts: Counts[] = Array.from({ length: ORDER }, () => new Map<string, number>());
  for (const dialogue of dialogues) {
    const turns = tokensOf(dialogue);
    const stream: number[] = turns.flat();
    for (let end = 1; end <= stream.length; end++)
      for (let n = 1; n <= Math.min(ORDER, end); n++) add(counts[n - 1]!, stream.slice(end - n, end));
    // Windows begin anywhere: what people begin with counts after a boundary too.
    for (const turn of turns)
      for (let end = 1; end < Math.min(ORDER, turn.length + 1); end++)
        add(counts[end]!, [BOUNDARY, ...turn.slice(0, end)]);
  }
  return write(estimate(counts));
}

function add(counts: Counts, tokens: readonly number[]): void {
  const key = tokens.join(' ');
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

interface Entry {
  log: number;
  backoff: number;
}

function estimate(raw: readonly Counts[]): Map<string, Entry>[] {
  // Lower orders count in how many contexts an n-gram appears, not how often (n-grams after a boundary have no context).
  const counts = raw.map((table, i) => {
    if (i === ORDER - 1) return table;
    const continuation: Counts = new Map();
    for (const key of raw[i + 1]!.keys()) {
      const shorter = key.slice(key.indexOf(' ') + 1);
      continuation.set(shorter, (continuation.get(shorter) ?? 0) + 1);
    }
    for (const [key, count] of table)
      if (key.startsWith(String(BOUNDARY)) || !continuation.has(key)) continuation.set(key, count);
    return continuation;
  });
  const entries: Map<string, Entry>[] = [];
  for (let i = 0; i < ORDER; i++) {
    const table = counts[i]!;
    const discount = discounts(table);
    const totals = new Map<string, { sum: number; ones: number; twos: number; more: number }>();
    for (const [key, count] of table) {
      const context = key.slice(0, Math.max(0, key.lastIndexOf(' ')));
      const total = totals.get(context) ?? { sum: 0, ones: 0, twos: 0, more: 0 };
      total.sum += count;
      if (count === 1) total.ones++;
      else if (count === 2) total.twos++;
      else total.more++;
      totals.set(context, total);
    }
    const current = new Map<string, Entry>();
    for (const [key, count] of table) {
      const context = key.slice(0, Math.max(0, key.lastIndexOf(' ')));
      const total = totals.get(context)!;
      const freed = (discount(1) * total.ones + discount(2) * total.twos + discount(3) * total.more) / total.sum;
      const lower = i === 0 ? 1 / table.size : probability(entries, i - 1, key.slice(key.indexOf(' ') + 1));
      const value = Math.max(0, count - discount(count)) / total.sum + freed * lower;
      current.set(key, { log: Math.log(value), backoff: 0 });
    }
    if (i > 0)
      for (const [context, total] of totals) {
        const freed = (discount(1) * total.ones + discount(2) * total.twos + discount(3) * total.more) / total.sum;
        const entry = entries[i - 1]!.get(context);
        if (entry) entry.backoff = Math.log(Math.max(1e-3, freed));
        else entries[i - 1]!.set(context, { log: -99, backoff: Math.log(Math.max(1e-3, freed)) });
      }
    entries.push(current);
  }
  return prune(entries, raw);
}

function probability(entries: readonly Map<string, Entry>[], i: number, key: string): number {
  const entry = entries[i]!.get(key);
  if (entry && entry.log > -90) return Math.exp(entry.log);
  if (i === 0) return 1e-6;
  const context = key.slice(0, key.lastIndexOf(' '));
  const backoff = entries[i - 1]!.get(context)?.backoff ?? 0;
  return Math.exp(backoff) * probability(entries, i - 1, key.slice(key.indexOf(' ') + 1));
}

function discounts(table: Counts): (count: number) => number {
  const of = [0, 0, 0, 0, 0];
  for (const count of table.values()) if (count <= 4) of[count]!++;
  const [, n1 = 1, n2 = 1, n3 = 1, n4 = 1] = of.map((value) => Math.max(1, value));
  const y = n1 / (n1 + 2 * n2);
  const values = [0, 1 - 2 * y * (n2 / n1), 2 - 3 * y * (n3 / n2), 3 - 4 * y * (n4 / n3)];
  return (count) => Math.max(0.1, Math.min(count - 0.1, values[Math.min(3, count)]!));
}

/** Rare long n-grams cost space and say little. Contexts of what stays stay. */
function prune(entries: readonly Map<string, Entry>[], raw: readonly Counts[]): Map<string, Entry>[] {
  const kept: Map<string, Entry>[] = [];
  for (let i = ORDER - 1; i >= 0; i--) {
    const needed = new Set<string>();
    if (i < ORDER - 1) for (const key of kept[0]!.keys()) needed.add(key.slice(0, key.lastIndexOf(' ')));
    const table = new Map<string, Entry>();
    for (const [key, entry] of entries[i]!)
      if (needed.has(key) || (raw[i]!.get(key) ?? 0) >= MIN_COUNT[i]!) table.set(key, entry);
    kept.unshift(table);
  }
  return kept;
}

function write(entries: readonly Map<string, Entry>[]): Uint8Array {
  const slots = entries.map((table) => 2 ** Math.ceil(Math.log2(Math.max(2, table.size * 1.25))));
  const bytes = new Uint8Array(8 + slots.reduce((sum, count) => sum + 4 + count * SLOT_BYTES, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, ORDER, true);
  let at = 8;
  entries.forEach((table, i) => {
    const count = slots[i]!;
    view.setUint32(at, count, true);
    const start = at + 4;
    for (const [key, entry] of table) {
      const tokens = key.split(' ').map(Number);
      const hash = hashTokens(tokens, 0, tokens.length);
      let slot = hash & (count - 1);
      while (view.getUint16(start + slot * SLOT_BYTES, true) !== 0) slot = (slot + 1) & (count - 1);
      view.setUint16(start + slot * SLOT_BYTES, fingerprintOf(hash), true);
      bytes[start + slot * SLOT_BYTES + 2] = encodeLog(entry.log);
      bytes[start + slot * SLOT_BYTES + 3] = encodeBackoff(entry.backoff);
    }
    at = start + count * SLOT_BYTES;
  });
  return bytes;
}

/** Perplexity by token on dialogues that were not learned from. */
export function perplexity(bytes: Uint8Array, dialogues: readonly Dialogue[]): { tokens: number; perplexity: number } {
  const model = readTokenModel(bytes);
  let sum = 0;
  let count = 0;
  for (const dialogue of dialogues) {
    const stream = tokensOf(dialogue).flat();
    stream.forEach((token, i) => {
      sum += model.score(i < ORDER - 1 ? [BOUNDARY, ...stream.slice(0, i)] : stream.slice(i - ORDER + 1, i), token);
      count++;
    });
  }
  return { tokens: count, perplexity: Math.exp(-sum / Math.max(1, count)) };
}

/** Transcripts of the shared recordings. */
const isRecorded = ({ name }: Dialogue): boolean => RECORDED.has(name);

if (import.meta.main) {
  const out = process.argv.includes('--out') ? process.argv[process.argv.indexOf('--out') + 1]! : OUT;
  // What recognisers heard is not what people say: only human words teach.
  const dialogues = loadDialogues().filter((dialogue) => !dialogue.corpus.includes('heard'));
  const corpora = new Map<string, number>();
  for (const { corpus } of dialogues) corpora.set(corpus, (corpora.get(corpus) ?? 0) + 1);
  const known = dialogues.filter((dialogue) => foldOf(dialogue) !== 0);
  const heldOut = dialogues.filter((dialogue) => foldOf(dialogue) === 0 && !isRecorded(dialogue));
  const recorded = dialogues.filter(isRecorded);
  const shipped = dialogues.filter((dialogue) => !isRecorded(dialogue));
  const bytes = learn(shipped);
  mkdirSync(path.dirname(out), { recursive: true });
  writeFileSync(out, bytes);
  const withoutFold = learn(known);
  const figures = { corpora: Object.fromEntries(corpora), learnedFrom: shipped.length, bytes: bytes.length };
  const perplexities = { heldOut: perplexity(withoutFold, heldOut), recordings: perplexity(bytes, recorded) };
  process.stdout.write(`${JSON.stringify({ ...figures, ...perplexities })}\n`);
}
