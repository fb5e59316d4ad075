/** What a recording's first bytes say it is. Names of files say nothing. */
export type AudioContainer = 'wav' | 'aiff' | 'au' | 'caf' | 'mp3' | 'aac' | 'flac' | 'ogg' | 'webm' | 'mp4';

const startsWith = (bytes: Uint8Array, text: string, at = 0): boolean => {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
};

/** ID3v2 tags stand before the audio and are as long as their header says: offset of what follows (may be past the end). */
export function skipId3(bytes: Uint8Array): number {
  let at = 0;
  while (startsWith(bytes, 'ID3', at) && at + 10 <= bytes.length) {
    const size = [6, 7, 8, 9].reduce((sum, i) => sum * 128 + (bytes[at + i]! & 0x7f), 0);
    at += 10 + size + ((bytes[at + 5]! & 0x10) !== 0 ? 10 : 0);
  }
  return at;
}

/**
 * Looks at the beginning of a file (64 kB are enough). `undefined`: not a recording that we know.
 * MPEG audio has no magic number, so three frames in a row must fit together before it counts.
 */
export function sniffAudio(bytes: Uint8Array): AudioContainer | undefined {
  const plain = sniffPlain(bytes);
  if (plain) return plain;
  if (startsWith(bytes, 'fLaC')) return 'flac';
  if (startsWith(bytes, 'OggS')) return 'ogg';
  if (bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3) return 'webm';
  if (['ftyp', 'moov', 'mdat', 'moof', 'styp', 'wide', 'skip', 'free'].some((box) => startsWith(bytes, box, 4)))
    return 'mp4';
  const tag = skipId3(bytes);
  if (tag > 0 && tag < bytes.length - 4 && startsWith(bytes, 'fLaC', tag)) return 'flac';
  const tagged = tag > 0 ? sniffPlain(bytes.subarray(tag)) : undefined;
  if (tagged) return tagged;
  // A tag with a cover picture can be longer than what we were shown; what follows is then MPEG audio or nothing.
  if (tag >= bytes.length - 4 && tag > 0) return 'mp3';
  for (let at = tag; at < bytes.length - 4; at++) {
    if (bytes[at] !== 0xff) continue;
    if (framesFit(bytes, at, mpegFrameBytes)) return 'mp3';
    if (framesFit(bytes, at, adtsFrameBytes)) return 'aac';
  }
  return undefined;
}

/** Containers of plain samples. */
function sniffPlain(bytes: Uint8Array): AudioContainer | undefined {
  const isRiff = ['RIFF', 'RF64', 'BW64'].some((name) => startsWith(bytes, name));
  if (isRiff && startsWith(bytes, 'WAVE', 8)) return 'wav';
  // Sony's Wave64 names its chunks with 16 bytes, of which four can be read.
  if (startsWith(bytes, 'riff') && startsWith(bytes, 'wave', 24)) return 'wav';
  if (startsWith(bytes, 'FORM') && (startsWith(bytes, 'AIFF', 8) || startsWith(bytes, 'AIFC', 8))) return 'aiff';
  if (startsWith(bytes, '.snd')) return 'au';
  if (startsWith(bytes, 'caff')) return 'caf';
  return undefined;
}

function framesFit(bytes: Uint8Array, start: number, size: (bytes: Uint8Array, at: number) => number): boolean {
  let at = start;
  for (let frame = 0; frame < 3; frame++) {
    // A recording shorter than three frames ends cleanly after its last.
    if (frame > 0 && at === bytes.length) return true;
    const length = at + 7 <= bytes.length ? size(bytes, at) : 0;
    if (length === 0) return false;
    at += length;
  }
  return true;
}

const MPEG_BITRATES = [
  // Version 1: layers I, II, III; then version 2 and 2.5: layer I, layers II and III (kbit/s, ISO 11172-3 and 13818-3).
  [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
  [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
  [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
  [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const MPEG_RATES_HZ = [44_100, 48_000, 32_000] as const;

/** Bytes of the MPEG audio frame at `at`, 0 when there is none. */
export function mpegFrameBytes(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xe0) !== 0xe0) return 0;
  const version = (bytes[at + 1]! >> 3) & 3; // 3: 1, 2: 2, 0: 2.5
  const layer = 4 - ((bytes[at + 1]! >> 1) & 3); // 1..3; 4 is reserved
  const bitrateIndex = bytes[at + 2]! >> 4;
  const rateIndex = (bytes[at + 2]! >> 2) & 3;
  if (version === 1 || layer === 4 || bitrateIndex === 0 || bitrateIndex === 15 || rateIndex === 3) return 0;
  const table = version === 3 ? layer - 1 : layer === 1 ? 3 : 4;
  const bitrate = MPEG_BITRATES[table]![bitrateIndex - 1]! * 1000;
  const rateHz = MPEG_RATES_HZ[rateIndex]! / (version === 3 ? 1 : version === 2 ? 2 : 4);
  const padding = (bytes[at + 2]! >> 1) & 1;
  if (layer === 1) return (Math.floor((12 * bitrate) / rateHz) + padding) * 4;
  const samples = layer === 3 && version !== 3 ? 576 : 1152;
  return Math.floor((samples * bitrate) / 8 / rateHz) + padding;
}

/** Bytes of the ADTS (raw AAC) frame at `at`, 0 when there is none. */
export function adtsFrameBytes(bytes: Uint8Array, at: number): number {
  if (bytes[at] !== 0xff || (bytes[at + 1]! & 0xf6) !== 0xf0) return 0;
  if (((bytes[at + 2]! >> 2) & 15) > 12) return 0;
  const length = ((bytes[at + 3]! & 3) << 11) | (bytes[at + 4]! << 3) | (bytes[at + 5]! >> 5);
  return length >= 8 ? length : 0;
}
