import { Button } from '@mantine/core';
import { Table2 } from 'lucide-react';
import type { EncounterId } from '../../../shared/model/ids.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useCall } from '../../rpc/react.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ErrorNotice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import classes from './documents.module.css';

/** The month of this visit, of this patient, over all visits that have an entry: minutes that were recorded or entered, and their sum. */
export function MonthLog({ encounterId, visitAtMs }: { encounterId: EncounterId; visitAtMs: number }) {
  const { t, plural, locale, format } = useI18n();
  const at = new Date(visitAtMs);
  const month = `${at.getFullYear()}-${String(at.getMonth() + 1).padStart(2, '0')}`;
  const log = useCall('documents.touchpoints', { encounterId, month });
  const inBrowser = useCall('session.get', {}).data?.host === 'web';
  if (log.error) return <ErrorNotice error={log.error} onRetry={() => void log.refetch()} />;
  if (!log.data) return <Waiting />;
  const { entries, totalMinutes, withoutMinutes, csv } = log.data;
  const monthName = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric' }).format(at);
  const save = async (): Promise<void> => {
    if (inBrowser) return saveFile(csv, `care-log-${month}.csv`, 'text/csv');
    // The desktop window lets nothing be downloaded.
    await copyText(csv);
    showToast({ tone: 'info', text: t('signed.copied') });
  };
  return (
    <section className={classes.month} aria-label={t('documents.month')}>
      <h4 className={classes.blockHeading}>{plural('documents.monthTotal', totalMinutes, { month: monthName })}</h4>
      {withoutMinutes > 0 && <p className={classes.fine}>{plural('documents.monthWithout', withoutMinutes)}</p>}
      <table className={classes.log}>
        <thead>
          <tr>
            <th scope="col">{t('documents.monthDate')}</th>
            <th scope="col">{t('documents.monthMinutes')}</th>
            <th scope="col">{t('documents.monthFrom')}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map(({ encounterId: id, date, minutes }) => (
            <tr key={id} data-current={id === encounterId}>
              <td>{format.calendarDate(date)}</td>
              <td>{minutes?.minutes ?? t('documents.monthNone')}</td>
              <td>
                {minutes &&
                  t(minutes.from === 'recording' ? 'documents.monthFromRecording' : 'documents.monthFromClinician')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <div>
        <Button size="compact-sm" variant="default" leftSection={<Table2 size={14} />} onClick={() => void save()}>
          {t(inBrowser ? 'documents.saveCsv' : 'documents.copyCsv')}
        </Button>
      </div>
    </section>
  );
}
