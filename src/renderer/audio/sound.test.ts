import { describe, expect, it } from 'vitest';
import { createFramePacker, FRAME_SAMPLES } from './frame-packer.ts';
import { createResampler } from './resampler.ts';
import { wavFromPcm } from './wav.ts';

const tone = (hz: number, rateHz: number, samples: number) =>
  Float32Array.from({ length: samples }, (_, index) => 0.5 * Math.sin((2 * Math.PI * hz * index) / rateHz));
const rms = (samples: Float32Array) =>
  Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length);

function resampleInBlocks(input: Float32Array, fromHz: number, toHz: number, blockSamples: number): Float32Array {
  const resampler = createResampler(fromHz, toHz);
  const parts: number[] = [];
  for (let at = 0; at < input.length; at += blockSamples) {
    parts.push(...resampler.process(input.subarray(at, at + blockSamples)));
  }
  return Float32Array.from(parts);
}

describe('resampling', () => {
  it.each([44_100, 48_000, 96_000, 8_000])('keeps a speech tone from %i Hz', (fromHz) => {
    const output = resampleInBlocks(tone(440, fromHz, fromHz), fromHz, 16_000, 128);
    const middle = output.subarray(1_000, 14_000);
    expect(rms(middle)).toBeCloseTo(0.5 / Math.SQRT2, 2);
    const crossings = middle.filter((sample, index) => index > 0 && middle[index - 1]! < 0 && sample >= 0).length;
    expect(crossings).toBeCloseTo((440 * middle.length) / 16_000, -1);
    expect(Math.abs(output.length - 16_000)).toBeLessThan(64);
  });

  it('removes what 16 kHz cannot hold instead of folding it into the speech', () => {
    const output = resampleInBlocks(tone(11_000, 48_000, 48_000), 48_000, 16_000, 128);
    expect(rms(output.subarray(1_000, 14_000))).toBeLessThan(0.005);
  });

  it('has no seams: blocks of any size give the same samples', () => {
    const input = tone(700, 48_000, 9_600);
    const inSmall = resampleInBlocks(input, 48_000, 16_000, 128);
    const inOdd = resampleInBlocks(input, 48_000, 16_000, 977);
    const shared = Math.min(inSmall.length, inOdd.length);
    for (let index = 0; index < shared; index += 1) expect(inSmall[index]).toBeCloseTo(inOdd[index]!, 5);
  });

  it('leaves 16 kHz alone', () => {
    const input = tone(440, 16_000, 300);
    expect(createResampler(16_000, 16_000).process(input)).toBe(input);
  });
});

describe('frames', () => {
  it('cuts sound into frames of a quarter second with its loudness', () => {
    const packer = createFramePacker();
    const frames = packer.push(new Float32Array(FRAME_SAMPLES * 2 + 10).fill(0.5));
    expect(frames.map(({ bytes }) => bytes.byteLength)).toEqual([8_000, 8_000]);
    expect(frames[0]).toMatchObject({ peak: 0.5, rms: 0.5, clipped: false });
    expect(packer.flush()?.bytes.byteLength).toBe(20);
    expect(packer.flush()).toBeUndefined();
  });

  it('writes signed little-endian samples and clips what is too loud', () => {
    const packer = createFramePacker(4);
    const [frame] = packer.push(Float32Array.of(1.5, -1.5, 0, 0.5));
    const view = new DataView(frame!.bytes.buffer);
    expect([0, 2, 4, 6].map((at) => view.getInt16(at, true))).toEqual([32_767, -32_768, 0, 16_384]);
  });
});

it('tells distortion from loudness', () => {
  const packer = createFramePacker(8);
  const clippedOf = (...samples: number[]) => packer.push(Float32Array.of(...samples))[0]!.clipped;
  expect(clippedOf(0, 1, 0.5, 1, 1, 0.2, -1, 0)).toBe(false);
  expect(clippedOf(0, 0.5, 1, 1, 1.2, 0.4, 0, 0)).toBe(true);
  expect(clippedOf(0, 0, 0, 0, 0, 0, 0, 0)).toBe(false);
});

it('a test recording is a WAV of 16 kHz mono', () => {
  const wav = wavFromPcm([new Uint8Array([1, 2]), new Uint8Array([3, 4])]);
  const view = new DataView(wav.buffer);
  const text = (at: number) => String.fromCharCode(...wav.subarray(at, at + 4));
  expect([text(0), text(8), text(12), text(36)]).toEqual(['RIFF', 'WAVE', 'fmt ', 'data']);
  expect(view.getUint32(24, true)).toBe(16_000);
  expect(view.getUint32(40, true)).toBe(4);
  expect([...wav.subarray(44)]).toEqual([1, 2, 3, 4]);
});
