import { z } from 'zod';

/** Where in a note a statement belongs, finer than the sections of any template; templates map slots to sections. */
export const SLOTS = [
  'chief-complaint', 'hpi', 'ros', 'pmh', 'psh', 'medications', 'allergies', 'family', 'social',
  'vitals', 'exam', 'results', 'summary', 'assessment', 'plan',
] as const; // prettier-ignore
export const Slot = z.enum(SLOTS);
export type Slot = z.infer<typeof Slot>;

/**
 * Parts of a slot that some specialties write apart. A template may give them a place; where it does not, what was said goes where the
 * whole slot goes.
 */
export const PARTS = {
  obstetric: 'pmh',
  immunizations: 'pmh',
  'birth-development': 'pmh',
  'mental-status': 'exam',
  'follow-up': 'plan',
} as const satisfies Record<string, Slot>;
export type SlotPart = keyof typeof PARTS;

export const TEMPLATE_SLOTS = [...SLOTS, ...(Object.keys(PARTS) as SlotPart[])] as [
  Slot | SlotPart,
  ...(Slot | SlotPart)[],
];
export const TemplateSlot = z.enum(TEMPLATE_SLOTS);
export type TemplateSlot = z.infer<typeof TemplateSlot>;

/** `prose` joins sentences to paragraphs, `bullets` gives one a line. */
export const TextStyle = z.enum(['prose', 'bullets']);
export type TextStyle = z.infer<typeof TextStyle>;

/** What an EHR files the note as; each has a LOINC type (domain/sync/note-type). */
export const NoteType = z.enum(['progress', 'consultation', 'history-and-physical']);
export type NoteType = z.infer<typeof NoteType>;

/** Names the format of a template's file, and its version. */
export const TEMPLATE_SCHEMA = 'urn:chartside:note-template:1';

export const MOST_SECTIONS = 30;

const text = (most: number): z.ZodString => z.string().trim().min(1).max(most);

export const TemplateSlotEntry = z.strictObject({
  slot: TemplateSlot,
  /** Sub-heading over what stands here; absent: none. */
  heading: text(120).optional(),
  style: TextStyle.default('prose'),
});
export type TemplateSlotEntry = z.infer<typeof TemplateSlotEntry>;

export const TemplateSection = z.strictObject({
  /** Stable name of the section in `note.json`. */
  key: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  heading: text(120),
  /** What goes into the section, in this order. */
  slots: z.array(TemplateSlotEntry).min(1).max(TEMPLATE_SLOTS.length),
  /** With assessment and plan in one section: problem by problem, each with its plan, instead of first one and then the other. */
  byProblem: z.boolean().default(false),
  /** The heading is printed although nothing was said for it. It is never filled with a normal finding. */
  showEmpty: z.boolean().default(false),
});
export type TemplateSection = z.infer<typeof TemplateSection>;

/**
 * A note template: the file a practice may edit. What was not said is in no section, whatever the template asks for. A slot stands in one
 * place at most; what was said for a slot without a place goes to the nearest one that has one, and for a slot in `leaveOut` to the list of
 * what the note leaves out.
 */
export const NoteTemplate = z
  .strictObject({
    $schema: z.literal(TEMPLATE_SCHEMA).default(TEMPLATE_SCHEMA),
    name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
    title: text(80),
    /** Whom it is for, in a line. */
    description: z.string().trim().max(240).optional(),
    noteType: NoteType.default('progress'),
    /** How much of what was said goes in. */
    length: z.enum(['brief', 'standard', 'detailed']).default('standard'),
    /** Where denials go: where they read best, into the story, into the review of systems, into both, or nowhere. */
    negatives: z.enum(['auto', 'hpi', 'ros', 'both', 'none']).default('auto'),
    leaveOut: z.array(TemplateSlot).max(TEMPLATE_SLOTS.length).default([]),
    sections: z.array(TemplateSection).min(1).max(MOST_SECTIONS),
  })
  .check((context) => {
    const { sections, leaveOut } = context.value;
    const report = (message: string, path: (string | number)[], params: Record<string, string>): void => {
      context.issues.push({ code: 'custom', message, path, params, input: context.value });
    };
    const placed = new Set<string>();
    const keys = new Set<string>();
    sections.forEach((section, i) => {
      if (keys.has(section.key)) report('key-twice', ['sections', i, 'key'], { value: section.key });
      keys.add(section.key);
      section.slots.forEach(({ slot }, k) => {
        if (placed.has(slot)) report('slot-twice', ['sections', i, 'slots', k, 'slot'], { value: slot });
        placed.add(slot);
      });
      const slots = section.slots.map(({ slot }) => slot);
      if (section.byProblem && !(slots.includes('assessment') && slots.includes('plan')))
        report('by-problem', ['sections', i, 'byProblem'], { value: section.key });
    });
    leaveOut.forEach((slot, i) => {
      if (placed.has(slot)) report('left-out-and-placed', ['leaveOut', i], { value: slot });
    });
  });
export type NoteTemplate = z.infer<typeof NoteTemplate>;
