import { ActionIcon, Button, Textarea } from '@mantine/core';
import { CircleDot, FileAudio, X } from 'lucide-react';
import { useRef, useState } from 'react';
import type { Encounter } from '../../../shared/model/encounter.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { PatientFields, usePatientForm } from '../../patient/patient-fields.tsx';
import { toPatientInput } from '../../patient/patient-form.ts';
import { useAction, useCall } from '../../rpc/react.tsx';
import { LanguageNotice } from '../../speech/language-notice.tsx';
import { TemplateSelect } from '../../templates/template-select.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import type { VisitStart } from './new-visit.ts';
import type { NewVisitIntent } from './today-page.tsx';
import classes from './today.module.css';

export interface NewVisitPanelProps {
  intent: NewVisitIntent;
  onSubmit: (encounter: Encounter, start: VisitStart) => void;
  onClose: () => void;
}

/** Who the patient is, then straight on: to the list, a recording, or a conversation. */
export function NewVisitPanel({ intent, onSubmit, onClose }: NewVisitPanelProps) {
  const { t } = useI18n();
  const form = usePatientForm();
  const [checked, setChecked] = useState(false);
  const settings = useCall('settings.get', {});
  const [chosen, setChosen] = useState<string>();
  const template = chosen ?? settings.data?.template;
  const [text, setText] = useState<string>();
  const nameField = useRef<HTMLInputElement>(null);
  const create = useAction('encounters.create', { refresh: ['encounters.list'] });

  const submit = (start: VisitStart): void => {
    setChecked(true);
    if (form.nameMissing) {
      nameField.current?.focus();
      return;
    }
    create.mutate(
      { ...toPatientInput(form.fields, form.chart), template },
      { onSuccess: (encounter) => onSubmit(encounter, start) },
    );
  };

  const primary: VisitStart =
    intent.kind === 'file'
      ? { kind: 'file', file: intent.file }
      : text !== undefined
        ? { kind: 'text', text }
        : { kind: 'plan' };

  return (
    <section className={classes.panel} aria-labelledby="new-visit-title">
      <div className={classes.panelHead}>
        <h2 id="new-visit-title" className={classes.panelTitle}>
          {t('visitNew.title')}
        </h2>
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
        <PatientFields form={form} nameField={nameField} autoFocus showMissing={checked} />
        {template !== undefined && (
          <TemplateSelect label={t('templates.forVisit')} value={template} onChange={setChosen} />
        )}
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
