import { Button } from '@mantine/core';
import { CalendarPlus, CircleDot, FileAudio } from 'lucide-react';
import { useRef, useState, type ReactNode } from 'react';
import type { Clinician } from '../../../shared/model/clinician.ts';
import { useRecorderState } from '../../audio/recorder-context.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Keys } from '../../ui/keys.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { AUDIO_TYPES } from './new-visit.ts';
import { NewVisitPanel, type NewVisitPanelProps } from './new-visit-panel.tsx';
import classes from './today.module.css';
import { useFileDrop } from './use-file-drop.ts';
import { FILTERS, filterVisits, groupByDay, type Filter } from './visit-list.ts';
import { VisitRow } from './visit-row.tsx';

const LIST_LIMIT = 200;

/** What the new-visit panel was opened for. */
export type NewVisitIntent = { kind: 'plan' } | { kind: 'file'; file: File };

export interface TodayPageProps {
  clinician: Clinician;
  intent: NewVisitIntent | undefined;
  onIntent: (intent: NewVisitIntent | undefined) => void;
  onSubmit: NewVisitPanelProps['onSubmit'];
  /** Records at once; who it is can be said later. */
  onRecord: () => void;
  /** Record is about to be pressed, or not after all. */
  onNearRecord: (isNear: boolean) => void;
}

/** The day's visits, and the way into a new one. */
export function TodayPage({ clinician, intent, onIntent, onSubmit, onRecord, onNearRecord }: TodayPageProps) {
  const { t, format } = useI18n();
  const list = useCall('encounters.list', { limit: LIST_LIMIT });
  const recorder = useRecorderState();
  const settings = useCall('settings.get', {});
  const [filter, setFilter] = useState<Filter>('all');
  const picker = useRef<HTMLInputElement>(null);
  const isOver = useFileDrop((file) => onIntent({ kind: 'file', file }));

  const visits = list.data?.encounters ?? [];
  const shown = filterVisits(visits, filter, clinician.id);
  const now = new Date();

  let body: ReactNode;
  if (list.error) body = <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  else if (!list.data) body = <Waiting lines={6} />;
  else if (shown.length === 0)
    body = (
      <Empty
        icon={CalendarPlus}
        title={filter === 'all' ? t('today.empty') : t('today.emptyFilter')}
        hint={filter === 'all' ? t('today.emptyHint') : undefined}
      />
    );
  else
    body = groupByDay(shown).map(({ dayStart, visits: ofDay }) => (
      <section key={dayStart} aria-labelledby={`day-${dayStart}`}>
        <h2 id={`day-${dayStart}`} className={classes.day}>
          {dayName(dayStart)}
        </h2>
        <ul className={classes.list}>
          {ofDay.map((visit) => (
            <VisitRow key={visit.id} visit={visit} recordingHere={recorder.encounterId === visit.id} />
          ))}
        </ul>
      </section>
    ));

  function dayName(dayStart: number): string {
    const today = new Date(now).setHours(0, 0, 0, 0);
    if (dayStart === today) return t('nav.today');
    const yesterday = new Date(today);
    yesterday.setDate(yesterday.getDate() - 1);
    return dayStart === yesterday.getTime() ? t('today.yesterday') : format.day(dayStart);
  }

  return (
    <div className={classes.page} data-over={isOver}>
      <header className={classes.head}>
        <div>
          <h1 className={classes.title}>{t('today.title')}</h1>
          <p className={classes.date}>{format.day(now.getTime())}</p>
        </div>
        <div className={classes.actions}>
          <Button variant="subtle" leftSection={<CalendarPlus size={18} />} onClick={() => onIntent({ kind: 'plan' })}>
            {t('today.newVisit')}
          </Button>
          <Button variant="default" leftSection={<FileAudio size={18} />} onClick={() => picker.current?.click()}>
            {t('today.import')}
          </Button>
          <Button
            size="lg"
            color="record"
            leftSection={<CircleDot size={22} />}
            rightSection={<Keys keys={settings.data?.recordShortcut ?? 'mod+shift+r'} />}
            className={classes.record}
            disabled={recorder.phase !== 'idle'}
            onPointerEnter={() => onNearRecord(true)}
            onPointerLeave={() => onNearRecord(false)}
            onFocus={() => onNearRecord(true)}
            onBlur={() => onNearRecord(false)}
            onClick={onRecord}
          >
            {t('today.record')}
          </Button>
          <input
            ref={picker}
            type="file"
            accept={AUDIO_TYPES}
            hidden
            aria-label={t('today.import')}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file) onIntent({ kind: 'file', file });
            }}
          />
        </div>
      </header>

      {intent && (
        <NewVisitPanel
          key={intent.kind === 'file' ? intent.file.name : intent.kind}
          intent={intent}
          onSubmit={onSubmit}
          onClose={() => onIntent(undefined)}
        />
      )}

      <div className={classes.filters} role="group" aria-label={t('today.filter')}>
        {FILTERS.map((name) => {
          const count = filterVisits(visits, name, clinician.id).length;
          return (
            <button
              key={name}
              type="button"
              className={classes.filter}
              aria-pressed={filter === name}
              onClick={() => setFilter(name)}
            >
              {t(`today.filter.${name}`)}
              {name !== 'all' && name !== 'mine' && count > 0 && <span className={classes.count}>{count}</span>}
            </button>
          );
        })}
      </div>
      {body}
      {isOver && (
        <div className={classes.drop} aria-hidden>
          <FileAudio size={40} strokeWidth={1.5} />
          {t('today.dropHere')}
        </div>
      )}
    </div>
  );
}
