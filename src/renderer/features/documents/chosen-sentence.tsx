import { Button } from '@mantine/core';
import { Check, PenLine, Play, Square, Trash2 } from 'lucide-react';
import type { DocumentSentence } from '../../../shared/model/document.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { aboutSentence } from './document-words.ts';
import classes from './documents.module.css';

export interface ChosenSentenceProps {
  sentence: DocumentSentence;
  readOnly: boolean;
  playing: boolean;
  canPlay: boolean;
  onPlay: () => void;
  onConfirm: () => void;
  onEdit: () => void;
  onRemove: () => void;
}

/** What the chosen sentence rests on, what speaks against it, and what can be done about it. */
export function ChosenSentence(props: ChosenSentenceProps) {
  const { sentence, readOnly, playing, canPlay, onPlay, onConfirm, onEdit, onRemove } = props;
  const { t } = useI18n();
  const why = aboutSentence(t, sentence);
  const isOpen = sentence.support === 'needs-review' && !sentence.confirmed;
  return (
    <div className={classes.chosen}>
      {why !== '' && <p className={classes.why}>{why}</p>}
      {sentence.evidence.length > 0 ? (
        <div>
          <b className={classes.fine}>{t('note.evidence')}</b>
          {sentence.evidence.map(({ segmentId, startMs, quote }) => (
            <q key={`${segmentId}-${startMs}-${quote}`}>{quote}</q>
          ))}
        </div>
      ) : (
        <p className={classes.fine}>
          {sentence.source === 'chart' ? t('documents.source.chart') : t('note.status.clinician')}
        </p>
      )}
      <div className={classes.tools}>
        {canPlay && (
          <Button
            size="compact-sm"
            variant="subtle"
            leftSection={playing ? <Square size={14} /> : <Play size={14} />}
            onClick={onPlay}
          >
            {t(playing ? 'note.stop' : 'note.play')}
          </Button>
        )}
        {!readOnly && (
          <>
            {isOpen && (
              <Button size="compact-sm" variant="subtle" leftSection={<Check size={14} />} onClick={onConfirm}>
                {t('note.confirm')}
              </Button>
            )}
            <Button size="compact-sm" variant="subtle" leftSection={<PenLine size={14} />} onClick={onEdit}>
              {t('note.edit')}
            </Button>
            <Button size="compact-sm" variant="subtle" leftSection={<Trash2 size={14} />} onClick={onRemove}>
              {t('note.remove')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
