import { describe, expect, it } from 'vitest';
import { atSpeed } from './at-speed.ts';

const tone = (hz: number, length = 16_000): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin((2 * Math.PI * hz * i) / 16_000));

describe('sound at another speed', () => {
  it('is shorter and higher, as loud as before', () => {
    const played = atSpeed(tone(400), 1.1);
    expect(played.length).toBe(Math.floor(16_000 / 1.1));
    const wanted = tone(440, played.length);
    const difference = Math.max(...played.subarray(2, -4).map((value, i) => Math.abs(value - wanted[i + 2]!)));
    expect(difference).toBeLessThan(0.01);
  });
  it('is the same at speed one, and nothing of nothing', () => {
    expect(atSpeed(tone(300), 1)).toEqual(tone(300));
    expect(atSpeed(new Float32Array(0), 1.1)).toHaveLength(0);
  });
});
