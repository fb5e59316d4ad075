import { AppError } from '../../../shared/errors.ts';
import { parseIndexCsv, parseIndexXml, parseTabularXml } from './official-index.ts';

export interface CodeRow {
  /** With its dot. */
  readonly code: string;
  readonly billable: boolean;
  readonly display: string;
}

/** A name for a code; where the code is a header, for everything beneath it. */
export interface CodeName {
  readonly code: string;
  readonly text: string;
}

export type OfficialFile =
  | { readonly kind: 'icd10cm-order'; readonly release: string; readonly rows: readonly CodeRow[] }
  | {
      readonly kind: 'icd10cm-index' | 'icd10cm-tabular';
      readonly release: string;
      readonly names: readonly CodeName[];
    }
  | { readonly kind: 'hcpcs'; readonly release: string; readonly rows: readonly CodeRow[] };

const ORDER_LINE = /^\d{5} ([A-Z][0-9A-Z]{2,6}) {1,5}([01]) (.{60}) (\S.*)$/;
/** An order file of any release has over 90,000 rows; fewer than this is a part of one, or something else. */
const FEWEST_ORDER_ROWS = 50_000;
const FEWEST_HCPCS_ROWS = 1_000;

/**
 * Tells by its content which official file this is, and reads it.
 * - CMS order file (`icd10cm-order-2026.txt`): fixed columns: number 1–5, code 7–13, billable 15, short title 17–76, long title 78–.
 * - Alphabetic index: the NCHS XML (`icd10cm-index-2026.xml`), or a CSV with the columns Level, Term, See, SeeAlso, NonEssModif, Code.
 * - Tabular list XML (`icd10cm-tabular-2026.xml`): its inclusion terms.
 * - HCPCS level II: a CSV with a code column and a descriptor column.
 * @throws AppError `validation.file-empty` | `validation.file-type` (with `line` where one line is bad)
 */
export function readOfficialFile(name: string, text: string): OfficialFile {
  const head = text.slice(0, 4_000).replace(/^\uFEFF/, '');
  if (head.trim() === '') throw new AppError('validation.file-empty');
  const release = releaseOf(name, head);
  if (/^\s*<\?xml|^\s*<ICD10CM\./.test(head)) {
    if (head.includes('<ICD10CM.tabular')) return { kind: 'icd10cm-tabular', release, names: parseTabularXml(text) };
    if (head.includes('<ICD10CM.index')) return { kind: 'icd10cm-index', release, names: parseIndexXml(text) };
    throw new AppError('validation.file-type');
  }
  const header = head.split(/\r?\n/, 1)[0] ?? '';
  if (/^(?:[^,]*,)*Term,(?:[^,]*,)*Code\s*$/i.test(header) && /level/i.test(header))
    return { kind: 'icd10cm-index', release, names: parseIndexCsv(text) };
  if (/^"?(?:hcpcs|code)"?,.*desc/i.test(header)) return { kind: 'hcpcs', release, rows: parseHcpcsCsv(text) };
  if (ORDER_LINE.test(header)) return { kind: 'icd10cm-order', release, rows: parseOrderFile(text) };
  throw new AppError('validation.file-type');
}

/** Fiscal year from the file's name or its `<version>`; HCPCS files are named by quarter, which is kept as it is. */
function releaseOf(name: string, head: string): string {
  const version = /<version>(\d{4})<\/version>/.exec(head)?.[1];
  const quarter = /(20\d{2})[-_](0[1-9]|1[0-2])/.exec(name);
  const year = version ?? /(?:^|\D)(20[1-4]\d)(?:\D|$)/.exec(name)?.[1];
  if (/hcpcs|anweb/i.test(name)) return quarter ? `${quarter[1]}-${quarter[2]}` : (year ?? 'unknown');
  return year ? `FY${year}` : 'unknown';
}

function parseOrderFile(text: string): CodeRow[] {
  const rows: CodeRow[] = [];
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    if (line === '') continue;
    const match = ORDER_LINE.exec(line);
    if (!match) throw new AppError('validation.file-type', { params: { line: i + 1 } });
    rows.push({ code: withDot(match[1]!), billable: match[2] === '1', display: match[4]!.trim() });
  }
  if (rows.length < FEWEST_ORDER_ROWS) throw new AppError('validation.file-type', { params: { rows: rows.length } });
  return rows;
}

function parseHcpcsCsv(text: string): CodeRow[] {
  const [header, ...lines] = parseCsv(text);
  const codeAt = header?.findIndex((cell) => /^(?:hcpcs|code)/i.test(cell)) ?? -1;
  const displayAt = header?.findIndex((cell) => /desc/i.test(cell)) ?? -1;
  const rows: CodeRow[] = [];
  for (const cells of lines) {
    const code = cells[codeAt]?.trim() ?? '';
    const display = cells[displayAt]?.trim() ?? '';
    // Level II only: a letter and four digits. Numbers alone are CPT, whose descriptors belong to the AMA.
    if (/^[A-V]\d{4}$/.test(code) && display !== '') rows.push({ code, billable: true, display });
  }
  if (rows.length < FEWEST_HCPCS_ROWS) throw new AppError('validation.file-type', { params: { rows: rows.length } });
  return rows;
}

export function withDot(code: string): string {
  const plain = code.replaceAll('.', '');
  return plain.length > 3 ? `${plain.slice(0, 3)}.${plain.slice(3)}` : plain;
}

/** RFC 4180, quotes doubled inside quotes. */
export function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/g;
  const body = text.replace(/^\uFEFF/, '');
  while (cell.lastIndex < body.length) {
    const match = cell.exec(body);
    if (!match) break;
    const raw = match[1]!;
    row.push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (match[2] !== ',') {
      rows.push(row);
      row = [];
    }
    if (match[0] === '') cell.lastIndex += 1;
  }
  if (row.length > 0) rows.push(row);
  return rows;
}
