import { describe, expect, it } from 'vitest';
import { createLevelWatch, type LevelTrouble } from './level-watch.ts';

const frame = (rms: number, peak = rms * 4, clipped = false) => ({ rms, peak, clipped });

/** Seconds of a room, four frames each; what is wrong at the end. */
function after(seconds: number, frameAt: (index: number) => ReturnType<typeof frame>): LevelTrouble | undefined {
  const watch = createLevelWatch();
  let last: LevelTrouble | undefined;
  for (let index = 0; index < seconds * 4; index += 1) last = watch.push(frameAt(index));
  return last;
}
/** Half of the time somebody speaks. */
const speaks = (index: number): boolean => index % 8 < 4;

describe('the watch over loudness', () => {
  it('is content with a voice in a room, and with an empty room', () => {
    expect(after(60, (index) => frame(speaks(index) ? 0.05 : 0.002))).toBeUndefined();
    expect(after(60, () => frame(0.002))).toBeUndefined();
  });
  it('tells of a voice that is too quiet, once there were seconds of it', () => {
    expect(after(29, (index) => frame(speaks(index) ? 0.006 : 0.001))).toBeUndefined();
    expect(after(31, (index) => frame(speaks(index) ? 0.006 : 0.001))).toBe('quiet');
    expect(after(60, (index) => frame(index % 120 < 4 ? 0.006 : 0.001))).toBeUndefined();
  });
  it('takes one loud word for enough', () => {
    expect(after(40, (index) => frame(index === 150 ? 0.02 : speaks(index) ? 0.006 : 0.001))).toBeUndefined();
  });
  it('tells of silence after twelve seconds, of distortion after four frames', () => {
    expect(after(11, () => frame(0.0002))).toBeUndefined();
    expect(after(12, () => frame(0.0002))).toBe('silence');
    expect(after(2, (index) => frame(0.5, 1, index >= 5))).toBeUndefined();
    expect(after(2, (index) => frame(0.5, 1, index >= 4))).toBe('clipping');
  });
});
