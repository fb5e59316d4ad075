import type { DocumentView } from '../../../shared/contract/documents.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { DocumentKind, DocumentOptions } from '../../../shared/model/document.ts';
import type { EncounterId, SentenceId } from '../../../shared/model/ids.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useChangeQueue } from '../../rpc/use-change-queue.ts';

export interface DocumentActions {
  make(options?: Partial<DocumentOptions>): Promise<boolean>;
  confirm(sentenceId: SentenceId): Promise<boolean>;
  edit(sentenceId: SentenceId, text: string): Promise<boolean>;
  remove(sentenceId: SentenceId): Promise<boolean>;
  add(text: string, blockId?: string): Promise<boolean>;
  undo(): Promise<boolean>;
  setField(key: 'to' | 'address', value: string): Promise<boolean>;
  setMinutes(minutes: number | null): Promise<boolean>;
  finalize(): Promise<boolean>;
  readonly busy: boolean;
  readonly error: AppError | undefined;
  dismissError(): void;
}

/** Changes to one document, one after the other. */
export function useDocumentActions(encounterId: EncounterId, kind: DocumentKind): DocumentActions {
  const { t } = useI18n();
  const { change, busy, error, dismissError } = useChangeQueue(
    'documents.list',
    { encounterId },
    (list) => {
      const known = list?.documents.find(({ version }) => version.document.kind === kind);
      return { encounterId, kind, baseVersion: known?.version.version ?? 0 };
    },
    (list, made: DocumentView) => ({
      documents: [...(list?.documents ?? []).filter(({ version }) => version.document.kind !== kind), made],
    }),
  );

  return {
    busy,
    error,
    dismissError,
    make: (options = {}) =>
      change(t('documents.made'), (base, rpc) => rpc.call('documents.make', { ...base, options })),
    confirm: (sentenceId) =>
      change(t('note.confirmed'), (base, rpc) => rpc.call('documents.confirmSentence', { ...base, sentenceId })),
    edit: (sentenceId, text) =>
      change(t('note.edited'), (base, rpc) => rpc.call('documents.editSentence', { ...base, sentenceId, text })),
    remove: (sentenceId) =>
      change(t('note.removed'), (base, rpc) => rpc.call('documents.removeSentence', { ...base, sentenceId })),
    add: (text, blockId) =>
      change(t('note.added'), (base, rpc) =>
        rpc.call('documents.addSentence', { ...base, text, ...(blockId === undefined ? {} : { blockId }) }),
      ),
    undo: () => change(t('note.undone'), (base, rpc) => rpc.call('documents.undo', base)),
    setField: (field, value) =>
      change(t('note.edited'), (base, rpc) => rpc.call('documents.setField', { ...base, key: field, value })),
    setMinutes: (minutes) =>
      change(t('note.edited'), (base, rpc) => rpc.call('documents.setMinutes', { ...base, minutes })),
    finalize: () => change(t('documents.finalized'), (base, rpc) => rpc.call('documents.finalize', base)),
  };
}
