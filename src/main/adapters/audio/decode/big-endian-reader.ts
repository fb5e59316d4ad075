import { AppError } from '../../../../shared/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import type { PcmReader } from './pcm-chunk.ts';
import { readPcm, type PcmLayout, type SampleKind } from './pcm-layout.ts';

/** What the formats of Apple's, Sun's and NeXT's machines have in common: chunks with a name, and numbers with the big end first. */
type Encoding = Pick<PcmLayout, 'kind' | 'sampleBytes' | 'isBigEndian'>;

const UNKNOWN_32 = 0xffff_ffff;
const HEAD_BYTES = 64;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
const nameAt = (bytes: Uint8Array, at: number): string => String.fromCharCode(...bytes.subarray(at, at + 4));
const unusable = (codec: string): AppError => new AppError('audio.decode', { params: { codec } });
const headless = (): AppError => new AppError('audio.decode', { params: { reason: 'no-format' } });

/** AIFF and AIFF-C: PCM of either end, float, A-law, mu-law. @throws AppError `audio.decode` */
export async function openAiff(bytes: ByteReader): Promise<PcmReader> {
  let format: (Encoding & { channels: number; sampleRateHz: number }) | undefined;
  let sound: Pick<PcmLayout, 'dataStart' | 'promisedBytes'> | undefined;
  // What describes the sound may stand behind it.
  for (let at = 12; at + 8 <= bytes.sizeBytes;) {
    const head = await bytes.read(at, HEAD_BYTES);
    const view = viewOf(head);
    const size = view.getUint32(4);
    if (nameAt(head, 0) === 'COMM' && head.length >= 26) {
      const compression = size >= 22 && head.length >= 30 ? nameAt(head, 26) : 'NONE';
      const encoding = aiffEncoding(compression, view.getUint16(14));
      if (!encoding) throw unusable(`aiff-${compression.trim()}`);
      format = { ...encoding, channels: view.getUint16(8), sampleRateHz: Math.round(extended(view, 16)) };
    } else if (nameAt(head, 0) === 'SSND' && head.length >= 16) {
      const offset = view.getUint32(8);
      const promisedBytes = size <= 8 || size === UNKNOWN_32 ? undefined : size - 8 - offset;
      sound = { dataStart: at + 16 + offset, promisedBytes };
    }
    if (format && sound) return readPcm(bytes, { ...format, ...sound });
    at += 8 + size + (size % 2);
  }
  throw headless();
}

function aiffEncoding(compression: string, bits: number): Encoding | undefined {
  const pcm: Encoding = { kind: 'signed', sampleBytes: Math.ceil(bits / 8), isBigEndian: true };
  switch (compression.toLowerCase()) {
    case 'none':
    case 'twos':
    case 'in24':
    case 'in32':
      return pcm;
    case 'sowt':
      return { ...pcm, isBigEndian: false };
    case 'raw ':
      return { ...pcm, kind: 'unsigned' };
    case 'fl32':
    case 'fl64':
      return { ...pcm, kind: 'float' };
    case 'ulaw':
      return { kind: 'mulaw', sampleBytes: 1, isBigEndian: true };
    case 'alaw':
      return { kind: 'alaw', sampleBytes: 1, isBigEndian: true };
    default:
      return undefined;
  }
}

/** IEEE 754 extended, 80 bits: AIFF's sample rates. */
function extended(view: DataView, at: number): number {
  const exponent = (view.getUint16(at) & 0x7fff) - 16_383;
  return view.getUint32(at + 2) * 2 ** (exponent - 31) + view.getUint32(at + 6) * 2 ** (exponent - 63);
}

const AU_ENCODINGS: Readonly<Record<number, readonly [SampleKind, number]>> = {
  1: ['mulaw', 1],
  2: ['signed', 1],
  3: ['signed', 2],
  4: ['signed', 3],
  5: ['signed', 4],
  6: ['float', 4],
  7: ['float', 8],
  27: ['alaw', 1],
};

/** Sun's and NeXT's .au. @throws AppError `audio.decode` */
export async function openAu(bytes: ByteReader): Promise<PcmReader> {
  const head = await bytes.read(0, 24);
  if (head.length < 24) throw headless();
  const view = viewOf(head);
  const encoding = AU_ENCODINGS[view.getUint32(12)];
  if (!encoding) throw unusable(`au-${view.getUint32(12)}`);
  const size = view.getUint32(8);
  return readPcm(bytes, {
    kind: encoding[0],
    sampleBytes: encoding[1],
    isBigEndian: true,
    sampleRateHz: view.getUint32(16),
    channels: view.getUint32(20),
    dataStart: view.getUint32(4),
    promisedBytes: size === UNKNOWN_32 || size === 0 ? undefined : size,
  });
}

/** Apple's Core Audio Format with PCM, A-law or mu-law in it. @throws AppError `audio.decode` */
export async function openCaf(bytes: ByteReader): Promise<PcmReader> {
  let format: (Encoding & { channels: number; sampleRateHz: number }) | undefined;
  for (let at = 8; at + 12 <= bytes.sizeBytes;) {
    const head = await bytes.read(at, HEAD_BYTES);
    const view = viewOf(head);
    const size = Number(view.getBigInt64(4));
    if (nameAt(head, 0) === 'desc' && head.length >= 44) {
      const id = nameAt(head, 20);
      const flags = view.getUint32(24);
      const bits = view.getUint32(40);
      const kind = { lpcm: flags & 1 ? 'float' : 'signed', ulaw: 'mulaw', alaw: 'alaw' }[id] as SampleKind | undefined;
      if (!kind) throw unusable(`caf-${id.trim()}`);
      const sampleBytes = id === 'lpcm' ? Math.ceil(bits / 8) : 1;
      const isBigEndian = (flags & 2) === 0;
      format = { kind, sampleBytes, isBigEndian, channels: view.getUint32(36), sampleRateHz: view.getFloat64(12) };
    } else if (nameAt(head, 0) === 'data') {
      if (!format) throw headless();
      // -1: to the end of the file. The first four bytes count edits.
      return readPcm(bytes, { ...format, dataStart: at + 16, promisedBytes: size < 4 ? undefined : size - 4 });
    }
    if (size < 0) break;
    at += 12 + size;
  }
  throw headless();
}
