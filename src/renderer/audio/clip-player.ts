import { createStore, type Store } from '../ui/store.ts';

type FetchWav = (signal: AbortSignal) => Promise<Uint8Array>;

/** A stretch of sound. Placed: it begins `startMs` into the recording, and while it plays the player tells where it is. */
export type Clip = FetchWav | PlacedClip;
export interface PlacedClip {
  readonly startMs: number;
  readonly fetchWav: FetchWav;
}

/** Plays sound that the host hands out as WAV. `playing` names what is heard now. */
export interface ClipPlayer {
  readonly playing: Store<string | undefined>;
  /** Where in the recording the sound is that is heard now; undefined where nothing placed is. Changes with every frame of the screen. */
  readonly positionMs: Store<number | undefined>;
  /**
   * Stops what plays, then plays the clips one after the other; the next one is taken and fetched while one plays, so that a list may
   * be as long as a visit. Resolves at the end, or when something else was played or stopped; rejects when a clip cannot be had or played.
   */
  play(key: string, clips: Iterable<Clip>): Promise<void>;
  stop(): void;
}

interface Prepared {
  readonly startMs: number | undefined;
  readonly wav: Promise<Uint8Array>;
}

export function createClipPlayer(createAudio: () => HTMLAudioElement = () => new Audio()): ClipPlayer {
  const playing = createStore<string | undefined>(undefined);
  const positionMs = createStore<number | undefined>(undefined);
  let current: AbortController | undefined;

  const stop = (): void => {
    current?.abort();
    current = undefined;
    positionMs.set(undefined);
    playing.set(undefined);
  };

  /** Tells the position, frame by frame, until the clip ends. */
  const follow = (audio: HTMLAudioElement, startMs: number): (() => void) => {
    let frame = 0;
    const tell = (): void => {
      positionMs.set(startMs + audio.currentTime * 1000);
      frame = requestAnimationFrame(tell);
    };
    positionMs.set(startMs);
    frame = requestAnimationFrame(tell);
    return () => cancelAnimationFrame(frame);
  };

  return {
    playing,
    positionMs,
    stop,
    async play(key, clips) {
      stop();
      const run = new AbortController();
      current = run;
      playing.set(key);
      const rest = clips[Symbol.iterator]();
      const prepare = (): Prepared | undefined => {
        const next = rest.next();
        if (next.done) return undefined;
        const clip = typeof next.value === 'function' ? { fetchWav: next.value, startMs: undefined } : next.value;
        const wav = clip.fetchWav(run.signal);
        // Reported when its turn comes.
        wav.catch(() => undefined);
        return { startMs: clip.startMs, wav };
      };
      try {
        for (let clip = prepare(); clip;) {
          const bytes = await clip.wav;
          if (run.signal.aborted) return;
          const following = prepare();
          const audio = createAudio();
          const unfollow = clip.startMs === undefined ? undefined : follow(audio, clip.startMs);
          try {
            await playToEnd(audio, bytes, run.signal);
          } finally {
            unfollow?.();
          }
          if (run.signal.aborted) return;
          clip = following;
        }
      } catch (error) {
        if (!run.signal.aborted) throw error;
      } finally {
        if (current === run) stop();
      }
    },
  };
}

async function playToEnd(audio: HTMLAudioElement, wav: Uint8Array, signal: AbortSignal): Promise<void> {
  const url = URL.createObjectURL(new Blob([wav.slice()], { type: 'audio/wav' }));
  try {
    const ended = new Promise<void>((resolve, reject) => {
      audio.onended = () => resolve();
      audio.onerror = () => reject(new Error('playback failed'));
      signal.addEventListener('abort', () => {
        audio.pause();
        resolve();
      });
    });
    audio.src = url;
    await Promise.all([
      audio.play().catch((error: unknown) => (signal.aborted ? undefined : Promise.reject(error))),
      ended,
    ]);
  } finally {
    URL.revokeObjectURL(url);
  }
}
