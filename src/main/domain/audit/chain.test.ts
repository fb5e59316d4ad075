import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../../shared/model/audit.ts';
import { GENESIS_HASH, nextLink, verifyChain, type AuditFields } from './chain.ts';

const digest = { sha256Hex: (text: string) => createHash('sha256').update(text).digest('hex') };

/** mulberry32: the same seeds, the same histories. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

function history(length: number, random: (below: number) => number): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (let n = 0; n < length; n += 1) {
    const fields: AuditFields = {
      at: random(1_000_000),
      actor: ['system', 'engine', 'c1'][random(3)]!,
      action: ['note.sign', 'recording.start'][random(2)]!,
      subject: `encounter/${random(4)}`,
      detail: Object.fromEntries(
        Array.from({ length: random(4) }, (_, k) => [`k${k}`, [random(9), 'w', true][random(3)]!]),
      ),
    };
    entries.push(nextLink(entries.at(-1), fields, digest));
  }
  return entries;
}

const SEEDS = Array.from({ length: 60 }, (_, n) => n + 1);
const headOf = (entries: AuditEntry[]) => ({ seq: entries.at(-1)!.seq, hash: entries.at(-1)!.hash });

describe('the audit chain', () => {
  it('starts at genesis and hashes every field but the hash', () => {
    const fields = { at: 5, actor: 'system', action: 'a.b', subject: 's', detail: { n: 1 } };
    const first = nextLink(undefined, fields, digest);
    expect(first).toMatchObject({ seq: 1, previousHash: GENESIS_HASH });
    expect(first.hash).toBe(
      digest.sha256Hex(
        `{"action":"a.b","actor":"system","at":5,"detail":{"n":1},"previousHash":"${GENESIS_HASH}","seq":1,"subject":"s"}`,
      ),
    );
    expect(nextLink(first, fields, digest)).toMatchObject({ seq: 2, previousHash: first.hash });
  });

  it.each(SEEDS)('holds as written, also read back from JSON (history %i)', (seed) => {
    const random = randomFrom(seed);
    const entries = history(1 + random(25), random);
    const readBack = JSON.parse(JSON.stringify(entries)) as AuditEntry[];
    expect(verifyChain(readBack, digest, headOf(entries))).toEqual({ entries: entries.length });
  });

  it('holds when empty', () => {
    expect(verifyChain([], digest)).toEqual({ entries: 0 });
  });

  it.each(SEEDS)('finds an edited field at its place (history %i)', (seed) => {
    const random = randomFrom(seed);
    const entries = history(2 + random(20), random);
    const at = random(entries.length);
    const entry = entries[at]!;
    const edits: Partial<AuditEntry>[] = [
      { at: entry.at + 1 },
      { actor: `${entry.actor} ` },
      { action: 'note.edit' },
      { subject: 'encounter/x' },
      { detail: { ...entry.detail, extra: 0 } },
      { previousHash: digest.sha256Hex('x') },
      { hash: digest.sha256Hex('x') },
      { seq: entry.seq + 1 },
      { at: NaN },
    ];
    for (const edit of edits)
      expect(verifyChain(entries.with(at, { ...entry, ...edit }), digest)).toEqual({
        entries: at,
        brokenAtSeq: at + 1,
      });
  });

  it.each(SEEDS)(
    'finds an edit that was hashed anew: at the entry after it, or against the head (history %i)',
    (seed) => {
      const random = randomFrom(seed);
      const entries = history(2 + random(20), random);
      const at = random(entries.length);
      const forged = nextLink(entries[at - 1], { ...entries[at]!, action: 'forged' }, digest);
      const report = verifyChain(entries.with(at, forged), digest, headOf(entries));
      expect(report.brokenAtSeq).toBe(at === entries.length - 1 ? entries.length : at + 2);
    },
  );

  it.each(SEEDS)('finds removed, doubled, swapped and inserted entries (history %i)', (seed) => {
    const random = randomFrom(seed);
    const entries = history(3 + random(20), random);
    const at = random(entries.length - 1);
    const without = entries.toSpliced(at, 1);
    const doubled = entries.toSpliced(at, 0, entries[at]!);
    const swapped = entries.with(at, entries[at + 1]!).with(at + 1, entries[at]!);
    const foreign = history(entries.length, randomFrom(seed + 1_000))[at]!;
    expect(verifyChain(without, digest).brokenAtSeq).toBe(at + 1);
    expect(verifyChain(doubled, digest).brokenAtSeq).toBe(at + 2);
    expect(verifyChain(swapped, digest).brokenAtSeq).toBe(at + 1);
    const inserted = verifyChain(entries.toSpliced(at, 0, foreign), digest).brokenAtSeq;
    expect(inserted).toBe(at === 0 ? 2 : at + 1);
  });

  it.each(SEEDS)('finds a cut-off tail against the head that is known (history %i)', (seed) => {
    const random = randomFrom(seed);
    const entries = history(2 + random(20), random);
    const kept = random(entries.length);
    const cut = entries.slice(0, kept);
    expect(verifyChain(cut, digest).brokenAtSeq).toBeUndefined();
    expect(verifyChain(cut, digest, headOf(entries))).toEqual({ entries: kept, brokenAtSeq: kept + 1 });
  });

  it('lets a chain grow past a head that was noted earlier, if it is the same chain', () => {
    const entries = history(9, randomFrom(1));
    const early = headOf(entries.slice(0, 4));
    expect(verifyChain(entries, digest, early)).toEqual({ entries: 9 });
    expect(verifyChain(history(9, randomFrom(2)), digest, early).brokenAtSeq).toBe(4);
  });

  it('keeps no hold on the detail it was given', () => {
    const detail = { n: 1 };
    const entry = nextLink(undefined, { at: 1, actor: 'a', action: 'b', subject: 'c', detail }, digest);
    detail.n = 2;
    expect(verifyChain([entry], digest)).toEqual({ entries: 1 });
  });
});
