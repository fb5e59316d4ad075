import { describe, expect, it } from 'vitest';
import { applyWhisperRules, logSumExp, whisperSeek } from './whisper-rules.ts';

/** Text 0-4, end 5, prompt tokens 6-7, moments from 8 (20 ms apart). */
const vocabulary = {
  end: 5,
  timestampBegin: 8,
  suppress: [4],
  suppressAtBegin: [5],
  maxInitialTimestamp: 3,
};
const allowed = (written: readonly number[], scores = new Float32Array(20)): number[] => {
  applyWhisperRules(scores, written, vocabulary);
  return [...scores.keys()].filter((id) => scores[id]! > -Infinity);
};

describe('applyWhisperRules', () => {
  it('begins with a moment near the beginning', () => {
    expect(allowed([])).toEqual([8, 9, 10, 11]);
  });

  it('goes on with text after the moment that opens a stretch, and never writes prompt tokens or suppressed ones', () => {
    expect(allowed([8])).toEqual([0, 1, 2, 3, 5]);
  });

  it('closes a stretch later than it opened, opens the next no earlier than that', () => {
    const likelyText = new Float32Array(20).fill(0, 8);
    likelyText[0] = 9;
    expect(allowed([10, 1], likelyText)).toEqual([0, 1, 2, 3, 5, ...range(11, 20)]);
    expect(allowed([10, 1, 13])).toEqual([5, ...range(13, 20)].filter((id) => id !== 5));
  });

  it('takes a moment where all moments together are likelier than any text', () => {
    const scores = new Float32Array(20);
    scores[0] = 1;
    expect(allowed([8, 1], scores).every((id) => id >= 8)).toBe(true);
  });
});

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('logSumExp', () => {
  it('sums in the logarithm without overflow', () => {
    expect(logSumExp(Float32Array.of(1_000, 1_000))).toBeCloseTo(1_000 + Math.log(2), 3);
    expect(logSumExp(Float32Array.of(-Infinity))).toBe(-Infinity);
  });
});

describe('whisperSeek', () => {
  const at = (ms: number): number => 8 + ms / 20;
  it('has heard everything when the text ends with one moment', () => {
    expect(whisperSeek([at(0), 1, at(900), at(900), 2, at(2_000)], 30_000, vocabulary)).toEqual({
      untilMs: 30_000,
      keep: 6,
    });
  });

  it('goes on from the last boundary when the text breaks off, and keeps what is before it', () => {
    expect(whisperSeek([at(0), 1, at(900), at(900), 2, 3], 30_000, vocabulary)).toEqual({ untilMs: 900, keep: 3 });
  });

  it('goes on behind two moments at the end', () => {
    expect(whisperSeek([at(0), 1, at(900), at(900)], 30_000, vocabulary)).toEqual({ untilMs: 900, keep: 3 });
  });

  it('never stands still, and takes text without boundaries as it is', () => {
    expect(whisperSeek([at(0), at(0), 1], 5_000, vocabulary).untilMs).toBe(5_000);
    expect(whisperSeek([at(0), 1, 2], 5_000, vocabulary)).toEqual({ untilMs: 5_000, keep: 3 });
    expect(whisperSeek([], 5_000, vocabulary)).toEqual({ untilMs: 5_000, keep: 0 });
  });
});
