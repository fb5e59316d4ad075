/** One frame of recording: 16 kHz mono signed 16-bit little-endian, with its loudness (0..1 of full scale). */
export interface PcmFrame {
  bytes: Uint8Array<ArrayBuffer>;
  peak: number;
  rms: number;
  /** The sound ran into full scale and stayed there: distorted, not only loud. */
  clipped: boolean;
}

export const PCM_RATE_HZ = 16_000;
export const FRAME_MS = 250;
export const FRAME_SAMPLES = (PCM_RATE_HZ * FRAME_MS) / 1000;

const CLIP_LEVEL = 0.999;
/** Samples in a row at full scale; a single peak, or a limiter's work, is no distortion. */
const CLIP_RUN = 3;

/** Collects float samples (-1..1) into frames of `frameSamples`. */
export interface FramePacker {
  push(samples: Float32Array): PcmFrame[];
  /** What is left over, as a shorter frame; undefined when nothing is. */
  flush(): PcmFrame | undefined;
  clear(): void;
}

export function createFramePacker(frameSamples: number = FRAME_SAMPLES): FramePacker {
  let pcm = new DataView(new ArrayBuffer(frameSamples * 2));
  let filled = 0;
  let peak = 0;
  let squares = 0;
  let run = 0;
  let clipped = false;

  const take = (): PcmFrame => {
    const frame: PcmFrame = {
      bytes: new Uint8Array(pcm.buffer.slice(0, filled * 2)),
      peak,
      rms: Math.sqrt(squares / Math.max(1, filled)),
      clipped,
    };
    clear();
    return frame;
  };
  const clear = (): void => {
    pcm = new DataView(new ArrayBuffer(frameSamples * 2));
    filled = 0;
    peak = 0;
    squares = 0;
    clipped = false;
  };

  return {
    push(samples) {
      const frames: PcmFrame[] = [];
      for (const raw of samples) {
        const sample = Math.max(-1, Math.min(1, raw));
        pcm.setInt16(filled * 2, Math.min(0x7fff, Math.round(sample * 0x8000)), true);
        peak = Math.max(peak, Math.abs(sample));
        squares += sample * sample;
        run = Math.abs(sample) >= CLIP_LEVEL ? run + 1 : 0;
        clipped ||= run >= CLIP_RUN;
        filled += 1;
        if (filled === frameSamples) frames.push(take());
      }
      return frames;
    },
    flush: () => (filled === 0 ? undefined : take()),
    clear,
  };
}
