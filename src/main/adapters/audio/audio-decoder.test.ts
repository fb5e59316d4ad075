import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audioDecoderConformance, byteSource } from '../../ports/audio-decoder.conformance.ts';
import type { ByteSource } from '../../ports/audio.ts';
import { createAudioDecoder } from './audio-decoder.ts';
import { openFileByteSource } from './file-byte-source.ts';
import { amplitudeOf, makeWav, sine, type WavShape } from './wav.fixture.ts';

const decoder = createAudioDecoder();
const fixture = (name: string): Promise<Buffer> => readFile(new URL(`fixtures/${name}`, import.meta.url));

interface DecodedFile {
  readonly samples: Float32Array;
  readonly truncated: boolean;
}

async function decodeAll(source: Uint8Array | ByteSource): Promise<DecodedFile> {
  let truncated = false;
  const blocks: Float32Array[] = [];
  const bytes = source instanceof Uint8Array ? byteSource(source) : source;
  for await (const block of decoder.decode(bytes, { onTruncated: () => (truncated = true) })) blocks.push(block);
  const samples = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0));
  let at = 0;
  for (const block of blocks) {
    samples.set(block, at);
    at += block.length;
  }
  return { samples, truncated };
}

const seconds = (samples: Float32Array): number => samples.length / 16_000;

audioDecoderConformance(
  'libav.js and mediabunny',
  () => decoder,
  () => ({ bytes: makeWav({ samples: sine(500, 3.5, 22_050), sampleRateHz: 22_050 }), durationMs: 3_500 }),
);

describe('compressed recordings', () => {
  const files = [
    'tone.mp3',
    'tone-no-xing.mp3',
    'tone.m4a',
    'tone-fragmented.mp4',
    'tone.aac',
    'tone.flac',
    'tone-vorbis.ogg',
    'tone-opus.ogg',
    'tone-opus.webm',
    'tone-opus.mp4',
    'tone-aac.mka',
  ];
  it.each(files)('%s: 400 Hz, then 1000 Hz, two seconds, at the right loudness', async (name) => {
    const { samples, truncated } = await decodeAll(await fixture(name));
    expect(truncated).toBe(false);
    expect(seconds(samples)).toBeGreaterThan(1.98);
    expect(seconds(samples)).toBeLessThan(2.06);
    const first = samples.subarray(3_200, 12_800);
    const second = samples.subarray(19_200, 28_800);
    expect(amplitudeOf(first, 400)).toBeGreaterThan(0.33);
    expect(amplitudeOf(first, 400)).toBeLessThan(0.42);
    expect(amplitudeOf(first, 1_000)).toBeLessThan(0.02);
    expect(amplitudeOf(second, 1_000)).toBeGreaterThan(0.33);
    expect(amplitudeOf(second, 400)).toBeLessThan(0.02);
  });

  it('knows a recording by its content, whatever it is called', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'chartside-'));
    try {
      const file = path.join(folder, 'visit.txt');
      await writeFile(file, await fixture('tone-opus.ogg'));
      const source = await openFileByteSource(file);
      const { samples } = await decodeAll(source);
      await source.close();
      expect(seconds(samples)).toBeCloseTo(2, 1);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('reads mp3 behind a tag with a picture longer than what is sniffed', async () => {
    const picture = Buffer.alloc(200_000, 0x41);
    const size = [21, 14, 7, 0].map((shift) => (picture.length >> shift) & 0x7f);
    const tag = Buffer.concat([Buffer.from('ID3\x04\0\0', 'latin1'), Buffer.from(size), picture]);
    const { samples } = await decodeAll(Buffer.concat([tag, await fixture('tone.mp3')]));
    expect(seconds(samples)).toBeCloseTo(2, 1);
  });
});

describe('wave files', () => {
  const tone = (overrides: Partial<WavShape> = {}): Uint8Array =>
    makeWav({ samples: sine(440, 1.5, overrides.sampleRateHz ?? 48_000), sampleRateHz: 48_000, ...overrides });

  it.each(['u8', 's16', 's24', 's32', 'f32', 'f64', 'alaw', 'mulaw'] as const)('%s', async (encoding) => {
    const { samples, truncated } = await decodeAll(tone({ encoding }));
    expect(truncated).toBe(false);
    expect(seconds(samples)).toBeCloseTo(1.5, 2);
    const middle = samples.subarray(8_000, 16_000);
    expect(amplitudeOf(middle, 440)).toBeGreaterThan(0.48);
    expect(amplitudeOf(middle, 440)).toBeLessThan(0.52);
  });

  it.each([8_000, 11_025, 16_000, 44_100, 96_000])('%i Hz', async (sampleRateHz) => {
    const { samples } = await decodeAll(tone({ sampleRateHz }));
    expect(seconds(samples)).toBeCloseTo(1.5, 2);
    expect(amplitudeOf(samples.subarray(8_000, 16_000), 440)).toBeCloseTo(0.5, 1);
  });

  it('averages channels, and one that is silent halves the loudness', async () => {
    const mono = sine(440, 1, 16_000);
    const samples = Float32Array.from({ length: mono.length * 2 }, (_, i) => (i % 2 === 0 ? mono[i >> 1]! : 0));
    const decoded = await decodeAll(makeWav({ samples, sampleRateHz: 16_000, channels: 2 }));
    expect(decoded.samples.length).toBe(16_000);
    expect(amplitudeOf(decoded.samples.subarray(4_000, 12_000), 440)).toBeCloseTo(0.25, 2);
  });

  it('does not fold what lies above 8 kHz back into the voice', async () => {
    const { samples } = await decodeAll(makeWav({ samples: sine(9_000, 1, 48_000), sampleRateHz: 48_000 }));
    expect(amplitudeOf(samples.subarray(4_000, 12_000), 7_000)).toBeLessThan(0.001);
  });

  it('reads extensible formats, RF64 and chunks before the data', async () => {
    const before = [{ id: 'LIST', bytes: new Uint8Array(33) }];
    for (const shape of [{ extensible: true, encoding: 's24' as const }, { rf64: true }, { before }]) {
      const { samples, truncated } = await decodeAll(tone(shape));
      expect(seconds(samples)).toBeCloseTo(1.5, 2);
      expect(truncated).toBe(false);
    }
  });

  it('does not believe sizes that a recorder never came back to write', async () => {
    for (const claimedBytes of [0, 0xffff_ffff, 0x7fff_ffff]) {
      const { samples, truncated } = await decodeAll(tone({ claimedBytes }));
      expect(seconds(samples)).toBeCloseTo(1.5, 2);
      expect(truncated).toBe(false);
    }
  });

  it('says that a file is cut short', async () => {
    const whole = tone({ sampleRateHz: 16_000 });
    const { samples, truncated } = await decodeAll(whole.subarray(0, whole.length / 2));
    expect(truncated).toBe(true);
    expect(seconds(samples)).toBeCloseTo(0.75, 1);
  });

  it('refuses formats that it cannot decode, and headers without one', async () => {
    const adpcm = Buffer.from(tone());
    adpcm.writeUInt16LE(17, 20);
    await expect(decodeAll(adpcm)).rejects.toMatchObject({ code: 'audio.decode' });
    await expect(decodeAll(tone().subarray(0, 14))).rejects.toMatchObject({ code: 'audio.decode' });
  });
});

describe('damage', () => {
  it('yields what stands of a recording that ends early, and says so', async () => {
    for (const name of ['tone.flac', 'tone-opus.ogg']) {
      const bytes = await fixture(name);
      const { samples, truncated } = await decodeAll(bytes.subarray(0, Math.round(bytes.length * 0.6)));
      expect(truncated, name).toBe(true);
      expect(seconds(samples), name).toBeGreaterThan(0.4);
      expect(seconds(samples), name).toBeLessThan(1.9);
    }
    // Fragments carry no length of the whole: what is there is read, that more was meant to come cannot be told.
    const m4a = await decodeAll((await fixture('tone-fragmented.mp4')).subarray(0, 8_000));
    expect(seconds(m4a.samples)).toBeGreaterThan(0.4);
  });

  it('goes on behind garbage in the middle', async () => {
    for (const name of ['tone.mp3', 'tone.aac', 'tone.flac', 'tone-opus.ogg']) {
      const bytes = Buffer.from(await fixture(name));
      const from = Math.round(bytes.length * 0.2);
      for (let i = 0; i < 700; i++) bytes[from + i] = (i * 73 + 11) % 251;
      const { samples } = await decodeAll(bytes);
      expect(seconds(samples), name).toBeGreaterThan(0.95);
      const end = samples.subarray(samples.length - 8_000, samples.length - 2_000);
      expect(amplitudeOf(end, 1_000), name).toBeGreaterThan(0.3);
    }
  });

  it('does not take a truncated header for audio', async () => {
    const mp4 = await fixture('tone.m4a');
    await expect(decodeAll(mp4.subarray(0, 600))).rejects.toMatchObject({ code: 'audio.decode' });
  });
});

describe('size', () => {
  it('decodes hours in constant memory, reading only ahead of what is taken', async () => {
    // An hour of 8-bit audio that exists only as a formula.
    const sampleRateHz = 16_000;
    const header = makeWav({ samples: [], sampleRateHz, encoding: 'u8' });
    const dataBytes = sampleRateHz * 3_600;
    Buffer.from(header.buffer, header.byteOffset).writeUInt32LE(dataBytes, header.length - 4);
    let furthest = 0;
    const source: ByteSource = {
      sizeBytes: header.length + dataBytes,
      read(offset, length) {
        furthest = Math.max(furthest, offset + length);
        const bytes = new Uint8Array(Math.min(length, header.length + dataBytes - offset)).fill(128);
        if (offset < header.length) bytes.set(header.subarray(offset, header.length));
        return Promise.resolve(bytes);
      },
      close: () => Promise.resolve(),
    };
    let blocks = 0;
    for await (const _ of decoder.decode(source)) {
      blocks++;
      if (blocks === 10) expect(furthest).toBeLessThan(4_000_000);
    }
    expect(blocks).toBe(3_600);
  });
});

describe('openFileByteSource', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chartside-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('reads any part of a file', async () => {
    const file = path.join(folder, 'bytes');
    await writeFile(
      file,
      Uint8Array.from({ length: 100 }, (_, i) => i),
    );
    const source = await openFileByteSource(file);
    expect(source.sizeBytes).toBe(100);
    expect([...(await source.read(10, 3))]).toEqual([10, 11, 12]);
    expect([...(await source.read(98, 50))]).toEqual([98, 99]);
    expect(await source.read(500, 5)).toHaveLength(0);
    await source.close();
  });

  it('says what is wrong with a path', async () => {
    await writeFile(path.join(folder, 'empty'), '');
    await expect(openFileByteSource(path.join(folder, 'empty'))).rejects.toMatchObject({
      code: 'validation.file-empty',
    });
    await expect(openFileByteSource(path.join(folder, 'none'))).rejects.toMatchObject({
      code: 'validation.file-missing',
    });
    await expect(openFileByteSource(folder)).rejects.toMatchObject({ code: 'validation.file-missing' });
  });
});
