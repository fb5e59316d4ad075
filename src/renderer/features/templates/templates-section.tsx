import { Button, FileButton, Group } from '@mantine/core';
import { Copy, Download, FileUp, PenLine, Plus, Trash2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { TemplateEntry } from '../../../shared/contract/templates.ts';
import type { TemplateProblem } from '../../../shared/model/template-check.ts';
import type { NoteTemplate } from '../../../shared/model/template.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { useAction, useCall } from '../../rpc/react.tsx';
import { TemplateSelect } from '../../templates/template-select.tsx';
import { announce } from '../../ui/announcer.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { ErrorNotice, Notice } from '../../ui/notice.tsx';
import { saveFile } from '../../ui/save-file.ts';
import { showToast } from '../../ui/toast.tsx';
import { Waiting } from '../../ui/waiting.tsx';
import { emptyTemplate, nameFor } from './template-draft.ts';
import { TemplateEditor } from './template-editor.tsx';
import { TemplateProblems } from './template-problems.tsx';
import classes from './templates.module.css';

const LARGEST_FILE = 400_000;

interface Editing {
  template: NoteTemplate;
  replaces?: string;
}

/** The note templates: which one is usual, the shipped ones to duplicate, the practice's own to edit. */
export function TemplatesSection() {
  const list = useCall('templates.list', {});
  const settings = useCall('settings.get', {});
  if (list.error) return <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />;
  if (!list.data || !settings.data) return <Waiting lines={6} />;
  return <Templates entries={list.data.templates} usual={settings.data.template} />;
}

function Templates({ entries, usual }: { entries: readonly TemplateEntry[]; usual: string }) {
  const { t } = useI18n();
  const top = useRef<HTMLDivElement>(null);
  const [editing, setEditing] = useState<Editing>();
  const setUsual = useAction('settings.set', { refresh: ['settings.get'] });
  const taken = new Set(entries.map(({ template }) => template.name));
  const own = entries.filter(({ shipped }) => !shipped);
  const shipped = entries.filter((entry) => entry.shipped);

  if (editing)
    return (
      <TemplateEditor
        key={editing.template.name}
        initial={editing.template}
        replaces={editing.replaces}
        taken={taken}
        onDone={() => {
          setEditing(undefined);
          requestAnimationFrame(() => top.current?.focus());
        }}
      />
    );

  const duplicate = ({ title, ...template }: NoteTemplate): void => {
    const copy = t('templates.copyOf', { title }).slice(0, 80);
    setEditing({ template: { ...template, title: copy, name: nameFor(copy, taken) } });
  };
  return (
    <div ref={top} className={classes.list} tabIndex={-1} role="group" aria-label={t('templates.settings')}>
      <TemplateSelect
        label={t('templates.usual')}
        description={t('templates.usualHint')}
        value={usual}
        onChange={(template) => setUsual.mutate({ template })}
      />
      <h3>{t('templates.own')}</h3>
      {own.length === 0 && <p className={classes.hint}>{t('templates.noneOwn')}</p>}
      <ul className={classes.entries}>
        {own.map(({ template }) => (
          <OwnTemplate
            key={template.name}
            template={template}
            onEdit={() => setEditing({ template, replaces: template.name })}
            onDuplicate={() => duplicate(template)}
          />
        ))}
      </ul>
      <ImportTemplate
        onNew={() => setEditing({ template: emptyTemplate(t('templates.newTitle'), t('templates.slot.hpi')) })}
      />
      <h3>{t('templates.shipped')}</h3>
      <p className={classes.hint}>{t('templates.shippedHint')}</p>
      <ul className={classes.entries}>
        {shipped.map(({ template }) => (
          <li key={template.name} className={classes.entry} aria-label={template.title}>
            <Described template={template} />
            <Button
              size="compact-sm"
              variant="subtle"
              leftSection={<Copy size={14} aria-hidden />}
              aria-label={t('templates.duplicateNamed', { title: template.title })}
              onClick={() => duplicate(template)}
            >
              {t('templates.duplicate')}
            </Button>
          </li>
        ))}
      </ul>
      {setUsual.error && <ErrorNotice error={setUsual.error} />}
    </div>
  );
}

function Described({ template }: { template: NoteTemplate }) {
  const { t } = useI18n();
  return (
    <span className={classes.described}>
      <b>{template.title}</b>{' '}
      <span className={classes.hint}>
        {template.description ??
          template.sections
            .map(({ heading }) => heading)
            .join(' · ')
            .slice(0, 120)}{' '}
        ({t(`templates.length.${template.length}`)})
      </span>
    </span>
  );
}

interface OwnTemplateProps {
  template: NoteTemplate;
  onEdit: () => void;
  onDuplicate: () => void;
}

function OwnTemplate({ template, onEdit, onDuplicate }: OwnTemplateProps) {
  const { t } = useI18n();
  const { name, title } = template;
  const [asking, setAsking] = useState(false);
  const inBrowser = useCall('session.get', {}).data?.host === 'web';
  const remove = useAction('templates.delete', {
    refresh: ['templates.list', 'settings.get'],
    onDone: () => announce(t('templates.deleted')),
  });
  const out = useAction('templates.export', {
    onDone: ({ fileName, text }) => {
      if (inBrowser) return saveFile(text, fileName);
      void copyText(text).then(() => showToast({ tone: 'info', text: t('templates.copied') }));
    },
  });
  return (
    <li className={classes.entry} aria-label={title}>
      <Described template={template} />
      {asking ? (
        <Notice
          tone="warn"
          role="alert"
          title={t('templates.deleteAsk', { title })}
          actions={
            <>
              <Button size="xs" color="red" loading={remove.isPending} onClick={() => remove.mutate({ name })}>
                {t('templates.delete')}
              </Button>
              <Button size="xs" variant="default" autoFocus onClick={() => setAsking(false)}>
                {t('templates.keep')}
              </Button>
            </>
          }
        />
      ) : (
        <Group gap={4}>
          <Tool
            icon={PenLine}
            label={t('templates.editNamed', { title })}
            text={t('templates.edit')}
            onClick={onEdit}
          />
          <Tool
            icon={Copy}
            label={t('templates.duplicateNamed', { title })}
            text={t('templates.duplicate')}
            onClick={onDuplicate}
          />
          <Tool
            icon={Download}
            label={t('templates.exportNamed', { title })}
            text={t('templates.export')}
            onClick={() => out.mutate({ name })}
          />
          <Tool
            icon={Trash2}
            label={t('templates.deleteNamed', { title })}
            text={t('templates.delete')}
            onClick={() => setAsking(true)}
          />
        </Group>
      )}
      {(remove.error ?? out.error) && <ErrorNotice error={(remove.error ?? out.error)!} />}
    </li>
  );
}

interface ToolProps {
  icon: typeof Copy;
  label: string;
  text: string;
  onClick: () => void;
}

function Tool({ icon: Icon, label, text, onClick }: ToolProps) {
  return (
    <Button
      size="compact-sm"
      variant="subtle"
      leftSection={<Icon size={14} aria-hidden />}
      aria-label={label}
      onClick={onClick}
    >
      {text}
    </Button>
  );
}

/** From a file, or from nothing. A file with a mistake in it changes nothing and says what is wrong. */
function ImportTemplate({ onNew }: { onNew: () => void }) {
  const { t } = useI18n();
  const [problems, setProblems] = useState<readonly TemplateProblem[]>([]);
  const [taken, setTaken] = useState<string>();
  const bring = useAction('templates.import', {
    refresh: ['templates.list'],
    onDone: (result) => {
      setProblems(result.problems);
      setTaken(result.entry?.template.title);
      if (result.entry) announce(t('templates.imported', { title: result.entry.template.title }));
    },
  });
  const read = async (file: File | null): Promise<void> => {
    if (!file) return;
    setTaken(undefined);
    if (file.size > LARGEST_FILE) return setProblems([{ kind: 'too-long', place: '' }]);
    bring.mutate({ text: await file.text() });
  };
  return (
    <>
      <Group gap="sm">
        <Button variant="default" leftSection={<Plus size={16} aria-hidden />} onClick={onNew}>
          {t('templates.new')}
        </Button>
        <FileButton accept=".json,application/json" onChange={(file) => void read(file)}>
          {(props) => (
            <Button
              {...props}
              variant="default"
              loading={bring.isPending}
              leftSection={<FileUp size={16} aria-hidden />}
            >
              {t('templates.import')}
            </Button>
          )}
        </FileButton>
      </Group>
      {taken !== undefined && problems.length === 0 && (
        <Notice tone="good" role="status" title={t('templates.imported', { title: taken })} />
      )}
      {problems.length > 0 && (
        <>
          <p className={classes.hint}>{t('templates.notImported')}</p>
          <TemplateProblems problems={problems} />
        </>
      )}
      {bring.error && <ErrorNotice error={bring.error} />}
    </>
  );
}
