import { Button } from '@mantine/core';
import { Check, CircleHelp, CornerDownLeft, Eye, RotateCcw, TriangleAlert } from 'lucide-react';
import type { Note, NoteQuestion } from '../../../shared/model/note.ts';
import { holdEvidence, hoverEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Empty } from '../../ui/empty.tsx';
import type { NoteActions } from './note-actions.ts';
import { isLoud, questionText } from './question-text.ts';
import classes from './side.module.css';
import { focusSentence } from './use-sentence-focus.ts';

export interface QuestionsPanelProps {
  note: Note | undefined;
  readOnly: boolean;
  actions: NoteActions;
}

/** What the visit says against itself or the chart: both readings, the way to each, and one key to keep the note as it is. */
export function QuestionsPanel({ note, readOnly, actions }: QuestionsPanelProps) {
  const { t } = useI18n();
  const questions = note?.questions ?? [];
  if (questions.length === 0) return <Empty icon={Check} title={t('questions.none')} hint={t('questions.noneHint')} />;
  const settled = questions.filter((question) => question.settled);
  const list = (items: readonly NoteQuestion[]) => (
    <ul className={classes.list}>
      {items.map((question) => (
        <Question key={question.id} {...{ question, readOnly, actions }} />
      ))}
    </ul>
  );
  return (
    <div className={classes.panel}>
      <h3 className={classes.heading}>{t('questions.title')}</h3>
      {list(questions.filter((question) => !question.settled))}
      {settled.length > 0 && (
        <>
          <h3 className={classes.heading}>{t('questions.settledList')}</h3>
          {list(settled)}
        </>
      )}
    </div>
  );
}

function Question({
  question,
  readOnly,
  actions,
}: {
  question: NoteQuestion;
  readOnly: boolean;
  actions: NoteActions;
}) {
  const { t } = useI18n();
  const Icon = isLoud(question) ? TriangleAlert : CircleHelp;
  const text = questionText(t, question);
  const evidence = question.readings.flatMap((reading) => reading.evidence);
  const [sentenceId] = question.sentenceIds;
  return (
    <li
      className={classes.item}
      data-loud={isLoud(question) && !question.settled}
      data-question={question.id}
      onMouseEnter={() => hoverEvidence(evidence)}
      onMouseLeave={() => hoverEvidence(undefined)}
    >
      <p className={classes.questionTitle}>
        <Icon size={16} aria-hidden />
        <b>{text}</b>
      </p>
      {question.readings.map((reading, index) => (
        <p key={index} className={classes.reading}>
          <span className={classes.from}>{t(`questions.from.${reading.from}`)}</span>
          {reading.from === 'visit' ? <q>{reading.text}</q> : <span>{reading.text}</span>}
          {reading.evidence.length > 0 && (
            <button
              type="button"
              className={classes.show}
              aria-label={t('questions.show', { text: reading.text })}
              onClick={() => holdEvidence(reading.evidence)}
            >
              <Eye size={14} aria-hidden />
            </button>
          )}
        </p>
      ))}
      <div className={classes.actions}>
        {sentenceId !== undefined && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={<CornerDownLeft size={14} />}
            onClick={() => focusSentence(document, sentenceId)}
          >
            {t('questions.sentence')}
          </Button>
        )}
        {!readOnly && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={question.settled ? <RotateCcw size={14} /> : <Check size={14} />}
            onClick={() => void actions.settle(question.id, !question.settled)}
          >
            {question.settled ? t('questions.reopen') : t('questions.keep')}
          </Button>
        )}
      </div>
    </li>
  );
}
