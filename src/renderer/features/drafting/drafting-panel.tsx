import { Button, Group, PasswordInput, Radio, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { DraftingView } from '../../../shared/contract/drafting.ts';
import { DraftingEngine } from '../../../shared/model/drafting.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { CheckResult } from './check-result.tsx';
import classes from './drafting.module.css';

/** Settings: what drafts. Where text of a visit goes is said in plain words before anything is saved. */
export function DraftingPanel() {
  const { t } = useI18n();
  const view = useCall('drafting.get', {});
  if (view.error) return <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />;
  if (!view.data) return <Waiting lines={5} />;
  return (
    <>
      <p className={classes.fine}>{t('drafting.intro')}</p>
      <DraftingForm view={view.data} />
      <p className={classes.fine}>{t('drafting.unmeasured')}</p>
    </>
  );
}

const KINDS = ['built-in', 'local', 'endpoint'] as const;
type Kind = (typeof KINDS)[number];

function DraftingForm({ view }: { view: DraftingView }) {
  const { t } = useI18n();
  const { engine, allowed, locked } = view;
  const [kind, setKind] = useState<Kind>(engine.kind);
  const [folder, setFolder] = useState(engine.kind === 'local' ? engine.folder : '');
  const [url, setUrl] = useState(engine.kind === 'endpoint' ? engine.url : '');
  const [model, setModel] = useState(engine.kind === 'endpoint' ? engine.model : '');
  const [key, setKey] = useState('');
  const [touched, setTouched] = useState(false);
  const check = useAction('drafting.check');
  const save = useAction('drafting.set', {
    refresh: ['drafting.get', 'system.info'],
    onDone: () => setKey(''),
  });

  const parsed = DraftingEngine.safeParse(
    kind === 'local' ? { kind, folder } : kind === 'endpoint' ? { kind, url, model } : { kind },
  );
  const isAllowed = (candidate: Kind): boolean =>
    candidate === 'built-in' ||
    (candidate === 'local' ? allowed.local !== 'none' : allowed.loopback || allowed.endpoints.length > 0);
  const changed = !parsed.success || key !== '' || JSON.stringify(parsed.data) !== JSON.stringify(engine);
  const withValid = (use: (input: { engine: DraftingEngine; bearer?: string }) => void) => () => {
    setTouched(true);
    if (parsed.success) use({ engine: parsed.data, ...(key === '' ? {} : { bearer: key }) });
  };
  const edit = (change: () => void): void => {
    change();
    check.reset();
    save.reset();
  };
  const host = hostOf(url);

  return (
    <form
      className={classes.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        withValid((input) => save.mutate(input))();
      }}
    >
      {locked && <Notice tone="info" title={t('drafting.locked')} />}
      <Radio.Group
        label={t('drafting.engine')}
        value={kind}
        onChange={(value) => edit(() => setKind(KINDS.find((candidate) => candidate === value) ?? 'built-in'))}
      >
        <div className={classes.options}>
          {KINDS.map((candidate) => (
            <Radio
              key={candidate}
              value={candidate}
              disabled={locked || !isAllowed(candidate)}
              label={t(`drafting.engine.${candidate}`)}
              description={isAllowed(candidate) ? t(`drafting.engine.${candidate}Hint`) : t('drafting.notAllowed')}
            />
          ))}
        </div>
      </Radio.Group>
      {kind === 'local' && (
        <div className={classes.fields}>
          <TextInput
            label={t('drafting.folder')}
            description={t('drafting.folderHint')}
            spellCheck={false}
            autoComplete="off"
            disabled={locked}
            value={folder}
            error={touched && folder.trim() === '' ? t('drafting.reason.missing') : undefined}
            onChange={(event) => {
              const { value } = event.currentTarget;
              edit(() => setFolder(value));
            }}
          />
          {view.sha256 && engine.kind === 'local' && folder === engine.folder && (
            <p className={classes.hash}>
              {t('drafting.fingerprint')}: <code>SHA-256 {view.sha256}</code>
            </p>
          )}
        </div>
      )}
      {kind === 'endpoint' && (
        <div className={classes.fields}>
          <p className={classes.fine}>
            {allowed.endpoints.length > 0
              ? t('drafting.allowedHosts', { hosts: allowed.endpoints.join(', ') })
              : t('drafting.onlyHere')}
          </p>
          <TextInput
            label={t('drafting.url')}
            type="url"
            inputMode="url"
            placeholder="http://127.0.0.1:11434/v1"
            spellCheck={false}
            autoComplete="off"
            disabled={locked}
            value={url}
            error={touched && !parsed.success && host === undefined ? t('drafting.urlWrong') : undefined}
            onChange={(event) => {
              const { value } = event.currentTarget;
              edit(() => setUrl(value));
            }}
          />
          <TextInput
            label={t('drafting.model')}
            spellCheck={false}
            autoComplete="off"
            disabled={locked}
            value={model}
            error={touched && model.trim() === '' ? t('drafting.reason.missing') : undefined}
            onChange={(event) => {
              const { value } = event.currentTarget;
              edit(() => setModel(value));
            }}
          />
          <PasswordInput
            label={t('drafting.key')}
            description={view.hasKey ? t('drafting.keyKept') : undefined}
            autoComplete="off"
            disabled={locked}
            value={key}
            onChange={(event) => {
              const { value } = event.currentTarget;
              edit(() => setKey(value));
            }}
          />
          {host !== undefined && (
            <Notice tone="warn" title={t(isHere(host) ? 'drafting.goesHere' : 'drafting.goesTo', { host })}>
              {t('drafting.goesToHint')}
            </Notice>
          )}
        </div>
      )}
      <Group gap="sm">
        <Button type="submit" disabled={locked || !changed} loading={save.isPending}>
          {t('app.save')}
        </Button>
        {kind !== 'built-in' && (
          <Button
            variant="default"
            loading={check.isPending}
            onClick={withValid((input) => check.mutate(input))}
            aria-describedby="drafting-try-hint"
          >
            {t('drafting.try')}
          </Button>
        )}
      </Group>
      {kind !== 'built-in' && (
        <p id="drafting-try-hint" className={classes.fine}>
          {t('drafting.tryHint')}
        </p>
      )}
      <div aria-live="polite">
        {check.isPending && <p>{t('drafting.trying')}</p>}
        {check.data && <CheckResult result={check.data} />}
        {check.error && <ErrorNotice error={check.error} />}
        {save.error && <ErrorNotice error={save.error} />}
        {save.isSuccess && !changed && <p className={classes.saved}>{t('app.saved')}</p>}
      </div>
    </form>
  );
}

const hostOf = (url: string): string | undefined => (URL.canParse(url.trim()) ? new URL(url.trim()).host : undefined);
const isHere = (host: string): boolean => /^(?:localhost|127(?:\.\d+){3}|\[::1\])(?::\d+)?$/.test(host);
