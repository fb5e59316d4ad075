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
import { doubtAt, doubtsOf } from './words.ts';

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
  settle(settling: Settling): void;
  readonly busy: boolean;
  readonly error: AppError | undefined;
  dismissError(): void;
}

/** Who spoke and what was said, put right by hand. The note follows; main says how. */
export function useCorrections(encounterId: EncounterId, segments: readonly TranscriptSegment[]): Corrections {
  const { t, plural } = useI18n();
  const [change, setChange] = useState<SpeakerChange>();
  const [error, setError] = useState<AppError>();
  const speakerAction = useAction('transcript.setSpeaker', { refresh: ['encounters.get'] });
  const settleAction = useAction('transcript.settleWord', { refresh: ['encounters.get'] });
  const busy = speakerAction.isPending || settleAction.isPending;

  const tell = (...parts: (string | undefined)[]): void => {
    const text = parts.filter(Boolean).join(' ');
    announce(text);
    showToast({ tone: 'info', text });
  };
  const attempt = (work: () => Promise<void>): void => {
    if (busy) return;
    setError(undefined);
    work().catch((failure: unknown) => setError(toAppError(failure)));
  };
  const put = (segment: TranscriptSegment, speaker: Speaker, scope: 'turn' | 'voice') =>
    speakerAction.mutateAsync({ encounterId, segmentId: segment.id, speaker, scope });
  const noteText = (redrafted: boolean): string => (redrafted ? t('transcript.redrafted') : t('transcript.kept'));

  const leftText = (left: number): string =>
    left > 0 ? `${plural('transcript.doubts', left)}.` : t('transcript.doubtsNone');
  const voice = change?.segment.voice;
  const sameVoice = voice === undefined ? [] : segments.filter((segment) => segment.voice === voice);

  return {
    change,
    voiceTurns: voice === undefined ? undefined : sameVoice.length,
    busy,
    error,
    dismissError: () => setError(undefined),
    close: () => setChange(undefined),
    setSpeaker(segment, speaker) {
      if (speaker === segment.speaker) return;
      attempt(async () => {
        const { redrafted } = await put(segment, speaker, 'turn');
        const told = noteText(redrafted);
        setChange({ segment, to: speaker, told });
        announce(told);
      });
    },
    everywhere() {
      if (!change || change.wide || sameVoice.length < 2) return;
      attempt(async () => {
        // As they were before the first click: that is what undoing has to bring back.
        const wide = sameVoice.map((turn) => (turn.id === change.segment.id ? change.segment : turn));
        const { redrafted, corrected } = await put(change.segment, change.to, 'voice');
        const told = noteText(redrafted);
        setChange({ ...change, wide, corrected, told });
        announce(told);
      });
    },
    undo() {
      if (!change) return;
      attempt(async () => {
        const before = change.segment;
        await put(before, before.speaker, change.wide ? 'voice' : 'turn');
        for (const turn of change.wide ?? [])
          if (turn.speaker !== before.speaker) await put(turn, turn.speaker, 'turn');
        setChange(undefined);
        tell(t('transcript.undone'));
      });
    },
    settle({ segment, first, last, text }) {
      attempt(async () => {
        const openDoubts = segments.reduce((sum, each) => sum + doubtsOf(each).length, 0);
        const wasDoubt = doubtAt(segment, first) !== undefined;
        const heard = segment.words
          .slice(first, last + 1)
          .map((word) => word.text)
          .join(' ');
        const { redrafted, affected } = await settleAction.mutateAsync({
          encounterId,
          segmentId: segment.id,
          wordIndex: first,
          wordCount: last - first + 1,
          heard,
          text,
        });
        tell(
          text === '' ? t('transcript.word.removed', { text: heard }) : t('transcript.word.done', { text }),
          redrafted ? t('transcript.word.redrafted') : undefined,
          affected > 0 ? plural('transcript.word.affected', affected) : undefined,
          wasDoubt ? leftText(openDoubts - 1) : undefined,
        );
      });
    },
  };
}
