import { AppError } from '../../../../shared/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import type { PcmChunk, PcmReader } from './pcm-chunk.ts';

const FORMAT_PCM = 1;
const FORMAT_FLOAT = 3;
const FORMAT_ALAW = 6;
const FORMAT_MULAW = 7;
const FORMAT_EXTENSIBLE = 0xfffe;

interface WavFormat {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly bits: number;
  readonly dataStart: number;
  /** Bytes of audio that the header promises; undefined where a recorder that never came back left no size. */
  readonly promisedBytes: number | undefined;
}

/**
 * RIFF, RF64 and BW64 wave files: 8, 16, 24 and 32 bit, float, double, A-law and mu-law, plain or extensible, any rate and
 * channel count. Sizes in the header are not believed where the file is longer or shorter than they say.
 * @throws AppError `audio.decode` when there is no usable format.
 */
export async function openWav(bytes: ByteReader): Promise<PcmReader> {
  const format = await readHeader(bytes);
  const decode = decoderFor(format);
  const frameBytes = (format.bits / 8) * format.channels;
  const available = bytes.sizeBytes - format.dataStart;
  const length = Math.min(format.promisedBytes ?? available, available);
  const isTruncated = format.promisedBytes !== undefined && format.promisedBytes > available;
  return {
    async *chunks() {
      const step = Math.max(1, Math.round(format.sampleRateHz / 4)) * frameBytes;
      for (let at = 0; at + frameBytes <= length; at += step) {
        const raw = await bytes.read(format.dataStart + at, Math.min(step, length - at));
        const frames = Math.floor(raw.length / frameBytes);
        if (frames === 0) return;
        const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
        const { channels, sampleRateHz } = format;
        const samples = new Float32Array(frames);
        for (let frame = 0; frame < frames; frame++) {
          let sum = 0;
          for (let channel = 0; channel < channels; channel++) sum += decode(view, frame * channels + channel);
          samples[frame] = sum / channels;
        }
        yield { samples, sampleRateHz, fraction: (at + raw.length) / length } satisfies PcmChunk;
      }
    },
    truncated: () => isTruncated,
  };
}

async function readHeader(bytes: ByteReader): Promise<WavFormat> {
  let at = 12;
  let format: Omit<WavFormat, 'dataStart' | 'promisedBytes'> | undefined;
  let longDataBytes: number | undefined;
  while (at + 8 <= bytes.sizeBytes) {
    const head = await bytes.read(at, 8 + 40);
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const id = String.fromCharCode(...head.subarray(0, 4));
    const size = view.getUint32(4, true);
    if (id === 'fmt ' && head.length >= 24) {
      const tag = view.getUint16(8, true);
      const isExtensible = tag === FORMAT_EXTENSIBLE && size >= 40 && head.length >= 34;
      format = {
        tag: isExtensible ? view.getUint16(32, true) : tag,
        channels: view.getUint16(10, true),
        sampleRateHz: view.getUint32(12, true),
        bits: view.getUint16(22, true),
      };
    } else if (id === 'ds64' && head.length >= 24) {
      longDataBytes = Number(view.getBigUint64(16, true));
    } else if (id === 'data') {
      if (!format) break;
      // 0 and all ones are what recorders write before they know; an odd leftover of 0x7fff... comes from old streaming tools.
      const isUnknown = size === 0 || size >= 0x7fff_f000;
      const promisedBytes = longDataBytes ?? (isUnknown ? undefined : size);
      return { ...format, dataStart: at + 8, promisedBytes };
    }
    at += 8 + size + (size % 2);
  }
  throw new AppError('audio.decode', { params: { reason: format ? 'no-data' : 'no-format' } });
}

function decoderFor({ tag, bits, channels, sampleRateHz }: WavFormat): (view: DataView, index: number) => number {
  const isSane = channels >= 1 && channels <= 64 && sampleRateHz >= 1_000 && sampleRateHz <= 768_000;
  const decoders: Record<string, (view: DataView, i: number) => number> = {
    [`${FORMAT_PCM}:8`]: (view, i) => (view.getUint8(i) - 128) / 128,
    [`${FORMAT_PCM}:16`]: (view, i) => view.getInt16(i * 2, true) / 0x8000,
    [`${FORMAT_PCM}:24`]: (view, i) => (view.getUint8(i * 3) + view.getInt16(i * 3 + 1, true) * 256) / 0x80_0000,
    [`${FORMAT_PCM}:32`]: (view, i) => view.getInt32(i * 4, true) / 0x8000_0000,
    [`${FORMAT_FLOAT}:32`]: (view, i) => finite(view.getFloat32(i * 4, true)),
    [`${FORMAT_FLOAT}:64`]: (view, i) => finite(view.getFloat64(i * 8, true)),
    [`${FORMAT_ALAW}:8`]: (view, i) => alaw(view.getUint8(i)),
    [`${FORMAT_MULAW}:8`]: (view, i) => mulaw(view.getUint8(i)),
  };
  const decode = decoders[`${tag}:${bits}`];
  if (!decode || !isSane) throw new AppError('audio.decode', { params: { codec: `wav-${tag}`, bits } });
  return decode;
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
