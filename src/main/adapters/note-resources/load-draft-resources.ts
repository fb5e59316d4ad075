import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BinaryModelSchema,
  LexiconEntrySchema,
  makeDraftResources,
  MultiModelSchema,
  type DraftResources,
} from '../../domain/note/draft-resources.ts';
import type { LexiconEntry } from '../../domain/understanding/lexicon.ts';
import { AppError } from '../../../shared/errors.ts';
import { checkTemplateText } from '../../../shared/model/template-check.ts';

const FILES = [
  ['symptoms.tsv', 'symptom'],
  ['conditions.tsv', 'condition'],
  ['drugs.tsv', 'drug'],
  ['tests.tsv', 'test'],
  ['procedures.tsv', 'procedure'],
  ['anatomy.tsv', 'anatomy'],
] as const;

function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => line.split('\t').map((cell) => cell.trim()));
}

/**
 * Reads `lexicon/*.tsv`, `lexicon/learned/*.json` and `templates/*.json` below the resources folder. The version is a short hash
 * of everything read, so that a note's provenance names exactly what it was drafted with.
 * @throws AppError `model.missing` when a file is absent, `model.corrupt` when one does not validate (params.file names it).
 */
export function loadDraftResources(resourcesDir: string): DraftResources {
  const hash = createHash('sha256');
  const read = (...path: string[]): string => {
    const file = path.join('/');
    try {
      const text = readFileSync(join(resourcesDir, ...path), 'utf8');
      hash.update(file).update(text);
      return text;
    } catch (cause) {
      throw new AppError('model.missing', { params: { file }, cause });
    }
  };
  const checked = <T>(file: string, work: () => T): T => {
    try {
      return work();
    } catch (cause) {
      if (cause instanceof AppError) throw cause;
      throw new AppError('model.corrupt', { params: { file }, cause });
    }
  };
  const entries: LexiconEntry[] = FILES.flatMap(([file, kind]) =>
    checked(file, () =>
      rows(read('lexicon', file)).map(([preferred, group, synonyms]) =>
        LexiconEntrySchema.parse({
          kind,
          preferred,
          group,
          synonyms: (synonyms ?? '')
            .split(';')
            .map((word) => word.trim())
            .filter((word) => word !== ''),
        }),
      ),
    ),
  );
  const wordingPairs = checked('wording.tsv', () =>
    rows(read('lexicon', 'wording.tsv')).map(([from, to]) => [from!, to ?? ''] as const),
  );
  const templateFiles = existsSync(join(resourcesDir, 'templates'))
    ? readdirSync(join(resourcesDir, 'templates'))
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];
  if (templateFiles.length === 0) throw new AppError('model.missing', { params: { file: 'templates' } });
  const templates = templateFiles.map((name) => {
    const { template } = checkTemplateText(read('templates', name));
    if (!template) throw new AppError('model.corrupt', { params: { file: name } });
    return template;
  });
  const optional = (name: string): unknown =>
    existsSync(join(resourcesDir, 'lexicon', 'learned', name))
      ? JSON.parse(read('lexicon', 'learned', name))
      : undefined;
  const boundary = checked('boundary.json', () => BinaryModelSchema.optional().parse(optional('boundary.json')));
  const voices = checked('voices.json', () => BinaryModelSchema.optional().parse(optional('voices.json')));
  const salience = checked('salience.json', () => BinaryModelSchema.optional().parse(optional('salience.json')));
  const slots = checked('slots.json', () => MultiModelSchema.optional().parse(optional('slots.json')));
  return makeDraftResources({
    version: hash.digest('hex').slice(0, 12),
    entries,
    wordingPairs,
    templates,
    ...(boundary ? { boundary } : {}),
    ...(voices ? { voices } : {}),
    ...(salience ? { salience } : {}),
    ...(slots ? { slots } : {}),
  });
}
