import { Button } from '@mantine/core';
import type { Note } from '../../../shared/model/note.ts';
import { holdEvidence } from '../../evidence/focus.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { NoteActions } from './note-actions.ts';
import { openQuestions } from './note-blocks.ts';
import classes from './note.module.css';
import { isLoud, questionText } from './question-text.ts';

/** An allergy and a drug of its family stand above the note until somebody has looked: nobody has to open a panel to see them. */
export function LoudQuestions({ note, actions }: { note: Note; actions: NoteActions }) {
  const { t } = useI18n();
  const loud = openQuestions(note).filter(isLoud);
  if (loud.length === 0) return null;
  return (
    <div className={classes.loud}>
      {loud.map((question) => {
        const text = questionText(t, question);
        const evidence = question.readings.flatMap((reading) => reading.evidence);
        return (
          <Notice
            key={question.id}
            tone="danger"
            role="alert"
            title={text}
            actions={
              <>
                {evidence.length > 0 && (
                  <Button size="xs" variant="default" onClick={() => holdEvidence(evidence)}>
                    {t('omissions.show')}
                  </Button>
                )}
                <Button
                  size="xs"
                  variant="default"
                  aria-label={t('questions.keepOf', { question: text })}
                  onClick={() => void actions.settle(question.id, true)}
                >
                  {t('questions.keep')}
                </Button>
              </>
            }
          >
            {question.readings.map((reading, index) => (
              <p key={index}>
                <b>{t(`questions.from.${reading.from}`)}:</b> {reading.text}
              </p>
            ))}
          </Notice>
        );
      })}
    </div>
  );
}
