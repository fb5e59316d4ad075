import { expect, it } from 'vitest';
import { SegmentId } from '../../shared/model/ids.ts';
import { clipStretches, evidenceStretches } from './stretches.ts';

const span = (startMs: number, endMs: number) => ({ segmentId: SegmentId.parse('s'), startMs, endMs, quote: 'q' });

it('plays a question and its answer as one, and what is far apart after each other', () => {
  expect(evidenceStretches([span(9_000, 10_000), span(1_000, 2_000), span(2_500, 4_000)])).toEqual([
    { startMs: 880, endMs: 4_120 },
    { startMs: 8_880, endMs: 10_120 },
  ]);
});

it('never asks for more than a clip may hold, nor for less than nothing', () => {
  expect(evidenceStretches([span(0, 200_000)])).toEqual([{ startMs: 0, endMs: 60_000 }]);
  expect(evidenceStretches([span(0, 0)])).toEqual([]);
});

it('fetches what is short at once, and a whole visit in parts that touch', () => {
  expect([...clipStretches([{ startMs: 0.4, endMs: 59_999.6 }])]).toEqual([{ startMs: 0, endMs: 60_000 }]);
  const clips = [...clipStretches([{ startMs: 1_000, endMs: 100_000 }])];
  expect(clips.map(({ startMs, endMs }) => endMs - startMs)).toEqual([8_000, 30_000, 30_000, 30_000, 1_000]);
  expect(clips.every((clip, index) => index === 0 || clip.startMs === clips[index - 1]!.endMs)).toBe(true);
});
