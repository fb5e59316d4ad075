import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { amplitudeOf, makeWav, sine, type WavShape } from '../wav.fixture.ts';
import {
  imaBlocks,
  makeAiff,
  makeAu,
  makeBlockWav,
  makeCaf,
  makeWave64,
  microsoftBlocks,
  sampleBytes,
} from './formats.fixture.ts';
import { decodeRecording } from './open-recording.ts';

async function decode(bytes: Uint8Array): Promise<{ samples: Float32Array; truncated: boolean }> {
  const reader = {
    sizeBytes: bytes.length,
    read: (offset: number, length: number) => Promise.resolve(Uint8Array.from(bytes.subarray(offset, offset + length))),
  };
  const parts: number[] = [];
  const blocks = decodeRecording(reader);
  for (;;) {
    const { value, done } = await blocks.next();
    if (done) return { samples: Float32Array.from(parts), truncated: value.truncated };
    parts.push(...value.samples);
  }
}

const RATE = 22_050;
const tone = sine(440, 1.5, RATE);

async function expectTone(bytes: Uint8Array, seconds = 1.5, amplitude = 0.5): Promise<void> {
  const { samples, truncated } = await decode(bytes);
  expect(truncated).toBe(false);
  expect(samples.length / 16_000).toBeGreaterThan(seconds - 0.06);
  expect(samples.length / 16_000).toBeLessThan(seconds + 0.02);
  const heard = amplitudeOf(samples.subarray(4_000, 20_000), 440);
  expect(heard).toBeGreaterThan(amplitude - 0.02);
  expect(heard).toBeLessThan(amplitude + 0.02);
}

describe('plain samples in the formats of other machines', () => {
  const files: Record<string, Uint8Array> = {
    'AIFF, 16 bit': makeAiff(sampleBytes(tone, 's16be'), { bits: 16, rateHz: RATE }),
    'AIFF, 24 bit': makeAiff(sampleBytes(tone, 's24be'), { bits: 24, rateHz: RATE }),
    'AIFF, 8 bit, signed': makeAiff(sampleBytes(tone, 's8'), { bits: 8, rateHz: RATE }),
    'AIFF, sound before its description': makeAiff(sampleBytes(tone, 's16be'), {
      bits: 16,
      rateHz: RATE,
      isSoundFirst: true,
    }),
    'AIFF-C, little end first': makeAiff(sampleBytes(tone, 's16le'), { bits: 16, rateHz: RATE, compression: 'sowt' }),
    'AIFF-C, float': makeAiff(sampleBytes(tone, 'f32be'), { bits: 32, rateHz: RATE, compression: 'fl32' }),
    'au, 16 bit, no size': makeAu(sampleBytes(tone, 's16be'), 3, RATE),
    'au, float': makeAu(sampleBytes(tone, 'f32be'), 6, RATE, tone.length * 4),
    'CAF, 16 bit, little end first': makeCaf(sampleBytes(tone, 's16le'), { rateHz: RATE, bits: 16, flags: 2 }),
    'CAF, float, unknown length': makeCaf(sampleBytes(tone, 'f32be'), { rateHz: RATE, bits: 32, flags: 1 }, -1),
    Wave64: makeWave64(sampleBytes(tone, 's16le'), RATE),
  };
  it.each(Object.keys(files))('%s', (name) => expectTone(files[name]!));

  it('say what they hold when it cannot be decoded', async () => {
    const alac = makeAiff(sampleBytes(tone, 's16be'), { bits: 16, rateHz: RATE, compression: 'ima4' });
    await expect(decode(alac)).rejects.toMatchObject({ code: 'audio.decode', params: { codec: 'aiff-ima4' } });
    await expect(decode(makeAu(Buffer.alloc(9_000), 23, RATE))).rejects.toMatchObject({ code: 'audio.decode' });
    for (const whole of Object.values(files))
      await expect(decode(whole.subarray(0, 20))).rejects.toMatchObject({
        code: expect.stringMatching(/^(audio\.decode|validation\.file-type)$/) as string,
      });
  });

  it('say that they are cut short', async () => {
    const whole = makeAiff(sampleBytes(tone, 's16be'), { bits: 16, rateHz: RATE });
    const { samples, truncated } = await decode(whole.subarray(0, whole.length / 2));
    expect(truncated).toBe(true);
    expect(samples.length / 16_000).toBeCloseTo(0.75, 1);
  });
});

describe('wave files with something else in them', () => {
  it.each([1, 2])('IMA ADPCM, %i channels', async (channels) => {
    await expectTone(makeBlockWav({ tag: 0x11, rateHz: RATE, channels, bits: 4, ...imaBlocks(tone, channels) }));
  });

  it('ADPCM of Microsoft', async () => {
    await expectTone(makeBlockWav({ tag: 2, rateHz: RATE, channels: 1, bits: 4, ...microsoftBlocks(tone) }));
  });

  it('mp3', async () => {
    const data = await readFile(new URL('../fixtures/tone.mp3', import.meta.url));
    const wav = makeBlockWav({ tag: 0x55, rateHz: 44_100, channels: 1, blockBytes: 1, bits: 0, data });
    const { samples } = await decode(wav);
    expect(samples.length / 16_000).toBeCloseTo(2, 1);
    expect(amplitudeOf(samples.subarray(3_200, 12_800), 400)).toBeGreaterThan(0.33);
  });

  it('refuses what it does not know, by name', async () => {
    const gsm = makeBlockWav({
      tag: 49,
      rateHz: 8_000,
      channels: 1,
      blockBytes: 65,
      bits: 0,
      data: Buffer.alloc(9_000),
    });
    await expect(decode(gsm)).rejects.toMatchObject({ code: 'audio.decode', params: { codec: 'wav-49' } });
    const empty = makeBlockWav({
      tag: 0x11,
      rateHz: RATE,
      channels: 2,
      blockBytes: 4,
      bits: 4,
      data: Buffer.alloc(99),
    });
    await expect(decode(empty)).rejects.toMatchObject({ code: 'audio.decode' });
  });
});

describe('any rate and channel count', () => {
  const RATES = [8_000, 11_025, 12_000, 22_050, 32_000, 44_100, 48_000, 88_200, 96_000, 192_000];
  it.each(RATES)('%i Hz', (sampleRateHz) =>
    expectTone(makeWav({ samples: sine(440, 1.5, sampleRateHz), sampleRateHz })),
  );

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('%i channels', (channels) => {
    const samples = Float32Array.from({ length: tone.length * channels }, (_, i) => tone[Math.floor(i / channels)]!);
    return expectTone(makeWav({ samples, sampleRateHz: RATE, channels, extensible: channels > 2 }));
  });
});

describe('headers of recorders that did not come back, and of careless writers', () => {
  const wav = (shape: Partial<WavShape> = {}): Buffer =>
    Buffer.from(makeWav({ samples: tone, sampleRateHz: RATE, ...shape }));

  it('a size that was right some time ago: the rest is sound', () => expectTone(wav({ claimedBytes: 20_000 })));

  it('a size that is right, and chunks behind it: the rest is no sound', async () => {
    const behind = Buffer.concat([Buffer.from('LIST\x00\x10\x00\x00', 'latin1'), Buffer.alloc(4_096, 0x41)]);
    await expectTone(Buffer.concat([wav(), behind]));
  });

  it('RF64 whose long size was never written', async () => {
    const bytes = wav({ rf64: true });
    bytes.writeBigUInt64LE(0n, 28);
    await expectTone(bytes);
  });

  it('an odd chunk that is not padded', async () => {
    const whole = wav({ before: [{ id: 'note', bytes: Buffer.from('odd') }] });
    const padding = whole.indexOf('odd') + 3;
    await expectTone(Buffer.concat([whole.subarray(0, padding), whole.subarray(padding + 1)]));
  });

  it('a tag of mp3 before everything', async () => {
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0\0\0\0\x0b', 'latin1'), Buffer.from('hello there')]);
    await expectTone(Buffer.concat([tag, wav()]));
  });

  it('20 bits in three bytes', async () => {
    const bytes = wav({ encoding: 's24' });
    bytes.writeUInt16LE(20, 34);
    await expectTone(bytes);
  });

  it('no channels, no rate, no bits: refused', async () => {
    for (const [at, value] of [
      [22, 0],
      [24, 0],
      [34, 0],
      [34, 7_777],
    ] as const) {
      const bytes = wav();
      bytes.writeUInt16LE(value, at);
      if (at === 24) bytes.writeUInt16LE(0, 26);
      await expect(decode(bytes)).rejects.toMatchObject({ code: 'audio.decode' });
    }
  });
});
