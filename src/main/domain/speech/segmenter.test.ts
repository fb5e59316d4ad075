import { describe, expect, it } from 'vitest';
import { createSegmenter, DEFAULT_SEGMENTER, FRAME_SAMPLES, type SpeechSpan } from './segmenter.ts';

/** Probabilities by runs of frames: [probability, frames]. */
const frames = (...runs: [number, number][]): number[] =>
  runs.flatMap(([probability, count]) => Array.from({ length: count }, () => probability));

function segment(probabilities: readonly number[], config = DEFAULT_SEGMENTER): SpeechSpan[] {
  const segmenter = createSegmenter(config);
  const spans = probabilities.flatMap((probability) => segmenter.push(probability));
  return [...spans, ...segmenter.flush(probabilities.length * FRAME_SAMPLES)];
}

const inFrames = (spans: readonly SpeechSpan[]): [number, number][] =>
  spans.map((span) => [span.startSample / FRAME_SAMPLES, span.endSample / FRAME_SAMPLES]);

describe('createSegmenter', () => {
  it('finds speech between silences, with room before and after', () => {
    expect(inFrames(segment(frames([0, 50], [0.9, 30], [0, 50])))).toEqual([[46, 84]]);
  });

  it('hears nothing in silence, and takes no click for speech', () => {
    expect(segment(frames([0.1, 1_000]))).toEqual([]);
    expect(segment(frames([0, 20], [0.9, 2], [0, 40], [0.9, 1], [0, 40]))).toEqual([]);
  });

  it('does not end speech for a short dip, nor start it for a near miss', () => {
    expect(inFrames(segment(frames([0, 20], [0.9, 20], [0.4, 30], [0.9, 20], [0, 50])))).toHaveLength(1);
    expect(segment(frames([0.45, 200]))).toEqual([]);
  });

  it('splits at a long silence, and spans never overlap', () => {
    const spans = inFrames(segment(frames([0, 5], [0.9, 30], [0, 21], [0.9, 30], [0, 40])));
    expect(spans).toEqual([
      [1, 39],
      [52, 90],
    ]);
  });

  it('cuts speech that does not end at its quietest moment, losing no frame', () => {
    const config = { ...DEFAULT_SEGMENTER, maxSegmentMs: 3_200, eagerAfterMs: 60_000 };
    const probabilities = frames([0.95, 80], [0.4, 1], [0.95, 300], [0, 60]);
    const spans = inFrames(segment(probabilities, config));
    expect(spans[0]).toEqual([0, 80]);
    for (let i = 1; i < spans.length; i++) expect(spans[i]![0]).toBe(spans[i - 1]![1]);
    expect(Math.max(...spans.map(([from, to]) => to - from))).toBeLessThanOrEqual(100);
    expect(spans.at(-1)![1]).toBe(385);
  });

  it('ends a long turn at a breath', () => {
    const turn = frames([0.9, 280], [0, 9], [0.9, 100], [0, 60]);
    expect(segment(turn)).toHaveLength(2);
    expect(segment(frames([0.9, 100], [0, 9], [0.9, 100], [0, 60]))).toHaveLength(1);
  });

  it('tells the pauses within a span', () => {
    const [span] = segment(frames([0, 10], [0.9, 20], [0.1, 5], [0.9, 20], [0.1, 2], [0.9, 20], [0, 60]));
    expect(span!.pauses).toEqual([{ startSample: 30 * FRAME_SAMPLES, endSample: 35 * FRAME_SAMPLES }]);
  });

  it('ends open speech with the recording', () => {
    const segmenter = createSegmenter();
    for (const probability of frames([0, 10], [0.9, 30])) segmenter.push(probability);
    expect(segmenter.open()).toMatchObject({
      span: { startSample: 6 * FRAME_SAMPLES, endSample: 40 * FRAME_SAMPLES },
      quietSamples: 0,
    });
    const totalSamples = 40 * FRAME_SAMPLES - 100;
    expect(segmenter.flush(totalSamples)).toMatchObject([{ startSample: 6 * FRAME_SAMPLES, endSample: totalSamples }]);
    expect(segmenter.flush(totalSamples)).toEqual([]);
  });

  it('never gives out what it said was no longer needed', () => {
    const segmenter = createSegmenter();
    let needed = 0;
    const probabilities = Array.from({ length: 3_000 }, (_, i) => Math.abs(Math.sin(i / 17) * Math.cos(i / 5)));
    for (const probability of probabilities) {
      for (const span of segmenter.push(probability)) expect(span.startSample).toBeGreaterThanOrEqual(needed);
      expect(segmenter.neededFromSample()).toBeGreaterThanOrEqual(needed);
      needed = segmenter.neededFromSample();
    }
  });
});
