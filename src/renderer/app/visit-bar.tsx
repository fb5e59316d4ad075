import { ActionIcon } from '@mantine/core';
import { ArrowLeft, Pencil } from 'lucide-react';
import type { Encounter } from '../../shared/model/encounter.ts';
import { ageYears } from '../i18n/format.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { usePatientName } from '../patient/use-patient-name.ts';
import { StateMark } from '../ui/state-mark.tsx';
import classes from './visit.module.css';

export interface VisitBarProps {
  encounter: Encounter;
  /** While it records, the strip below tells more than the state. */
  showsState: boolean;
  onIdentify: (() => void) | undefined;
}

/** Who this is about, always in sight, and where the visit stands. */
export function VisitBar({ encounter, showsState, onIdentify }: VisitBarProps) {
  const { t, format } = useI18n();
  const patientName = usePatientName();
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
        <div className={classes.named}>
          <h1 className={classes.patient}>{patientName(patient)}</h1>
          {onIdentify && (
            <ActionIcon size="sm" variant="subtle" color="gray" aria-label={t('identify.correct')} onClick={onIdentify}>
              <Pencil size={16} />
            </ActionIcon>
          )}
        </div>
        <p className={classes.about}>
          {about.length > 0 && <span>{about.join(' · ')}</span>}
          <span>
            {format.dateTime(at)}
            {reason !== '' && ` · ${reason}`}
          </span>
        </p>
      </div>
      {showsState && <StateMark state={state} />}
    </header>
  );
}
