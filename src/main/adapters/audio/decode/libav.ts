import LibAV from '@libav.js/variant-obsolete';
import { AppError } from '../../../../shared/errors.ts';
import type { ByteReader } from './byte-reader.ts';
import type { PcmChunk, PcmReader } from './pcm-chunk.ts';

export type LibAv = Awaited<ReturnType<typeof LibAV.LibAV>>;
type Frame = LibAV.Frame;

const LOG_QUIET = -8;
const FORMAT_FLOAT = 3;
const LAYOUT_MONO = 4;
const INPUT = 'recording';
const PACKET_BYTES = 1 << 16;

/** FFmpeg's libraries as WebAssembly, in this thread. */
export async function loadLibAv(): Promise<LibAv> {
  const libav = await LibAV.LibAV({ noworker: true });
  await libav.av_log_set_level(LOG_QUIET);
  return libav;
}

/** One frame's samples as one channel of floats. Format numbers are FFmpeg's AVSampleFormat. */
export function toMono(frame: Frame): Float32Array {
  const isPlanar = (frame.format ?? 0) >= 5;
  const kind = isPlanar ? frame.format - 5 : frame.format;
  const planes = (isPlanar ? frame.data : [frame.data]) as ArrayLike<number>[];
  const channels = isPlanar ? planes.length : Math.max(1, frame.channels ?? 1);
  const samples = new Float32Array(frame.nb_samples ?? 0);
  const scale = (kind === 0 ? 1 / 128 : kind === 1 ? 1 / 0x8000 : kind === 2 ? 1 / 0x8000_0000 : 1) / channels;
  const bias = kind === 0 ? 128 : 0;
  for (let channel = 0; channel < channels; channel++) {
    const plane = planes[isPlanar ? channel : 0]!;
    const offset = isPlanar ? 0 : channel;
    const stride = isPlanar ? 1 : channels;
    for (let i = 0; i < samples.length; i++) samples[i]! += (plane[i * stride + offset]! - bias) * scale;
  }
  return samples;
}

/**
 * mp3, FLAC, Ogg (Vorbis, Opus, FLAC) and WebM/Matroska (Opus, Vorbis). Frames that do not decode are skipped: damage in the
 * middle costs what it hit.
 * @throws AppError `validation.file-type` when there is no audio in the container, `audio.decode` when it cannot be read.
 */
export async function openWithLibAv(
  libav: LibAv,
  bytes: ByteReader,
  isCutShort: (decodedSeconds: number, promisedSeconds: number) => Promise<boolean>,
): Promise<PcmReader> {
  await libav.mkblockreaderdev(INPUT, bytes.sizeBytes);
  let furthest = 0;
  libav.onblockread = (name, position, length) => {
    furthest = Math.max(furthest, position);
    void bytes.read(position, length).then(
      (block) => libav.ff_block_reader_dev_send(name, position, block),
      (error: unknown) => libav.ff_block_reader_dev_send(name, position, null, { error }),
    );
  };
  const [context, streams] = await attempt(() => libav.ff_init_demuxer_file(INPUT));
  const stream = streams.find((candidate) => candidate.codec_type === libav.AVMEDIA_TYPE_AUDIO);
  if (!stream) throw new AppError('validation.file-type');
  const [, decoder, packet, frame] = await attempt(() => libav.ff_init_decoder(stream.codec_id, stream.codecpar));
  let isTruncated = false;
  return {
    async *chunks() {
      let seconds = 0;
      let failuresInARow = 0;
      for (;;) {
        const [result, packets] = await libav.ff_read_frame_multi(context, packet, { limit: PACKET_BYTES });
        const isEnd = result === libav.AVERROR_EOF;
        const isFailure = result < 0 && !isEnd && result !== -libav.EAGAIN;
        // A demuxer that stumbles usually finds the next frame; one that stumbles for ever has lost the thread.
        failuresInARow = isFailure ? failuresInARow + 1 : 0;
        const isLast = isEnd || failuresInARow > 64;
        const frames = await libav.ff_decode_multi(decoder, packet, frame, packets[stream.index] ?? [], {
          fin: isLast,
          ignoreErrors: true,
        });
        for (const decoded of frames) {
          const samples = toMono(decoded);
          const sampleRateHz = decoded.sample_rate ?? 0;
          if (samples.length === 0 || sampleRateHz <= 0) continue;
          seconds += samples.length / sampleRateHz;
          const fraction = Math.min(1, (furthest + 1) / bytes.sizeBytes);
          yield { samples, sampleRateHz, fraction } satisfies PcmChunk;
        }
        if (isLast) break;
      }
      isTruncated = await isCutShort(seconds, stream.duration);
    },
    truncated: () => isTruncated,
  };
}

async function attempt<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw new AppError('audio.decode', { cause });
  }
}

/** Decodes packets that another demuxer took out of its container. */
export async function openPacketDecoder(
  libav: LibAv,
  codec: 'libopus' | 'flac' | 'mp3' | 'libvorbis',
  parameters: { sampleRateHz: number; channels: number; extradata?: Uint8Array },
): Promise<{ decode(packets: readonly Uint8Array[], isLast: boolean): Promise<Frame[]> }> {
  const [, decoder, packet, frame] = await attempt(() =>
    libav.ff_init_decoder(codec, {
      codecpar: {
        codec_type: libav.AVMEDIA_TYPE_AUDIO,
        codec_id: 0,
        format: -1,
        sample_rate: parameters.sampleRateHz,
        channels: parameters.channels,
        extradata: parameters.extradata,
      },
    }),
  );
  return {
    decode: (packets, isLast) =>
      libav.ff_decode_multi(
        decoder,
        packet,
        frame,
        packets.map((data) => ({ data })),
        { fin: isLast, ignoreErrors: true },
      ),
  };
}

export interface Resampler {
  push(samples: Float32Array): Promise<Float32Array[]>;
  flush(): Promise<Float32Array[]>;
}

/** One channel from any rate to 16 kHz by libswresample: 64 taps, cut off just below 8 kHz. */
export async function openResampler(load: () => Promise<LibAv>, fromHz: number): Promise<Resampler> {
  if (fromHz === 16_000) return { push: (samples) => Promise.resolve([samples]), flush: () => Promise.resolve([]) };
  const libav = await load();
  const [, source, sink] = await libav.ff_init_filter_graph(
    'aresample=16000:filter_size=64:cutoff=0.97:dither_method=none',
    { sample_rate: fromHz, sample_fmt: FORMAT_FLOAT, channel_layout: LAYOUT_MONO, time_base: [1, fromHz] },
    { sample_rate: 16_000, sample_fmt: FORMAT_FLOAT, channel_layout: LAYOUT_MONO, time_base: [1, 16_000] },
  );
  const frame = await libav.av_frame_alloc();
  let position = 0;
  const run = async (frames: Frame[], fin: boolean): Promise<Float32Array[]> => {
    const filtered = await libav.ff_filter_multi(source, sink, frame, frames, { fin });
    return filtered.map((out) => out.data as Float32Array);
  };
  return {
    push(samples) {
      const input: Frame = {
        data: samples,
        format: FORMAT_FLOAT,
        channel_layout: LAYOUT_MONO,
        channels: 1,
        sample_rate: fromHz,
        nb_samples: samples.length,
        ...splitTimestamp(position),
      };
      position += samples.length;
      return run([input], false);
    },
    flush: () => run([], true),
  };
}

/** libav.js carries 64-bit timestamps as two 32-bit halves. */
const splitTimestamp = (value: number): { pts: number; ptshi: number } => ({
  pts: value | 0,
  ptshi: Math.floor(value / 2 ** 32),
});
