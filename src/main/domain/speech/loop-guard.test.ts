import { describe, expect, it } from 'vitest';
import { loopStart, tokenLimit } from './loop-guard.ts';

describe('loopStart', () => {
  const phrase = [5, 6, 7, 8, 9];
  it('sees a phrase that repeats and keeps its first occurrence', () => {
    expect(loopStart([1, 2, 3, ...phrase, ...phrase, ...phrase])).toBe(8);
  });
  it('sees a token that repeats', () => {
    expect(loopStart([1, ...Array.from({ length: 8 }, () => 4)])).toBe(2);
  });
  it('lets people repeat themselves', () => {
    expect(loopStart([4, 4, 4, 4])).toBeUndefined();
    expect(loopStart([5, 6, 5, 6, 5, 6])).toBeUndefined();
    expect(loopStart([...phrase, ...phrase])).toBeUndefined();
  });
  it('sees nothing in ordinary text', () => {
    const text = Array.from({ length: 200 }, (_, i) => (i * i * 7 + 3) % 101);
    expect(text.some((_, i) => loopStart(text.slice(0, i)) !== undefined)).toBe(false);
  });
});

describe('tokenLimit', () => {
  it('allows fast speech, and not much in a second', () => {
    expect(tokenLimit(10_000)).toBeGreaterThan(60);
    expect(tokenLimit(1_000)).toBeLessThan(16);
  });
});
