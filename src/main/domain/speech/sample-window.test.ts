import { describe, expect, it } from 'vitest';
import { createSampleWindow } from './sample-window.ts';

describe('createSampleWindow', () => {
  it('gives back what was appended, by position, and lets go of the past', () => {
    const window = createSampleWindow();
    const block = 40_000;
    for (let i = 0; i < 50; i++) {
      window.append(Float32Array.from({ length: block }, (_, k) => (i * block + k) % 1_000));
      window.dropBefore((i - 1) * block);
      expect(window.endSample).toBe((i + 1) * block);
      const from = Math.max(0, (i - 1) * block) + 17;
      expect([...window.copy(from, from + 3)]).toEqual([from % 1_000, (from + 1) % 1_000, (from + 2) % 1_000]);
    }
    expect(window.startSample).toBeGreaterThan(40 * block);
    expect(() => window.copy(0, 10)).toThrow(RangeError);
    expect(() => window.copy(window.endSample - 1, window.endSample + 1)).toThrow(RangeError);
  });
});
