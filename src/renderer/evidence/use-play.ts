import type { EncounterId } from '../../shared/model/ids.ts';
import { useAudio } from '../audio/context.tsx';
import { useI18n } from '../i18n/i18n.tsx';
import { errorText } from '../i18n/error-text.ts';
import { toAppError } from '../rpc/client.ts';
import { useClient } from '../rpc/react.tsx';
import { announce } from '../ui/announcer.tsx';
import { useStore } from '../ui/store.ts';
import { showToast } from '../ui/toast.tsx';
import type { Stretch } from './stretches.ts';

/** Plays stretches of a visit's recording, or stops them when the same ones play already. */
export function usePlay(encounterId: EncounterId): {
  playing: string | undefined;
  toggle: (key: string, stretches: readonly Stretch[]) => void;
} {
  const client = useClient();
  const { player } = useAudio();
  const { language, locale } = useI18n();
  const playing = useStore(player.playing);
  return {
    playing,
    toggle(key, stretches) {
      if (player.playing.get() === key) return player.stop();
      if (stretches.length === 0) return;
      const clips = stretches.map(
        ({ startMs, endMs }) =>
          async (signal: AbortSignal) =>
            (
              await client.call(
                'audio.clip',
                { encounterId, startMs: Math.round(startMs), endMs: Math.round(endMs) },
                { signal },
              )
            ).wav,
      );
      player.play(key, clips).catch((error: unknown) => {
        const { what, todo } = errorText(toAppError(error), language, locale);
        announce(what);
        showToast({ tone: 'danger', text: [what, todo].filter(Boolean).join(' ') });
      });
    },
  };
}
