import type { AppError } from '../../../shared/errors.ts';
import type { EncounterId, SegmentId, SentenceId } from '../../../shared/model/ids.ts';
import type { NoteVersion } from '../../../shared/model/note.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useChangeQueue } from '../../rpc/use-change-queue.ts';

export interface NoteActions {
  confirm(sentenceId: SentenceId): Promise<boolean>;
  edit(sentenceId: SentenceId, text: string): Promise<boolean>;
  remove(sentenceId: SentenceId): Promise<boolean>;
  /** One place further; `block`: with all that stands under its sub-heading. */
  move(sentenceId: SentenceId, what: 'sentence' | 'block', direction: 'up' | 'down'): Promise<boolean>;
  add(
    sectionKey: string,
    text: string,
    place?: { afterSentenceId?: SentenceId; fromSegmentId?: SegmentId; fromQuote?: string },
  ): Promise<boolean>;
  /** Keeps the note as it stands beside what does not agree with it, or asks again. */
  settle(questionId: string, settled: boolean): Promise<boolean>;
  /** Leaves something said out of the list of what was left out. */
  dismiss(segmentId: SegmentId, quote: string | undefined): Promise<boolean>;
  /** Back to how it was drafted before the clinician's habits of wording. */
  unstyle(sentenceId: SentenceId): Promise<boolean>;
  /** What the preview of these words showed. */
  instruct(text: string, sentenceId: SentenceId | undefined): Promise<boolean>;
  undo(): Promise<boolean>;
  readonly error: AppError | undefined;
  dismissError(): void;
}

/** Changes to the note, one after the other. */
export function useNoteActions(encounterId: EncounterId): NoteActions {
  const { t } = useI18n();
  const { change, error, dismissError } = useChangeQueue(
    'encounters.get',
    { encounterId },
    (view) => view?.note && { encounterId, baseVersion: view.note.version },
    (view, note: NoteVersion) => view && { ...view, note },
  );

  return {
    error,
    dismissError,
    confirm: (sentenceId) =>
      change(t('note.confirmed'), (base, rpc) => rpc.call('note.confirmSentence', { ...base, sentenceId })),
    edit: (sentenceId, text) =>
      change(t('note.edited'), (base, rpc) => rpc.call('note.editSentence', { ...base, sentenceId, text })),
    remove: (sentenceId) =>
      change(t('note.removed'), (base, rpc) => rpc.call('note.removeSentence', { ...base, sentenceId })),
    move: (sentenceId, what, direction) =>
      change(t('note.moved'), (base, rpc) => rpc.call('note.move', { ...base, sentenceId, what, direction })),
    add: (sectionKey, text, place = {}) =>
      change(t('note.added'), (base, rpc) => rpc.call('note.addSentence', { ...base, sectionKey, text, ...place })),
    settle: (questionId, settled) =>
      change(settled ? t('questions.settled') : t('questions.reopened'), (base, rpc) =>
        rpc.call('note.settleQuestion', { ...base, questionId, settled }),
      ),
    dismiss: (segmentId, quote) =>
      change(t('omissions.dismissed'), (base, rpc) => rpc.call('note.dismissOmission', { ...base, segmentId, quote })),
    unstyle: (sentenceId) =>
      change(t('style.undone'), (base, rpc) => rpc.call('note.unstyle', { ...base, sentenceId })),
    instruct: (text, sentenceId) =>
      change(t('instruct.done'), (base, rpc) =>
        rpc.call('note.applyInstruction', { ...base, text, ...(sentenceId === undefined ? {} : { sentenceId }) }),
      ),
    undo: () => change(t('note.undone'), (base, rpc) => rpc.call('note.undo', base)),
  };
}
