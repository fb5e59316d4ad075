import { AppError } from '../../../../shared/errors.ts';
import { openAacDecoder } from './aac.ts';
import { openAdts } from './adts-reader.ts';
import { openAiff, openAu, openCaf } from './big-endian-reader.ts';
import type { ByteReader } from './byte-reader.ts';
import { loadLibAv, openResampler, openWithLibAv, type LibAv, type Resampler } from './libav.ts';
import { openWithMediabunny } from './mp4-reader.ts';
import type { PcmReader } from './pcm-chunk.ts';
import { skipId3, sniffAudio, type AudioContainer } from './sniff.ts';
import { openWav, part } from './wav-reader.ts';

const SNIFF_BYTES = 1 << 16;
/** What may be missing without anything being lost: encoders round up, and WebM's duration is often only about right. */
const EXACT_S = 0.1;
const ABOUT_S = 1.5;
const BLOCK_SAMPLES = 16_000;

/**
 * Decodes a recording to 16 kHz mono in blocks of a second.
 * @throws AppError `validation.file-type` | `audio.decode`
 */
export async function* decodeRecording(
  bytes: ByteReader,
): AsyncGenerator<{ samples: Float32Array; fraction: number }, { truncated: boolean }> {
  const head = await bytes.read(0, SNIFF_BYTES);
  const container = await identify(bytes, head);
  if (!container) throw new AppError('validation.file-type');
  // 2.4 MB of WebAssembly that a wave file at the right rate does without.
  let loading: Promise<LibAv> | undefined;
  const libav = (): Promise<LibAv> => (loading ??= loadLibAv());
  const reader = await openReader(container, libav, bytes, head);

  let resampler: { from: number; resampler: Resampler } | undefined;
  let block = new Float32Array(BLOCK_SAMPLES);
  let filled = 0;
  function* collect(parts: readonly Float32Array[]): Generator<Float32Array> {
    for (const part of parts) {
      for (let at = 0; at < part.length;) {
        const taken = Math.min(part.length - at, BLOCK_SAMPLES - filled);
        block.set(part.subarray(at, at + taken), filled);
        at += taken;
        filled += taken;
        if (filled < BLOCK_SAMPLES) continue;
        yield block;
        block = new Float32Array(BLOCK_SAMPLES);
        filled = 0;
      }
    }
  }
  let fraction = 0;
  for await (const chunk of reader.chunks()) {
    fraction = chunk.fraction;
    // Joined files may change their rate on the way.
    if (resampler?.from !== chunk.sampleRateHz) {
      if (resampler) for (const samples of collect(await resampler.resampler.flush())) yield { samples, fraction };
      resampler = { from: chunk.sampleRateHz, resampler: await openResampler(libav, chunk.sampleRateHz) };
    }
    for (const samples of collect(await resampler.resampler.push(chunk.samples))) yield { samples, fraction };
  }
  if (resampler) for (const samples of collect(await resampler.resampler.flush())) yield { samples, fraction };
  if (filled > 0) yield { samples: block.subarray(0, filled), fraction: 1 };
  return { truncated: reader.truncated() };
}

async function identify(bytes: ByteReader, head: Uint8Array): Promise<AudioContainer | undefined> {
  const container = sniffAudio(head);
  const tag = skipId3(head);
  if (tag === 0 || tag < head.length - 4) return container;
  // A cover picture hides the beginning of the audio: look behind it.
  return tag < bytes.sizeBytes ? sniffAudio(await bytes.read(tag, SNIFF_BYTES)) : undefined;
}

async function openReader(
  container: AudioContainer,
  libav: () => Promise<LibAv>,
  bytes: ByteReader,
  head: Uint8Array,
): Promise<PcmReader> {
  const untagged = withoutTag(bytes, head);
  switch (container) {
    case 'wav':
      return openWav(untagged, async (mpeg) => openMpeg(await libav(), mpeg, await mpeg.read(0, SNIFF_BYTES)));
    case 'aiff':
      return openAiff(untagged);
    case 'au':
      return openAu(untagged);
    case 'caf':
      return openCaf(untagged);
    case 'mp4':
      return openWithMediabunny(await libav(), bytes);
    case 'aac':
      return openAdts(bytes, await openAacDecoder());
    case 'webm':
      try {
        return await openWithLibAv(await libav(), bytes, fallsShort(ABOUT_S));
      } catch {
        // AAC in Matroska, for one.
        return openWithMediabunny(await libav(), bytes);
      }
    case 'flac':
      return openWithLibAv(await libav(), bytes, fallsShort(EXACT_S));
    case 'ogg':
      return openWithLibAv(await libav(), bytes, async () => !(await endsWithLastPage(bytes)));
    case 'mp3':
      return openMpeg(await libav(), bytes, head);
  }
}

/** Without a Xing or Info header the duration is a guess from the first frame's bitrate. */
const openMpeg = (libav: LibAv, bytes: ByteReader, head: Uint8Array): Promise<PcmReader> =>
  openWithLibAv(libav, bytes, hasFrameCount(head) ? fallsShort(EXACT_S) : () => Promise.resolve(false));

/** Some programs put mp3's tags before everything. */
function withoutTag(bytes: ByteReader, head: Uint8Array): ByteReader {
  const tag = skipId3(head);
  return tag === 0 ? bytes : part(bytes, tag, bytes.sizeBytes - tag);
}

const fallsShort =
  (toleratedSeconds: number) =>
  (decodedSeconds: number, promisedSeconds: number): Promise<boolean> =>
    Promise.resolve(promisedSeconds > 0 && promisedSeconds - decodedSeconds > toleratedSeconds);

function hasFrameCount(head: Uint8Array): boolean {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  return text.includes('Xing') || text.includes('Info');
}

/** Ogg marks the last page of a stream (RFC 3533). */
async function endsWithLastPage(bytes: ByteReader): Promise<boolean> {
  const from = Math.max(0, bytes.sizeBytes - (1 << 17));
  const tail = Buffer.from(await bytes.read(from, 1 << 17));
  const page = tail.lastIndexOf('OggS');
  return page >= 0 && (tail[page + 5]! & 4) !== 0;
}
