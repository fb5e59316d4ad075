import { describe, expect, it } from 'vitest';
import type { SpeechSpan } from './segmenter.ts';
import { createWindower, toRecordingSample } from './windows.ts';

const S = 16_000;
const span = (fromS: number, toS: number): SpeechSpan => ({ startSample: fromS * S, endSample: toS * S, pauses: [] });
const config = { maxMs: 10_000, maxGapMs: 2_000, keptGapMs: 200 };

describe('createWindower', () => {
  it('collects spans until the window is full, and keeps the one that did not fit for the next', () => {
    const windower = createWindower(config);
    expect(windower.push(span(0, 4))).toEqual([]);
    expect(windower.push(span(5, 9))).toEqual([]);
    const [window] = windower.push(span(10, 13));
    expect([window!.startSample, window!.endSample]).toEqual([0, 9 * S]);
    expect(windower.growing()).toMatchObject([{ startSample: 10 * S }]);
    expect(windower.growing(span(13.5, 15))).toMatchObject([{ startSample: 10 * S, endSample: 15 * S }]);
    expect(windower.growing(span(16, 17))).toMatchObject([{ startSample: 10 * S }, { startSample: 16 * S }]);
    expect(windower.flush()).toMatchObject([{ startSample: 10 * S, endSample: 13 * S }]);
    expect(windower.flush()).toEqual([]);
  });

  it('takes a span longer than a window by itself', () => {
    const windower = createWindower(config);
    expect(windower.push(span(0, 14))).toEqual([]);
    expect(windower.push(span(15, 16))).toHaveLength(1);
  });

  it('ends a window at a long silence, when the next span comes or before', () => {
    const windower = createWindower(config);
    windower.push(span(0, 1));
    expect(windower.advance(2 * S)).toEqual([]);
    expect(windower.advance(3.1 * S)).toHaveLength(1);
    expect(windower.advance(99 * S)).toEqual([]);
    windower.push(span(10, 11));
    expect(windower.push(span(14, 15))).toHaveLength(1);
  });

  it('shortens silences and finds every moment again', () => {
    const windower = createWindower(config);
    windower.push(span(1, 2));
    windower.push(span(3, 4));
    windower.push(span(4.1, 5));
    const [window] = windower.flush();
    expect(window!.pieces).toEqual([
      { startSample: 1 * S, endSample: 2.1 * S },
      { startSample: 2.9 * S, endSample: 5 * S },
    ]);
    const at = (heardS: number): number => toRecordingSample(window!, heardS * S) / S;
    expect([at(0), at(0.5), at(1.2), at(3.2), at(9)]).toEqual([1, 1.5, 3, 5, 5]);
  });
});
