import { describe, expect, it } from 'vitest';
import { calibrateConfidences, CONFIDENCE_FEATURES, confidenceFeatures, type WordEvidence } from './confidence.ts';
import type { HeardWord } from './words.ts';

const word = (text: string): HeardWord => ({ text, startMs: 0, endMs: 60 * text.length, confidence: 0.5 });
const heard = (...probabilities: number[]): WordEvidence => ({
  logProbabilities: probabilities.map(Math.log),
  runnersUp: probabilities.map((probability) => Math.log(Math.max(0.001, 1 - probability))),
  language: probabilities.map(() => -3),
});
const of = (...evidence: WordEvidence[]): number[] =>
  calibrateConfidences(
    evidence.map(() => word('fever')),
    evidence,
  );

describe('confidence', () => {
  it('grows with the probability of the least sure token', () => {
    const values = [0.05, 0.3, 0.6, 0.9, 0.999].map((probability) => of(heard(0.99, probability))[0]!);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values.every((value) => value > 0 && value < 1)).toBe(true);
    expect(values[0]).toBeLessThan(0.6);
    expect(values.at(-1)).toBeGreaterThan(0.9);
  });

  it('has one value a feature and word, all finite, also where probabilities are nought', () => {
    const evidence = [heard(0.9), { ...heard(0), behind: -3 }, { logProbabilities: [], runnersUp: [], language: [] }];
    const features = confidenceFeatures([word('no'), word('?'), word('')], evidence);
    for (const row of features) {
      expect(row).toHaveLength(CONFIDENCE_FEATURES.length);
      expect(row.every(Number.isFinite)).toBe(true);
    }
  });
});
