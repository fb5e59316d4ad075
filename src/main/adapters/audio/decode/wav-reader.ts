import { AppError } from '../../../../shared/errors.ts';
import { imaDecoder, microsoftDecoder } from './adpcm.ts';
import type { ByteReader } from './byte-reader.ts';
import type { PcmReader } from './pcm-chunk.ts';
import { readBlocks, readPcm, type SampleKind } from './pcm-layout.ts';

const FORMAT_PCM = 1;
const FORMAT_MS_ADPCM = 2;
const FORMAT_FLOAT = 3;
const FORMAT_ALAW = 6;
const FORMAT_MULAW = 7;
const FORMAT_IMA_ADPCM = 0x11;
const FORMAT_MPEG = 0x50;
const FORMAT_MP3 = 0x55;
const FORMAT_EXTENSIBLE = 0xfffe;

const HEAD_BYTES = 24 + 40;
/** Sizes of 32 bits say nothing about what is longer. */
const BEYOND_32_BITS = 2 ** 32;

interface WavFormat {
  readonly tag: number;
  readonly channels: number;
  readonly sampleRateHz: number;
  readonly blockBytes: number;
  readonly bits: number;
}

/** A stretch of a file as a file of its own: MPEG audio in a wave file is read by who reads MPEG audio. */
export type OpenEmbedded = (bytes: ByteReader) => Promise<PcmReader>;

/**
 * RIFF, RF64, BW64 and Wave64 files: 8 to 32 bit, float, double, A-law, mu-law, both kinds of ADPCM, mp3; plain or extensible, any
 * rate and channel count. Sizes in the header are not believed where the file is longer or shorter than they say.
 * @throws AppError `audio.decode` when there is no usable format.
 */
export async function openWav(bytes: ByteReader, openMpeg: OpenEmbedded): Promise<PcmReader> {
  const isWave64 = (await bytes.read(0, 4))[0] === 'r'.charCodeAt(0);
  const { format, dataStart, promisedBytes } = await readHeader(bytes, isWave64 ? WAVE64 : RIFF);
  const { tag, channels, sampleRateHz, bits, blockBytes } = format;
  if (tag === FORMAT_MP3 || tag === FORMAT_MPEG) {
    const length = Math.min(promisedBytes ?? Infinity, bytes.sizeBytes - dataStart);
    return openMpeg(part(bytes, dataStart, length));
  }
  const place = { channels, sampleRateHz, dataStart, promisedBytes };
  if (tag === FORMAT_IMA_ADPCM && bits === 4 && blockBytes > 4 * channels)
    return readBlocks(bytes, { ...place, blockBytes, decode: imaDecoder(blockBytes, channels) });
  if (tag === FORMAT_MS_ADPCM && bits === 4 && blockBytes > 7 * channels)
    return readBlocks(bytes, { ...place, blockBytes, decode: microsoftDecoder(blockBytes, channels) });
  const kind = kindOf(tag, bits);
  if (!kind) throw new AppError('audio.decode', { params: { codec: `wav-${tag}`, bits } });
  // 12 and 20 bits lie in the upper part of 2 and 3 bytes.
  return readPcm(bytes, { ...place, kind, sampleBytes: Math.ceil(bits / 8), isBigEndian: false });
}

function kindOf(tag: number, bits: number): SampleKind | undefined {
  if (tag === FORMAT_PCM) return bits > 8 ? 'signed' : bits > 0 ? 'unsigned' : undefined;
  if (tag === FORMAT_FLOAT && (bits === 32 || bits === 64)) return 'float';
  if (bits !== 8) return undefined;
  return tag === FORMAT_ALAW ? 'alaw' : tag === FORMAT_MULAW ? 'mulaw' : undefined;
}

export const part = (bytes: ByteReader, start: number, length: number): ByteReader => ({
  sizeBytes: Math.max(0, length),
  read: (offset, count) => bytes.read(start + offset, Math.max(0, Math.min(count, length - offset))),
});

/** How chunks follow each other: RIFF with 32-bit sizes of what is in them, Wave64 with long names and 64-bit sizes of the whole. */
interface ChunkStyle {
  readonly first: number;
  readonly headBytes: number;
  readonly alignBytes: number;
  sizeOf(view: DataView): number;
}
const RIFF: ChunkStyle = { first: 12, headBytes: 8, alignBytes: 2, sizeOf: (view) => view.getUint32(4, true) };
const WAVE64: ChunkStyle = {
  first: 40,
  headBytes: 24,
  alignBytes: 8,
  sizeOf: (view) => Number(view.getBigUint64(16, true)) - 24,
};

async function readHeader(
  bytes: ByteReader,
  style: ChunkStyle,
): Promise<{ format: WavFormat; dataStart: number; promisedBytes: number | undefined }> {
  const { headBytes } = style;
  let at = style.first;
  let format: WavFormat | undefined;
  let longDataBytes: number | undefined;
  while (at + headBytes <= bytes.sizeBytes) {
    const head = await bytes.read(at, HEAD_BYTES);
    const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
    const id = nameOf(head);
    const size = style.sizeOf(view);
    if (id === 'fmt ' && head.length >= headBytes + 16) {
      const tag = view.getUint16(headBytes, true);
      const isExtensible = tag === FORMAT_EXTENSIBLE && size >= 40 && head.length >= headBytes + 26;
      format = {
        tag: isExtensible ? view.getUint16(headBytes + 24, true) : tag,
        channels: view.getUint16(headBytes + 2, true),
        sampleRateHz: view.getUint32(headBytes + 4, true),
        blockBytes: view.getUint16(headBytes + 12, true),
        bits: view.getUint16(headBytes + 14, true),
      };
    } else if (id === 'ds64' && head.length >= headBytes + 16) {
      longDataBytes = Number(view.getBigUint64(headBytes + 8, true));
    } else if (id === 'data') {
      if (!format) break;
      const dataStart = at + headBytes;
      return { format, dataStart, promisedBytes: await believable(bytes, style, dataStart, size, longDataBytes) };
    }
    if (size < 0) break;
    at += headBytes + size;
    const padding = (style.alignBytes - (size % style.alignBytes)) % style.alignBytes;
    // Some writers forget to pad odd chunks.
    if (padding > 0 && !(style === RIFF && isName(await bytes.read(at, 4)))) at += padding;
  }
  throw new AppError('audio.decode', { params: { reason: format ? 'no-data' : 'no-format' } });
}

const nameOf = (head: Uint8Array): string => String.fromCharCode(...head.subarray(0, 4));
const isName = (name: Uint8Array): boolean => name.length === 4 && name.every((byte) => byte >= 0x20 && byte < 0x7f);

/** How many bytes of audio there are to be, as far as the header can be believed; undefined: to the end of the file. */
async function believable(
  bytes: ByteReader,
  style: ChunkStyle,
  dataStart: number,
  size: number,
  longBytes: number | undefined,
): Promise<number | undefined> {
  const available = bytes.sizeBytes - dataStart;
  const isKnown = (value: number): boolean => value > 0 && value < 2 ** 62;
  if (longBytes !== undefined) return isKnown(longBytes) ? longBytes : undefined;
  // 0 and all ones are what recorders write before they know; an odd leftover of 0x7fff... comes from old streaming tools.
  if (!isKnown(size) || (style === RIFF && size >= 0x7fff_f000)) return undefined;
  // Longer than its size can tell: the size went around.
  if (style === RIFF && available - size >= BEYOND_32_BITS - 64) return undefined;
  // More behind the data is either chunks, or the sound of a recorder that did not come back to correct the size.
  return size >= available || (await chunksFollow(bytes, style, dataStart + size)) ? size : undefined;
}

async function chunksFollow(bytes: ByteReader, style: ChunkStyle, end: number): Promise<boolean> {
  const padded = end + ((style.alignBytes - (end % style.alignBytes)) % style.alignBytes);
  // A few bytes of something are nobody's sound.
  if (bytes.sizeBytes - end < 1_024) return true;
  for (const at of new Set([end, padded])) {
    const head = await bytes.read(at, style.headBytes);
    if (head.length < style.headBytes || !isName(head.subarray(0, 4))) continue;
    const size = style.sizeOf(new DataView(head.buffer, head.byteOffset, head.byteLength));
    if (size >= 0 && at + style.headBytes + size <= bytes.sizeBytes + style.alignBytes) return true;
  }
  return false;
}
