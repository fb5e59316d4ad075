import { Button, Select, TextInput } from '@mantine/core';
import { FileHeart } from 'lucide-react';
import { useRef, useState, type RefObject } from 'react';
import { Sex } from '../../shared/model/chart.ts';
import { useI18n } from '../i18n/i18n.tsx';
import { readChartFile, type ChartFile, type PatientFormFields } from './patient-form.ts';
import classes from './patient-fields.module.css';

export interface PatientForm {
  readonly fields: PatientFormFields;
  /** A file chosen here. */
  readonly chart: ChartFile | undefined;
  readonly chartProblem: boolean;
  readonly nameMissing: boolean;
  patch(change: Partial<PatientFormFields>): void;
  takeChart(file: File): Promise<void>;
  removeChart(): void;
}

const EMPTY: PatientFormFields = { name: '', birthDate: '', sex: 'unknown', reason: '' };

/** What somebody says about who the patient is, before it is sent. */
export function usePatientForm(initial: PatientFormFields = EMPTY): PatientForm {
  const [fields, setFields] = useState(initial);
  const [chart, setChart] = useState<ChartFile>();
  const [chartProblem, setChartProblem] = useState(false);
  const patch = (change: Partial<PatientFormFields>): void => setFields((current) => ({ ...current, ...change }));
  return {
    fields,
    chart,
    chartProblem,
    nameMissing: fields.name.trim() === '',
    patch,
    async takeChart(file) {
      const read = readChartFile(file.name, await file.text());
      setChart(read);
      setChartProblem(read === undefined);
      if (read) patch(read.patient);
    },
    removeChart: () => setChart(undefined),
  };
}

export interface PatientFieldsProps {
  form: PatientForm;
  nameField: RefObject<HTMLInputElement | null>;
  autoFocus?: boolean;
  /** What a chart file is good for, said beside it. */
  hint?: boolean;
  /** Say that the name is missing: somebody tried to go on without it. */
  showMissing: boolean;
  /** The chart that the visit has already, by its patient's name. While it stands, it says who the patient is. */
  standingChart?: { name: string; onDrop: () => void } | undefined;
}

/** Name, birth date, sex, reason and chart file: cells of the form's own grid. */
export function PatientFields({
  form,
  nameField,
  autoFocus = false,
  hint = true,
  showMissing,
  standingChart,
}: PatientFieldsProps) {
  const { t } = useI18n();
  const { fields, patch } = form;
  const picker = useRef<HTMLInputElement>(null);
  const fixed = standingChart !== undefined && form.chart === undefined;
  return (
    <>
      <TextInput
        ref={nameField}
        className={classes.wide}
        label={t('visitNew.name')}
        autoFocus={autoFocus}
        required
        autoComplete="off"
        maxLength={160}
        disabled={fixed}
        value={fields.name}
        error={showMissing && form.nameMissing ? t('visitNew.nameMissing') : undefined}
        onChange={(event) => patch({ name: event.currentTarget.value })}
      />
      <TextInput
        label={t('visitNew.birthDate')}
        type="date"
        disabled={fixed}
        value={fields.birthDate}
        onChange={(event) => patch({ birthDate: event.currentTarget.value })}
      />
      <Select
        label={t('visitNew.sex')}
        allowDeselect={false}
        disabled={fixed}
        value={fields.sex}
        data={Sex.options.map((value) => ({ value, label: t(`visitNew.sex.${value}`) }))}
        onChange={(value) => value && patch({ sex: value })}
      />
      <TextInput
        className={classes.wide}
        label={t('visitNew.reason')}
        autoComplete="off"
        maxLength={400}
        value={fields.reason}
        onChange={(event) => patch({ reason: event.currentTarget.value })}
      />
      <div className={classes.wide}>
        <div className={classes.chartField}>
          <span className={classes.chartLabel}>{t('visitNew.chart')}</span>
          {form.chart ? (
            <span className={classes.chartChosen}>
              <FileHeart size={18} aria-hidden />
              {form.chart.patient.name
                ? t('visitNew.chartChosen', { name: form.chart.patient.name, file: form.chart.fileName })
                : form.chart.fileName}
              <Button size="compact-xs" variant="subtle" onClick={() => form.removeChart()}>
                {t('visitNew.remove')}
              </Button>
            </span>
          ) : (
            <>
              {standingChart && (
                <span className={classes.chartChosen}>
                  <FileHeart size={18} aria-hidden />
                  {t('identify.chartStands', { name: standingChart.name })}
                  <Button size="compact-xs" variant="subtle" onClick={standingChart.onDrop}>
                    {t('identify.dropChart')}
                  </Button>
                </span>
              )}
              <Button variant="default" leftSection={<FileHeart size={18} />} onClick={() => picker.current?.click()}>
                {t('visitNew.choose')}
              </Button>
              {hint && !standingChart && !form.chartProblem && (
                <span className={classes.hint}>{t('visitNew.chartHint')}</span>
              )}
              {form.chartProblem && (
                <span className={classes.fieldError} role="alert">
                  {t('visitNew.chartUnreadable')}
                </span>
              )}
            </>
          )}
        </div>
        <input
          ref={picker}
          type="file"
          accept="application/json,application/fhir+json,.json"
          hidden
          aria-label={t('visitNew.chart')}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            event.currentTarget.value = '';
            if (file) void form.takeChart(file);
          }}
        />
      </div>
    </>
  );
}
