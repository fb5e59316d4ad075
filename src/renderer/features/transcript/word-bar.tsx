import { Button, TextInput } from '@mantine/core';
import { Check, PenLine, Play, Square } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { Keys } from '../../ui/keys.tsx';
import { doubtText } from './turn.tsx';
import classes from './bars.module.css';
import { heardAsOf, type Doubt } from './words.ts';

export interface WordBarProps {
  segment: TranscriptSegment;
  word: number;
  doubt: Doubt | undefined;
  playing: boolean;
  canPlay: boolean;
  canSettle: boolean;
  typing: boolean;
  onPlay: () => void;
  /** Lets the words at the cursor be this from now on; empty: they were not said. */
  onSettle: (text: string) => void;
  onType: (typing: boolean) => void;
}

/** What was heard at the cursor, both times; and what can be done about it. */
export function WordBar(props: WordBarProps) {
  const { segment, word, doubt, playing, canPlay, canSettle, typing, onPlay, onSettle, onType } = props;
  const { t, format } = useI18n();
  const words = segment.words.slice(doubt?.first ?? word, (doubt?.last ?? word) + 1);
  const heard = words.map(({ text }) => text).join(' ');
  const heardAs = heardAsOf(words);
  const certainty = Math.min(...words.map(({ confidence }) => confidence));
  const heardTwice = doubt?.heardAgain !== undefined;
  const second = doubt?.heardAgain ?? heardAs;
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('transcript.word')}>
      <p className={classes.line}>
        {doubt ? <b className={classes.doubtText}>{doubtText(t, doubt)}</b> : <b className={classes.heard}>{heard}</b>}
        {doubt?.risk && <span>{t(`transcript.risk.${doubt.risk}`)} </span>}
        {heardAs !== undefined && <span>{t('transcript.word.heardAs', { heard: heardAs })} </span>}
        {words.every(({ settled }) => settled) ? (
          <span>{t('transcript.word.settled')}</span>
        ) : (
          !heardTwice && <span>{t('transcript.word.certainty', { percent: format.percent(certainty) })}</span>
        )}
      </p>
      {typing ? (
        <TypeIt text={heard} onSave={onSettle} onClose={() => onType(false)} />
      ) : (
        <>
          {canSettle && second !== undefined && (
            <div className={classes.choices}>
              <Tool keys="1" variant="default" onClick={() => onSettle(heard)}>
                <span className="visually-hidden">
                  {t(heardTwice ? 'transcript.word.first' : 'transcript.word.asWritten')}:{' '}
                </span>
                {heard}
              </Tool>
              <Tool keys="2" variant="default" onClick={() => onSettle(second)}>
                <span className="visually-hidden">
                  {t(heardTwice ? 'transcript.word.second' : 'transcript.word.asHeard')}:{' '}
                </span>
                {second === '' ? <i>{t('transcript.word.nothing')}</i> : second}
              </Tool>
            </div>
          )}
          <div className={classes.tools}>
            <Tool
              keys="Space"
              icon={playing ? <Square size={16} /> : <Play size={16} />}
              disabled={!canPlay}
              onClick={onPlay}
            >
              {playing ? t('note.stop') : t('transcript.word.play')}
            </Tool>
            {canSettle && (
              <Tool keys="E" icon={<PenLine size={16} />} onClick={() => onType(true)}>
                {t('transcript.word.type')}
              </Tool>
            )}
            {canSettle && doubt && (
              <Tool keys="Enter" icon={<Check size={16} />} onClick={() => onSettle(heard)}>
                {t('transcript.word.keep')}
              </Tool>
            )}
          </div>
        </>
      )}
    </div>
  );
}

/** The words as they were said, typed by who heard them. */
function TypeIt({ text, onSave, onClose }: { text: string; onSave: (text: string) => void; onClose: () => void }) {
  const { t } = useI18n();
  const [typed, setTyped] = useState(text);
  return (
    <TextInput
      className={classes.field}
      label={t('transcript.word.typeLabel')}
      description={t('transcript.word.typeHint')}
      autoFocus
      maxLength={200}
      value={typed}
      onFocus={(event) => event.currentTarget.select()}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        // Enter that ends a composition (an accent) is not "save".
        if (event.nativeEvent.isComposing) return;
        if (event.key === 'Enter') {
          event.preventDefault();
          onSave(typed.trim());
        } else if (event.key === 'Escape') {
          event.preventDefault();
          onClose();
        } else return;
        event.stopPropagation();
      }}
    />
  );
}

interface ToolProps {
  keys: string;
  icon?: ReactNode;
  variant?: 'subtle' | 'default';
  disabled?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function Tool({ keys, icon, variant = 'subtle', disabled, onClick, children }: ToolProps) {
  return (
    <Button
      size="compact-sm"
      variant={variant}
      leftSection={icon}
      rightSection={<Keys keys={keys} />}
      disabled={disabled}
      onClick={onClick}
    >
      {children}
    </Button>
  );
}
