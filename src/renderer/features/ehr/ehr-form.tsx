import { Button, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { EhrConnection } from '../../../shared/model/delivery.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ErrorCode } from '../../../shared/errors.ts';
import classes from './ehr.module.css';

const PROFILES = EhrConnection.shape.profile.unwrap().options;

/** Where signed notes go: address, kind, a test that asks the EHR, and removing it. */
export function EhrConnectionForm() {
  const ehr = useCall('ehr.get', {});
  if (ehr.error) return <ErrorNotice error={ehr.error} onRetry={() => void ehr.refetch()} />;
  return ehr.data ? <EhrForm connection={ehr.data.connection} /> : <Waiting lines={3} />;
}

function EhrForm({ connection }: { connection: EhrConnection | undefined }) {
  const { t } = useI18n();
  const [baseUrl, setBaseUrl] = useState(connection?.baseUrl ?? '');
  const [profile, setProfile] = useState<EhrConnection['profile']>(connection?.profile ?? 'generic');
  const [touched, setTouched] = useState(false);
  const check = useAction('ehr.check');
  const save = useAction('ehr.set', { refresh: ['ehr.get'] });
  const parsed = EhrConnection.safeParse({ baseUrl: baseUrl.trim(), profile });
  const changed = baseUrl.trim() !== (connection?.baseUrl ?? '') || profile !== (connection?.profile ?? 'generic');

  const withValid = (use: (value: EhrConnection) => void) => () => {
    setTouched(true);
    if (parsed.success) use(parsed.data);
  };

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        withValid((value) => save.mutate({ connection: value }))();
      }}
    >
      <TextInput
        label={t('settings.ehrUrl')}
        type="url"
        inputMode="url"
        spellCheck={false}
        autoComplete="off"
        placeholder="https://"
        value={baseUrl}
        error={touched && !parsed.success ? t('settings.ehrUrlWrong') : undefined}
        onChange={(event) => {
          setBaseUrl(event.currentTarget.value);
          check.reset();
        }}
      />
      <Select
        label={t('settings.ehrProfile')}
        description={t('settings.ehrProfileHint')}
        allowDeselect={false}
        value={profile}
        data={PROFILES.map((value) => ({ value, label: t(`settings.ehrProfile.${value}`) }))}
        onChange={(value) => {
          if (value) setProfile(value);
          check.reset();
        }}
      />
      <Group gap="sm">
        <Button type="submit" disabled={!changed} loading={save.isPending}>
          {t('app.save')}
        </Button>
        <Button
          variant="default"
          loading={check.isPending}
          onClick={withValid((value) => check.mutate({ connection: value }))}
        >
          {t('settings.ehrCheck')}
        </Button>
        {connection && (
          <Button
            variant="subtle"
            color="red"
            onClick={() => {
              setBaseUrl('');
              save.mutate({ connection: undefined });
            }}
          >
            {t('settings.ehrRemove')}
          </Button>
        )}
      </Group>
      <div aria-live="polite">
        {check.isPending && <p>{t('settings.ehrChecking')}</p>}
        {check.data && <CheckResult result={check.data} />}
        {check.error && <ErrorNotice error={check.error} />}
        {save.error && <ErrorNotice error={save.error} />}
        {save.isSuccess && !changed && <p className={classes.saved}>{t('app.saved')}</p>}
      </div>
    </form>
  );
}

interface Check {
  ok: boolean;
  fhirVersion?: string;
  software?: string;
  error?: string;
}

function CheckResult({ result }: { result: Check }) {
  const { t } = useI18n();
  if (result.ok)
    return (
      <Notice
        tone="good"
        title={t('settings.ehrOk', { software: result.software ?? 'FHIR', version: result.fhirVersion ?? '?' })}
      />
    );
  const code = ErrorCode.safeParse(result.error);
  return (
    <ErrorNotice title={t('settings.ehrBad')} error={{ code: code.success ? code.data : 'network.unreachable' }} />
  );
}
