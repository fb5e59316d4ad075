import { Button, CloseButton, PasswordInput } from '@mantine/core';
import { Signature } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { Clinician } from '../../../shared/model/clinician.ts';
import type { EncounterId } from '../../../shared/model/ids.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { usePassphraseHint } from '../../rpc/use-passphrase-hint.ts';
import { announce } from '../../ui/announcer.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import classes from './note.module.css';

export interface SignPanelProps {
  encounterId: EncounterId;
  baseVersion: number;
  clinician: Clinician;
  openCount: number;
  sentenceCount: number;
  busy: boolean;
  /** Somebody said who the patient is. */
  isNamed: boolean;
  ehrHost: string | undefined;
  onNext: () => void;
  onClose: () => void;
}

export const fullName = ({ name, credentials }: Pick<Clinician, 'name' | 'credentials'>): string =>
  credentials ? `${name}, ${credentials}` : name;

/** One deliberate act: the name in full, what follows from it, the passphrase. While something is open it says what. */
export function SignPanel(props: SignPanelProps) {
  const { encounterId, baseVersion, clinician, openCount, sentenceCount, busy, isNamed, ehrHost, onNext, onClose } =
    props;
  const { t, plural } = useI18n();
  const passphraseHint = usePassphraseHint();
  const [passphrase, setPassphrase] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  const sign = useAction('note.sign', { refresh: ['encounters.get'], onDone: () => announce(t('sign.done')) });
  useEffect(() => heading.current?.focus(), []);

  const why = !isNamed
    ? t('sign.whyUnnamed')
    : openCount > 0
      ? plural('sign.why', openCount)
      : sentenceCount === 0
        ? t('sign.whyEmpty')
        : busy
          ? t('sign.whyJob')
          : undefined;
  const name = fullName(clinician);

  return (
    <form
      className={classes.signPanel}
      aria-labelledby="sign-title"
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        if (why !== undefined || passphrase === '') return;
        sign.mutate({ encounterId, baseVersion, passphrase }, { onError: () => setPassphrase('') });
      }}
    >
      <div className={classes.signHead}>
        <h2 id="sign-title" ref={heading} tabIndex={-1} data-landing>
          {t('sign.title')}
        </h2>
        <CloseButton aria-label={t('app.close')} onClick={onClose} />
      </div>
      {why === undefined ? (
        <>
          <p className={classes.signAs}>
            {t('sign.as')} <strong>{name}</strong>
          </p>
          <p>
            {ehrHost === undefined ? t('sign.goesNowhere') : t('sign.goesTo', { host: ehrHost })} {t('sign.after')}
          </p>
        </>
      ) : (
        <Notice
          tone="warn"
          title={why}
          actions={
            openCount > 0 && (
              <Button size="xs" variant="default" onClick={onNext}>
                {t('note.next')}
              </Button>
            )
          }
        />
      )}
      <div className={classes.signRow}>
        <PasswordInput
          className={classes.signField}
          label={t('sign.passphrase')}
          description={passphraseHint}
          autoComplete="current-password"
          disabled={why !== undefined}
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        <Button
          type="submit"
          leftSection={<Signature size={18} />}
          disabled={why !== undefined || passphrase === ''}
          loading={sign.isPending}
        >
          {t('sign.submit', { name })}
        </Button>
      </div>
      {sign.error && <ErrorNotice error={sign.error} />}
    </form>
  );
}
