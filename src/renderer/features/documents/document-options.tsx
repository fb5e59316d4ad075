import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { VisitDocument } from '../../../shared/model/document.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import type { DocumentActions } from './document-actions.ts';
import classes from './documents.module.css';

const ADDRESSED: ReadonlySet<VisitDocument['kind']> = new Set(['referral-letter', 'work-note', 'prior-authorization']);

/** What a document of its kind leaves to the clinician: to whom, about which order, how long. */
export function DocumentOptionsForm({ document, actions }: { document: VisitDocument; actions: DocumentActions }) {
  const { t } = useI18n();
  const { kind, options, choices } = document;
  const choice = kind === 'referral-letter' ? 'referral' : kind === 'prior-authorization' ? 'request' : undefined;
  return (
    <div className={classes.options}>
      {choice && choices.length > 1 && (
        <NativeSelect
          size="xs"
          label={t(`documents.${choice}`)}
          data={[...choices]}
          value={options[choice] ?? choices[0]!}
          onChange={(event) => void actions.make({ [choice]: event.currentTarget.value })}
        />
      )}
      {ADDRESSED.has(kind) && (
        <>
          <AddressField name="to" document={document} actions={actions} />
          {kind !== 'work-note' && <AddressField name="address" document={document} actions={actions} />}
        </>
      )}
      {kind === 'work-note' && (
        <Switch
          size="sm"
          label={t('documents.includeDiagnosis')}
          description={t('documents.includeDiagnosisHint')}
          checked={options.includeDiagnosis}
          onChange={(event) => void actions.make({ includeDiagnosis: event.currentTarget.checked })}
        />
      )}
      {kind === 'chronic-care-log' && <Minutes document={document} actions={actions} />}
    </div>
  );
}

interface FieldProps {
  document: VisitDocument;
  actions: DocumentActions;
}

function AddressField({ name, document, actions }: FieldProps & { name: 'to' | 'address' }) {
  const { t } = useI18n();
  const stored = document.fields.find(({ key }) => key === name)?.value ?? '';
  const [typed, setTyped] = useState<string>();
  const save = (): void => {
    if (typed !== undefined && typed.trim() !== stored) void actions.setField(name, typed.trim());
    setTyped(undefined);
  };
  return (
    <TextInput
      size="xs"
      label={t(`documents.${name}`)}
      maxLength={400}
      value={typed ?? stored}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}

function Minutes({ document, actions }: FieldProps) {
  const { t } = useI18n();
  const { touchpoint } = document;
  const stored: number | '' = touchpoint?.minutes ?? '';
  const [typed, setTyped] = useState<number | ''>();
  const save = (): void => {
    if (typed !== undefined && typed !== stored) void actions.setMinutes(typed === '' ? null : typed);
    setTyped(undefined);
  };
  return (
    <NumberInput
      size="xs"
      label={t('documents.minutes')}
      description={t(
        touchpoint === undefined
          ? 'documents.minutesNone'
          : touchpoint.from === 'recording'
            ? 'documents.minutesRecording'
            : 'documents.minutesEntered',
      )}
      min={0}
      max={1440}
      allowDecimal={false}
      allowNegative={false}
      hideControls
      value={typed ?? stored}
      onChange={(value) => setTyped(value === '' ? '' : Math.min(1440, Math.max(0, Math.trunc(Number(value)))))}
      onBlur={save}
      onKeyDown={(event) => {
        if (event.key === 'Enter') save();
      }}
    />
  );
}
