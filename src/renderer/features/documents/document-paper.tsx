import { BookOpenText, Check, CircleHelp, FileHeart, PenLine, Plus } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { DocumentBlock, DocumentSentence, VisitDocument } from '../../../shared/model/document.ts';
import { holdEvidence, hoverEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { ClinicalText } from '../../ui/clinical-text.tsx';
import paperClasses from '../../ui/paper.module.css';
import { SentenceField } from '../../ui/sentence-field.tsx';
import type { DocumentActions } from './document-actions.ts';
import { aboutSentence, isHard, statusOf } from './document-words.ts';
import classes from './documents.module.css';

const icons = { review: CircleHelp, confirmed: Check, clinician: PenLine, chart: FileHeart, draft: undefined };

export const sentencesOf = (document: VisitDocument): DocumentSentence[] =>
  document.blocks.flatMap(({ sentences }) => sentences);

export interface DocumentPaperProps {
  document: VisitDocument;
  readOnly: boolean;
  actions: DocumentActions;
  selectedId: string | undefined;
  onSelect: (sentence: DocumentSentence) => void;
  onPlay: (sentence: DocumentSentence) => void;
  editingId: string | undefined;
  onEditing: (id: string | undefined) => void;
}

/** The document as it will read, steered like the note: arrows walk, Enter confirms, E edits, Backspace removes, U undoes, Space plays. */
export function DocumentPaper(props: DocumentPaperProps) {
  const { document, readOnly, actions, selectedId, onSelect, onPlay, editingId, onEditing } = props;
  const { t } = useI18n();
  const root = useRef<HTMLDivElement>(null);
  const [adding, setAdding] = useState<string>();
  const all = sentencesOf(document);

  const focusSentence = (id: string | undefined): void => {
    if (id === undefined) return;
    // After the list was drawn anew.
    requestAnimationFrame(() =>
      root.current?.querySelector<HTMLElement>(`[data-document-sentence="${CSS.escape(id)}"]`)?.focus(),
    );
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const id = event.target instanceof HTMLElement ? event.target.dataset.documentSentence : undefined;
    const index = all.findIndex((sentence) => sentence.id === id);
    const sentence = all[index];
    if (!sentence) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const next = all[index + 1] ?? all[index - 1];
    const handlers: Record<string, (() => void) | undefined> = {
      ' ': () => onPlay(sentence),
      ArrowDown: () => focusSentence(all[index + 1]?.id),
      ArrowUp: () => focusSentence(all[index - 1]?.id),
      ...(readOnly
        ? {}
        : {
            Enter: () => void actions.confirm(sentence.id).then(() => focusSentence(sentence.id)),
            e: () => onEditing(sentence.id),
            Backspace: () => void actions.remove(sentence.id).then((ok) => ok && focusSentence(next?.id)),
            u: () => void actions.undo().then((ok) => ok && focusSentence(sentence.id)),
          }),
    };
    const handle = handlers[key];
    if (!handle) return;
    event.preventDefault();
    event.stopPropagation();
    handle();
  };

  const stop = selectedId !== undefined && all.some(({ id }) => id === selectedId) ? selectedId : all[0]?.id;
  const draw = (sentence: DocumentSentence): ReactNode =>
    sentence.id === editingId ? (
      <SentenceField
        key={sentence.id}
        label={t('note.editLabel')}
        initialText={sentence.text}
        onSave={(text) => actions.edit(sentence.id, text)}
        onClose={(byKey) => {
          onEditing(undefined);
          if (byKey) focusSentence(sentence.id);
        }}
      />
    ) : (
      <span
        key={sentence.id}
        role="group"
        aria-roledescription={t('note.sentence')}
        data-document-sentence={sentence.id}
        data-status={statusOf(sentence)}
        data-selected={sentence.id === selectedId}
        className={paperClasses.sentence}
        tabIndex={sentence.id === stop || (!readOnly && statusOf(sentence) === 'review') ? 0 : -1}
        onFocus={() => {
          onSelect(sentence);
          holdEvidence(sentence.evidence);
        }}
        onClick={(event) => event.currentTarget.focus()}
        onDoubleClick={() => !readOnly && onEditing(sentence.id)}
        onMouseEnter={() => hoverEvidence(sentence.evidence)}
        onMouseLeave={() => hoverEvidence(undefined)}
      >
        {!readOnly && <SentenceMark sentence={sentence} />}
        <ClinicalText text={sentence.text} />
      </span>
    );

  const adder = (block: DocumentBlock | undefined): ReactNode => {
    if (readOnly) return null;
    const id = block?.id ?? '';
    if (adding === id)
      return (
        <SentenceField
          label={t('note.addLabel')}
          initialText=""
          onSave={(text) => actions.add(text, block?.id)}
          onClose={() => setAdding(undefined)}
        />
      );
    return (
      <button
        type="button"
        className={`${paperClasses.add} ${classes.add}`}
        aria-label={block?.heading ? t('documents.addTo', { heading: block.heading }) : t('documents.add')}
        onClick={() => setAdding(id)}
      >
        <Plus size={14} aria-hidden />
        {t('documents.add')}
      </button>
    );
  };

  return (
    <div ref={root} onKeyDown={onKeyDown}>
      {document.blocks.map((block) => (
        <section key={block.id} className={classes.block}>
          {block.heading !== undefined && <h4 className={classes.blockHeading}>{block.heading}</h4>}
          {block.kind === 'list' ? (
            <ul className={paperClasses.bullets}>
              {block.sentences.map((sentence) => (
                <li key={sentence.id}>{draw(sentence)}</li>
              ))}
            </ul>
          ) : (
            <p className={paperClasses.prose}>
              {block.sentences.flatMap((sentence, i) => (i === 0 ? [draw(sentence)] : [' ', draw(sentence)]))}
            </p>
          )}
          {adder(block)}
        </section>
      ))}
      {document.blocks.length === 0 && adder(undefined)}
    </div>
  );
}

function SentenceMark({ sentence }: { sentence: DocumentSentence }) {
  const { t } = useI18n();
  const status = statusOf(sentence);
  const Icon = icons[status];
  const what = status === 'chart' ? t('documents.source.chart') : t(`note.status.${status}`);
  const text = `${what}. ${aboutSentence(t, sentence)}`.trim();
  return (
    <span className={`${paperClasses.mark} ${classes.mark}`} data-status={status} title={text}>
      {Icon && <Icon size="0.9em" strokeWidth={2.6} aria-hidden />}
      {isHard(sentence) && <BookOpenText size="0.9em" strokeWidth={2.4} aria-hidden data-hard="" />}
      <span className="visually-hidden">{text} </span>
    </span>
  );
}
