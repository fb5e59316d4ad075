import { describe, expect, it } from 'vitest';
import { hasSteadyNoise, reduceNoise } from './noise-reduction.ts';

function random(): () => number {
  let seed = 7;
  return () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647 - 0.5;
  };
}

const SECONDS = 6;
/** Half a second of tone, half a second of nothing. */
const bursts = Float32Array.from({ length: SECONDS * 16_000 }, (_, i) =>
  i % 16_000 < 8_000 ? 0.3 * Math.sin(i * 0.25) : 0,
);
const noisy = (level: number): Float32Array => {
  const next = random();
  return bursts.map((sample) => sample + 2 * level * next());
};
const energy = (samples: Float32Array, second: number, half: 0 | 1): number => {
  const from = second * 16_000 + half * 8_000 + 1_000;
  return samples.subarray(from, from + 6_000).reduce((sum, sample) => sum + sample * sample, 0);
};

describe('reduceNoise', () => {
  it('gives back the very samples where speech is clear, or where there is too little to tell', () => {
    const clean = noisy(0.001);
    expect(reduceNoise(clean)).toBe(clean);
    const short = noisy(0.1).subarray(0, 1_000);
    expect(reduceNoise(short)).toBe(short);
  });

  it('takes noise away where nobody speaks, and leaves speech as loud as it was', () => {
    const before = noisy(0.1);
    const after = reduceNoise(before);
    expect(after).toHaveLength(before.length);
    expect(energy(after, 3, 1)).toBeLessThan(0.45 * energy(before, 3, 1));
    expect(energy(after, 3, 0)).toBeGreaterThan(0.85 * energy(bursts, 3, 0));
  });

  it('leaves noise alone that is not steady', () => {
    const next = random();
    // Louder and quieter four times a second, as talk is.
    const talk = bursts.map((sample, i) => sample + 0.1 * next() * (1 + Math.sin(i / 640)) ** 2);
    expect(hasSteadyNoise(talk)).toBe(false);
    expect(reduceNoise(talk)).toBe(talk);
  });

  it('keeps time: what was loud stays where it was', () => {
    const after = reduceNoise(noisy(0.05));
    let product = 0;
    for (let i = 0; i < after.length; i++) product += after[i]! * bursts[i]!;
    expect(product).toBeGreaterThan(0.85 * bursts.reduce((sum, sample) => sum + sample * sample, 0));
  });

  it('survives silence and a wall of noise', () => {
    for (const samples of [new Float32Array(16_000), noisy(3)])
      expect(reduceNoise(samples).every(Number.isFinite)).toBe(true);
  });
});
