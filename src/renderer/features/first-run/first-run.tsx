import { Button, Group, PasswordInput, TextInput } from '@mantine/core';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import classes from './first-run.module.css';
import { checkSetup, type SetupFields, type SetupField } from './setup-form.ts';

export interface FirstRunProps {
  /** Step 1 is done already: the clinician exists. */
  clinicianReady: boolean;
  microphoneStep: ReactNode;
  modelStep: ReactNode;
  ehrStep: ReactNode;
  onDone: () => void;
}

const STEPS = 4;

/** Name and passphrase, can it hear, what listens, where do notes go. All but the first can wait. */
export function FirstRun({ clinicianReady, microphoneStep, modelStep, ehrStep, onDone }: FirstRunProps) {
  const { t } = useI18n();
  const [laterStep, setLaterStep] = useState<2 | 3 | 4>(2);
  const step = clinicianReady ? laterStep : 1;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [step]);

  const titles = {
    1: t('firstRun.who'),
    2: t('firstRun.microphone'),
    3: t('models.check'),
    4: t('firstRun.ehr'),
  };
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        {step === 1 && (
          <header>
            <h1 className={classes.welcome}>{t('firstRun.title')}</h1>
            <p className={classes.intro}>{t('firstRun.intro')}</p>
          </header>
        )}
        <p className={classes.step}>{t('firstRun.step', { step, count: STEPS })}</p>
        <h2 ref={heading} tabIndex={-1} data-landing className={classes.title}>
          {titles[step]}
        </h2>
        {step === 1 && <WhoStep />}
        {step === 2 && (
          <>
            <p className={classes.intro}>{t('firstRun.microphoneIntro')}</p>
            {microphoneStep}
            <Group justify="flex-end" mt="md">
              <Button onClick={() => setLaterStep(3)}>{t('firstRun.next')}</Button>
            </Group>
          </>
        )}
        {step === 3 && (
          <>
            <p className={classes.intro}>{t('models.checkIntro')}</p>
            {modelStep}
            <Group justify="flex-end" mt="md">
              <Button onClick={() => setLaterStep(4)}>{t('firstRun.next')}</Button>
            </Group>
          </>
        )}
        {step === 4 && (
          <>
            <p className={classes.intro}>{t('firstRun.ehrIntro')}</p>
            {ehrStep}
            <Group justify="flex-end" mt="md">
              <Button variant="subtle" onClick={onDone}>
                {t('firstRun.later')}
              </Button>
              <Button onClick={onDone}>{t('firstRun.done')}</Button>
            </Group>
          </>
        )}
      </div>
    </main>
  );
}

const EMPTY: SetupFields = { name: '', credentials: '', npi: '', passphrase: '', again: '' };

function WhoStep() {
  const { t } = useI18n();
  const [fields, setFields] = useState(EMPTY);
  const [checked, setChecked] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const setup = useAction('session.setup', { refresh: ['session.get'] });
  const problems = checkSetup(fields);

  const error = (field: SetupField): string | undefined => {
    const problem = checked ? problems[field] : undefined;
    return problem && t(problem);
  };
  const bind = (field: SetupField) => ({
    value: fields[field],
    error: error(field),
    'data-field': field,
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setFields((current) => ({ ...current, [field]: value }));
    },
  });

  const submit = (): void => {
    setChecked(true);
    const firstWrong = Object.keys(problems)[0];
    if (firstWrong !== undefined) {
      form.current?.querySelector<HTMLElement>(`[data-field=${firstWrong}]`)?.focus();
      return;
    }
    setup.mutate({
      name: fields.name.trim(),
      credentials: fields.credentials.trim() || undefined,
      npi: fields.npi.trim() || undefined,
      passphrase: fields.passphrase,
    });
  };

  return (
    <form
      ref={form}
      noValidate
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput label={t('firstRun.name')} autoComplete="name" required maxLength={120} {...bind('name')} />
      <div className={classes.pair}>
        <TextInput
          label={t('firstRun.credentials')}
          description={t('firstRun.credentialsHint')}
          maxLength={40}
          {...bind('credentials')}
        />
        <TextInput label={t('firstRun.npi')} description={t('firstRun.npiHint')} inputMode="numeric" {...bind('npi')} />
      </div>
      <PasswordInput
        label={t('firstRun.passphrase')}
        description={t('firstRun.passphraseHint')}
        autoComplete="new-password"
        required
        {...bind('passphrase')}
      />
      <PasswordInput label={t('firstRun.passphraseAgain')} autoComplete="new-password" required {...bind('again')} />
      <p className={classes.fine}>{t('firstRun.passphraseNote')}</p>
      {setup.error && <ErrorNotice error={setup.error} />}
      <Group justify="flex-end">
        <Button type="submit" loading={setup.isPending}>
          {t('firstRun.next')}
        </Button>
      </Group>
    </form>
  );
}
