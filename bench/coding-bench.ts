/** `npm run bench -- coding`: how long building the index, a search and the codes of a note take. */
import { existsSync, rmSync } from 'node:fs';
import { loadTerminology } from '../src/main/adapters/terminology/load-terminology.ts';
import { LABELLED_NOTES } from '../src/main/domain/coding/coding.fixture.ts';
import { createCodeSearch } from '../src/main/domain/coding/search.ts';
import { suggestCodesFromText } from '../src/main/domain/coding/suggest-codes.ts';
import { INDEX_FILE, installInto, ORDER_FILE, RESOURCES, type Figure } from './coding-corpora.ts';
import { PHRASES } from './coding-phrases.ts';

export function* run(): Generator<Figure> {
  yield* measure(undefined, 'curated');
  if (!existsSync(ORDER_FILE) || !existsSync(INDEX_FILE)) {
    process.stderr.write('coding: the official files are not there; only the curated terminology was measured\n');
    return;
  }
  const installed = installInto([ORDER_FILE, INDEX_FILE]);
  try {
    yield* measure(installed, 'order file and index installed');
  } finally {
    rmSync(installed, { recursive: true, force: true });
  }
}

function* measure(installedDir: string | undefined, mode: string): Generator<Figure> {
  const loadedAt = performance.now();
  const terminology = loadTerminology({ resourcesDir: RESOURCES, installedDir });
  const data = `${terminology.entries().length} entries`;
  yield ms('load terminology', performance.now() - loadedAt, data, mode);
  const search = createCodeSearch(terminology);
  const builtAt = performance.now();
  search.search('hypertension', 1);
  yield ms('build index (first search)', performance.now() - builtAt, data, mode);
  // Spelling tables and header words are made on first need: a second pass is what a day's searches see.
  for (const [text] of PHRASES) search.search(text, 10);
  const times = PHRASES.map(([text]) => {
    const at = performance.now();
    search.search(text, 10);
    return performance.now() - at;
  }).sort((a, b) => a - b);
  yield ms('search, median', times[Math.floor(times.length / 2)]!, `${PHRASES.length} phrases`, mode);
  yield ms('search, p95', times[Math.floor(times.length * 0.95)]!, `${PHRASES.length} phrases`, mode);
  for (const { note } of LABELLED_NOTES) suggestCodesFromText(note, { search, terminology });
  const at = performance.now();
  for (const { note } of LABELLED_NOTES) suggestCodesFromText(note, { search, terminology });
  yield ms('codes of a note', (performance.now() - at) / LABELLED_NOTES.length, `${LABELLED_NOTES.length} notes`, mode);
}

function ms(name: string, value: number, data: string, mode: string): Figure {
  return { name, value: Number(value.toFixed(2)), unit: 'ms', data, mode };
}
