/** `npm run eval -- coding`: search and suggestions against official terms, our own phrases and notes, and outside cases. */
import { rmSync } from 'node:fs';
import { loadTerminology } from '../src/main/adapters/terminology/load-terminology.ts';
import { codePhrase } from '../src/main/domain/coding/code-phrase.ts';
import { LABELLED_NOTES } from '../src/main/domain/coding/coding.fixture.ts';
import { STYLED_NOTES } from '../src/main/domain/coding/styled-notes.fixture.ts';
import { createCodeSearch, type CodeSearch } from '../src/main/domain/coding/search.ts';
import { suggestCodesFromText } from '../src/main/domain/coding/suggest-codes.ts';
import type { Terminology } from '../src/main/ports/terminology.ts';
import {
  INDEX_FILE,
  installInto,
  isRight,
  oneIn,
  ORDER_FILE,
  phraseCases,
  readAciNotes,
  readCodiesp,
  readNames,
  readOrder,
  RESOURCES,
  TABULAR_FILE,
  type Figure,
  type PhraseCase,
} from './coding-corpora.ts';
import { PHRASES } from './coding-phrases.ts';
import { run as checkTerminology } from './coding-terminology.ts';

interface Parts {
  readonly terminology: Terminology;
  readonly search: CodeSearch;
}

export function* run(): Generator<Figure> {
  yield* checkTerminology();
  const curated = parts(undefined);
  yield* phrases(curated, ownPhrases(), 'our own phrases (bench/coding-phrases.ts)', 'curated');
  yield* notes(curated, 'curated');

  const inclusion = readNames(TABULAR_FILE);
  const index = readNames(INDEX_FILE);
  if (!inclusion || !index || !readOrder()) {
    process.stderr.write('coding: the official files are not there; phrases from them were not tried\n');
    return;
  }
  const known = new Set(curated.terminology.entries().flatMap((entry) => [entry.code, entry.code.slice(0, 5)]));
  const inCurated = (code: string): boolean => known.has(code);
  const inclusionCases = phraseCases(inclusion, inCurated);
  const indexCases = oneIn(8, phraseCases(index, inCurated));
  yield* phrases(curated, inclusionCases, 'FY2021 inclusion terms of curated codes', 'curated');
  yield* phrases(curated, indexCases, 'FY2025 index terms of curated codes, one in 8', 'curated');

  const installed = installInto([ORDER_FILE, INDEX_FILE]);
  try {
    const official = parts(installed);
    yield* phrases(
      official,
      ownPhrases(),
      'our own phrases (bench/coding-phrases.ts)',
      'order file and index installed',
    );
    // The tabular list is not installed: its terms are unseen by this search.
    const unseen = oneIn(
      3,
      phraseCases(inclusion, (code) => official.terminology.get(code) !== undefined),
    );
    yield* phrases(official, unseen, 'FY2021 inclusion terms of all codes, one in 3', 'order file and index installed');
    yield* notes(official, 'order file and index installed');
    yield* codiesp(official, 'order file and index installed');
  } finally {
    rmSync(installed, { recursive: true, force: true });
  }
  yield* codiesp(curated, 'curated');
}

function parts(installedDir: string | undefined): Parts {
  const terminology = loadTerminology({ resourcesDir: RESOURCES, installedDir });
  return { terminology, search: createCodeSearch(terminology) };
}

function ownPhrases(): PhraseCase[] {
  return PHRASES.map(([text, code]) => ({ text, codes: new Set([code.replace(/-$/, '')]) }));
}

function* phrases(
  { search, terminology }: Parts,
  cases: readonly PhraseCase[],
  data: string,
  mode: string,
): Generator<Figure> {
  let first = 0;
  let firstFive = 0;
  let category = 0;
  for (const { text, codes } of cases) {
    const found = codePhrase(text, search, terminology, 5).map((hit) => hit.code);
    const at = found.findIndex((code) => isRight(code, codes));
    if (at === 0) first += 1;
    if (at >= 0) firstFive += 1;
    if (found[0] !== undefined && [...codes].some((code) => code.slice(0, 3) === found[0]!.slice(0, 3))) category += 1;
  }
  const share = (count: number): number => Number(((100 * count) / cases.length).toFixed(1));
  const where = { unit: '%', data: `${data} (${cases.length})`, mode };
  yield { name: 'phrase to code, first answer', value: share(first), ...where };
  yield { name: 'phrase to code, in the first five', value: share(firstFive), ...where };
  yield { name: 'phrase to category, first answer', value: share(category), ...where };
}

function* notes(where: Parts, mode: string): Generator<Figure> {
  let expected = 0;
  let found = 0;
  let wrong = 0;
  let levels = 0;
  let rightLevels = 0;
  const own = [...LABELLED_NOTES, ...STYLED_NOTES];
  for (const labelled of own) {
    const codes = suggestCodesFromText(labelled.note, where);
    const given = codes.diagnoses.map((diagnosis) => diagnosis.code);
    expected += labelled.codes.length;
    found += labelled.codes.filter((code) => given.includes(code)).length;
    wrong += given.filter((code) => (labelled.not ?? []).some((not) => code.startsWith(not))).length;
    if (labelled.level !== undefined) {
      levels += 1;
      if (codes.visit?.level === labelled.level) rightLevels += 1;
    }
  }
  const data = `our own labelled notes (${own.length})`;
  yield { name: 'expected codes found', value: Number(((100 * found) / expected).toFixed(1)), unit: '%', data, mode };
  yield { name: 'codes that must not be suggested', value: wrong, data, mode };
  yield { name: 'visit levels right', value: `${rightLevels}/${levels}`, data, mode };

  const aci = readAciNotes();
  if (aci.length === 0) return;
  let coded = 0;
  let levelled = 0;
  let suggested = 0;
  let unbillable = 0;
  const startedAt = performance.now();
  for (const { note } of aci) {
    const codes = suggestCodesFromText(note, where);
    if (codes.diagnoses.length > 0) coded += 1;
    if (codes.visit) levelled += 1;
    suggested += codes.diagnoses.length;
    unbillable += codes.diagnoses.filter((diagnosis) => !diagnosis.billable).length;
  }
  const of = `ACI-Bench notes, train and valid (${aci.length}; no gold codes)`;
  yield {
    name: 'notes with a code',
    value: Number(((100 * coded) / aci.length).toFixed(1)),
    unit: '%',
    data: of,
    mode,
  };
  yield {
    name: 'notes with a visit level',
    value: Number(((100 * levelled) / aci.length).toFixed(1)),
    unit: '%',
    data: of,
    mode,
  };
  yield { name: 'codes a note', value: Number((suggested / aci.length).toFixed(2)), data: of, mode };
  yield { name: 'suggestions that cannot be billed', value: unbillable, data: of, mode };
  yield {
    name: 'time a note',
    value: Number(((performance.now() - startedAt) / aci.length).toFixed(1)),
    unit: 'ms',
    data: of,
    mode,
  };
}

/** Hospital case reports, translated by machine, coded in full: far from an office note. Read as a sanity check, not as a target. */
function* codiesp(where: Parts, mode: string): Generator<Figure> {
  const cases = readCodiesp();
  if (cases.length === 0) return;
  let right = 0;
  let given = 0;
  let gold = 0;
  for (const { text, codes } of cases) {
    const goldCategories = new Set(codes.map((code) => code.slice(0, 3)));
    const categories = new Set(
      suggestCodesFromText(text, where).diagnoses.map((diagnosis) => diagnosis.code.slice(0, 3)),
    );
    right += [...categories].filter((category) => goldCategories.has(category)).length;
    given += categories.size;
    gold += goldCategories.size;
  }
  const data = `CodiEsp case reports, English by machine (${cases.length}), three-character categories`;
  yield { name: 'precision', value: Number(((100 * right) / given).toFixed(1)), unit: '%', data, mode };
  yield { name: 'recall', value: Number(((100 * right) / gold).toFixed(1)), unit: '%', data, mode };
}
