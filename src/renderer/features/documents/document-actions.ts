import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { DocumentView } from '../../../shared/contract/documents.ts';
import type { ProcedureOutput } from '../../../shared/contract/index.ts';
import type { AppError } from '../../../shared/errors.ts';
import type { DocumentKind, DocumentOptions } from '../../../shared/model/document.ts';
import type { EncounterId, SentenceId } from '../../../shared/model/ids.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { toAppError, type RpcClient } from '../../rpc/client.ts';
import { useClient } from '../../rpc/react.tsx';
import { announce } from '../../ui/announcer.tsx';

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

interface Base {
  encounterId: EncounterId;
  kind: DocumentKind;
  baseVersion: number;
}

/** Changes to one document, one after the other: each builds on the version the one before made. */
export function useDocumentActions(encounterId: EncounterId, kind: DocumentKind): DocumentActions {
  const client = useClient();
  const cache = useQueryClient();
  const { t } = useI18n();
  const [error, setError] = useState<AppError>();
  const [running, setRunning] = useState(0);
  const tail = useRef<Promise<unknown>>(Promise.resolve());
  const key = ['documents.list', { encounterId }];

  const change = (said: string, call: (base: Base, rpc: RpcClient) => Promise<DocumentView>): Promise<boolean> => {
    const run = tail.current.then(async () => {
      const known = cache
        .getQueryData<ProcedureOutput<'documents.list'>>(key)
        ?.documents.find(({ version }) => version.document.kind === kind);
      setError(undefined);
      setRunning((count) => count + 1);
      try {
        const made = await call({ encounterId, kind, baseVersion: known?.version.version ?? 0 }, client);
        cache.setQueryData<ProcedureOutput<'documents.list'>>(key, (list) => ({
          documents: [...(list?.documents ?? []).filter(({ version }) => version.document.kind !== kind), made],
        }));
        announce(said);
        return true;
      } catch (failure) {
        setError(toAppError(failure));
        await cache.invalidateQueries({ queryKey: key });
        return false;
      } finally {
        setRunning((count) => count - 1);
      }
    });
    tail.current = run;
    return run;
  };

  return {
    busy: running > 0,
    error,
    dismissError: () => setError(undefined),
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
