import { FRAME_MS } from './frame-packer.ts';

/** Quieter than this (of full scale) for long is a muted or far microphone: speech at three metres is ten times louder. */
const SILENCE_RMS = 0.0008;
const SILENCE_FRAMES = 12_000 / FRAME_MS;
const CLIP_WINDOW_FRAMES = 10_000 / FRAME_MS;
const CLIP_FRAMES = 4;
/** Somebody speaks, and even the loudest of it is this low: the recogniser will miss words. */
const QUIET_PEAK = 0.03;
const QUIET_WINDOW_FRAMES = 30_000 / FRAME_MS;
/** Speech stands out from the room's own noise by as much, and there have to be seconds of it: an empty room is no quiet voice. */
const SPEECH_OVER_NOISE = 4;
const SPEECH_FRAMES = 5_000 / FRAME_MS;

export type LevelTrouble = 'silence' | 'quiet' | 'clipping';

/** Watches the loudness of frames for what spoils a recording. */
export interface LevelWatch {
  /** Returns what is wrong as of this frame. */
  push(frame: { rms: number; peak: number; clipped: boolean }): LevelTrouble | undefined;
  reset(): void;
}

export function createLevelWatch(): LevelWatch {
  let silentFrames = 0;
  let clipped: boolean[] = [];
  let recent: { rms: number; peak: number }[] = [];

  const isQuiet = (): boolean => {
    if (recent.length < QUIET_WINDOW_FRAMES || recent.some(({ peak }) => peak >= QUIET_PEAK)) return false;
    const noise = recent.map(({ rms }) => rms).sort((a, b) => a - b)[Math.floor(recent.length / 10)]!;
    const floor = Math.max(noise, SILENCE_RMS / SPEECH_OVER_NOISE) * SPEECH_OVER_NOISE;
    return recent.filter(({ rms }) => rms > floor).length >= SPEECH_FRAMES;
  };

  return {
    push({ rms, peak, clipped: clips }) {
      silentFrames = rms < SILENCE_RMS ? silentFrames + 1 : 0;
      clipped = [...clipped.slice(1 - CLIP_WINDOW_FRAMES), clips];
      recent.push({ rms, peak });
      if (recent.length > QUIET_WINDOW_FRAMES) recent.shift();
      if (silentFrames >= SILENCE_FRAMES) return 'silence';
      if (clipped.filter(Boolean).length >= CLIP_FRAMES) return 'clipping';
      return isQuiet() ? 'quiet' : undefined;
    },
    reset() {
      silentFrames = 0;
      clipped = [];
      recent = [];
    },
  };
}
