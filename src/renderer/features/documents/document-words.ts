import type { DocumentReason, DocumentSentence } from '../../../shared/model/document.ts';
import type { I18n } from '../../i18n/i18n.tsx';

/** Why a sentence needs a person, in a sentence; nothing for what a later version may add and this window has no words for. */
export function reasonText(t: I18n['t'], reason: DocumentReason): string {
  switch (reason.kind) {
    case 'not-in-note':
      return t('documents.reason.notInNote');
    case 'open-in-note':
      return t('documents.reason.openInNote');
    case 'wording':
      return t('documents.reason.wording', { claim: reason.claim });
    case 'refused':
      return t('documents.reason.refused', { claim: reason.claim });
    case 'unsupported':
      return t('note.reason.unsupported', { claim: reason.claim });
    default:
      return '';
  }
}

export type DocumentSentenceStatus = 'review' | 'draft' | 'confirmed' | 'clinician' | 'chart';

export function statusOf(sentence: DocumentSentence): DocumentSentenceStatus {
  if (sentence.origin === 'clinician') return 'clinician';
  if (sentence.confirmed) return 'confirmed';
  if (sentence.support === 'needs-review') return 'review';
  return sentence.source === 'chart' ? 'chart' : 'draft';
}

/** Above this grade a sentence is marked as hard (domain/documents/readability.ts). */
export const HIGHEST_GRADE = 8;

export const isHard = ({ grade }: { grade?: number | undefined }): boolean =>
  grade !== undefined && grade > HIGHEST_GRADE;

/** All there is to say of a sentence beside its text. */
export function aboutSentence(t: I18n['t'], sentence: DocumentSentence): string {
  const reasons = sentence.confirmed ? [] : (sentence.reasons ?? []).map((reason) => reasonText(t, reason));
  const hard = isHard(sentence) ? [t('documents.hardSentence', { grade: sentence.grade! })] : [];
  return [...new Set([...reasons, ...hard])].filter((text) => text !== '').join(' ');
}
