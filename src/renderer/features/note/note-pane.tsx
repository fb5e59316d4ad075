import { Button } from '@mantine/core';
import { useRef, useState, type ReactNode } from 'react';
import type { EncounterView } from '../../../shared/contract/encounters.ts';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { NoteSentence, NoteVersion } from '../../../shared/model/note.ts';
import { canMoveInNote } from '../../../shared/model/note-blocks.ts';
import { evidenceStretches } from '../../evidence/stretches.ts';
import { usePlay } from '../../evidence/use-play.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { usePatientName } from '../../patient/use-patient-name.ts';
import { useCommands } from '../../ui/commands.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import paperClasses from '../../ui/paper.module.css';
import { DraftSource, sentTo } from './draft-source.tsx';
import { InstructBar } from './instruct-bar.tsx';
import type { NoteActions } from './note-actions.ts';
import { LoudQuestions } from './loud-questions.tsx';
import {
  allSentences,
  neighbour,
  nextOpen,
  openQuestions,
  openSentences,
  questionsOf,
  stopSentences,
} from './note-blocks.ts';
import { NoteDocument } from './note-document.tsx';
import classes from './pane.module.css';
import { ReviewBar } from './review-bar.tsx';
import { SignPanel } from './sign-panel.tsx';
import { focusSentence, useSentenceFocus } from './use-sentence-focus.ts';
import { AddendumPanel, AddendumView, SignatureBlock, SignedActions } from './signed-parts.tsx';

export interface NotePaneProps {
  view: EncounterView;
  note: NoteVersion;
  /** An earlier version to look at instead; nothing can be changed in it. */
  oldVersion: NoteVersion | undefined;
  onLeaveOld: () => void;
  clinician: Clinician;
  actions: NoteActions;
  ehrHost: string | undefined;
  delivery: ReactNode;
  /** By which template it was drafted. */
  template?: ReactNode;
}

/** The note on its paper: a draft under review, the signed document, or an earlier version. */
export function NotePane(props: NotePaneProps) {
  const { view, note, oldVersion, onLeaveOld, clinician, actions, ehrHost, delivery, template } = props;
  const { t, format } = useI18n();
  const encounterId = view.encounter.id;
  const { playing, toggle } = usePlay(encounterId);
  const [selectedId, setSelectedId] = useState<string>();
  const [editRequest, setEditRequest] = useState<string>();
  const [open, setOpen] = useState<'sign' | 'addendum' | 'instruct' | 'speak'>();
  const paper = useRef<HTMLElement>(null);
  const focusLater = useSentenceFocus(paper, note);

  const signed = view.signed;
  const shown = oldVersion ?? signed ?? note;
  const readOnly = signed !== undefined || oldVersion !== undefined;
  const sentences = allSentences(shown.note);
  const selected = sentences.find((sentence) => sentence.id === selectedId);
  const openCount = openSentences(note.note).length;

  const play = (sentence: NoteSentence): void => {
    if (view.hasAudio) toggle(sentence.id, evidenceStretches(sentence.evidence));
  };
  const goNext = (): void => {
    setOpen(undefined);
    focusSentence(paper.current, nextOpen(note.note, selectedId)?.id ?? stopSentences(note.note)[0]?.id);
  };
  const removeSelected = (sentence: NoteSentence): void => {
    const next = neighbour(note.note, sentence.id);
    void actions.remove(sentence.id).then((ok) => ok && focusLater(next?.id));
  };

  useCommands([
    {
      id: 'note.instruct',
      title: t('instruct.title'),
      keys: '/',
      ...(readOnly ? {} : { run: () => setOpen('instruct') }),
    },
    {
      id: 'note.dictate',
      title: t('instruct.speakTitle'),
      keys: 'd',
      ...(readOnly ? {} : { run: () => setOpen('speak') }),
    },
  ]);

  return (
    <section className={classes.pane} aria-label={t('visit.note')}>
      {delivery && <div className={classes.delivery}>{delivery}</div>}
      <div className={classes.desk}>
        {actions.error && <ErrorNotice error={actions.error} onDismiss={() => actions.dismissError()} />}
        {oldVersion && (
          <Notice
            tone="info"
            title={t('note.version', { version: oldVersion.version, time: format.dateTime(oldVersion.at) })}
            actions={
              <Button size="xs" variant="default" onClick={onLeaveOld}>
                {t('note.versionBack')}
              </Button>
            }
          />
        )}
        {!signed && <DraftSource note={shown.note} />}
        <article
          ref={paper}
          className={`${paperClasses.paper} ${classes.paper}`}
          data-done={signed !== undefined && !oldVersion}
          data-watermark={t('print.watermark')}
        >
          <PrintHead view={view} />
          {!signed && !oldVersion && (
            <div className={`${paperClasses.draft} ${classes.draft}`}>
              <b>{t('note.draft')}</b> <span>{sentTo(shown.note) ? t('drafting.sentHint') : t('note.draftHint')}</span>
              {template}
            </div>
          )}
          {!readOnly && <LoudQuestions note={shown.note} actions={actions} />}
          <NoteDocument
            encounterId={encounterId}
            note={shown.note}
            readOnly={readOnly}
            actions={actions}
            selectedId={selectedId}
            onSelect={(sentence) => setSelectedId(sentence?.id)}
            onPlay={play}
            editRequest={editRequest}
            onEditTaken={() => setEditRequest(undefined)}
          />
          {signed && !oldVersion && (
            <>
              {signed.signature && <SignatureBlock signature={signed.signature} focused={open === 'sign'} />}
              {view.addenda.map((addendum) => (
                <AddendumView key={addendum.version} addendum={addendum} />
              ))}
            </>
          )}
        </article>
        {signed && !oldVersion && open !== 'addendum' && (
          <SignedActions
            text={[signed, ...view.addenda].map(({ text }) => text ?? '').join('\n\n')}
            onAddendum={() => setOpen('addendum')}
          />
        )}
      </div>
      {signed && open === 'addendum' && (
        <AddendumPanel
          encounterId={encounterId}
          baseVersion={note.version}
          clinician={clinician}
          onClose={() => setOpen(undefined)}
        />
      )}
      {!readOnly &&
        (open === 'sign' ? (
          <SignPanel
            encounterId={encounterId}
            baseVersion={note.version}
            clinician={clinician}
            openCount={openCount}
            sentenceCount={allSentences(note.note).length}
            busy={view.job !== undefined}
            isNamed={view.encounter.patient.name !== ''}
            ehrHost={ehrHost}
            onNext={goNext}
            onClose={() => setOpen(undefined)}
          />
        ) : open === 'instruct' || open === 'speak' ? (
          <InstructBar
            speak={open === 'speak'}
            encounterId={encounterId}
            baseVersion={note.version}
            selected={selected}
            onChoose={(id) => setSelectedId(id)}
            onApply={actions.instruct}
            onClose={() => {
              setOpen(undefined);
              focusLater(selectedId ?? sentences[0]?.id);
            }}
          />
        ) : (
          <ReviewBar
            encounterId={encounterId}
            selected={selected}
            questions={selected ? questionsOf(note.note, selected.id) : []}
            questionCount={openQuestions(note.note).length}
            onKeep={(question) => void actions.settle(question.id, true)}
            openCount={openCount}
            playing={selected !== undefined && playing === selected.id}
            canPlay={view.hasAudio && (selected?.evidence.length ?? 0) > 0}
            onPlay={() => selected && play(selected)}
            onConfirm={() => selected && void actions.confirm(selected.id)}
            onEdit={() => setEditRequest(selectedId)}
            canMove={(direction) =>
              selected !== undefined &&
              canMoveInNote(note.note, { sentenceId: selected.id, what: 'sentence', direction })
            }
            onMove={(direction) =>
              selected &&
              void actions.move(selected.id, 'sentence', direction).then((ok) => ok && focusLater(selected.id))
            }
            onUnstyle={() => selected && void actions.unstyle(selected.id)}
            onRemove={() => selected && removeSelected(selected)}
            onNext={goNext}
            onInstruct={() => setOpen('instruct')}
            onSign={() => setOpen('sign')}
          />
        ))}
    </section>
  );
}

/** On paper only: who and when, and whether this is a draft. */
function PrintHead({ view }: { view: EncounterView }) {
  const { t, format } = useI18n();
  const patientName = usePatientName();
  const { patient, startedAt, createdAt } = view.encounter;
  return (
    <div className={classes.printHead}>
      <p>
        {[patientName(patient), patient.birthDate && format.calendarDate(patient.birthDate), patient.identifier?.value]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>{format.dateTime(startedAt ?? createdAt)}</p>
      {!view.signed && <p className={classes.watermark}>{t('print.draft')}</p>}
    </div>
  );
}
