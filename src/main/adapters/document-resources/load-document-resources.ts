import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { DocumentResources } from '../../domain/documents/document-input.ts';
import { buildPlainWords, type PlainRow } from '../../domain/documents/plain-words.ts';
import { withChart } from '../../domain/note/chart-vocabulary.ts';
import type { DraftResources } from '../../domain/note/draft-resources.ts';
import type { DocumentParts } from '../../ports/document-parts.ts';

const FILE = 'documents/plain-words.tsv';

/** The parts of documents for the app: the chart's terms join the dictionary visit by visit. */
export function loadDocumentParts(resourcesDir: string, draft: DraftResources): DocumentParts {
  const shipped = loadDocumentResources(resourcesDir, draft);
  return { forChart: (chart) => ({ ...shipped, lexicon: withChart(draft, chart).lexicon }) };
}

/**
 * Reads `documents/plain-words.tsv` below the resources folder; lexicon and boundary model are the note's. The version is a short hash of the
 * table and of what the note is drafted with.
 * @throws AppError `model.missing`, `model.corrupt` (params.file names it)
 */
export function loadDocumentResources(resourcesDir: string, draft: DraftResources): DocumentResources {
  let text: string;
  try {
    text = readFileSync(join(resourcesDir, ...FILE.split('/')), 'utf8');
  } catch (cause) {
    throw new AppError('model.missing', { params: { file: FILE }, cause });
  }
  return {
    version: createHash('sha256').update(draft.version).update(text).digest('hex').slice(0, 12),
    lexicon: draft.lexicon,
    ...(draft.boundary ? { boundary: draft.boundary } : {}),
    plain: buildPlainWords(parsePlainRows(text)),
  };
}

/** @throws AppError `model.corrupt` */
export function parsePlainRows(text: string): PlainRow[] {
  const taken = new Set<string>();
  return text
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('#'))
    .map((line) => {
      const [forms = '', plain = '', mode] = line.split('\t').map((cell) => cell.trim());
      const clinical = forms
        .split(';')
        .map((form) => form.trim())
        .filter((form) => form !== '');
      const repeated = clinical.some((form) => taken.has(form.toLowerCase()));
      for (const form of clinical) taken.add(form.toLowerCase());
      if (clinical.length === 0 || plain === '' || repeated || (mode !== 'say' && mode !== 'gloss'))
        throw new AppError('model.corrupt', { params: { file: FILE } });
      return { clinical, plain, mode };
    });
}
