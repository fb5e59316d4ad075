import { describe, expect, it } from 'vitest';
import { BASE_DELAY_MS, MAX_DELAY_MS, MIN_DELAY_MS, retryDelayMs } from './retry-policy.ts';

const TOP = 0.999999;

describe('retryDelayMs', () => {
  it('doubles its ceiling and stops at an hour', () => {
    const ceilings = [1, 2, 3, 10, 12, 50, 1e9].map((failures) => retryDelayMs(failures, TOP));
    expect(ceilings.map((ms) => Math.ceil(ms / 1000))).toEqual([2, 4, 8, 1024, 3600, 3600, 3600]);
  });

  it('draws the whole way down, but never hammers', () => {
    expect(retryDelayMs(8, 0.5)).toBe((BASE_DELAY_MS * 128) / 2);
    expect(retryDelayMs(8, 0)).toBe(MIN_DELAY_MS);
    expect(retryDelayMs(0, 0)).toBe(MIN_DELAY_MS);
  });

  it('never comes back before Retry-After, nor after the cap', () => {
    for (const random of [0, 0.5, TOP]) {
      expect(retryDelayMs(1, random, 30_000)).toBeGreaterThanOrEqual(30_000);
      expect(retryDelayMs(1, random, 30_000)).toBeLessThanOrEqual(30_000 + BASE_DELAY_MS);
      expect(retryDelayMs(1, random, 86_400_000)).toBe(MAX_DELAY_MS);
    }
  });
});
