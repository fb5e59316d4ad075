import { ActionIcon, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { ArrowDown, ArrowUp, Trash2, X } from 'lucide-react';
import type {
  NoteTemplate,
  TemplateSection,
  TemplateSlot,
  TemplateSlotEntry,
  TextStyle,
} from '../../../shared/model/template.ts';
import { useI18n } from '../../i18n/i18n.tsx';
import { hasBoth, moved, withoutSlot, withSlotPlaced } from './template-draft.ts';
import classes from './templates.module.css';

export interface SectionCardProps {
  section: TemplateSection;
  at: number;
  count: number;
  sections: readonly TemplateSection[];
  /** What has no place yet. */
  remaining: readonly TemplateSlot[];
  onChange: (change: Partial<TemplateSection>) => void;
  onTemplate: (change: (template: NoteTemplate) => NoteTemplate) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** One section: its heading, what goes into it and how it stands. Alt with an arrow key moves it, from anywhere within. */
export function SectionCard(props: SectionCardProps) {
  const { section, at, count, remaining, onChange, onTemplate, onMove, onRemove } = props;
  const { t } = useI18n();
  const name = section.heading || String(at + 1);
  const setSlot = (slot: TemplateSlot, change: Partial<TemplateSlotEntry>): void =>
    onChange({ slots: section.slots.map((entry) => (entry.slot === slot ? { ...entry, ...change } : entry)) });

  return (
    <li
      className={classes.card}
      aria-label={t('templates.sectionNamed', { name })}
      aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
      data-section={section.key}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
        event.preventDefault();
        onMove(event.key === 'ArrowUp' ? -1 : 1);
      }}
    >
      <div className={classes.cardHead}>
        <TextInput
          className={classes.grow}
          label={t('templates.heading')}
          maxLength={120}
          value={section.heading}
          error={section.heading.trim() === '' ? t('templates.problem.empty') : undefined}
          onChange={(event) => onChange({ heading: event.currentTarget.value })}
        />
        <IconButton label={t('templates.upSection', { name })} disabled={at === 0} onClick={() => onMove(-1)}>
          <ArrowUp size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('templates.downSection', { name })} disabled={at === count - 1} onClick={() => onMove(1)}>
          <ArrowDown size={16} aria-hidden />
        </IconButton>
        <IconButton label={t('templates.removeSection', { name })} disabled={count === 1} onClick={onRemove}>
          <Trash2 size={16} aria-hidden />
        </IconButton>
      </div>
      <ul className={classes.slots}>
        {section.slots.map((entry, i) => (
          <SlotRow
            key={entry.slot}
            {...props}
            entry={entry}
            i={i}
            onEntry={(change) => setSlot(entry.slot, change)}
            onMoveSlot={(by) => onChange({ slots: moved(section.slots, i, by) })}
          />
        ))}
      </ul>
      {remaining.length > 0 && (
        <NativeSelect
          className={classes.add}
          size="xs"
          aria-label={t('templates.addSlotTo', { name })}
          value=""
          data={[
            { value: '', label: t('templates.addSlot') },
            ...remaining.map((slot) => ({ value: slot, label: t(`templates.slot.${slot}`) })),
          ]}
          onChange={(event) => {
            const slot = event.currentTarget.value as TemplateSlot | '';
            if (slot !== '') onTemplate((template) => withSlotPlaced(template, slot, at));
          }}
        />
      )}
      <div className={classes.checks}>
        {hasBoth(section) && (
          <Checkbox
            label={t('templates.byProblem')}
            checked={section.byProblem}
            onChange={(event) => onChange({ byProblem: event.currentTarget.checked })}
          />
        )}
        <Checkbox
          label={t('templates.showEmpty')}
          checked={section.showEmpty}
          onChange={(event) => onChange({ showEmpty: event.currentTarget.checked })}
        />
      </div>
    </li>
  );
}

interface SlotRowProps extends SectionCardProps {
  entry: TemplateSlotEntry;
  i: number;
  onEntry: (change: Partial<TemplateSlotEntry>) => void;
  onMoveSlot: (by: 1 | -1) => void;
}

function SlotRow({ entry, i, section, sections, at, onEntry, onMoveSlot, onTemplate }: SlotRowProps) {
  const { t } = useI18n();
  const name = t(`templates.slot.${entry.slot}`);
  return (
    <li className={classes.slot} aria-label={name}>
      <span className={classes.slotName}>{name}</span>
      <TextInput
        size="xs"
        className={classes.grow}
        aria-label={t('templates.subheadingOf', { name })}
        placeholder={t('templates.subheading')}
        maxLength={120}
        value={entry.heading ?? ''}
        onChange={(event) => {
          const heading = event.currentTarget.value;
          onEntry({ heading: heading.trim() === '' ? undefined : heading });
        }}
      />
      <NativeSelect
        size="xs"
        aria-label={t('templates.styleOf', { name })}
        value={entry.style}
        data={(['prose', 'bullets'] as const).map((value) => ({ value, label: t(`templates.style.${value}`) }))}
        onChange={(event) => onEntry({ style: event.currentTarget.value as TextStyle })}
      />
      {sections.length > 1 && (
        <NativeSelect
          size="xs"
          aria-label={t('templates.placeOf', { name })}
          value={String(at)}
          data={sections.map(({ heading }, k) => ({
            value: String(k),
            label: heading || t('templates.sectionNumber', { number: k + 1 }),
          }))}
          onChange={(event) => {
            const to = Number(event.currentTarget.value);
            onTemplate((template) => withSlotPlaced(template, entry.slot, to));
          }}
        />
      )}
      {section.slots.length > 1 && (
        <>
          <IconButton label={t('templates.up', { name })} disabled={i === 0} onClick={() => onMoveSlot(-1)}>
            <ArrowUp size={14} aria-hidden />
          </IconButton>
          <IconButton
            label={t('templates.down', { name })}
            disabled={i === section.slots.length - 1}
            onClick={() => onMoveSlot(1)}
          >
            <ArrowDown size={14} aria-hidden />
          </IconButton>
        </>
      )}
      <IconButton
        label={t('templates.removeSlot', { name })}
        onClick={() => onTemplate((template) => withoutSlot(template, entry.slot))}
      >
        <X size={14} aria-hidden />
      </IconButton>
    </li>
  );
}

interface IconButtonProps {
  label: string;
  disabled?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function IconButton({ label, ...rest }: IconButtonProps) {
  return <ActionIcon variant="subtle" color="gray" aria-label={label} title={label} {...rest} />;
}
