import { Button, NativeSelect, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { NoteTemplate, NoteType, type TemplateSlot } from '../../../shared/model/template.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { announce } from '../../ui/announcer.tsx';
import { SectionCard } from './section-card.tsx';
import { isPart, moved, unplaced, withLeftOut, withNewSection, withSection, withSections } from './template-draft.ts';
import classes from './templates.module.css';

export interface TemplateFormProps {
  template: NoteTemplate;
  onChange: (template: NoteTemplate) => void;
}

/** A template as a form: what the note is called and how long it is, its sections in order, and what has no place. */
export function TemplateForm({ template, onChange }: TemplateFormProps) {
  const { t } = useI18n();
  const list = useRef<HTMLOListElement>(null);
  const { sections } = template;

  const move = (at: number, by: 1 | -1): void => {
    const to = at + by;
    if (to < 0 || to >= sections.length) return;
    onChange(withSections(template, moved(sections, at, by)));
    announce(t('templates.movedTo', { heading: sections[at]!.heading, place: to + 1, count: sections.length }));
    // The focus goes along with what was moved.
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-section]')[to]?.focus());
  };
  const remaining = unplaced(template);

  return (
    <div className={classes.form}>
      <TextInput
        label={t('templates.title')}
        required
        maxLength={80}
        value={template.title}
        onChange={(event) => onChange({ ...template, title: event.currentTarget.value })}
      />
      <TextInput
        label={t('templates.description')}
        maxLength={240}
        value={template.description ?? ''}
        onChange={(event) => onChange({ ...template, description: event.currentTarget.value })}
      />
      <div className={classes.row}>
        <NativeSelect
          label={t('templates.length')}
          description={t('templates.lengthHint')}
          value={template.length}
          data={NoteTemplate.shape.length
            .unwrap()
            .options.map((value) => ({ value, label: t(`templates.length.${value}`) }))}
          onChange={(event) => onChange({ ...template, length: event.currentTarget.value as NoteTemplate['length'] })}
        />
        <NativeSelect
          label={t('templates.negatives')}
          description={t('templates.negativesHint')}
          value={template.negatives}
          data={NoteTemplate.shape.negatives
            .unwrap()
            .options.map((value) => ({ value, label: t(`templates.negatives.${value}`) }))}
          onChange={(event) =>
            onChange({ ...template, negatives: event.currentTarget.value as NoteTemplate['negatives'] })
          }
        />
        <NativeSelect
          label={t('templates.noteType')}
          description={t('templates.noteTypeHint')}
          value={template.noteType}
          data={NoteType.options.map((value) => ({ value, label: t(`templates.noteType.${value}`) }))}
          onChange={(event) => onChange({ ...template, noteType: event.currentTarget.value as NoteType })}
        />
      </div>
      <h3>{t('templates.sections')}</h3>
      <p className={classes.hint}>{t('templates.sectionsHint')}</p>
      <ol ref={list} className={classes.sections}>
        {sections.map((section, at) => (
          <SectionCard
            key={section.key}
            section={section}
            at={at}
            count={sections.length}
            sections={sections}
            remaining={remaining}
            onChange={(change) => onChange(withSection(template, at, change))}
            onTemplate={(change) => onChange(change(template))}
            onMove={(by) => move(at, by)}
            onRemove={() =>
              onChange(
                withSections(
                  template,
                  sections.filter((_, i) => i !== at),
                ),
              )
            }
          />
        ))}
      </ol>
      <div>
        <Button
          variant="default"
          leftSection={<Plus size={16} aria-hidden />}
          disabled={remaining.length === 0}
          onClick={() => {
            const slot = remaining[0]!;
            onChange(withNewSection(template, t(`templates.slot.${slot}`), slot));
          }}
        >
          {t('templates.addSection')}
        </Button>
      </div>
      {remaining.some((slot) => !isPart(slot)) && (
        <fieldset className={classes.leaveOut}>
          <legend>{t('templates.unplaced')}</legend>
          <p className={classes.hint}>{t('templates.unplacedHint')}</p>
          {remaining
            .filter((slot) => !isPart(slot))
            .map((slot) => (
              <LeaveOut key={slot} {...{ slot, template, onChange }} />
            ))}
        </fieldset>
      )}
    </div>
  );
}

function LeaveOut({ slot, template, onChange }: TemplateFormProps & { slot: TemplateSlot }) {
  const { t } = useI18n();
  return (
    <NativeSelect
      label={t(`templates.slot.${slot}`)}
      value={template.leaveOut.includes(slot) ? 'out' : 'near'}
      data={[
        { value: 'near', label: t('templates.nearest') },
        { value: 'out', label: t('templates.leaveOut') },
      ]}
      onChange={(event) => onChange(withLeftOut(template, slot, event.currentTarget.value === 'out'))}
    />
  );
}
