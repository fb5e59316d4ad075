import { Button, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import type { EncounterId, SentenceId } from '../../../shared/model/ids.ts';
import type { InstructionChange, InstructionPreview } from '../../../shared/model/instruction.ts';
import type { NoteSentence } from '../../../shared/model/note.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import classes from './instruct.module.css';
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
}

/** After a pause in typing this long, what would change is looked up. */
const PAUSE_MS = 200;

/** Words in, and what they would change before it is done. Enter does it; nothing is done that was not shown. */
export function InstructBar({ encounterId, baseVersion, selected, onChoose, onApply, onClose }: InstructBarProps) {
  const { t } = useI18n();
  const hintId = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState('');
  const [asked, setAsked] = useState('');
  const [busy, setBusy] = useState(false);
  const wanted = text.trim();
  useEffect(() => field.current?.focus(), []);
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
  const canApply = shown?.kind === 'change' && !busy;

  const apply = async (): Promise<void> => {
    // Not looked up yet: now, and Enter once more when it is seen.
    if (!canApply) return setAsked(wanted);
    setBusy(true);
    const ok = await onApply(wanted, selected?.id);
    setBusy(false);
    if (ok) onClose();
  };

  return (
    <form
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
        onClose();
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
        <Button type="submit" disabled={!canApply} loading={busy}>
          {t('instruct.do')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {t('app.close')}
        </Button>
      </div>
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
