import { describe, expect, it } from 'vitest';
import { alignTokens } from './align.ts';

/** Attention of each token: most of it on its own frames, the rest spread, and a sink on frame 0. */
function attend(frames: number, centres: readonly number[]): Float32Array {
  const attention = new Float32Array(centres.length * frames).fill(0.2 / frames);
  centres.forEach((centre, row) => {
    attention[row * frames] = 0.3;
    for (const near of [-1, 0, 1])
      if (centre + near >= 0 && centre + near < frames) attention[row * frames + centre + near] = 0.3;
  });
  return attention;
}

describe('alignTokens', () => {
  it('finds where each token begins', () => {
    const starts = alignTokens(attend(100, [10, 30, 60, 90]), 4, 100);
    expect(starts[0]).toBe(0);
    expect(starts[4]).toBe(100);
    for (const [i, centre] of [10, 30, 60, 90].entries()) {
      expect(starts[i]).toBeLessThanOrEqual(centre);
      expect(starts[i + 1]).toBeGreaterThan(centre);
    }
  });

  it('is monotonic whatever the attention', () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
    for (const [tokens, frames] of [
      [5, 40],
      [40, 5],
      [1, 1],
      [3, 3],
      [12, 200],
    ] as const) {
      const starts = alignTokens(Float32Array.from({ length: tokens * frames }, random), tokens, frames);
      expect(starts).toHaveLength(tokens + 1);
      for (let i = 1; i <= tokens; i++) expect(starts[i]).toBeGreaterThanOrEqual(starts[i - 1]!);
      expect(starts.at(-1)).toBe(frames);
    }
  });

  it('takes no tokens and no audio', () => {
    expect([...alignTokens(new Float32Array(0), 0, 10)]).toEqual([0]);
    expect([...alignTokens(new Float32Array(0), 2, 0)]).toEqual([0, 0, 0]);
  });
});
