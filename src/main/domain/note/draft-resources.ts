import { z } from 'zod';
import type { NoteTemplate } from '../../../shared/model/template.ts';
import { buildLexicon, type Lexicon, type LexiconEntry } from '../understanding/lexicon.ts';
import type { BinaryModel, MultiModel, UnitModels } from '../understanding/linear-model.ts';
import { buildPolish } from './polish.ts';
import { buildWording, type Wording } from './wording.ts';

export const LexiconEntrySchema = z.object({
  kind: z.enum(['symptom', 'condition', 'drug', 'test', 'procedure', 'anatomy']),
  preferred: z.string().min(2).max(80),
  group: z.string().min(2).max(40),
  synonyms: z.array(z.string().min(2).max(80)),
});

/** A table by feature. Ten thousands of them: each looked at once, not put through a schema of its own. */
const table = <T>(isEntry: (value: unknown) => boolean) =>
  z
    .custom<Record<string, T>>(
      (value) => typeof value === 'object' && value !== null && Object.values(value).every(isEntry),
    )
    .transform((entries): ReadonlyMap<string, T> => new Map(Object.entries(entries)));

export const BinaryModelSchema = z.object({
  scale: z.number().positive(),
  bias: z.number(),
  weights: table<number>(Number.isFinite),
});
export const MultiModelSchema = z.object({
  scale: z.number().positive(),
  labels: z.array(z.string()),
  bias: z.array(z.number()),
  weights: table<readonly number[]>((row) => Array.isArray(row) && row.every(Number.isFinite)),
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
  /** Where sentences end in text without marks, and whose words they are. */
  readonly boundary?: UnitModels;
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
  voices?: BinaryModel;
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
    ...(parts.boundary ? { boundary: { ...parts.boundary, ...(parts.voices ? { voices: parts.voices } : {}) } } : {}),
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
