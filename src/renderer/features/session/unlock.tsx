import { Button, PasswordInput, Select } from '@mantine/core';
import { LockKeyhole } from 'lucide-react';
import { useState } from 'react';
import type { SessionState } from '../../../shared/contract/session.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { usePassphraseHint } from '../../rpc/use-passphrase-hint.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import classes from './unlock.module.css';

export function Unlock({ session, recording }: { session: SessionState; recording: boolean }) {
  const { t } = useI18n();
  const [clinicianId, setClinicianId] = useState(session.clinicians[0]?.id);
  const passphraseHint = usePassphraseHint();
  const [passphrase, setPassphrase] = useState('');
  const unlock = useAction('session.unlock', { refresh: ['session.get'] });
  const only = session.clinicians.length === 1 ? session.clinicians[0] : undefined;

  return (
    <main className={classes.page}>
      <form
        className={classes.card}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!clinicianId || passphrase === '') return;
          unlock.mutate({ clinicianId, passphrase }, { onError: () => setPassphrase('') });
        }}
      >
        <LockKeyhole size={28} strokeWidth={1.5} aria-hidden />
        <h1 className={classes.title}>{t('unlock.title')}</h1>
        {recording && <Notice tone="info" title={t('unlock.recording')} />}
        {only ? (
          <p className={classes.who}>{only.name}</p>
        ) : (
          <Select
            label={t('unlock.who')}
            allowDeselect={false}
            value={clinicianId ?? null}
            data={session.clinicians.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={(value) => setClinicianId(session.clinicians.find((clinician) => clinician.id === value)?.id)}
          />
        )}
        <PasswordInput
          label={t('unlock.passphrase')}
          description={passphraseHint}
          autoComplete="current-password"
          autoFocus
          value={passphrase}
          onChange={(event) => setPassphrase(event.currentTarget.value)}
        />
        {unlock.error && <ErrorNotice error={unlock.error} />}
        <Button type="submit" loading={unlock.isPending} fullWidth>
          {t('unlock.submit')}
        </Button>
      </form>
    </main>
  );
}
