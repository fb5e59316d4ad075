import { useState } from 'react';
import type { AppError } from '../../../shared/errors.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { toAppError } from '../../rpc/client.ts';
import { useAction } from '../../rpc/react.tsx';
import { announce } from '../../ui/announcer.tsx';
import { showToast } from '../../ui/toast.tsx';
import type { SpeakerChange } from './speaker-strip.tsx';

export interface Settling {
  segment: TranscriptSegment;
  first: number;
  last: number;
  /** Empty: these words were not said. */
  text: string;
}

export interface Corrections {
  setSpeaker(segment: TranscriptSegment, speaker: Speaker): void;
  /** The last correction, for every turn of the voice. */
  everywhere(): void;
  undo(): void;
  close(): void;
  /** What can be widened or taken back. */
  readonly change: SpeakerChange | undefined;
  readonly voiceTurns: number | undefined;
  readonly canSettle: boolean;
  settle(settling: Settling): void;
  readonly busy: boolean;
  readonly error: AppError | undefined;
  dismissError(): void;
}

/** Who spoke and what was said, put right by hand. The note follows; main says how. */
export function useCorrections(encounterId: EncounterId, segments: readonly TranscriptSegment[]): Corrections {
  const { t } = useI18n();
  const [change, setChange] = useState<SpeakerChange>();
  const [error, setError] = useState<AppError>();
  const speakerAction = useAction('transcript.setSpeaker', { refresh: ['encounters.get'] });

  const tell = (text: string): void => {
    announce(text);
    showToast({ tone: 'info', text });
  };
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setError(undefined);
    try {
      await work();
    } catch (failure) {
      setError(toAppError(failure));
    }
  };
  const voice = change?.segment.voice;
  const sameVoice = voice === undefined ? [] : segments.filter((segment) => segment.voice === voice);

  return {
    change,
    voiceTurns: voice === undefined ? undefined : sameVoice.length,
    canSettle: false,
    busy: speakerAction.isPending,
    error,
    dismissError: () => setError(undefined),
    close: () => setChange(undefined),
    setSpeaker(segment, speaker) {
      if (speaker === segment.speaker || speakerAction.isPending) return;
      void attempt(async () => {
        const { redrafted } = await speakerAction.mutateAsync({ encounterId, segmentId: segment.id, speaker });
        setChange({ segment, to: speaker });
        tell(redrafted ? t('transcript.redrafted') : t('transcript.kept'));
      });
    },
    everywhere: () => undefined,
    undo() {
      if (!change || speakerAction.isPending) return;
      void attempt(async () => {
        const before = change.segment;
        await speakerAction.mutateAsync({ encounterId, segmentId: before.id, speaker: before.speaker });
        setChange(undefined);
        tell(t('transcript.undone'));
      });
    },
    settle: () => undefined,
  };
}
