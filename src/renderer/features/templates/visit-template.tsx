import { Button } from '@mantine/core';
import { LayoutTemplate } from 'lucide-react';
import { useState } from 'react';
import type { EncounterView } from '../../../shared/contract/encounters.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { TemplateSelect } from '../../templates/template-select.tsx';
import { announce } from '../../ui/announcer.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import classes from './templates.module.css';

/** By which template the draft was made; while nobody has edited it, it can be made again by another. */
export function VisitTemplate({ view }: { view: EncounterView }) {
  const { t } = useI18n();
  const { id: encounterId, template } = view.encounter;
  const [choosing, setChoosing] = useState(false);
  const list = useCall('templates.list', {});
  const change = useAction('encounters.setTemplate', {
    refresh: ['encounters.get'],
    onDone: () => {
      setChoosing(false);
      announce(t('templates.redrafting'));
    },
  });
  const note = view.note;
  const name = note?.note.template ?? template;
  const title =
    note?.note.templateTitle ??
    list.data?.templates.find((entry) => entry.template.name === name)?.template.title ??
    name;
  const canChange = !view.signed && note?.kind !== 'edit' && !view.job;
  return (
    <div className={classes.visit}>
      <span className={classes.hint}>
        <LayoutTemplate size={14} aria-hidden /> {title}
      </span>
      {canChange && !choosing && (
        <Button size="compact-xs" variant="subtle" onClick={() => setChoosing(true)}>
          {note ? t('templates.redraft') : t('templates.another')}
        </Button>
      )}
      {canChange && choosing && (
        <TemplateSelect
          size="xs"
          label={t('templates.redraftWith')}
          value={name}
          disabled={change.isPending}
          onChange={(next) => change.mutate({ encounterId, template: next })}
        />
      )}
      {change.error && <ErrorNotice error={change.error} onDismiss={() => change.reset()} />}
    </div>
  );
}
