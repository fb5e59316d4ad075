import { Button, TextInput } from '@mantine/core';
import { Search, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { AuditEntry } from '../../../shared/model/audit.ts';
import type { Clinician } from '../../../shared/model/clinician.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { Empty } from '../../ui/empty.tsx';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { actionWords } from './action-words.ts';
import classes from './audit.module.css';

const PAGE = 100;
const MOST = 1000;

export interface AuditPageProps {
  clinicians: readonly Pick<Clinician, 'id' | 'name'>[];
}

/** Everything that was done, newest first, and a check that the chain is whole. */
export function AuditPage({ clinicians }: AuditPageProps) {
  const i18n = useI18n();
  const { t, plural } = i18n;
  const [query, setQuery] = useState('');
  const [shown, setShown] = useState(PAGE);
  const list = useCall('audit.list', { limit: MOST });
  const verify = useAction('audit.verify');

  const who = (actor: string): string =>
    actor === 'system' || actor === 'engine'
      ? t(`audit.actor.${actor}`)
      : (clinicians.find(({ id }) => id === actor)?.name ?? actor);
  const words = query.trim().toLowerCase();
  const found = (list.data ?? [])
    .toSorted((a, b) => b.seq - a.seq)
    .filter((entry) =>
      `${who(entry.actor)} ${actionWords(i18n, entry.action)} ${entry.action} ${entry.subject}`
        .toLowerCase()
        .includes(words),
    );

  return (
    <div className={classes.page}>
      <header className={classes.head}>
        <div>
          <h1>{t('audit.title')}</h1>
          <p className={classes.intro}>{t('audit.intro')}</p>
        </div>
        <Button leftSection={<ShieldCheck size={18} />} loading={verify.isPending} onClick={() => verify.mutate({})}>
          {t('audit.verify')}
        </Button>
      </header>
      <div aria-live="polite">
        {verify.data &&
          (verify.data.brokenAtSeq === undefined ? (
            <Notice tone="good" title={plural('audit.whole', verify.data.entries)} />
          ) : (
            <Notice tone="danger" title={t('audit.broken', { seq: verify.data.brokenAtSeq })} />
          ))}
        {verify.error && <ErrorNotice error={verify.error} />}
      </div>
      <TextInput
        type="search"
        aria-label={t('audit.search')}
        placeholder={t('audit.search')}
        leftSection={<Search size={16} aria-hidden />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
      />
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {!list.data && !list.error && <Waiting lines={8} />}
      {list.data && found.length === 0 && <Empty icon={ShieldCheck} title={t('audit.empty')} />}
      {found.length > 0 && (
        <div className={classes.scroller} tabIndex={0} role="region" aria-label={t('audit.title')}>
          <table className={classes.table}>
            <thead>
              <tr>
                <th scope="col">{t('audit.number')}</th>
                <th scope="col">{t('audit.when')}</th>
                <th scope="col">{t('audit.who')}</th>
                <th scope="col">{t('audit.what')}</th>
                <th scope="col">{t('audit.on')}</th>
                <th scope="col">{t('audit.more')}</th>
              </tr>
            </thead>
            <tbody>
              {found.slice(0, shown).map((entry) => (
                <AuditRow key={entry.seq} entry={entry} who={who(entry.actor)} />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.length > shown && (
        <div>
          <Button variant="default" onClick={() => setShown((count) => count + PAGE)}>
            {t('audit.older')}
          </Button>
        </div>
      )}
    </div>
  );
}

function AuditRow({ entry, who }: { entry: AuditEntry; who: string }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [kind = '', id] = entry.subject.split('/');
  return (
    <tr>
      <td>{entry.seq}</td>
      <td>
        <time dateTime={new Date(entry.at).toISOString()}>{format.dateTime(entry.at)}</time>
      </td>
      <td>{who}</td>
      <td>{actionWords(i18n, entry.action)}</td>
      <td>{kind === 'encounter' && id ? <a href={`#/visit/${id}`}>{t('audit.subject.encounter')}</a> : kind}</td>
      <td className={classes.detail}>
        {Object.entries(entry.detail)
          .map(
            ([name, value]) =>
              `${name} ${typeof value === 'string' && value.length > 20 ? `${value.slice(0, 12)}…` : value}`,
          )
          .join(', ')}
      </td>
    </tr>
  );
}
