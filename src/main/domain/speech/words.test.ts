import { describe, expect, it } from 'vitest';
import { textOfWords, wordsFromTokens, type HeardToken } from './words.ts';

const token = (text: string, startMs: number, endMs: number, probability = 1): HeardToken => ({
  text,
  startMs,
  endMs,
  logProbability: Math.log(probability),
});

describe('wordsFromTokens', () => {
  it('joins pieces to words; a word is as sure as its least sure piece', () => {
    const words = wordsFromTokens([
      token(' I', 0, 100, 0.9),
      token(' take', 100, 300, 0.8),
      token(' met', 300, 420, 0.7),
      token('form', 420, 500, 0.4),
      token('in', 500, 600, 0.9),
      token('.', 600, 900, 0.1),
    ]);
    expect(textOfWords(words)).toBe('I take metformin.');
    expect(words.map((word) => word.confidence)).toEqual([
      expect.closeTo(0.9),
      expect.closeTo(0.8),
      expect.closeTo(0.4),
    ]);
    expect(words.at(-1)).toMatchObject({ startMs: 300, endMs: 600 });
  });

  it('draws no word out over a pause', () => {
    const [word] = wordsFromTokens([token(' yes', 0, 6_000)]);
    expect(word!.endMs).toBeLessThan(700);
  });

  it('makes no word of nothing', () => {
    expect(wordsFromTokens([])).toEqual([]);
    expect(wordsFromTokens([token(' ', 0, 10), token(' ', 10, 20)])).toEqual([]);
  });
});
