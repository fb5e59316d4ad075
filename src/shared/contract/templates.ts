import { z } from 'zod';
import { Encounter } from '../model/encounter.ts';
import { EncounterId } from '../model/ids.ts';
import { Note } from '../model/note.ts';
import { NoteTemplate } from '../model/template.ts';
import { LONGEST_TEMPLATE_FILE, TEMPLATE_PROBLEMS } from '../model/template-check.ts';
import { procedure } from './procedure.ts';

/** A note template to choose from; `shipped` ones are duplicated to be edited. */
export const TemplateEntry = z.object({ template: NoteTemplate, shipped: z.boolean() });
export type TemplateEntry = z.infer<typeof TemplateEntry>;

const TemplateProblem = z.object({
  kind: z.enum(TEMPLATE_PROBLEMS),
  line: z.number().int().positive().optional(),
  place: z.string(),
  value: z.string().optional(),
});

const Name = NoteTemplate.shape.name;

export const templates = {
  /** Shipped ones first, then the practice's own, each by title. */
  'templates.list': procedure({
    input: z.object({}),
    output: z.object({ templates: z.array(TemplateEntry) }),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  'templates.get': procedure({
    input: z.object({ name: Name }),
    output: TemplateEntry,
    errors: ['not-found.template'],
    mutates: false,
    permission: 'clinician',
  }),
  /** Adds one of the practice's own, or with `replaces` puts it in the place of the one of that name (which may be its own). */
  'templates.save': procedure({
    input: z.object({ template: NoteTemplate, replaces: Name.optional() }),
    output: TemplateEntry,
    errors: ['conflict.exists', 'not-found.template'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Notes made with it stay as they are; visits planned with it are drafted with the usual one. */
  'templates.delete': procedure({
    input: z.object({ name: Name }),
    output: z.object({}),
    errors: ['not-found.template'],
    mutates: true,
    permission: 'clinician',
  }),
  /** What a template makes of the sample visit, or of the newest visit that was written down (of the sample where there is none). */
  'templates.preview': procedure({
    input: z.object({ template: NoteTemplate, of: z.enum(['sample', 'latest']) }),
    output: z.object({ note: Note, of: z.enum(['sample', 'latest']) }),
    errors: ['not-found.template', 'cancelled'],
    mutates: false,
    permission: 'clinician',
  }),
  /** A template's file. With anything wrong in it nothing is kept, and all that is wrong is told. A name that is taken gets a number. */
  'templates.import': procedure({
    input: z.object({ text: z.string().max(2 * LONGEST_TEMPLATE_FILE) }),
    output: z.object({ entry: TemplateEntry.optional(), problems: z.array(TemplateProblem) }),
    errors: [],
    mutates: true,
    permission: 'clinician',
  }),
  'templates.export': procedure({
    input: z.object({ name: Name }),
    output: z.object({ fileName: z.string(), text: z.string() }),
    errors: ['not-found.template'],
    mutates: false,
    permission: 'clinician',
  }),
  /** Which template a visit's note follows. A draft that nobody edited is made anew; once edited or signed it is refused. */
  'encounters.setTemplate': procedure({
    input: z.object({ encounterId: EncounterId, template: Name }),
    output: Encounter,
    errors: ['not-found.encounter', 'not-found.template', 'conflict.state', 'conflict.signed'],
    mutates: true,
    permission: 'clinician',
  }),
};
