import { NoteTemplate, PARTS, SLOTS, TEMPLATE_SCHEMA, TEMPLATE_SLOTS } from '../../../shared/model/template.ts';
import type { SlotPart, TemplateSection, TemplateSlot } from '../../../shared/model/template.ts';

/** Changes to a template in the editor: each gives a new value. */

/** The file name that a title makes: small letters, digits, hyphens. */
export function nameFor(title: string, taken: ReadonlySet<string>): string {
  const plain =
    title
      .normalize('NFD')
      .replace(/[\u0300-\u036f]/g, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 56)
      .replace(/-+$/, '') || 'template';
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? plain : `${plain}-${n}`;
    if (!taken.has(name)) return name;
  }
}

export const emptyTemplate = (title: string, heading: string): NoteTemplate =>
  NoteTemplate.parse({
    $schema: TEMPLATE_SCHEMA,
    name: 'new',
    title,
    sections: [{ key: 'section-1', heading, slots: [{ slot: 'hpi' }] }],
  });

export function moved<T>(list: readonly T[], from: number, by: 1 | -1): T[] {
  const to = from + by;
  if (to < 0 || to >= list.length) return [...list];
  const out = [...list];
  [out[from], out[to]] = [out[to]!, out[from]!];
  return out;
}

export const withSections = (template: NoteTemplate, sections: TemplateSection[]): NoteTemplate => ({
  ...template,
  sections: sections.map((section) =>
    section.byProblem && !hasBoth(section) ? { ...section, byProblem: false } : section,
  ),
});

export const withSection = (template: NoteTemplate, at: number, change: Partial<TemplateSection>): NoteTemplate =>
  withSections(
    template,
    template.sections.map((section, i) => (i === at ? { ...section, ...change } : section)),
  );

export const hasBoth = ({ slots }: TemplateSection): boolean =>
  ['assessment', 'plan'].every((wanted) => slots.some(({ slot }) => slot === wanted));

/** A new section takes a key that no other has. */
export function withNewSection(template: NoteTemplate, heading: string, slot: TemplateSlot): NoteTemplate {
  const keys = new Set(template.sections.map(({ key }) => key));
  let n = template.sections.length + 1;
  while (keys.has(`section-${n}`)) n += 1;
  return withSlotPlaced(
    withSections(template, [
      ...template.sections,
      { key: `section-${n}`, heading, slots: [], byProblem: false, showEmpty: false },
    ]),
    slot,
    template.sections.length,
  );
}

/** Puts a slot at the end of a section, taking it from wherever it was. */
export function withSlotPlaced(template: NoteTemplate, slot: TemplateSlot, at: number): NoteTemplate {
  const found = template.sections.flatMap((section) => section.slots).find((entry) => entry.slot === slot);
  const cleared = withoutSlot(template, slot);
  const section = cleared.sections[at]!;
  return withSection(cleared, at, { slots: [...section.slots, found ?? { slot, style: 'prose' }] });
}

export const withoutSlot = (template: NoteTemplate, slot: TemplateSlot): NoteTemplate =>
  withSections(
    { ...template, leaveOut: template.leaveOut.filter((other) => other !== slot) },
    template.sections.map((section) => ({ ...section, slots: section.slots.filter((entry) => entry.slot !== slot) })),
  );

export const withLeftOut = (template: NoteTemplate, slot: TemplateSlot, out: boolean): NoteTemplate => ({
  ...template,
  leaveOut: out ? [...template.leaveOut, slot] : template.leaveOut.filter((other) => other !== slot),
});

/** What has no place: whole slots first, then the parts that some specialties write apart. */
export function unplaced(template: NoteTemplate): TemplateSlot[] {
  const placed = new Set(template.sections.flatMap((section) => section.slots.map(({ slot }) => slot)));
  return TEMPLATE_SLOTS.filter((slot) => !placed.has(slot));
}

export const isPart = (slot: TemplateSlot): slot is SlotPart => slot in PARTS;
export const isWhole = (slot: TemplateSlot): boolean => (SLOTS as readonly string[]).includes(slot);
