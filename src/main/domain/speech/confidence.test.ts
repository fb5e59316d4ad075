import { expect, it } from 'vitest';
import { calibrateConfidence } from './confidence.ts';

it('keeps the order, stays within bounds, and moves both ends towards what was counted', () => {
  const given = [0, 0.05, 0.25, 0.5, 0.75, 0.9, 0.97, 1];
  const calibrated = given.map(calibrateConfidence);
  expect(calibrated.every((value, i) => value > (calibrated[i - 1] ?? 0) && value < 1)).toBe(true);
  // Words given a half were right in seven of ten cases, words given a quarter in one of two.
  expect(calibrateConfidence(0.5)).toBeCloseTo(0.71, 1);
  expect(calibrateConfidence(0.25)).toBeCloseTo(0.56, 1);
  expect(calibrateConfidence(0.999)).toBeLessThan(0.999);
});
