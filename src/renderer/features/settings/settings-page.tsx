import { Button, SegmentedControl, Switch, TextInput } from '@mantine/core';
import { LockKeyhole, Search } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { Settings, type SecretProtection } from '../../../shared/model/clinician.ts';
import { CaptureSettings } from '../../audio/capture-settings.tsx';
import { MicrophoneTest } from '../../audio/microphone-test.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { AboutSection } from './about-section.tsx';
import classes from './settings.module.css';

const LANGUAGES = { en: 'English', es: 'Español' } as const;

export interface SettingsPageProps {
  protection: SecretProtection;
  ehr: ReactNode;
  words: ReactNode;
  templates: ReactNode;
  /** The clinician's own wording. */
  style: ReactNode;
  /** Which model listens. */
  models: ReactNode;
  /** What drafts. */
  drafting: ReactNode;
  onLock: () => void;
}

/** Plain words, one page, each setting with its consequence; saved as it is changed. */
export function SettingsPage(props: SettingsPageProps) {
  const { protection, ehr, words, models, templates, style, drafting, onLock } = props;
  const { t } = useI18n();
  const [query, setQuery] = useState('');
  const settings = useCall('settings.get', {});
  const save = useAction('settings.set', { refresh: ['settings.get'] });
  if (settings.error) return <ErrorNotice error={settings.error} onRetry={() => void settings.refetch()} />;
  if (!settings.data) return <Waiting lines={8} />;
  const { theme, density, language, doubleListening } = settings.data;

  const sections: { title: string; words: string[]; body: ReactNode }[] = [
    {
      title: t('settings.look'),
      words: [t('settings.theme'), t('settings.themeHint'), t('settings.density'), t('settings.language')],
      body: (
        <>
          <Choice
            label={t('settings.theme')}
            hint={t('settings.themeHint')}
            value={theme}
            options={Settings.shape.theme
              .unwrap()
              .options.map((value) => ({ value, label: t(`settings.theme.${value}`) }))}
            onChange={(value) => save.mutate({ theme: value })}
          />
          <Choice
            label={t('settings.density')}
            hint={t('settings.densityHint')}
            value={density}
            options={Settings.shape.density.unwrap().options.map((value) => ({
              value,
              label: t(`settings.density.${value}`),
            }))}
            onChange={(value) => save.mutate({ density: value })}
          />
          <Choice
            label={t('settings.language')}
            hint={t('settings.languageHint')}
            value={language}
            options={Settings.shape.language.unwrap().options.map((value) => ({ value, label: LANGUAGES[value] }))}
            onChange={(value) => save.mutate({ language: value })}
          />
        </>
      ),
    },
    {
      title: t('settings.microphone'),
      words: [t('settings.microphoneHint'), t('mic.test'), t('mic.shortcut'), t('mic.computer'), t('mic.source')],
      body: (
        <>
          <p className={classes.hint}>{t('settings.microphoneHint')}</p>
          <MicrophoneTest />
          <CaptureSettings />
        </>
      ),
    },
    {
      title: t('models.title'),
      words: [
        t('models.spoken'),
        t('models.device'),
        t('models.folder'),
        t('models.network'),
        t('settings.listenTwice'),
        'Whisper',
      ],
      body: (
        <>
          {models}
          <Switch
            label={t('settings.listenTwice')}
            description={t('settings.listenTwiceHint')}
            checked={doubleListening}
            onChange={(event) => save.mutate({ doubleListening: event.currentTarget.checked })}
          />
        </>
      ),
    },
    {
      title: t('drafting.title'),
      words: [
        t('drafting.engine'),
        t('drafting.engine.local'),
        t('drafting.engine.endpoint'),
        'LLM',
        'Ollama',
        'llama.cpp',
        'vLLM',
      ],
      body: drafting,
    },
    {
      title: t('words.title'),
      words: [t('words.hint'), t('words.import'), t('words.export')],
      body: (
        <>
          <p className={classes.hint}>{t('words.hint')}</p>
          {words}
        </>
      ),
    },
    {
      title: t('templates.settings'),
      words: [t('templates.settingsHint'), t('templates.usual'), t('templates.import'), t('templates.export'), 'SOAP'],
      body: (
        <>
          <p className={classes.hint}>{t('templates.settingsHint')}</p>
          {templates}
        </>
      ),
    },
    {
      title: t('style.title'),
      words: [t('style.enable'), t('style.enableHint'), t('style.proposals'), t('style.rules')],
      body: style,
    },
    {
      title: t('settings.ehr'),
      words: [t('settings.ehrHint'), t('settings.ehrUrl'), t('settings.ehrProfile'), 'FHIR'],
      body: (
        <>
          <p className={classes.hint}>{t('settings.ehrHint')}</p>
          {ehr}
        </>
      ),
    },
    {
      title: t('settings.security'),
      words: [t('settings.protection'), t(`settings.protection.${protection}`), t('settings.lockNow')],
      body: (
        <>
          <p>
            <b>{t('settings.protection')}</b>
          </p>
          <p className={classes.hint}>{t(`settings.protection.${protection}`)}</p>
          <div>
            <Button variant="default" leftSection={<LockKeyhole size={18} />} onClick={onLock}>
              {t('settings.lockNow')}
            </Button>
          </div>
        </>
      ),
    },
    {
      title: t('settings.about'),
      words: [
        t('settings.version'),
        t('settings.listens'),
        t('settings.drafts'),
        t('settings.codes'),
        t('settings.disk'),
      ],
      body: <AboutSection />,
    },
  ];
  const wanted = query.trim().toLowerCase();
  const shown = sections.filter(({ title, words }) =>
    [title, ...words].some((word) => word.toLowerCase().includes(wanted)),
  );

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <h1>{t('settings.title')}</h1>
        <TextInput
          type="search"
          aria-label={t('settings.search')}
          placeholder={t('settings.search')}
          leftSection={<Search size={16} aria-hidden />}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
        />
      </header>
      {save.error && <ErrorNotice error={save.error} />}
      {shown.map(({ title, body }) => (
        <section key={title} className={classes.section} aria-label={title}>
          <h2>{title}</h2>
          <div className={classes.body}>{body}</div>
        </section>
      ))}
      {shown.length === 0 && <p role="status">{t('settings.nothing')}</p>}
    </div>
  );
}

interface ChoiceProps<T extends string> {
  label: string;
  hint: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
}

function Choice<T extends string>({ label, hint, value, options, onChange }: ChoiceProps<T>) {
  const id = useId();
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id}>
        <b>{label}</b>
      </p>
      <p className={classes.hint}>{hint}</p>
      <SegmentedControl
        className={classes.segmented}
        aria-labelledby={id}
        value={value}
        data={options}
        onChange={(next) => onChange(next as T)}
      />
    </div>
  );
}
