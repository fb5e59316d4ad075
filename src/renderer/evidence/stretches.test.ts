import { expect, it } from 'vitest';
import { SegmentId } from '../../shared/model/ids.ts';
import { evidenceStretches } from './stretches.ts';

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
