import { z } from 'zod';
import { buildLexicon, type Lexicon, type LexiconEntry } from '../understanding/lexicon.ts';
import type { BinaryModel, MultiModel } from '../understanding/linear-model.ts';
import { buildPolish } from './polish.ts';
import { SLOTS } from './statement.ts';
import { buildWording, type Wording } from './wording.ts';

export const LexiconEntrySchema = z.object({
  kind: z.enum(['symptom', 'condition', 'drug', 'test', 'procedure', 'anatomy']),
  preferred: z.string().min(2).max(80),
  group: z.string().min(2).max(40),
  synonyms: z.array(z.string().min(2).max(80)),
});

/**
 * A note template: the file a practice may edit. `slots` are what goes into a section, in that order; a slot's `heading` becomes
 * a sub-heading (omitted: none). `style` prose joins sentences to paragraphs, bullets gives one a line.
 */
export const NoteTemplate = z.object({
  name: z.string().regex(/^[a-z0-9-]+$/),
  title: z.string().min(1).max(80),
  /** How much of what was said goes in. */
  length: z.enum(['brief', 'standard', 'detailed']).default('standard'),
  sections: z
    .array(
      z.object({
        key: z.string().min(1).max(64),
        heading: z.string().min(1).max(120),
        slots: z
          .array(
            z.object({
              slot: z.enum(SLOTS),
              heading: z.string().max(120).optional(),
              style: z.enum(['prose', 'bullets']).default('prose'),
            }),
          )
          .min(1),
      }),
    )
    .min(1),
});
export type NoteTemplate = z.infer<typeof NoteTemplate>;

export const BinaryModelSchema = z.object({
  scale: z.number().positive(),
  bias: z.number(),
  weights: z.record(z.string(), z.number()),
});
export const MultiModelSchema = z.object({
  scale: z.number().positive(),
  labels: z.array(z.string()),
  bias: z.array(z.number()),
  weights: z.record(z.string(), z.array(z.number())),
});

/** Everything a draft needs beside the transcript; loaded once by `adapters/note-resources`. */
export interface DraftResources {
  readonly version: string;
  readonly lexicon: Lexicon;
  /** The rows the lexicon was built of, so that a chart's own terms can be added to it. */
  readonly entries: readonly LexiconEntry[];
  readonly wording: Wording;
  /** Spelling of brand names, acronyms, days. */
  readonly polish: (text: string) => string;
  readonly templates: ReadonlyMap<string, NoteTemplate>;
  readonly boundary?: BinaryModel;
  /** Does a thing said belong in a note at all. */
  readonly salience?: BinaryModel;
  /** Where it belongs, if it does. */
  readonly slots?: MultiModel;
}

export function makeDraftResources(parts: {
  version: string;
  entries: readonly LexiconEntry[];
  wordingPairs: readonly (readonly [string, string])[];
  templates: readonly NoteTemplate[];
  boundary?: BinaryModel;
  salience?: BinaryModel;
  slots?: MultiModel;
}): DraftResources {
  return {
    version: parts.version,
    lexicon: buildLexicon(parts.entries),
    entries: parts.entries,
    wording: buildWording(parts.wordingPairs),
    polish: buildPolish(brandNames(parts.entries)),
    templates: new Map(parts.templates.map((template) => [template.name, template])),
    ...(parts.boundary ? { boundary: parts.boundary } : {}),
    ...(parts.salience ? { salience: parts.salience } : {}),
    ...(parts.slots ? { slots: parts.slots } : {}),
  };
}

/** In the drug list, synonyms written with a capital are brand names. */
function brandNames(entries: readonly LexiconEntry[]): Set<string> {
  const names = entries
    .filter((entry) => entry.kind === 'drug')
    .flatMap((entry) => entry.synonyms.filter((word) => /^[A-Z]/.test(word)));
  return new Set(names.flatMap((name) => name.toLowerCase().split(' ')));
}
