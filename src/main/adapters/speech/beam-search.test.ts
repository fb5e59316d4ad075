import { describe, expect, it } from 'vitest';
import type { TokenModel } from '../../domain/speech/token-model.ts';
import { searchSegment, type RowOutput, type SearchOptions } from './beam-search.ts';

const END = 0;
const none = new Float32Array(0);

/** A network given as a table: after these columns, these probabilities. */
type Network = (columns: readonly number[]) => Readonly<Partial<Record<number, number>>>;

function search(network: Network, options: Partial<SearchOptions> = {}, limit = 20): number[] {
  const segment = searchSegment({ beams: 1, tokenBonus: 0, ...options }, limit, END, (column) => column, -1);
  let prefixes: number[][] = [[]];
  for (let step = 0; step < 200 && !segment.isDone; step++) {
    const outputs = prefixes.map((prefix): RowOutput => {
      const next = Object.entries(network(prefix) as Record<string, number>).sort((a, b) => b[1] - a[1]);
      return {
        columns: next.map(([column]) => Number(column)),
        logProbabilities: next.map(([, probability]) => Math.log(probability)),
        alignment: none,
      };
    });
    const before = prefixes;
    prefixes = segment.advance(outputs).map(({ from, column }) => [...before[from]!, column]);
  }
  expect(segment.isDone).toBe(true);
  return segment.result().map((link) => link.column);
}

/** A fork whose likelier way at first leads nowhere good. */
const fork: Network = (columns) => {
  const [first] = columns;
  if (first === undefined) return { 1: 0.55, 2: 0.45 };
  if (columns.length === 1) return first === 1 ? { 3: 0.35, 4: 0.33, 5: 0.32 } : { 6: 0.98, 7: 0.02 };
  return { [END]: 0.97, 8: 0.03 };
};

describe('searchSegment', () => {
  it('is greedy with one hypothesis', () => {
    expect(search(fork)).toEqual([1, 3]);
  });

  it('finds the better text with several', () => {
    expect(search(fork, { beams: 3 })).toEqual([2, 6]);
  });

  it('does not end early because short texts are more probable than long ones', () => {
    // Ending is always possible, never likely, until the tenth token.
    const patient: Network = (columns) =>
      columns.length >= 10 ? { [END]: 0.95, 9: 0.05 } : { [columns.length + 1]: 0.85, 50: 0.08, [END]: 0.05 };
    expect(search(patient, { beams: 4 })).toHaveLength(10);
  });

  it('lets a language model settle what the audio leaves open, and only that', () => {
    const unclear: Network = (columns) => {
      if (columns.length === 0) return { 1: 0.99, 2: 0.01 };
      if (columns.length === 1) return { 3: 0.51, 4: 0.49 };
      return { [END]: 0.99, 5: 0.01 };
    };
    const model: TokenModel = { order: 4, score: (_, token) => (token === 4 || token === 2 ? -1 : -3) };
    expect(search(unclear, { beams: 2 })).toEqual([1, 3]);
    expect(search(unclear, { beams: 2, language: { model, weight: 0.3 }, tokenBonus: 0.5 })).toEqual([1, 4]);
  });

  it('shows the language model the last tokens, beginning with the boundary', () => {
    const seen: string[] = [];
    const model: TokenModel = {
      order: 4,
      score(history, token) {
        seen.push(`${history.join(' ')} > ${token}`);
        return -1;
      },
    };
    const straight: Network = (columns) => (columns.length === 4 ? { [END]: 1 } : { [columns.length + 1]: 1 });
    search(straight, { language: { model, weight: 0.1 } });
    expect(seen).toEqual(['-1 > 1', '-1 1 > 2', '-1 1 2 > 3', '1 2 3 > 4']);
  });

  it('stops at the limit, and cuts loops', () => {
    const endless: Network = (columns) => ({ [((columns.length * 7) % 13) + 1]: 0.9, [END]: 0.01 });
    expect(search(endless, { beams: 2 }, 12)).toHaveLength(12);
    const loop: Network = (columns) => ({ [[5, 6, 7, 8, 9][columns.length % 5]!]: 0.99, [END]: 0.001 });
    expect(search(loop, { beams: 2 }, 200)).toEqual([5, 6, 7, 8, 9]);
  });

  it('does not take a loop, cut short, for the end of a text that goes on', () => {
    // Somebody stammers, likelier so than not; the rest of what they say is less probable by the token.
    const stammer: Network = (columns) => {
      const at = columns.length;
      const isStammering = columns.every((column, i) => column === 5 + (i % 5));
      if (isStammering) return { [5 + (at % 5)]: 0.9, ...(at === 10 ? { 20: 0.09 } : {}) };
      return at < 30 ? { [20 + at]: 0.8, 60: 0.05 } : { [END]: 0.9, 61: 0.1 };
    };
    const found = search(stammer, { beams: 3 }, 60);
    expect(found.slice(0, 12)).toEqual([5, 6, 7, 8, 9, 5, 6, 7, 8, 9, 20, 31]);
    expect(found).toHaveLength(30);
  });

  it('finds nothing where nothing was said', () => {
    expect(search(() => ({ [END]: 0.9, 1: 0.1 }), { beams: 3 })).toEqual([]);
    expect(search(() => ({ [END]: 0.9, 1: 0.1 }))).toEqual([]);
  });

  it('tells which other ways it thought possible, from where on, and how far behind they were', () => {
    const segment = searchSegment({ beams: 3, tokenBonus: 0 }, 20, END, (column) => column, -1);
    let prefixes: number[][] = [[]];
    while (!segment.isDone) {
      const outputs = prefixes.map((prefix): RowOutput => {
        const next = Object.entries(fork(prefix) as Record<string, number>).sort((a, b) => b[1] - a[1]);
        const columns = next.map(([column]) => Number(column));
        return { columns, logProbabilities: next.map(([, p]) => Math.log(p)), alignment: none };
      });
      const before = prefixes;
      prefixes = segment.advance(outputs).map(({ from, column }) => [...before[from]!, column]);
    }
    const others = segment.others();
    expect(others).toContainEqual(expect.objectContaining({ from: 0, columns: [1, 3], isWhole: true }));
    const [nearest] = others.filter(({ columns }) => columns.length === 2);
    expect(nearest!.behind).toBeCloseTo(Math.log(0.45 * 0.98) - Math.log(0.55 * 0.35), 5);
  });
});
