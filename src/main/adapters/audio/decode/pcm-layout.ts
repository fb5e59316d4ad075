import { AppError } from '../../../../shared/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import type { PcmChunk, PcmReader } from './pcm-chunk.ts';

export type SampleKind = 'signed' | 'unsigned' | 'float' | 'alaw' | 'mulaw';

/** Samples that lie one after the other in a file, channel beside channel. */
export interface PcmLayout {
  readonly kind: SampleKind;
  /** Bytes that a sample takes; its bits are the uppermost of them. */
  readonly sampleBytes: number;
  readonly isBigEndian: boolean;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly dataStart: number;
  /** Bytes of audio that the header promises; undefined where a recorder that never came back left no size. */
  readonly promisedBytes: number | undefined;
}

/** Blocks that hold a whole number of frames each. */
interface Blocks {
  readonly blockBytes: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly dataStart: number;
  readonly promisedBytes: number | undefined;
  /** Blocks as one channel. */
  decode(raw: Uint8Array): Float32Array;
}

/** @throws AppError `audio.decode` for a layout that nobody writes. */
export function readPcm(bytes: ByteReader, layout: PcmLayout): PcmReader {
  const { channels, sampleBytes } = layout;
  const sampleOf = sampleReader(layout);
  const blockBytes = sampleBytes * channels;
  return readBlocks(bytes, {
    ...layout,
    blockBytes,
    decode(raw) {
      const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
      const samples = new Float32Array(Math.floor(raw.length / blockBytes));
      for (let frame = 0; frame < samples.length; frame++) {
        let sum = 0;
        for (let channel = 0; channel < channels; channel++)
          sum += sampleOf(view, frame * blockBytes + channel * sampleBytes);
        samples[frame] = sum / channels;
      }
      return samples;
    },
  });
}

/** About a quarter of a second at a time; a last block that is not whole is left. @throws AppError `audio.decode` */
export function readBlocks(bytes: ByteReader, blocks: Blocks): PcmReader {
  const { blockBytes, channels, sampleRateHz, dataStart, promisedBytes } = blocks;
  const isSane = channels >= 1 && channels <= 64 && sampleRateHz >= 1_000 && sampleRateHz <= 768_000 && blockBytes >= 1;
  if (!isSane) throw new AppError('audio.decode', { params: { reason: 'no-format' } });
  const available = Math.max(0, bytes.sizeBytes - dataStart);
  const length = Math.min(promisedBytes ?? available, available);
  const stepBytes = Math.max(1, Math.round((sampleRateHz * channels) / 2 / blockBytes)) * blockBytes;
  return {
    async *chunks() {
      for (let at = 0; at + blockBytes <= length; at += stepBytes) {
        const raw = await bytes.read(dataStart + at, Math.min(stepBytes, length - at));
        const samples = blocks.decode(raw.subarray(0, raw.length - (raw.length % blockBytes)));
        if (samples.length === 0) return;
        yield { samples, sampleRateHz, fraction: (at + raw.length) / length } satisfies PcmChunk;
      }
    },
    truncated: () => promisedBytes !== undefined && promisedBytes > available,
  };
}

function sampleReader({ kind, sampleBytes, isBigEndian }: PcmLayout): (view: DataView, at: number) => number {
  const little = !isBigEndian;
  const readers: Record<string, (view: DataView, at: number) => number> = {
    'unsigned:1': (view, at) => (view.getUint8(at) - 128) / 128,
    'signed:1': (view, at) => view.getInt8(at) / 128,
    'signed:2': (view, at) => view.getInt16(at, little) / 0x8000,
    'signed:3': little
      ? (view, at) => (view.getUint8(at) + view.getInt16(at + 1, true) * 256) / 0x80_0000
      : (view, at) => (view.getUint8(at + 2) + view.getInt16(at, false) * 256) / 0x80_0000,
    'signed:4': (view, at) => view.getInt32(at, little) / 0x8000_0000,
    'float:4': (view, at) => finite(view.getFloat32(at, little)),
    'float:8': (view, at) => finite(view.getFloat64(at, little)),
    'alaw:1': (view, at) => alaw(view.getUint8(at)),
    'mulaw:1': (view, at) => mulaw(view.getUint8(at)),
  };
  const reader = readers[`${kind}:${sampleBytes}`];
  if (!reader) throw new AppError('audio.decode', { params: { codec: kind, bits: sampleBytes * 8 } });
  return reader;
}

const finite = (value: number): number => (Number.isFinite(value) ? value : 0);

/** ITU-T G.711. */
function mulaw(byte: number): number {
  const value = ~byte & 0xff;
  const magnitude = ((((value & 0x0f) << 3) + 0x84) << ((value & 0x70) >> 4)) - 0x84;
  return (value & 0x80 ? -magnitude : magnitude) / 0x8000;
}

/** ITU-T G.711. */
function alaw(byte: number): number {
  const value = byte ^ 0x55;
  const exponent = (value & 0x70) >> 4;
  const mantissa = (value & 0x0f) << 4;
  const magnitude = exponent === 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1);
  return (value & 0x80 ? magnitude : -magnitude) / 0x8000;
}
