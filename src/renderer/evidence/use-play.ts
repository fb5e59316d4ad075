import { useMemo } from 'react';
import type { EncounterId } from '../../shared/model/ids.ts';
import { useAudio } from '../audio/context.tsx';
import type { PlacedClip } from '../audio/clip-player.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { errorText } from '../i18n/error-text.ts';
import { toAppError } from '../rpc/client.ts';
import { useClient } from '../rpc/react.tsx';
import { announce } from '../ui/announcer.tsx';
import { useStore, type Store } from '../ui/store.ts';
import { showToast } from '../ui/toast.tsx';
import { clipStretches, type Stretch } from './stretches.ts';

export interface Playback {
  /** What is heard now, by the name it was started with. */
  readonly playing: string | undefined;
  /** Where in the recording the sound is that is heard now. A store: it changes with every frame of the screen. */
  readonly positionMs: Store<number | undefined>;
  /** Plays stretches of the recording, or stops them when they play already. */
  toggle(key: string, stretches: readonly Stretch[]): void;
  /** Plays on from there, whatever was heard before. */
  playFrom(stretch: Stretch): void;
  stop(): void;
}

/** The name under which the recording plays on from a chosen place. */
export const PLAYING_ON = 'recording';

/** Plays a visit's recording. */
export function usePlay(encounterId: EncounterId): Playback {
  const client = useClient();
  const { player } = useAudio();
  const { language, locale } = useI18n();
  const playing = useStore(player.playing);
  const controls = useMemo(() => {
    const fetchWav = async (stretch: Stretch, signal: AbortSignal): Promise<Uint8Array> =>
      (await client.call('audio.clip', { encounterId, ...stretch }, { signal })).wav;
    function* clips(stretches: readonly Stretch[]): Generator<PlacedClip> {
      for (const stretch of clipStretches(stretches))
        yield { startMs: stretch.startMs, fetchWav: (signal) => fetchWav(stretch, signal) };
    }
    const start = (key: string, stretches: readonly Stretch[]): void => {
      player.play(key, clips(stretches)).catch((error: unknown) => {
        const { what, todo } = errorText(toAppError(error), language, locale);
        announce(what);
        showToast({ tone: 'danger', text: [what, todo].filter(Boolean).join(' ') });
      });
    };
    return {
      positionMs: player.positionMs,
      stop: () => player.stop(),
      toggle(key: string, stretches: readonly Stretch[]) {
        if (player.playing.get() === key) return player.stop();
        if (stretches.length > 0) start(key, stretches);
      },
      playFrom: (stretch: Stretch) => start(PLAYING_ON, [stretch]),
    };
  }, [client, player, encounterId, language, locale]);
  return { playing, ...controls };
}
