import { ChevronRight } from 'lucide-react';
import type { EncounterSummary } from '../../../shared/contract/encounters.ts';
import { ageYears } from '../../i18n/format.ts';
import { useI18n, type I18n } from '../../i18n/i18n.tsx';
import { usePatientName } from '../../patient/use-patient-name.ts';
import { StateMark } from '../../ui/state-mark.tsx';
import classes from './today.module.css';
import { isMyTurn, visitTime, waitsFor, type WaitsFor } from './visit-list.ts';

export function VisitRow({ visit, recordingHere }: { visit: EncounterSummary; recordingHere: boolean }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const patientName = usePatientName();
  const wait = waitsFor(visit, recordingHere);
  const at = visitTime(visit);
  const age = ageYears(visit.patient.birthDate, at);
  const sex = visit.patient.sex === 'unknown' ? undefined : t(`visitNew.sex.${visit.patient.sex}`);
  return (
    <li>
      <a className={classes.row} href={`#/visit/${visit.id}`} data-turn={isMyTurn(wait)}>
        <time className={classes.time} dateTime={new Date(at).toISOString()}>
          {format.time(at)}
        </time>
        <span className={classes.patient}>
          <span className={classes.name}>{patientName(visit.patient)}</span>
          <span className={classes.about}>
            {[age === undefined ? undefined : t('visit.age', { age }), sex].filter(Boolean).join(', ')}
          </span>
        </span>
        <span className={classes.reason}>{visit.reason}</span>
        <span className={classes.state}>
          <StateMark state={visit.state} />
        </span>
        <span className={classes.wait}>{waitText(i18n, wait, visit)}</span>
        <ChevronRight className={classes.chevron} size={18} aria-hidden />
      </a>
    </li>
  );
}

function waitText({ t, plural, format }: I18n, wait: WaitsFor, visit: EncounterSummary): string {
  switch (wait.kind) {
    case 'job': {
      const { kind, fraction } = visit.job!;
      return fraction === undefined
        ? t(`job.${kind}`)
        : `${t(`job.${kind}`)}, ${t('job.done', { percent: format.percent(fraction) })}`;
    }
    case 'review':
      return plural('today.wait.review', wait.count);
    case 'ehrRetry':
      return t('today.wait.ehrRetry', { time: format.time(wait.at) });
    case 'nobody':
      return t('today.wait.nobody', { time: format.time(wait.at) });
    case 'recording':
      return '';
    default:
      return t(`today.wait.${wait.kind}`);
  }
}
