import type { AacDecoder } from './aac.ts';
import type { ByteReader } from './byte-reader.ts';
import type { PcmChunk, PcmReader } from './pcm-chunk.ts';
import { adtsFrameBytes, skipId3 } from './sniff.ts';

const READ_BYTES = 1 << 16;
const FRAMES_A_STRETCH = 256;
const HEADER_BYTES = 7;

/** Raw AAC, frame after frame with ADTS headers (ISO 13818-7). After damage it looks for the next two headers that fit. */
export function openAdts(bytes: ByteReader, decoder: AacDecoder): PcmReader {
  return {
    async *chunks() {
      let frames: Uint8Array[] = [];
      let inStep = false;
      let at = skipId3(await bytes.read(0, READ_BYTES));
      const decode = (): PcmChunk[] => {
        if (frames.length === 0) return [];
        const { samples, sampleRateHz } = decoder.decode(frames);
        frames = [];
        return sampleRateHz > 0 ? [{ samples, sampleRateHz, fraction: Math.min(1, at / bytes.sizeBytes) }] : [];
      };
      while (at + HEADER_BYTES < bytes.sizeBytes) {
        const buffer = await bytes.read(at, READ_BYTES);
        let from = 0;
        while (from + HEADER_BYTES < buffer.length) {
          const length = adtsFrameBytes(buffer, from);
          // A frame that reaches past the buffer is read again from its start; one that reaches past the file is not whole.
          if (length > 0 && from + length > buffer.length) break;
          const next = from + length;
          const follows = next + HEADER_BYTES >= buffer.length || adtsFrameBytes(buffer, next) > 0;
          if (length > 0 && (inStep || follows)) {
            frames.push(buffer.slice(from, next));
            from = next;
            inStep = follows;
          } else {
            inStep = false;
            from++;
          }
        }
        if (from === 0) break;
        at += from;
        if (frames.length >= FRAMES_A_STRETCH) yield* decode();
      }
      yield* decode();
    },
    // The format knows no length: nothing in it can tell that more was meant to come.
    truncated: () => false,
  };
}
