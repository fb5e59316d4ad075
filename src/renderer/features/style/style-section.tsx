import { Button, FileButton, Group, Switch } from '@mantine/core';
import { ArrowRight, Check, Download, FileUp, Trash2, X } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import type { StyleView } from '../../../shared/contract/style.ts';
import { styleRuleId, type StyleRule } from '../../../shared/model/style.ts';
import { useI18n, type I18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { announce } from '../../ui/announcer.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './style.module.css';

const LARGEST_FILE = 400_000;

/** The clinician's own wording: what they change again and again, put up to accept once. Off until they turn it on. */
export function StyleSection() {
  const style = useCall('style.get', {});
  if (style.error) return <ErrorNotice error={style.error} onRetry={() => void style.refetch()} />;
  return style.data ? <Style style={style.data} /> : <Waiting lines={3} />;
}

function Style({ style }: { style: StyleView }) {
  const { t, plural } = useI18n();
  const refresh = ['style.get'] as const;
  const enable = useAction('style.enable', { refresh });
  const decide = useAction('style.decide', {
    refresh,
    onDone: (_, { accept }) => announce(accept ? t('style.accepted') : t('style.dismissed')),
  });
  const remove = useAction('style.remove', { refresh, onDone: () => announce(t('style.removed')) });
  const error = enable.error ?? decide.error ?? remove.error;
  const busy = decide.isPending || remove.isPending;
  return (
    <div className={classes.section}>
      <Switch
        label={t('style.enable')}
        description={t('style.enableHint')}
        checked={style.enabled}
        disabled={enable.isPending}
        onChange={(event) => enable.mutate({ enabled: event.currentTarget.checked })}
      />
      {error && <ErrorNotice error={error} />}
      {style.enabled && (
        <>
          <h3>{t('style.proposals')}</h3>
          {style.proposals.length === 0 && <p className={classes.hint}>{t('style.noProposals')}</p>}
          <ul className={classes.list} aria-label={t('style.proposals')}>
            {style.proposals.map(({ rule, visits, kept }) => (
              <RuleLine
                key={styleRuleId(rule)}
                rule={rule}
                detail={`${plural('style.visits', visits)}${kept > 0 ? ` ${plural('style.kept', kept)}` : ''}`}
              >
                <Button
                  size="compact-sm"
                  leftSection={<Check size={14} aria-hidden />}
                  aria-label={t('style.acceptNamed', { rule: ruleText(t, rule) })}
                  disabled={busy}
                  onClick={() => decide.mutate({ rule, accept: true })}
                >
                  {t('style.accept')}
                </Button>
                <Button
                  size="compact-sm"
                  variant="default"
                  leftSection={<X size={14} aria-hidden />}
                  aria-label={t('style.dismissNamed', { rule: ruleText(t, rule) })}
                  disabled={busy}
                  onClick={() => decide.mutate({ rule, accept: false })}
                >
                  {t('style.dismiss')}
                </Button>
              </RuleLine>
            ))}
          </ul>
        </>
      )}
      {(style.enabled || style.rules.length > 0) && (
        <>
          <h3>{t('style.rules')}</h3>
          {style.rules.length === 0 && <p className={classes.hint}>{t('style.noRules')}</p>}
          {!style.enabled && style.rules.length > 0 && <p className={classes.hint}>{t('style.resting')}</p>}
          <ul className={classes.list} aria-label={t('style.rules')}>
            {style.rules.map((rule) => (
              <RuleLine key={styleRuleId(rule)} rule={rule}>
                <Button
                  size="compact-sm"
                  variant="subtle"
                  leftSection={<X size={14} aria-hidden />}
                  aria-label={t('style.removeNamed', { rule: ruleText(t, rule) })}
                  disabled={busy}
                  onClick={() => remove.mutate({ rule })}
                >
                  {t('style.remove')}
                </Button>
              </RuleLine>
            ))}
          </ul>
          <StyleFileTools hasRules={style.rules.length > 0} />
        </>
      )}
    </div>
  );
}

/** "hypertension → HTN" in words, for names of buttons. */
function ruleText(t: I18n['t'], rule: StyleRule): string {
  if (rule.kind === 'leave-out') return t('style.leavesOut', { what: t(`templates.slot.${rule.slot}`) });
  if (rule.kind === 'order')
    return t('style.ordered', { first: t(`templates.slot.${rule.first}`), then: t(`templates.slot.${rule.then}`) });
  return rule.to === '' ? t('style.drops', { from: rule.from }) : t('style.replaces', { from: rule.from, to: rule.to });
}

function RuleLine({ rule, detail, children }: { rule: StyleRule; detail?: string; children: ReactNode }) {
  const { t } = useI18n();
  return (
    <li className={classes.rule}>
      <span className={classes.words}>
        {rule.kind !== 'replace' ? (
          <span>{ruleText(t, rule)}</span>
        ) : (
          <>
            <del>{rule.from}</del>
            <ArrowRight size={14} aria-label={t('style.becomes')} />
            {rule.to === '' ? <i>{t('style.nothing')}</i> : <ins>{rule.to}</ins>}
          </>
        )}
        {detail !== undefined && <span className={classes.hint}>{detail}</span>}
      </span>
      <Group gap="xs">{children}</Group>
    </li>
  );
}

function StyleFileTools({ hasRules }: { hasRules: boolean }) {
  const { t, plural } = useI18n();
  const [asking, setAsking] = useState(false);
  const [tooLarge, setTooLarge] = useState(false);
  const inBrowser = useCall('session.get', {}).data?.host === 'web';
  const out = useAction('style.export', {
    onDone: ({ fileName, text }) => {
      if (inBrowser) return saveFile(text, fileName);
      void copyText(text).then(() => showToast({ tone: 'info', text: t('style.copied') }));
    },
  });
  const bring = useAction('style.import', { refresh: ['style.get'] });
  const erase = useAction('style.delete', { refresh: ['style.get'], onDone: () => setAsking(false) });
  const read = async (file: File | null): Promise<void> => {
    if (!file) return;
    setTooLarge(file.size > LARGEST_FILE);
    if (file.size <= LARGEST_FILE) bring.mutate({ text: await file.text() });
  };
  const result = bring.data;
  const problem = tooLarge ? 'not-a-style' : result?.problem;
  const error = out.error ?? bring.error ?? erase.error;
  return (
    <>
      <Group gap="sm">
        {hasRules && (
          <Button
            variant="default"
            leftSection={<Download size={16} aria-hidden />}
            loading={out.isPending}
            onClick={() => out.mutate({})}
          >
            {t('style.export')}
          </Button>
        )}
        <FileButton accept=".json,application/json" onChange={(file) => void read(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              leftSection={<FileUp size={16} aria-hidden />}
              loading={bring.isPending}
            >
              {t('style.import')}
            </Button>
          )}
        </FileButton>
        <Button
          variant="subtle"
          color="red"
          leftSection={<Trash2 size={16} aria-hidden />}
          onClick={() => setAsking(true)}
        >
          {t('style.delete')}
        </Button>
      </Group>
      {problem !== undefined && <Notice tone="warn" role="status" title={t(`style.problem.${problem}`)} />}
      {problem === undefined && result && (
        <Notice tone={result.added > 0 ? 'good' : 'info'} role="status" title={plural('style.added', result.added)}>
          {result.refused > 0 && <p>{plural('style.refused', result.refused)}</p>}
        </Notice>
      )}
      {asking && (
        <Notice
          tone="warn"
          role="alert"
          title={t('style.deleteAsk')}
          actions={
            <>
              <Button size="xs" color="red" loading={erase.isPending} onClick={() => erase.mutate({})}>
                {t('style.delete')}
              </Button>
              <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
                {t('style.keep')}
              </Button>
            </>
          }
        />
      )}
      {error && <ErrorNotice error={error} />}
    </>
  );
}
