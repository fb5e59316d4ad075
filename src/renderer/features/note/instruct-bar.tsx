import { Button, TextInput } from '@mantine/core';
import { Mic, Square } from 'lucide-react';
import { useEffect, useEffectEvent, useId, useRef, useState } from 'react';
import { AppError } from '../../../shared/errors.ts';
import type { EncounterId, SentenceId } from '../../../shared/model/ids.ts';
import type { InstructionChange, InstructionPreview } from '../../../shared/model/instruction.ts';
import type { NoteSentence } from '../../../shared/model/note.ts';
import { LevelMeter } from '../../audio/level-meter.tsx';
import { useRecorderState } from '../../audio/recorder-context.tsx';
import type { MessageKey } from '../../i18n/messages.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import classes from './instruct.module.css';
import { useDictation, type Dictation } from './use-dictation.ts';
import { wordDiff } from './word-diff.ts';

export interface InstructBarProps {
  encounterId: EncounterId;
  baseVersion: number;
  /** The sentence that it is about, if one is chosen. */
  selected: NoteSentence | undefined;
  onChoose: (sentenceId: SentenceId) => void;
  /** Resolves once done; false keeps the bar open with what was typed. */
  onApply: (text: string, sentenceId: SentenceId | undefined) => Promise<boolean>;
  onClose: () => void;
  /** Opened to speak: it listens at once. */
  speak?: boolean;
}

/** After a pause in typing this long, what would change is looked up. */
const PAUSE_MS = 200;

/** Words in, and what they would change before it is done. Enter does it; nothing is done that was not shown. */
export function InstructBar(props: InstructBarProps) {
  const { encounterId, baseVersion, selected, onChoose, onApply, onClose, speak = false } = props;
  const { t } = useI18n();
  const hintId = useId();
  const form = useRef<HTMLFormElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [busy, setBusy] = useState(false);
  const wanted = text.trim();
  const dictation = useDictation(encounterId, (words) => {
    setText((typed) => [typed.trim(), words].filter(Boolean).join(' '));
    field.current?.focus();
  });
  const isRecording = useRecorderState().phase !== 'idle';
  const speakAtOnce = useEffectEvent(() => speak && !isRecording && dictation.start());
  useEffect(() => {
    field.current?.focus();
    speakAtOnce();
  }, []);
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const preview = useCall(
    'note.instruct',
    { encounterId, baseVersion, text: asked, ...(selected ? { sentenceId: selected.id } : {}) },
    { enabled: asked !== '' },
  );
  const shown = asked === '' || asked !== wanted ? undefined : preview.data;
  // In a small or much enlarged window what would change lies below the edge.
  useEffect(() => {
    if (shown) form.current?.scrollIntoView({ block: 'nearest' });
  }, [shown]);
  const canApply = shown?.kind === 'change' && !busy;

  const apply = async (): Promise<void> => {
    if (dictation.phase === 'listening') return dictation.finish();
    // Not looked up yet: now, and Enter once more when it is seen.
    if (!canApply) return setAsked(wanted);
    setBusy(true);
    const ok = await onApply(wanted, selected?.id);
    setBusy(false);
    if (ok) onClose();
  };

  return (
    <form
      ref={form}
      className={classes.panel}
      aria-label={t('instruct.title')}
      onSubmit={(event) => {
        event.preventDefault();
        void apply();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.preventDefault();
        event.stopPropagation();
        if (dictation.phase === 'idle') onClose();
        else dictation.drop();
      }}
    >
      <div className={classes.row}>
        <TextInput
          ref={field}
          className={classes.field}
          label={t('instruct.label')}
          placeholder={t('instruct.placeholder')}
          aria-describedby={hintId}
          autoComplete="off"
          maxLength={2000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <SpeakButton dictation={dictation} isRecording={isRecording} />
        <Button type="submit" disabled={!canApply || dictation.phase === 'listening'} loading={busy}>
          {t('instruct.do')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
      <DictationState dictation={dictation} />
      <p id={hintId} className={classes.fine}>
        {selected ? t('instruct.chosen', { text: selected.text }) : t('instruct.noneChosen')} {t('instruct.hint')}
      </p>
      <div aria-live="polite">
        {shown && <Preview preview={shown} onChoose={onChoose} />}
        {preview.error && asked !== '' && <ErrorNotice error={preview.error} />}
      </div>
      <details className={classes.fine} open={shown?.kind === 'unknown' ? true : undefined}>
        <summary>{t('instruct.examples')}</summary>
        <p>{t('instruct.examplesDictate')}</p>
        <p>{t('instruct.examplesSentence')}</p>
      </details>
    </form>
  );
}

/** Starts and ends speaking. While a visit is recorded the microphone belongs to the visit. */
function SpeakButton({ dictation, isRecording }: { dictation: Dictation; isRecording: boolean }) {
  const { t } = useI18n();
  if (dictation.phase === 'listening')
    return (
      <Button type="submit" leftSection={<Square size={16} />}>
        {t('instruct.speakEnd')}
      </Button>
    );
  return (
    <Button
      variant="default"
      leftSection={<Mic size={16} />}
      disabled={isRecording}
      loading={dictation.phase === 'hearing'}
      title={isRecording ? t('instruct.speakRecording') : undefined}
      onClick={() => dictation.start()}
    >
      {t('instruct.speak')}
    </Button>
  );
}

/** What the microphone is doing, and why nothing came of it. */
function DictationState({ dictation: { phase, level, seconds, trouble } }: { dictation: Dictation }) {
  const { t } = useI18n();
  if (phase === 'listening')
    return (
      <p className={classes.listening}>
        <LevelMeter level={level} />
        <span role="status">{t('instruct.listening')}</span>
        <span className={classes.seconds}>{t('instruct.seconds', { seconds })}</span>
      </p>
    );
  if (phase === 'hearing') return <p role="status">{t('instruct.hearing')}</p>;
  if (trouble === undefined) return null;
  if (trouble instanceof AppError) return <ErrorNotice error={trouble} />;
  return <Notice role="alert" tone="warn" title={t(TROUBLES[trouble])} />;
}

const TROUBLES = {
  silent: 'mic.silent',
  'no-words': 'mic.heardNothing',
  denied: 'record.denied',
  none: 'record.none',
  busy: 'record.busy',
} as const satisfies Record<Exclude<Dictation['trouble'], AppError | undefined>, MessageKey>;

function Preview({ preview, onChoose }: { preview: InstructionPreview; onChoose: (sentenceId: SentenceId) => void }) {
  const { t } = useI18n();
  if (preview.kind === 'unknown') return <p className={classes.warn}>{t('instruct.unknown')}</p>;
  if (preview.kind === 'problem')
    return (
      <>
        <p className={classes.warn}>{t(`instruct.problem.${preview.problem}`)}</p>
        <div className={classes.candidates}>
          {preview.candidates.map(({ sentenceId, text }) => (
            <Button key={sentenceId} size="compact-sm" variant="default" onClick={() => onChoose(sentenceId)}>
              {text}
            </Button>
          ))}
        </div>
      </>
    );
  return (
    <ul className={classes.changes}>
      {preview.changes.map((change, i) => (
        <li key={i}>
          <Change change={change} />
        </li>
      ))}
    </ul>
  );
}

function Change({ change }: { change: InstructionChange }) {
  const { t } = useI18n();
  const { before, after, sectionHeading: section, unsupported } = change;
  return (
    <>
      <span className={classes.fine}>
        {before === undefined
          ? t('instruct.new', { section })
          : after === undefined
            ? t('instruct.gone', { section })
            : t('instruct.to', { section })}
        :
      </span>{' '}
      {before === undefined ? (
        <ins>{after}</ins>
      ) : after === undefined ? (
        <del>{before}</del>
      ) : (
        wordDiff(before, after).map(({ kind, text }, i) => (
          <span key={i}>{kind === 'same' ? text : kind === 'out' ? <del>{text}</del> : <ins>{text}</ins>} </span>
        ))
      )}
      {unsupported.length > 0 && (
        <p className={classes.warn}>{t('instruct.unsupported', { claims: unsupported.join(', ') })}</p>
      )}
    </>
  );
}
