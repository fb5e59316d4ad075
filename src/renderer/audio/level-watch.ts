import { FRAME_MS } from './frame-packer.ts';

/** Quieter than this (of full scale) for long is a muted or far microphone: speech at three metres is ten times louder. */
const SILENCE_RMS = 0.0008;
const SILENCE_FRAMES = 12_000 / FRAME_MS;
const CLIP_WINDOW_FRAMES = 10_000 / FRAME_MS;
const CLIP_FRAMES = 4;

/** Watches the loudness of frames for what spoils a recording. */
export interface LevelWatch {
  /** Returns what is wrong as of this frame. */
  push(frame: { rms: number; clipped: boolean }): 'silence' | 'clipping' | undefined;
  reset(): void;
}

export function createLevelWatch(): LevelWatch {
  let silentFrames = 0;
  let clipped: boolean[] = [];
  return {
    push({ rms, clipped: clips }) {
      silentFrames = rms < SILENCE_RMS ? silentFrames + 1 : 0;
      clipped = [...clipped.slice(1 - CLIP_WINDOW_FRAMES), clips];
      if (silentFrames >= SILENCE_FRAMES) return 'silence';
      return clipped.filter(Boolean).length >= CLIP_FRAMES ? 'clipping' : undefined;
    },
    reset() {
      silentFrames = 0;
      clipped = [];
    },
  };
}
