import { createStore, type Store } from '../ui/store.ts';

type FetchWav = (signal: AbortSignal) => Promise<Uint8Array>;

/** Plays sound that the host hands out as WAV. `playing` names what is heard now. */
export interface ClipPlayer {
  readonly playing: Store<string | undefined>;
  /**
   * Stops what plays, then plays the clips one after the other. Resolves at the end, or when something else was played or
   * stopped; rejects when a clip cannot be had or played.
   */
  play(key: string, clips: readonly FetchWav[]): Promise<void>;
  stop(): void;
}

export function createClipPlayer(createAudio: () => HTMLAudioElement = () => new Audio()): ClipPlayer {
  const playing = createStore<string | undefined>(undefined);
  let current: AbortController | undefined;

  const stop = (): void => {
    current?.abort();
    current = undefined;
    playing.set(undefined);
  };

  return {
    playing,
    stop,
    async play(key, clips) {
      stop();
      const run = new AbortController();
      current = run;
      playing.set(key);
      try {
        // The next clip is fetched while one plays.
        const wavs = clips.map((fetchWav) => fetchWav(run.signal));
        wavs.forEach((wav) => void wav.catch(() => undefined));
        for (const wav of wavs) {
          const bytes = await wav;
          if (run.signal.aborted) return;
          await playToEnd(createAudio(), bytes, run.signal);
          if (run.signal.aborted) return;
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
