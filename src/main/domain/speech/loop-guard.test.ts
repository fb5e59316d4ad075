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

it('sees a loop through its punctuation', () => {
  const [STOP, COMMA] = [98, 99];
  const isMark = (token: number): boolean => token >= 98;
  const phrase = [1, 2, 3, 4, 5];
  const loop = [7, 8, ...phrase, STOP, ...phrase, COMMA, ...phrase];
  expect(loopStart(loop)).toBeUndefined();
  expect(loopStart(loop, isMark)).toBe(7);
  expect(loopStart([7, STOP, COMMA, 8], isMark)).toBeUndefined();
  expect(loopStart([], isMark)).toBeUndefined();
});
