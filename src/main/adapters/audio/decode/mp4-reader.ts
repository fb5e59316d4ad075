import { CustomSource, EncodedPacketSink, Input, MATROSKA, MP4, QTFF, WEBM, type InputAudioTrack } from 'mediabunny';
import { AppError } from '../../../../shared/errors.ts';
import { openAacDecoder, parseAudioSpecificConfig, toAdts } from './aac.ts';
import type { ByteReader } from './byte-reader.ts';
import { openPacketDecoder, toMono, type LibAv } from './libav.ts';
import type { PcmChunk, PcmReader } from './pcm-chunk.ts';

/** Packets decoded at once: a few seconds. */
const PACKETS_A_STRETCH = 256;
const LIBAV_DECODERS = { opus: 'libopus', flac: 'flac', mp3: 'mp3', vorbis: 'libvorbis' } as const;

/** Consecutive packets to one channel of floats. */
type DecodePackets = (packets: readonly Uint8Array[], isLast: boolean) => Promise<Omit<PcmChunk, 'fraction'>[]>;

/**
 * MP4, M4A, QuickTime (also fragmented), and whatever WebM/Matroska carries that libav.js was built without: taken
 * out of the container by mediabunny, decoded by FFmpeg.
 * @throws AppError `validation.file-type` when there is no audio, `audio.decode` when it cannot be read or its codec is not known.
 */
export async function openWithMediabunny(libav: LibAv, bytes: ByteReader): Promise<PcmReader> {
  const source = new CustomSource({
    getSize: () => bytes.sizeBytes,
    read: (start, end) => bytes.read(start, end - start),
    maxCacheSize: 1 << 22,
  });
  const input = new Input({ source, formats: [MP4, QTFF, WEBM, MATROSKA] });
  const track = await readable(() => input.getPrimaryAudioTrack());
  // Nothing at all in the container: its index is missing. Something, but no sound: not a recording.
  if (!track) throw new AppError((await input.getTracks()).length === 0 ? 'audio.decode' : 'validation.file-type');
  const durationS = await readable(() => input.getDurationFromMetadata()).catch(() => null);
  const decode = await readable(() => openTrack(libav, track));
  let isTruncated = false;
  return {
    async *chunks() {
      const sink = new EncodedPacketSink(track);
      let stretch: Uint8Array[] = [];
      let startS: number | undefined;
      let endS = 0;
      const decodeStretch = async (isLast: boolean): Promise<PcmChunk[]> => {
        const fraction = durationS === null || durationS <= 0 ? 0 : Math.min(1, endS / durationS);
        const chunks = await decode(stretch, isLast);
        stretch = [];
        return chunks.map((chunk) => ({ ...chunk, fraction }));
      };
      try {
        for await (const packet of sink.packets()) {
          // What comes before zero is the encoder's run-in; players leave it out.
          startS ??= packet.timestamp;
          endS = packet.timestamp + packet.duration;
          stretch.push(packet.data);
          if (stretch.length >= PACKETS_A_STRETCH) yield* dropRunIn(await decodeStretch(false));
        }
      } catch {
        // The index promised packets that the file does not hold.
        isTruncated = true;
      }
      yield* dropRunIn(await decodeStretch(true));
      if (durationS !== null && durationS - endS > 0.5) isTruncated = true;
      input.dispose();

      function* dropRunIn(chunks: PcmChunk[]): Generator<PcmChunk> {
        for (const chunk of chunks) {
          const drop = Math.min(chunk.samples.length, Math.max(0, Math.round(-(startS ?? 0) * chunk.sampleRateHz)));
          startS = (startS ?? 0) + drop / chunk.sampleRateHz;
          if (chunk.samples.length > drop) yield { ...chunk, samples: chunk.samples.subarray(drop) };
        }
      }
    },
    truncated: () => isTruncated,
  };
}

async function openTrack(libav: LibAv, track: InputAudioTrack): Promise<DecodePackets> {
  const codec = await track.getCodec();
  const config = await track.getDecoderConfig();
  const description = config?.description === undefined ? undefined : toBytes(config.description);
  if (codec === 'aac') {
    const aac = description && parseAudioSpecificConfig(description);
    if (!aac) throw new AppError('audio.decode', { params: { codec: 'aac' } });
    const decoder = await openAacDecoder();
    return (packets) => {
      if (packets.length === 0) return Promise.resolve([]);
      const { samples, sampleRateHz } = decoder.decode(packets.map((packet) => toAdts(packet, aac)));
      return Promise.resolve(sampleRateHz > 0 ? [{ samples, sampleRateHz }] : []);
    };
  }
  if (codec === 'opus' || codec === 'flac' || codec === 'mp3' || codec === 'vorbis') {
    const decoder = await openPacketDecoder(libav, LIBAV_DECODERS[codec], {
      sampleRateHz: config?.sampleRate ?? 48_000,
      channels: config?.numberOfChannels ?? 1,
      extradata: description,
    });
    return async (packets, isLast) =>
      (await decoder.decode(packets, isLast)).map((frame) => ({
        samples: toMono(frame),
        sampleRateHz: frame.sample_rate ?? 48_000,
      }));
  }
  throw new AppError('audio.decode', { params: { codec: codec ?? 'unknown' } });
}

function toBytes(source: ArrayBufferView | ArrayBufferLike): Uint8Array {
  return ArrayBuffer.isView(source)
    ? new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
    : new Uint8Array(source);
}

async function readable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw cause instanceof AppError ? cause : new AppError('audio.decode', { cause });
  }
}
