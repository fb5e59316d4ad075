import { ArrowLeft } from 'lucide-react';
import type { Encounter } from '../../shared/model/encounter.ts';
import { ageYears } from '../i18n/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { StateMark } from '../ui/state-mark.tsx';
import classes from './visit.module.css';

/** Who this is about, always in sight, and where the visit stands. */
export function VisitBar({ encounter }: { encounter: Encounter }) {
  const { t, format } = useI18n();
  const { patient, reason, state, startedAt, createdAt } = encounter;
  const at = startedAt ?? createdAt;
  const age = ageYears(patient.birthDate, at);
  const about = [
    age === undefined ? undefined : t('visit.age', { age }),
    patient.sex === 'unknown' ? undefined : t(`visitNew.sex.${patient.sex}`),
    patient.birthDate === undefined ? undefined : t('visit.born', { date: format.calendarDate(patient.birthDate) }),
    patient.identifier?.value,
  ].filter(Boolean);
  return (
    <header className={classes.bar}>
      <a className={classes.back} href="#/today" aria-label={t('visit.back')}>
        <ArrowLeft size={20} aria-hidden />
      </a>
      <div className={classes.who}>
        <h1 className={classes.patient}>{patient.name}</h1>
        <p className={classes.about}>
          {about.length > 0 && <span>{about.join(' · ')}</span>}
          <span>
            {format.dateTime(at)}
            {reason !== '' && ` · ${reason}`}
          </span>
        </p>
      </div>
      <StateMark state={state} />
    </header>
  );
}
