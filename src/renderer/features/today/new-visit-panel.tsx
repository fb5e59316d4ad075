import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core';
import { CircleDot, FileAudio, FileHeart, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Sex } from '../../../shared/model/chart.ts';
import type { Encounter } from '../../../shared/model/encounter.ts';
import { LevelMeter } from '../../audio/level-meter.tsx';
import { useRecorder, useRecorderState } from '../../audio/recorder-context.tsx';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { LanguageNotice } from '../../speech/language-notice.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { readChartFile, toCreateInput, type ChartFile, type NewVisitFields, type VisitStart } from './new-visit.ts';
import type { NewVisitIntent } from './today-page.tsx';
import classes from './today.module.css';

export interface NewVisitPanelProps {
  intent: NewVisitIntent;
  onSubmit: (encounter: Encounter, start: VisitStart) => void;
  onClose: () => void;
}

const EMPTY: NewVisitFields = { name: '', birthDate: '', sex: 'unknown', reason: '' };

/** Who the patient is, then straight on. Opened by Record, the microphone is ready (and nothing is kept) while the name is typed. */
export function NewVisitPanel({ intent, onSubmit, onClose }: NewVisitPanelProps) {
  const { t } = useI18n();
  const [fields, setFields] = useState(EMPTY);
  const [chart, setChart] = useState<ChartFile>();
  const [chartProblem, setChartProblem] = useState(false);
  const [checked, setChecked] = useState(false);
  const [text, setText] = useState<string>();
  const nameField = useRef<HTMLInputElement>(null);
  const chartPicker = useRef<HTMLInputElement>(null);
  const create = useAction('encounters.create', { refresh: ['encounters.list'] });
  const settings = useCall('settings.get', {});
  const recorder = useRecorder();
  const recorderState = useRecorderState();
  const wantsMicrophone = intent.kind === 'record' && settings.data !== undefined;
  const microphoneId = settings.data?.microphoneId;

  useEffect(() => {
    if (!wantsMicrophone) return undefined;
    void recorder.arm(microphoneId);
    return () => recorder.disarm();
  }, [recorder, wantsMicrophone, microphoneId]);

  const nameMissing = fields.name.trim() === '';
  const patch = (change: Partial<NewVisitFields>): void => setFields((current) => ({ ...current, ...change }));

  const submit = (start: VisitStart): void => {
    setChecked(true);
    if (nameMissing) {
      nameField.current?.focus();
      return;
    }
    create.mutate(toCreateInput(fields, chart), { onSuccess: (encounter) => onSubmit(encounter, start) });
  };

  const takeChart = async (file: File): Promise<void> => {
    const read = readChartFile(file.name, await file.text());
    setChart(read);
    setChartProblem(read === undefined);
    if (read) patch(read.patient);
  };

  const primary: VisitStart =
    intent.kind === 'file'
      ? { kind: 'file', file: intent.file }
      : text !== undefined
        ? { kind: 'text', text }
        : intent.kind === 'record'
          ? { kind: 'record' }
          : { kind: 'plan' };

  return (
    <section className={classes.panel} aria-labelledby="new-visit-title">
      <div className={classes.panelHead}>
        <h2 id="new-visit-title" className={classes.panelTitle}>
          {t('visitNew.title')}
        </h2>
        {recorderState.armed && <LevelMeter level={recorder.level} />}
        <ActionIcon variant="subtle" color="gray" aria-label={t('app.close')} onClick={onClose}>
          <X size={18} />
        </ActionIcon>
      </div>
      <LanguageNotice />
      <form
        className={classes.form}
        noValidate
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          submit(primary);
        }}
      >
        <TextInput
          ref={nameField}
          className={classes.wide}
          label={t('visitNew.name')}
          autoFocus
          required
          autoComplete="off"
          maxLength={160}
          value={fields.name}
          error={checked && nameMissing ? t('visitNew.nameMissing') : undefined}
          onChange={(event) => patch({ name: event.currentTarget.value })}
        />
        <TextInput
          label={t('visitNew.birthDate')}
          type="date"
          value={fields.birthDate}
          onChange={(event) => patch({ birthDate: event.currentTarget.value })}
        />
        <Select
          label={t('visitNew.sex')}
          allowDeselect={false}
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
          <ChartField
            chart={chart}
            problem={chartProblem}
            onChoose={() => chartPicker.current?.click()}
            onRemove={() => setChart(undefined)}
          />
          <input
            ref={chartPicker}
            type="file"
            accept="application/json,application/fhir+json,.json"
            hidden
            aria-label={t('visitNew.chart')}
            onChange={(event) => {
              const file = event.currentTarget.files?.[0];
              event.currentTarget.value = '';
              if (file) void takeChart(file);
            }}
          />
        </div>
        {text !== undefined && (
          <Textarea
            className={classes.full}
            label={t('visitNew.text')}
            description={t('visitNew.textHint')}
            autosize
            minRows={6}
            maxRows={16}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        {create.error && (
          <div className={classes.full}>
            <ErrorNotice error={create.error} />
          </div>
        )}
        <div className={classes.formActions}>
          {intent.kind === 'plan' && text === undefined && (
            <>
              <Button variant="subtle" onClick={() => setText('')}>
                {t('visitNew.importText')}
              </Button>
              <Button
                variant="default"
                leftSection={<CircleDot size={18} />}
                onClick={() => submit({ kind: 'record' })}
              >
                {t('visitNew.startRecording')}
              </Button>
            </>
          )}
          {primary.kind === 'record' && (
            <Button type="submit" color="record" leftSection={<CircleDot size={18} />} loading={create.isPending}>
              {t('visitNew.startRecording')}
            </Button>
          )}
          {primary.kind === 'file' && (
            <Button type="submit" leftSection={<FileAudio size={18} />} loading={create.isPending}>
              {t('visitNew.importThis', { file: primary.file.name })}
            </Button>
          )}
          {primary.kind === 'text' && (
            <Button type="submit" disabled={primary.text.trim() === ''} loading={create.isPending}>
              {t('visitNew.useText')}
            </Button>
          )}
          {primary.kind === 'plan' && (
            <Button type="submit" loading={create.isPending}>
              {t('visitNew.planOnly')}
            </Button>
          )}
        </div>
      </form>
    </section>
  );
}

interface ChartFieldProps {
  chart: ChartFile | undefined;
  problem: boolean;
  onChoose: () => void;
  onRemove: () => void;
}

function ChartField({ chart, problem, onChoose, onRemove }: ChartFieldProps) {
  const { t } = useI18n();
  return (
    <div className={classes.chartField}>
      <span className={classes.chartLabel}>{t('visitNew.chart')}</span>
      {chart ? (
        <span className={classes.chartChosen}>
          <FileHeart size={18} aria-hidden />
          {chart.patient.name
            ? t('visitNew.chartChosen', { name: chart.patient.name, file: chart.fileName })
            : chart.fileName}
          <Button size="compact-xs" variant="subtle" onClick={onRemove}>
            {t('visitNew.remove')}
          </Button>
        </span>
      ) : (
        <>
          <Button variant="default" leftSection={<FileHeart size={18} />} onClick={onChoose}>
            {t('visitNew.choose')}
          </Button>
          <span className={classes.hint}>{problem ? '' : t('visitNew.chartHint')}</span>
          {problem && (
            <span className={classes.fieldError} role="alert">
              {t('visitNew.chartUnreadable')}
            </span>
          )}
        </>
      )}
    </div>
  );
}
