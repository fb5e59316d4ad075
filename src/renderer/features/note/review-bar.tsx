import { ActionIcon, Button } from '@mantine/core';
import {
  ArrowDown,
  ArrowUp,
  Check,
  CircleHelp,
  MessageSquareText,
  PenLine,
  Play,
  Signature,
  Square,
  Trash2,
  Undo2,
} from 'lucide-react';
import type { ReactNode } from 'react';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { NoteQuestion, NoteSentence } from '../../../shared/model/note.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Keys } from '../../ui/keys.tsx';
import { useCall } from '../../rpc/react.tsx';
import { ClaimsLine } from './claims-line.tsx';
import { sentenceStatus } from './note-blocks.ts';
import classes from './note.module.css';
import { questionText } from './question-text.ts';
import { reasonsText } from './reason-text.ts';

export interface ReviewBarProps {
  encounterId: EncounterId;
  selected: NoteSentence | undefined;
  /** Open ones about the chosen sentence. */
  questions: readonly NoteQuestion[];
  /** All open ones of the note. */
  questionCount: number;
  onKeep: (question: NoteQuestion) => void;
  openCount: number;
  playing: boolean;
  canPlay: boolean;
  onPlay: () => void;
  onConfirm: () => void;
  onEdit: () => void;
  onRemove: () => void;
  /** Whether the chosen sentence can go one place further. */
  canMove: (direction: 'up' | 'down') => boolean;
  onMove: (direction: 'up' | 'down') => void;
  onUnstyle: () => void;
  onNext: () => void;
  /** Opens the field for words. */
  onInstruct: () => void;
  onSign: () => void;
}

/** What the chosen sentence rests on and what can be done with it; how many are left; the way to the signature. */
export function ReviewBar(props: ReviewBarProps) {
  const {
    encounterId,
    selected,
    questions,
    questionCount,
    onKeep,
    openCount,
    playing,
    canPlay,
    onPlay,
    onConfirm,
    onEdit,
    onRemove,
    canMove,
    onMove,
    onUnstyle,
    onNext,
    onInstruct,
    onSign,
  } = props;
  const { t, plural } = useI18n();
  return (
    <div className={classes.bar}>
      {selected && (
        <div className={classes.chosen} role="toolbar" aria-label={t('note.sentence')}>
          <p className={classes.quotes}>
            <b data-status={sentenceStatus(selected)}>
              {selected.dictated ? t('instruct.dictated') : t(`note.status.${sentenceStatus(selected)}`)}.
            </b>{' '}
            {reasonsText(t, selected)}{' '}
            {selected.evidence.length > 0
              ? selected.evidence.map(({ quote, segmentId, startMs }) => (
                  <q key={`${segmentId}-${startMs}-${quote}`}>{quote}</q>
                ))
              : selected.origin === 'draft' && t('note.noEvidence')}
          </p>
          <Claims encounterId={encounterId} sentence={selected} />
          {questions.map((question) => (
            <p key={question.id} className={classes.claims} data-verdict="question">
              <CircleHelp size={14} strokeWidth={2.6} aria-hidden />
              <b>{questionText(t, question)}</b>
            </p>
          ))}
          {selected.styled && (
            <p className={classes.quotes}>
              {t('style.inYours')} <q>{selected.styled.from}</q>
            </p>
          )}
          <div className={classes.tools}>
            {selected.styled && (
              <Button size="compact-sm" variant="subtle" leftSection={<Undo2 size={16} />} onClick={onUnstyle}>
                {t('style.undo')}
              </Button>
            )}
            <Tool
              keys="Space"
              icon={playing ? <Square size={16} /> : <Play size={16} />}
              disabled={!canPlay}
              onClick={onPlay}
            >
              {playing ? t('note.stop') : t('note.play')}
            </Tool>
            <Tool keys="Enter" icon={<Check size={16} />} disabled={selected.confirmed} onClick={onConfirm}>
              {t('note.confirm')}
            </Tool>
            {questions[0] && (
              <Tool keys="K" icon={<Check size={16} />} onClick={() => questions.forEach(onKeep)}>
                {t('questions.keep')}
              </Tool>
            )}
            <Tool keys="E" icon={<PenLine size={16} />} onClick={onEdit}>
              {t('note.edit')}
            </Tool>
            {(['up', 'down'] as const).map((direction) => (
              <ActionIcon
                key={direction}
                variant="subtle"
                aria-label={t(direction === 'up' ? 'note.moveUp' : 'note.moveDown')}
                title={`${t(direction === 'up' ? 'note.moveUp' : 'note.moveDown')} (Alt ${direction === 'up' ? '↑' : '↓'})`}
                disabled={!canMove(direction)}
                onClick={() => onMove(direction)}
              >
                {direction === 'up' ? <ArrowUp size={16} /> : <ArrowDown size={16} />}
              </ActionIcon>
            ))}
            <Tool keys="⌫" icon={<Trash2 size={16} />} onClick={onRemove}>
              {t('note.remove')}
            </Tool>
          </div>
        </div>
      )}
      <div className={classes.count}>
        <p data-open={openCount > 0} role="status">
          {openCount > 0 ? plural('note.open', openCount) : questionCount === 0 && t('note.openNone')}
        </p>
        {questionCount > 0 && (
          <p data-open="true" data-questions="">
            {plural('questions.open', questionCount)}
          </p>
        )}
        {openCount + questionCount > 0 && (
          <Button variant="default" rightSection={<Keys keys="Tab" />} onClick={onNext}>
            {t('note.next')}
          </Button>
        )}
        <Button
          variant="subtle"
          leftSection={<MessageSquareText size={18} />}
          rightSection={<Keys keys="/" />}
          onClick={onInstruct}
        >
          {t('instruct.open')}
        </Button>
        <span className={classes.push} />
        <Button leftSection={<Signature size={18} />} variant={openCount > 0 ? 'default' : 'filled'} onClick={onSign}>
          {t('sign.open')}
        </Button>
      </div>
    </div>
  );
}

/** What the verifier found of the chosen sentence. Asked when it is chosen: words of the visit may have been settled since. */
function Claims({ encounterId, sentence }: { encounterId: EncounterId; sentence: NoteSentence }) {
  const { data } = useCall('note.verifyText', { encounterId, sentenceId: sentence.id, text: sentence.text });
  return data && <ClaimsLine claims={data.claims} evidence={sentence.evidence} />;
}

interface ToolProps {
  keys: string;
  icon: ReactNode;
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ keys, icon, disabled, onClick, children }: ToolProps) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={icon}
      rightSection={<Keys keys={keys} />}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
