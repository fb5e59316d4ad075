import { AppError } from '../../../shared/errors.ts';
import { parseCsv, withDot, type CodeName } from './official-files.ts';

/** One line of the alphabetic index: its place in the hierarchy, its code, or where it points. */
interface IndexLine {
  readonly path: readonly string[];
  readonly modifiers: string;
  readonly code: string;
  readonly see: string;
}

const FEWEST_LINES = 1_000;
/** The index points on: "Abdominalgia — see Pain, abdominal". A pointer to a pointer to a pointer is a table (Drugs, Neoplasm). */
const MOST_POINTERS = 3;

/** @throws AppError `validation.file-type` */
export function parseIndexCsv(text: string): CodeName[] {
  const [header = [], ...rows] = parseCsv(text);
  const column = (name: string): number => header.findIndex((cell) => cell.trim().toLowerCase() === name.toLowerCase());
  const at = {
    level: column('Level'),
    term: column('Term'),
    code: column('Code'),
    see: column('See'),
    modifiers: column('NonEssModif'),
  };
  if (at.level < 0 || at.term < 0 || at.code < 0) throw new AppError('validation.file-type');
  let path: string[] = [];
  const lines: IndexLine[] = [];
  for (const [i, cells] of rows.entries()) {
    const level = Number(cells[at.level]);
    if (cells.length === 1 && cells[0] === '') continue;
    const modifiers = at.modifiers < 0 ? '' : (cells[at.modifiers]?.trim() ?? '');
    // A few lines hold nothing but their words in parentheses.
    const term = cells[at.term]?.trim() || modifiers.replace(/[()]/g, '').trim();
    if (!Number.isInteger(level) || level < 0 || level > path.length || !term)
      throw new AppError('validation.file-type', { params: { line: i + 2 } });
    path = [...path.slice(0, level), term];
    lines.push({
      path,
      modifiers,
      code: cells[at.code]?.trim() ?? '',
      see: at.see < 0 ? '' : (cells[at.see]?.trim() ?? ''),
    });
  }
  return namesOf(lines);
}

/** The NCHS index: nested `<mainTerm>`/`<term>` with `<title>` (its `<nemod>` in parentheses), `<code>`, `<see>`. @throws AppError `validation.file-type` */
export function parseIndexXml(text: string): CodeName[] {
  const lines: IndexLine[] = [];
  const open: { title: string; modifiers: string; code: string; see: string }[] = [];
  const part = /<(mainTerm|term|\/mainTerm|\/term)\b[^>]*>|<(title|code|see)>([\s\S]*?)<\/\2>/g;
  const close = (): void => {
    open.pop();
  };
  for (const match of text.matchAll(part)) {
    const tag = match[1];
    if (tag === 'mainTerm' || tag === 'term') open.push({ title: '', modifiers: '', code: '', see: '' });
    else if (tag) close();
    else {
      const current = open.at(-1);
      if (!current) continue;
      const value = match[3]!;
      if (match[2] === 'title') {
        current.modifiers = [...value.matchAll(/<nemod>([\s\S]*?)<\/nemod>/g)].map((m) => plain(m[1]!)).join(' ');
        current.title = plain(value.replace(/<nemod>[\s\S]*?<\/nemod>/g, ' '));
      } else {
        current[match[2] as 'code' | 'see'] = plain(value);
        lines.push({ path: open.map((item) => item.title), ...current });
      }
    }
  }
  if (open.length > 0) throw new AppError('validation.file-type');
  return namesOf(lines);
}

/** Inclusion terms, and the `includes` of a code, as names. @throws AppError `validation.file-type` */
export function parseTabularXml(text: string): CodeName[] {
  const names: CodeName[] = [];
  const codes: string[] = [];
  let inside = false;
  const part = /<diag\b[^>]*>|<\/diag>|<name>([^<]*)<\/name>|<(\/?)inclusionTerm>|<note>([\s\S]*?)<\/note>/g;
  for (const match of text.matchAll(part)) {
    if (match[0].startsWith('<diag')) codes.push('');
    else if (match[0] === '</diag>') codes.pop();
    else if (match[1] !== undefined) {
      if (codes.length > 0) codes[codes.length - 1] = match[1].trim();
    } else if (match[2] !== undefined) inside = match[2] === '';
    else if (inside && match[3] !== undefined && codes.at(-1))
      names.push({ code: codes.at(-1)!, text: plain(match[3]) });
  }
  if (names.length < FEWEST_LINES) throw new AppError('validation.file-type', { params: { rows: names.length } });
  return names;
}

/** Words as a person would say them: "Disease > kidney > chronic" is "chronic kidney disease". */
function namesOf(lines: readonly IndexLine[]): CodeName[] {
  const byPath = new Map<string, IndexLine>();
  for (const line of lines) {
    const key = pathKey(line.path);
    if (!byPath.has(key)) byPath.set(key, line);
  }
  const names: CodeName[] = [];
  for (const line of lines) {
    const code = codeOf(line, byPath);
    if (code) names.push({ code, text: wording(line) });
  }
  if (names.length < FEWEST_LINES) throw new AppError('validation.file-type', { params: { rows: names.length } });
  return names;
}

function codeOf(line: IndexLine, byPath: ReadonlyMap<string, IndexLine>): string | undefined {
  let current: IndexLine | undefined = line;
  for (let step = 0; current && step <= MOST_POINTERS; step += 1) {
    const match = /^([A-Z][0-9A-Z]{2}(?:\.[0-9A-Z]{1,4})?)[-.]*/.exec(current.code);
    if (match) return withDot(match[1]!);
    if (current.see === '') return undefined;
    current = byPath.get(pathKey(current.see.split(',').map((part) => part.trim())));
  }
  return undefined;
}

function pathKey(path: readonly string[]): string {
  return path
    .map((term) =>
      (term.split(',')[0] ?? '')
        .toLowerCase()
        .replace(/\s*\([^)]*\)/g, '')
        .trim(),
    )
    .join(' > ');
}

function wording(line: IndexLine): string {
  const terms = line.path.map((term, depth) => {
    const [first = '', ...variants] = term.split(',').map((variant) => variant.trim());
    // "Diabetes, diabetic": one word in two forms. Below the main term a comma is part of the wording ("deficiency, vitamin").
    return depth === 0 && variants.every((variant) => !variant.includes(' ')) && variants.length > 0
      ? `${first} (${variants.join(') (')})`
      : term.replaceAll(',', ' ');
  });
  const modifiers =
    line.modifiers === '' ? '' : ` ${line.modifiers.startsWith('(') ? line.modifiers : `(${line.modifiers})`}`;
  return `${terms.reverse().join(' ')}${modifiers}`
    .replace(/\bNEC\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}

function plain(xml: string): string {
  return xml
    .replace(/<[^>]+>/g, ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&apos;', "'")
    .replaceAll('&amp;', '&')
    .replace(/\s+/g, ' ')
    .trim();
}
