import { Button, CloseButton, PasswordInput, Textarea } from '@mantine/core';
import { ClipboardCopy, FilePlus2, Printer } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import type { NoteVersion, Signature } from '../../../shared/model/note.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { usePassphraseHint } from '../../rpc/use-passphrase-hint.ts';
import { announce } from '../../ui/announcer.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { showToast } from '../../ui/toast.tsx';
import classes from './note.module.css';
import { fullName } from './sign-panel.tsx';

/** The foot of a signed note: who, when, and the fingerprint of the text that was signed. `focused`: it was signed just now. */
export function SignatureBlock({ signature, focused }: { signature: Signature; focused: boolean }) {
  const { t, format } = useI18n();
  const block = useRef<HTMLElement>(null);
  useEffect(() => {
    if (focused) block.current?.focus();
  }, [focused]);
  return (
    <footer ref={block} tabIndex={-1} data-landing className={classes.signature}>
      <p className={classes.signedName}>{t('sign.by', { name: fullName(signature) })}</p>
      <p>{t('sign.at', { time: format.dateTime(signature.signedAt) })}</p>
      <details>
        <summary>{t('sign.fingerprint')}</summary>
        <code>{signature.textSha256}</code>
      </details>
    </footer>
  );
}

/** An addendum, as it was signed. */
export function AddendumView({ addendum }: { addendum: NoteVersion }) {
  const { t, format } = useI18n();
  const { signature } = addendum;
  return (
    <section className={classes.addendum} aria-label={t('addendum.title')}>
      <pre>{addendum.text}</pre>
      {signature && (
        <p className={classes.fine}>
          {t('addendum.by', { name: fullName(signature), time: format.dateTime(signature.signedAt) })}
        </p>
      )}
    </section>
  );
}

export interface SignedActionsProps {
  text: string;
  onAddendum: () => void;
}

export function SignedActions({ text, onAddendum }: SignedActionsProps) {
  const { t } = useI18n();
  const copy = async (): Promise<void> => {
    await copyText(text);
    announce(t('signed.copied'));
    showToast({ tone: 'info', text: t('signed.copied') });
  };
  return (
    <div className={classes.signedActions}>
      <Button variant="default" leftSection={<ClipboardCopy size={18} />} onClick={() => void copy()}>
        {t('signed.copy')}
      </Button>
      <Button variant="default" leftSection={<Printer size={18} />} onClick={() => window.print()}>
        {t('signed.print')}
      </Button>
      <Button variant="default" leftSection={<FilePlus2 size={18} />} onClick={onAddendum}>
        {t('signed.addendum')}
      </Button>
    </div>
  );
}

export interface AddendumPanelProps {
  encounterId: EncounterId;
  baseVersion: number;
  clinician: Clinician;
  onClose: () => void;
}

/** What is to be added to a signed note, signed in its own right. */
export function AddendumPanel({ encounterId, baseVersion, clinician, onClose }: AddendumPanelProps) {
  const { t } = useI18n();
  const [text, setText] = useState('');
  const passphraseHint = usePassphraseHint();
  const [passphrase, setPassphrase] = useState('');
  const add = useAction('note.addendum', {
    refresh: ['encounters.get'],
    onDone: () => {
      announce(t('sign.done'));
      onClose();
    },
  });
  return (
    <form
      className={classes.signPanel}
      aria-labelledby="addendum-title"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() === '' || passphrase === '') return;
        add.mutate({ encounterId, baseVersion, text: text.trim(), passphrase }, { onError: () => setPassphrase('') });
      }}
    >
      <div className={classes.signHead}>
        <h2 id="addendum-title">{t('addendum.title')}</h2>
        <CloseButton aria-label={t('app.close')} onClick={onClose} />
      </div>
      <Textarea
        label={t('addendum.text')}
        autoFocus
        autosize
        minRows={3}
        maxRows={10}
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <div className={classes.signRow}>
        <PasswordInput
          className={classes.signField}
          label={t('sign.passphrase')}
          description={passphraseHint}
          autoComplete="current-password"
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <Button type="submit" disabled={text.trim() === '' || passphrase === ''} loading={add.isPending}>
          {t('addendum.submit', { name: fullName(clinician) })}
        </Button>
      </div>
      {add.error && <ErrorNotice error={add.error} />}
    </form>
  );
}
