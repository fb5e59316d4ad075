import { Button, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useId, useState } from 'react';
import type { ModelsView } from '../../../shared/contract/models.ts';
import type { Settings } from '../../../shared/model/clinician.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { LanguageNotice } from '../../speech/language-notice.tsx';
import { languageName } from '../../speech/model-names.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { ModelList } from './model-list.tsx';
import classes from './models.module.css';

/** Languages that are spoken in clinics here; Whisper's multilingual models know them all. */
const SPOKEN = ['en', 'es', 'zh', 'vi', 'tl', 'ko', 'ar', 'ru', 'fr', 'pt', 'ht', 'de', 'it', 'ja', 'pl', 'hi'];

/** Settings: which model listens, for which language, where it computes, and how models come to this machine. */
export function ModelsPanel() {
  const { t } = useI18n();
  const view = useCall('models.list', {});
  const settings = useCall('settings.get', {});
  const failed = view.error ?? settings.error;
  if (failed) return <ErrorNotice error={failed} onRetry={() => void view.refetch()} />;
  if (!view.data || !settings.data) return <Waiting lines={6} />;
  const hasWhisper = view.data.models.some((model) => model.installed && model.origin !== 'built-in');
  return (
    <>
      <p className={classes.fine}>{t('models.intro')}</p>
      <SpokenLanguage settings={settings.data} />
      <LanguageNotice />
      <ModelList view={view.data} />
      {hasWhisper && <Device settings={settings.data} device={view.data.device} />}
      <FolderForm />
      {view.data.origin.allowed && <NetworkForm settings={settings.data} locked={view.data.origin.locked} />}
    </>
  );
}

function SpokenLanguage({ settings }: { settings: Settings }) {
  const i18n = useI18n();
  const save = useAction('settings.set', { refresh: ['settings.get', 'models.list', 'system.info'] });
  const codes = SPOKEN.includes(settings.spokenLanguage) ? SPOKEN : [...SPOKEN, settings.spokenLanguage];
  const options = [
    ...codes.filter((code) => code !== 'auto').map((code) => ({ value: code, label: languageName(i18n, code) })),
    { value: 'auto', label: i18n.t('models.spokenAuto') },
  ];
  return (
    <>
      <NativeSelect
        className={classes.field}
        label={i18n.t('models.spoken')}
        description={i18n.t('models.spokenHint')}
        data={options}
        value={settings.spokenLanguage}
        onChange={(event) => save.mutate({ spokenLanguage: event.currentTarget.value })}
      />
      {save.error && <ErrorNotice error={save.error} />}
    </>
  );
}

function Device({ settings, device }: { settings: Settings; device: ModelsView['device'] }) {
  const { t } = useI18n();
  const id = useId();
  const save = useAction('settings.set', { refresh: ['settings.get', 'models.list'] });
  return (
    <div role="group" aria-labelledby={id} className={classes.group}>
      <p id={id}>
        <b>{t('models.device')}</b>
      </p>
      <p className={classes.fine}>{t('models.deviceHint')}</p>
      <SegmentedControl
        aria-labelledby={id}
        value={settings.speechDevice === 'cpu' ? 'cpu' : 'gpu'}
        data={(['cpu', 'gpu'] as const).map((value) => ({ value, label: t(`models.device.${value}`) }))}
        onChange={(value) => save.mutate({ speechDevice: value === 'cpu' ? 'cpu' : 'gpu' })}
      />
      {device && (
        <p className={classes.fine}>
          {t('models.deviceUsed', {
            device: t(`models.provider.${device.provider}`),
            precision: device.precision ?? 'q8',
          })}
        </p>
      )}
      {device?.fellBack && settings.speechDevice !== 'cpu' && <Notice tone="warn" title={t('models.deviceFellBack')} />}
      {save.error && <ErrorNotice error={save.error} />}
    </div>
  );
}

function FolderForm() {
  const { t } = useI18n();
  const [folder, setFolder] = useState('');
  const install = useAction('models.importFolder', { refresh: ['models.list'], onDone: () => setFolder('') });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        install.mutate({ folder: folder.trim() });
      }}
    >
      <TextInput
        className={classes.grow}
        label={t('models.folder')}
        description={t('models.folderHint')}
        spellCheck={false}
        autoComplete="off"
        value={folder}
        onChange={(event) => setFolder(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" disabled={folder.trim() === ''} loading={install.isPending}>
        {t('models.folderInstall')}
      </Button>
      {install.error && <ErrorNotice error={install.error} />}
    </form>
  );
}

const FIELDS = ['mirror', 'proxy', 'caFile'] as const;

function NetworkForm({ settings, locked }: { settings: Settings; locked: ModelsView['origin']['locked'] }) {
  const { t } = useI18n();
  const saved = settings.modelSource ?? {};
  const [typed, setTyped] = useState<Partial<Record<(typeof FIELDS)[number], string>>>({});
  const save = useAction('settings.set', {
    refresh: ['settings.get', 'models.list'],
    onDone: () => setTyped({}),
  });
  const valueOf = (field: (typeof FIELDS)[number]): string => typed[field] ?? saved[field] ?? '';
  return (
    <details className={classes.network}>
      <summary>{t('models.network')}</summary>
      <form
        className={classes.fields}
        onSubmit={(event) => {
          event.preventDefault();
          const source = Object.fromEntries(
            FIELDS.map((field) => [field, valueOf(field).trim()]).filter(([, value]) => value !== ''),
          );
          save.mutate({ modelSource: Object.keys(source).length > 0 ? source : null });
        }}
      >
        <p className={classes.fine}>{t('models.networkHint')}</p>
        {FIELDS.map((field) => (
          <TextInput
            key={field}
            label={t(`models.${field}`)}
            description={locked.includes(field) ? t('models.locked') : undefined}
            disabled={locked.includes(field)}
            spellCheck={false}
            autoComplete="off"
            value={valueOf(field)}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setTyped((current) => ({ ...current, [field]: value }));
            }}
          />
        ))}
        <div>
          <Button type="submit" variant="default" loading={save.isPending} disabled={Object.keys(typed).length === 0}>
            {t('app.save')}
          </Button>
        </div>
        {save.error && <ErrorNotice error={save.error} />}
      </form>
    </details>
  );
}
