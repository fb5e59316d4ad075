/** `npm run eval -- terminology`: every curated code against the official order file: it exists, its billable flag and its title are right. */
import { loadTerminology } from '../src/main/adapters/terminology/load-terminology.ts';
import { INDEX_FILE, readNames, readOrder, RESOURCES, type Figure } from './coding-corpora.ts';

export function* run(): Generator<Figure> {
  const curated = loadTerminology({ resourcesDir: RESOURCES }).entries();
  const billable = curated.filter((entry) => entry.billable);
  const data = 'resources/terminology';
  yield { name: 'curated entries', value: curated.length, data };
  yield { name: 'curated billable codes', value: billable.length, data };
  yield {
    name: 'curated codes named in our own words',
    value: curated.filter((entry) => entry.synonyms.length > 0).length,
    data,
  };
  yield { name: 'curated synonyms', value: curated.reduce((sum, entry) => sum + entry.synonyms.length, 0), data };

  const order = readOrder();
  if (!order) {
    process.stderr.write('terminology: the official order file is not there; nothing was checked\n');
    return;
  }
  const official = new Map(order.map((row) => [row.code, row]));
  const wrong = { missing: [] as string[], billable: [] as string[], display: [] as string[] };
  for (const entry of curated) {
    const row = official.get(entry.code);
    if (!row) wrong.missing.push(entry.code);
    else {
      if (row.billable !== entry.billable) wrong.billable.push(entry.code);
      if (row.display !== entry.display) wrong.display.push(entry.code);
    }
  }
  const checked = 'icd10cm-order-2026.txt (FY2026, 98,186 rows)';
  yield { name: 'codes not in the official release', value: wrong.missing.length, data: checked, codes: wrong.missing };
  yield { name: 'billable flags that differ', value: wrong.billable.length, data: checked, codes: wrong.billable };
  yield { name: 'titles that differ', value: wrong.display.length, data: checked, codes: wrong.display };

  const index = readNames(INDEX_FILE);
  if (!index) return;
  const byText = new Map<string, string[]>();
  for (const { code, text } of index) {
    const key = bag(text);
    byText.set(key, [...(byText.get(key) ?? []), code]);
  }
  let met = 0;
  let agreed = 0;
  for (const entry of curated) {
    for (const synonym of entry.synonyms) {
      const codes = byText.get(bag(synonym));
      if (!codes) continue;
      met += 1;
      if (codes.some((code) => entry.code.startsWith(code) || code.startsWith(entry.code))) agreed += 1;
    }
  }
  yield {
    name: 'synonyms that the alphabetic index gives the same code',
    value: Number(((100 * agreed) / met).toFixed(1)),
    unit: '%',
    data: `FY2025 alphabetic index, ${met} synonyms that are index terms word for word`,
  };
}

/** The words of a term without those in parentheses, in any order. */
function bag(text: string): string {
  const words = text
    .toLowerCase()
    .replace(/\([^)]*\)/g, ' ')
    .match(/[a-z0-9]+/g);
  return [...new Set(words ?? [])]
    .filter(
      (word) => !['of', 'the', 'in', 'with', 'to', 'and', 'due', 'by', 'a', 's', 'see', 'also', 'or'].includes(word),
    )
    .sort()
    .join(' ');
}
