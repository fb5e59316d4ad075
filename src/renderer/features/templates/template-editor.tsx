import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { checkTemplate, checkTemplateText, templateText } from '../../../shared/model/template-check.ts';
import type { NoteTemplate } from '../../../shared/model/template.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction } from '../../rpc/react.tsx';
import { announce } from '../../ui/announcer.tsx';
import { ErrorNotice } from '../../ui/notice.tsx';
import { nameFor } from './template-draft.ts';
import { TemplateForm } from './template-form.tsx';
import { TemplatePreview } from './template-preview.tsx';
import { TemplateProblems } from './template-problems.tsx';
import classes from './templates.module.css';

export interface TemplateEditorProps {
  initial: NoteTemplate;
  /** Name of the one that is edited; absent: a new one. */
  replaces: string | undefined;
  /** Names that are taken already. */
  taken: ReadonlySet<string>;
  onDone: () => void;
}

/** A template as a form or as its file, and beside it what it makes of a visit. Nothing is kept before Save. */
export function TemplateEditor({ initial, replaces, taken, onDone }: TemplateEditorProps) {
  const { t } = useI18n();
  const root = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const [template, setTemplate] = useState(initial);
  const [text, setText] = useState<string>();
  const save = useAction('templates.save', {
    refresh: ['templates.list'],
    onDone: () => {
      announce(t('templates.saved'));
      onDone();
    },
  });
  useEffect(() => root.current?.querySelector('input')?.focus(), []);

  const others = new Set([...taken].filter((name) => name !== replaces));
  // In the form the file's name follows the title; in the text it is what stands there.
  const named = replaces === undefined ? { ...template, name: nameFor(template.title, others) } : template;
  const checked = text === undefined ? checkTemplate(named) : checkTemplateText(text);
  const problems = checked.problems;

  const showAs = (as: string): void => {
    if (as === 'text') setText(templateText(checked.template ?? named));
    else if (checked.template) {
      setTemplate(checked.template);
      setText(undefined);
    }
  };
  const goToLine = (line: number): void => {
    const field = area.current;
    if (!field) return;
    const lines = field.value.split('\n');
    const from = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    field.focus();
    field.setSelectionRange(from, from + (lines[line - 1]?.length ?? 0));
    field.scrollTop = Math.max(0, (line - 4) * (field.scrollHeight / lines.length));
  };

  return (
    <div
      ref={root}
      className={classes.editor}
      data-wide="true"
      role="group"
      aria-label={t('templates.editing', { title: initial.title })}
      onKeyDown={(event) => {
        if (event.key !== 's' || !(event.ctrlKey || event.metaKey)) return;
        event.preventDefault();
        if (checked.template) save.mutate({ template: checked.template, replaces });
      }}
    >
      <div className={classes.edit}>
        <SegmentedControl
          aria-label={t('templates.as')}
          value={text === undefined ? 'form' : 'text'}
          data={[
            { value: 'form', label: t('templates.asForm'), disabled: text !== undefined && !checked.template },
            { value: 'text', label: t('templates.asText') },
          ]}
          onChange={showAs}
        />
        {text === undefined ? (
          <TemplateForm template={template} onChange={setTemplate} />
        ) : (
          <Textarea
            ref={area}
            classNames={{ input: classes.source }}
            label={t('templates.text')}
            description={t('templates.textHint')}
            autosize
            minRows={16}
            maxRows={32}
            spellCheck={false}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        )}
        <div className={classes.bar}>
          <TemplateProblems problems={problems} onLine={text === undefined ? undefined : goToLine} />
          {save.error && <ErrorNotice error={save.error} />}
          <Group gap="sm">
            <Button
              disabled={!checked.template}
              loading={save.isPending}
              onClick={() => checked.template && save.mutate({ template: checked.template, replaces })}
            >
              {t('templates.save')}
            </Button>
            <Button variant="subtle" onClick={onDone}>
              {t('templates.cancel')}
            </Button>
          </Group>
        </div>
      </div>
      <TemplatePreview template={checked.template} />
    </div>
  );
}
