import { Button, CloseButton } from '@mantine/core';
import { useRef, useState } from 'react';
import type { EncounterView } from '../../../shared/contract/encounters.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { PatientFields, usePatientForm } from '../../patient/patient-fields.tsx';
import { toPatientInput } from '../../patient/patient-form.ts';
import { useAction } from '../../rpc/react.tsx';
import { announce } from '../../ui/announcer.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import classes from './identify-panel.module.css';

export interface IdentifyPanelProps {
  view: Pick<EncounterView, 'encounter' | 'chart'>;
  /** Absent while nobody is named: then the panel stays. */
  onClose: (() => void) | undefined;
  onDone: () => void;
}

/** Who the patient is: said after the recording began, or corrected, until the note is signed. */
export function IdentifyPanel({ view: { encounter, chart }, onClose, onDone }: IdentifyPanelProps) {
  const { t } = useI18n();
  const { patient, reason } = encounter;
  const form = usePatientForm({
    name: patient.name,
    birthDate: patient.birthDate ?? '',
    sex: patient.sex,
    reason,
  });
  const [dropsChart, setDropsChart] = useState(false);
  const [checked, setChecked] = useState(false);
  const nameField = useRef<HTMLInputElement>(null);
  const identify = useAction('encounters.identify', {
    refresh: ['encounters.get', 'encounters.list'],
    onDone: () => announce(t('identify.done')),
  });
  const standing = chart && !dropsChart ? chart : undefined;

  return (
    <form
      className={classes.panel}
      aria-label={t('identify.title')}
      noValidate
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose?.();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        setChecked(true);
        if (form.nameMissing) {
          nameField.current?.focus();
          return;
        }
        identify.mutate(
          { encounterId: encounter.id, ...toPatientInput(form.fields, form.chart), chart: standing ? 'keep' : 'drop' },
          { onSuccess: onDone },
        );
      }}
    >
      <PatientFields
        form={form}
        nameField={nameField}
        hint={false}
        showMissing={checked}
        standingChart={standing && { name: standing.patient.name || patient.name, onDrop: () => setDropsChart(true) }}
      />
      {identify.error && (
        <div className={classes.full}>
          <ErrorNotice error={identify.error} />
        </div>
      )}
      <div className={classes.actions}>
        <span className={classes.hint}>{t('identify.hint')}</span>
        <Button type="submit" loading={identify.isPending}>
          {t('identify.save')}
        </Button>
        {onClose && <CloseButton aria-label={t('app.close')} onClick={onClose} />}
      </div>
    </form>
  );
}
