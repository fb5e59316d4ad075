import { Plus } from 'lucide-react';
import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { Note, NoteSection, NoteSentence } from '../../../shared/model/note.ts';
import { canMoveInNote, isPrinted, noteBlocks } from '../../../shared/model/note-blocks.ts';
import { holdEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { announce } from '../../ui/announcer.tsx';
import paperClasses from '../../ui/paper.module.css';
import type { NoteActions } from './note-actions.ts';
import { allSentences, neighbour, questionsOf, sentenceAt, stopSentences } from './note-blocks.ts';
import classes from './note.module.css';
import { Sentence, SentenceEditor } from './sentence.tsx';
import { focusSentence, useSentenceFocus } from './use-sentence-focus.ts';

/** What is being written, if anything. */
type Editing = { kind: 'edit'; id: string } | { kind: 'add'; sectionKey: string; afterId?: string };

export interface NoteDocumentProps {
  encounterId: EncounterId;
  note: Note;
  readOnly: boolean;
  actions: NoteActions;
  selectedId: string | undefined;
  onSelect: (sentence: NoteSentence | undefined) => void;
  onPlay: (sentence: NoteSentence) => void;
  /** Set from outside (the review bar's Edit) to open the editor; called back when it was taken. */
  editRequest: string | undefined;
  onEditTaken: () => void;
}

/** The note as a document, steered by the keyboard: Tab stops at what needs a decision, arrows walk sentence by sentence. */
export function NoteDocument(props: NoteDocumentProps) {
  const { encounterId, note, readOnly, actions, selectedId, onSelect, onPlay, editRequest, onEditTaken } = props;
  const { t } = useI18n();
  const root = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<Editing>();
  const focusLater = useSentenceFocus(root, note);

  if (editRequest !== undefined && !readOnly) {
    setEditing({ kind: 'edit', id: editRequest });
    onEditTaken();
  }
  const select = (sentence: NoteSentence): void => {
    onSelect(sentence);
    holdEvidence(sentence.evidence);
  };
  const remove = (sentence: NoteSentence): void => {
    const next = neighbour(note, sentence.id);
    void actions.remove(sentence.id).then((ok) => ok && focusLater(next?.id));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    const id = event.target instanceof HTMLElement ? event.target.dataset.sentence : undefined;
    const sentence = allSentences(note).find((candidate) => candidate.id === id);
    if (!sentence) return;
    if (event.altKey) return onAltKey(event, sentence);
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const handlers: Record<string, (() => void) | undefined> = {
      ' ': () => onPlay(sentence),
      ArrowDown: () => focusSentence(root.current, sentenceAt(note, sentence.id, 1)?.id),
      ArrowUp: () => focusSentence(root.current, sentenceAt(note, sentence.id, -1)?.id),
      ...(readOnly
        ? {}
        : {
            Enter: () => void actions.confirm(sentence.id),
            e: () => setEditing({ kind: 'edit', id: sentence.id }),
            a: () => setEditing({ kind: 'add', sectionKey: sectionOf(note, sentence.id), afterId: sentence.id }),
            Backspace: () => remove(sentence),
            k: () => questionsOf(note, sentence.id).forEach(({ id }) => void actions.settle(id, true)),
            u: () => void actions.undo().then((ok) => ok && focusLater(sentence.id)),
          }),
    };
    const handle = handlers[key];
    if (!handle) return;
    event.preventDefault();
    handle();
  };

  /** Alt and an arrow move the sentence; with Shift all that stands under its sub-heading. */
  const onAltKey = (event: KeyboardEvent, sentence: NoteSentence): void => {
    if (readOnly || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    const direction = event.key === 'ArrowUp' ? 'up' : 'down';
    const what = event.shiftKey ? 'block' : 'sentence';
    if (!canMoveInNote(note, { sentenceId: sentence.id, what, direction })) return announce(t('note.movedOut'));
    void actions.move(sentence.id, what, direction).then((ok) => ok && focusLater(sentence.id));
  };

  const open = new Set(stopSentences(note).map((sentence) => sentence.id));
  const fallbackStop = selectedId ?? allSentences(note)[0]?.id;
  const isTabStop = (sentence: NoteSentence): boolean =>
    readOnly || open.size === 0 ? sentence.id === fallbackStop : open.has(sentence.id);

  const drawSentence = (sentence: NoteSentence): ReactNode => {
    if (editing?.kind === 'edit' && editing.id === sentence.id)
      return (
        <SentenceEditor
          key={sentence.id}
          label={t('note.editLabel')}
          initialText={sentence.text}
          typedFor={{ encounterId, sentenceId: sentence.id }}
          onSave={(text) => actions.edit(sentence.id, text)}
          onClose={(byKey) => {
            setEditing(undefined);
            if (byKey) focusLater(sentence.id);
          }}
        />
      );
    return (
      <Sentence
        key={sentence.id}
        sentence={sentence}
        questions={questionsOf(note, sentence.id)}
        selected={sentence.id === selectedId}
        tabStop={isTabStop(sentence)}
        readOnly={readOnly}
        onSelect={select}
        onEdit={() => setEditing({ kind: 'edit', id: sentence.id })}
      />
    );
  };

  const adder = (section: NoteSection): ReactNode => {
    if (readOnly) return null;
    if (editing?.kind !== 'add' || editing.sectionKey !== section.key)
      return (
        <button
          type="button"
          className={`${paperClasses.add} ${classes.add}`}
          aria-label={t('note.addTo', { section: section.heading })}
          // While something is open Tab stops there only; A adds from any sentence.
          tabIndex={open.size > 0 && section.sentences.length > 0 ? -1 : 0}
          onClick={() => setEditing({ kind: 'add', sectionKey: section.key })}
        >
          <Plus size={14} aria-hidden />
          {t('note.add')}
        </button>
      );
    const { afterId } = editing;
    const after = section.sentences.find((sentence) => sentence.id === afterId);
    return (
      <SentenceEditor
        label={t('note.addLabel')}
        initialText=""
        typedFor={{ encounterId }}
        onSave={(text) => actions.add(section.key, text, after ? { afterSentenceId: after.id } : {})}
        onClose={(byKey) => {
          setEditing(undefined);
          if (byKey && afterId !== undefined) focusLater(afterId);
        }}
      />
    );
  };

  return (
    <div ref={root} onKeyDown={onKeyDown}>
      {note.sections.map((section) => {
        const headingId = `section-${section.key}`;
        if (readOnly && !isPrinted(section)) return null;
        return (
          <section key={section.key} className={classes.section} aria-labelledby={headingId}>
            <h2 id={headingId} className={classes.heading}>
              {section.heading}
            </h2>
            {section.sentences.length === 0 && <p className={classes.nothing}>{t('note.emptySection')}</p>}
            {noteBlocks(section).map((block, index) => (
              <div key={`${index}-${block.title ?? ''}`} className={classes.block}>
                {block.title !== undefined && <h3 className={classes.subheading}>{block.title}</h3>}
                {block.bullets ? (
                  <ul className={paperClasses.bullets}>
                    {block.sentences.map((sentence) => (
                      <li key={sentence.id}>{drawSentence(sentence)}</li>
                    ))}
                  </ul>
                ) : (
                  <p className={paperClasses.prose}>
                    {block.sentences.flatMap((sentence, position) =>
                      position === 0 ? [drawSentence(sentence)] : [' ', drawSentence(sentence)],
                    )}
                  </p>
                )}
              </div>
            ))}
            {adder(section)}
          </section>
        );
      })}
    </div>
  );
}

function sectionOf(note: Note, sentenceId: string): string {
  return note.sections.find((section) => section.sentences.some((sentence) => sentence.id === sentenceId))?.key ?? '';
}
