import { describe, expect, it } from 'vitest';
import {
  BOUNDARY,
  encodeBackoff,
  encodeLog,
  fingerprintOf,
  hashTokens,
  MAGIC,
  readTokenModel,
  SLOT_BYTES,
} from './token-model.ts';

/** Log-probability and back-off of each n-gram, one table an order. */
function build(tables: readonly (readonly [readonly number[], number, number])[][]): Uint8Array {
  const slots = 16;
  const bytes = new Uint8Array(8 + tables.length * (4 + slots * SLOT_BYTES));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, tables.length, true);
  let at = 8;
  for (const table of tables) {
    view.setUint32(at, slots, true);
    for (const [tokens, log, backoff] of table) {
      const hash = hashTokens(tokens, 0, tokens.length);
      let slot = hash & (slots - 1);
      while (view.getUint16(at + 4 + slot * SLOT_BYTES, true) !== 0) slot = (slot + 1) & (slots - 1);
      view.setUint16(at + 4 + slot * SLOT_BYTES, fingerprintOf(hash), true);
      bytes[at + 4 + slot * SLOT_BYTES + 2] = encodeLog(log);
      bytes[at + 4 + slot * SLOT_BYTES + 3] = encodeBackoff(backoff);
    }
    at += 4 + slots * SLOT_BYTES;
  }
  return bytes;
}

const model = readTokenModel(
  build([
    [
      [[1], -2, -0.5],
      [[2], -3, -1],
      [[3], -4, 0],
    ],
    [
      [[1, 2], -0.5, -0.25],
      [[BOUNDARY, 1], -1, -0.1],
    ],
    [[[1, 2, 3], -0.1, 0]],
  ]),
);

describe('readTokenModel', () => {
  it('uses the longest n-gram that it knows', () => {
    expect(model.score([1, 2], 3)).toBeCloseTo(-0.1, 1);
    expect(model.score([9, 9, 1, 2], 3)).toBeCloseTo(-0.1, 1);
    expect(model.score([1], 2)).toBeCloseTo(-0.5, 1);
    expect(model.score([BOUNDARY], 1)).toBeCloseTo(-1, 1);
  });

  it('backs off with the weights of the contexts that it knows', () => {
    // "2 1": the context 2 backs off, then 1 by itself.
    expect(model.score([2], 1)).toBeCloseTo(-3, 1);
    // "1 2 1": the contexts "1 2" and "2" back off.
    expect(model.score([1, 2], 1)).toBeCloseTo(-3.25, 1);
    expect(model.score([], 3)).toBeCloseTo(-4, 1);
  });

  it('finds the unknown improbable, not impossible', () => {
    const score = model.score([7, 8], 9);
    expect(score).toBeLessThan(-10);
    expect(Number.isFinite(score)).toBe(true);
  });

  it('refuses what is no model, or not a whole one', () => {
    expect(() => readTokenModel(new Uint8Array(4))).toThrow();
    const bytes = build([[[[1], -2, -0.5]]]);
    expect(() => readTokenModel(bytes.subarray(0, bytes.length - 4))).toThrow();
  });
});
