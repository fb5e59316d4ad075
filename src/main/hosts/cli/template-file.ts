import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import {
  checkTemplateText,
  LONGEST_TEMPLATE_FILE,
  type TemplateProblem,
} from '../../../shared/model/template-check.ts';
import type { NoteTemplate } from '../../../shared/model/template.ts';
import { decodeTranscriptText } from '../../adapters/speech/transcript-text.ts';

/** `--template` that leads nowhere: one line, exit 2. */
export class BadTemplate extends Error {}

/**
 * A template by the name of a shipped one, or from a file (a path that ends in `.json`).
 * @throws BadTemplate
 */
export async function chooseTemplate(given: string, shipped: ReadonlySet<string>): Promise<string | NoteTemplate> {
  if (shipped.has(given)) return given;
  if (!/\.json$/i.test(given))
    throw new BadTemplate(
      `--template: there is no template ${given.slice(0, 40)}; there are ${[...shipped].sort().join(', ')}, or give a .json file`,
    );
  const size = await stat(given).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
  if (size === undefined) throw new BadTemplate(`--template: no such file: ${basename(given)}`);
  if (size > 2 * LONGEST_TEMPLATE_FILE) throw new BadTemplate(`${basename(given)}: too large for a template`);
  const { template, problems } = checkTemplateText(decodeTranscriptText(await readFile(given)));
  if (template) return template;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  throw new BadTemplate(`${basename(given)}: ${problemLine(problems[0]!)}${more}`);
}

const TEXT: Readonly<Record<TemplateProblem['kind'], string>> = {
  'not-json': 'this is not valid JSON',
  'not-a-template': 'this is not a note template',
  'newer-format': 'this template is for a newer Chartside',
  missing: 'is missing',
  'unknown-field': 'no such field',
  'wrong-kind': 'has the wrong kind of value; expected',
  'wrong-choice': 'must be one of',
  'wrong-name': 'may have small letters, digits and hyphens only',
  empty: 'is empty',
  'too-long': 'is too long',
  'too-many': 'has too many entries; at most',
  'slot-twice': 'stands in two places',
  'key-twice': 'two sections have this key',
  'by-problem': 'needs both assessment and plan in the section',
  'left-out-and-placed': 'is left out and has a place, too',
};
const WITH_VALUE: ReadonlySet<TemplateProblem['kind']> = new Set(['wrong-kind', 'wrong-choice', 'too-many']);

function problemLine({ kind, line, place, value }: TemplateProblem): string {
  const where = [...(line === undefined ? [] : [`line ${line}`]), ...(place === '' ? [] : [place])].join(', ');
  return `${where}: ${TEXT[kind]}${WITH_VALUE.has(kind) && value ? ` ${value}` : ''}`;
}
