import { AppError } from '../../../shared/errors.ts';
import type { DocumentField, DocumentSentence, VisitDocument } from '../../../shared/model/document.ts';
import type { SentenceId } from '../../../shared/model/ids.ts';
import type { DocumentInput } from './document-input.ts';
import { isForPatient } from './make-document.ts';
import { gradeOfBlocks, gradeOfText } from './writer.ts';

/** What a person may do to a document. Each gives a new one; grades are counted anew where a patient reads it. */
export type DocumentEdit =
  | { readonly kind: 'edit'; readonly sentenceId: SentenceId; readonly text: string }
  | { readonly kind: 'remove'; readonly sentenceId: SentenceId }
  | { readonly kind: 'confirm'; readonly sentenceId: SentenceId }
  | { readonly kind: 'add'; readonly id: SentenceId; readonly blockId?: string; readonly text: string }
  | { readonly kind: 'field'; readonly key: 'to' | 'address'; readonly value: string }
  | { readonly kind: 'minutes'; readonly minutes: number | null };

/** Sentences that stand between a document and its being final. */
export const openDocumentSentences = (document: VisitDocument): DocumentSentence[] =>
  document.blocks
    .flatMap(({ sentences }) => sentences)
    .filter(({ support, confirmed }) => support === 'needs-review' && !confirmed);

const LABELS = { to: 'To', address: 'Address' } as const;

/** @throws AppError `not-found.sentence`, `conflict.state` for minutes of what is no log */
export function editDocument(
  document: VisitDocument,
  edit: DocumentEdit,
  parts: Pick<DocumentInput, 'resources'>,
): VisitDocument {
  return regraded(edited(document, edit, parts), parts);
}

function edited(document: VisitDocument, edit: DocumentEdit, parts: Pick<DocumentInput, 'resources'>): VisitDocument {
  switch (edit.kind) {
    case 'edit':
      // A clinician's own words stand on the clinician's word: what the draft rested on stays visible beside them.
      return withSentence(document, edit.sentenceId, ({ grade: _, ...sentence }) => {
        const grade = isForPatient(document.kind) ? gradeOfText(edit.text, parts) : undefined;
        return {
          ...sentence,
          text: edit.text,
          origin: 'clinician',
          confirmed: true,
          ...(grade === undefined ? {} : { grade }),
        };
      });
    case 'confirm':
      return withSentence(document, edit.sentenceId, (sentence) => ({ ...sentence, confirmed: true }));
    case 'remove': {
      const gone = document.blocks.flatMap(({ sentences }) => sentences).find(({ id }) => id === edit.sentenceId);
      const changed = withSentence(document, edit.sentenceId, () => undefined);
      return gone?.drafted === undefined ? changed : { ...changed, dropped: [...document.dropped, gone.drafted] };
    }
    case 'add': {
      const grade = isForPatient(document.kind) ? gradeOfText(edit.text, parts) : undefined;
      const sentence: DocumentSentence = {
        id: edit.id,
        text: edit.text,
        support: 'supported',
        evidence: [],
        origin: 'clinician',
        confirmed: true,
        source: 'clinician',
        noteSentenceIds: [],
        ...(grade === undefined ? {} : { grade }),
      };
      if (document.blocks.some(({ id }) => id === edit.blockId))
        return {
          ...document,
          blocks: document.blocks.map((block) =>
            block.id === edit.blockId ? { ...block, sentences: [...block.sentences, sentence] } : block,
          ),
        };
      const id = `b${1 + document.blocks.reduce((last, block) => Math.max(last, Number(block.id.slice(1))), 0)}`;
      return { ...document, blocks: [...document.blocks, { id, kind: 'paragraph', sentences: [sentence] }] };
    }
    case 'field': {
      const others = document.fields.filter(({ key }) => key !== edit.key);
      const field: DocumentField = { key: edit.key, label: LABELS[edit.key], value: edit.value, source: 'clinician' };
      return { ...document, fields: edit.value === '' ? others : [...others, field] };
    }
    case 'minutes': {
      if (document.kind !== 'chronic-care-log')
        throw new AppError('conflict.state', { params: { kind: document.kind } });
      const { touchpoint: _, ...rest } = document;
      const gaps = document.gaps.filter((gap) => gap !== 'minutes');
      return edit.minutes === null
        ? { ...rest, gaps: [...gaps, 'minutes'] }
        : { ...rest, gaps, touchpoint: { minutes: edit.minutes, from: 'clinician' } };
    }
  }
}

function withSentence(
  document: VisitDocument,
  sentenceId: SentenceId,
  change: (sentence: DocumentSentence) => DocumentSentence | undefined,
): VisitDocument {
  let found = false;
  const blocks = document.blocks
    .map((block) => ({
      ...block,
      sentences: block.sentences.flatMap((sentence) => {
        if (sentence.id !== sentenceId) return [sentence];
        found = true;
        return change(sentence) ?? [];
      }),
    }))
    .filter(({ sentences }) => sentences.length > 0);
  if (!found) throw new AppError('not-found.sentence');
  return { ...document, blocks };
}

function regraded(document: VisitDocument, parts: Pick<DocumentInput, 'resources'>): VisitDocument {
  if (!isForPatient(document.kind)) return document;
  const { grade: _, ...rest } = document;
  const grade = gradeOfBlocks(document.blocks, parts);
  return { ...rest, ...(grade === undefined ? {} : { grade }) };
}
