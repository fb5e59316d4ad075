import { expect, it } from 'vitest';
import { createLoudnessParts } from './loudness-parts.ts';

const constant = (value: number, length: number): Int16Array => new Int16Array(length).fill(value);

it('measures each part by itself, however the samples come', () => {
  const whole = new Int16Array(1_000);
  whole.fill(16_384, 250, 500);
  whole.fill(-32_768, 750);
  for (const blockLength of [1_000, 7, 333]) {
    const parts = createLoudnessParts(1_000, 4);
    for (let at = 0; at < whole.length; at += blockLength) parts.push(whole.subarray(at, at + blockLength));
    expect([...parts.result()]).toEqual([0, 128, 0, 255]);
  }
});

it('shares samples out evenly where they do not divide', () => {
  const parts = createLoudnessParts(10, 3);
  parts.push(constant(32_767, 10));
  expect([...parts.result()]).toEqual([255, 255, 255]);
});

it('comes to an end whatever the lengths are, and counts each sample once', () => {
  for (let total = 1; total < 400; total += 1)
    for (const count of [1, 3, 7, 40, 399, 400, 600]) {
      const parts = createLoudnessParts(total, count);
      for (let at = 0; at < total; at += 13) parts.push(constant(32_767, Math.min(13, total - at)));
      expect(parts.result().filter((loudness) => loudness > 0)).toHaveLength(Math.min(total, count));
    }
  // The length of a recording on which fractions of samples once stood still.
  const parts = createLoudnessParts(16_105, 400);
  for (let at = 0; at < 16_105; at += 8_000) parts.push(constant(16_384, Math.min(8_000, 16_105 - at)));
  expect(new Set(parts.result())).toEqual(new Set([128]));
});

it('has parts of silence where the recording is shorter than was said, and takes what is longer', () => {
  const short = createLoudnessParts(100, 4);
  short.push(constant(32_767, 50));
  expect([...short.result()]).toEqual([255, 255, 0, 0]);
  const long = createLoudnessParts(100, 4);
  long.push(constant(32_767, 150));
  expect([...long.result()]).toEqual([255, 255, 255, 255]);
});

it('is a part a sample where there are fewer samples than parts', () => {
  const parts = createLoudnessParts(2, 4);
  parts.push(constant(32_767, 2));
  expect([...parts.result()]).toEqual([255, 255, 0, 0]);
});
