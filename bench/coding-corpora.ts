/** Readers of the shared official files and labelled cases for the coding evaluations. Nothing of them is copied into the project. */
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installTerminology } from '../src/main/adapters/terminology/install-terminology.ts';
import { readOfficialFile, type CodeName, type CodeRow } from '../src/main/adapters/terminology/official-files.ts';

export const SHARED = join(import.meta.dirname, '..', '..', 'shared');
export const RESOURCES = join(import.meta.dirname, '..', 'resources');

const ICD = join(SHARED, 'data/icd10cm');
export const ORDER_FILE = join(ICD, 'cdc_via_medicalcoder/2026/icd10cm-order-2026.txt');
export const INDEX_FILE = join(ICD, 'wbdill_fy2025/ICD10CM/output/ICD10CM_2025_Index.csv');
export const TABULAR_FILE = join(ICD, 'simple_icd_10_cm_fy2021/simple_icd_10_cm/data/icd10cm_tabular_2021.xml');

export function readOrder(): readonly CodeRow[] | undefined {
  const file = read(ORDER_FILE);
  return file?.kind === 'icd10cm-order' ? file.rows : undefined;
}

export function readNames(path: string): readonly CodeName[] | undefined {
  const file = read(path);
  return file && 'names' in file ? file.names : undefined;
}

function read(path: string): ReturnType<typeof readOfficialFile> | undefined {
  return existsSync(path) ? readOfficialFile(path, readFileSync(path, 'utf8')) : undefined;
}

/** A data directory with these official files installed; the caller removes it. */
export function installInto(files: readonly string[]): string {
  const dir = mkdtempSync(join(tmpdir(), 'chartside-eval-'));
  installTerminology(files, dir);
  return dir;
}

export interface PhraseCase {
  readonly text: string;
  /** Any of these, or a code beneath one of them, is right. */
  readonly codes: ReadonlySet<string>;
}

/** Terms and the codes that the official file gives them; parentheses (nonessential words) left out, as a person would. */
export function phraseCases(names: readonly CodeName[], keep: (code: string) => boolean): PhraseCase[] {
  const byText = new Map<string, Set<string>>();
  const kept = new Set<string>();
  for (const { code, text } of names) {
    const plain = text
      .replace(/\([^)]*\)/g, ' ')
      .replace(/\s+/g, ' ')
      .trim();
    if (plain === '' || plain.startsWith('Conditions')) continue;
    const codes = byText.get(plain);
    if (codes) codes.add(code);
    else byText.set(plain, new Set([code]));
    if (keep(code)) kept.add(plain);
  }
  return [...kept].map((text) => ({ text, codes: byText.get(text)! }));
}

export function isRight(found: string, codes: ReadonlySet<string>): boolean {
  const plain = found.replaceAll('.', '');
  return [...codes].some((code) => plain.startsWith(code.replaceAll('.', '')));
}

/** A fixed tenth, fifth …: the same phrases whatever else is in the file. */
export function oneIn<T extends { readonly text: string }>(n: number, cases: readonly T[]): T[] {
  return cases.filter(({ text }) => {
    let hash = 7;
    for (let i = 0; i < text.length; i += 1) hash = (hash * 31 + text.charCodeAt(i)) >>> 0;
    return hash % n === 0;
  });
}

/** CodiEsp: gold phrases in their English case reports: a description of a code as a clinician wrote it. Spanish evidence is left out. */
export function readCodiesp(): { text: string; codes: readonly string[] }[] {
  const root = join(SHARED, 'data/codiesp/data/test-datasets/codiesp/gold/final_dataset_v4_to_publish');
  const cases: { text: string; codes: readonly string[] }[] = [];
  for (const part of ['dev', 'train']) {
    const gold = join(root, part, `${part}D.tsv`);
    const texts = join(root, part, 'text_files_en');
    if (!existsSync(gold) || !existsSync(texts)) continue;
    const byCase = new Map<string, string[]>();
    for (const line of readFileSync(gold, 'utf8').split('\n')) {
      const [id, code] = line.trim().split('\t');
      if (id && code) byCase.set(id, [...(byCase.get(id) ?? []), code.toUpperCase()]);
    }
    for (const name of readdirSync(texts)) {
      const codes = byCase.get(name.replace(/\.txt$/, ''));
      if (codes) cases.push({ text: readFileSync(join(texts, name), 'utf8'), codes });
    }
  }
  return cases;
}

export function readAciNotes(): { id: string; note: string }[] {
  const dir = join(SHARED, 'data/aci-bench/data/challenge_data_json');
  return ['train', 'valid'].flatMap((part) => {
    const file = join(dir, `${part}.json`);
    if (!existsSync(file)) return [];
    const { data } = JSON.parse(readFileSync(file, 'utf8')) as { data: { file: string; tgt: string }[] };
    return data.map((item) => ({ id: item.file, note: item.tgt }));
  });
}

/** One measured figure: what, how much, on which data, with which terminology. */
export interface Figure {
  readonly name: string;
  readonly value: number | string;
  readonly unit?: string;
  readonly data: string;
  readonly mode?: string;
  readonly codes?: readonly string[];
}
