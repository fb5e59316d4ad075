import type { CodeAlternative } from '../../../shared/model/codes.ts';
import { bmiCode, statedBmi } from './bmi.ts';
import type { CodeTable } from './code-table.ts';
import { createQueryReader, type QueryContext } from './query.ts';
import { createScorer } from './score.ts';
import { buildSearchIndex, codeRange, type SearchIndex } from './search-index.ts';

/** A search hit. `score` is 0..1: 1 says that the words are a name of the code, about 0.5 that half of what was said is in it. */
export interface CodeHit extends CodeAlternative {
  readonly score: number;
}

export interface CodeSearch {
  /** Best first, at most `limit`. Text may be a diagnosis in any wording, or (the beginning of) a code. */
  search(text: string, limit: number): CodeHit[];
}

const CODE_LIKE = /^[a-z]\d[0-9a-z](?:\.?[0-9a-z]{1,4})?\.?$/i;
const CANDIDATE_NAMES = 500;
const CANDIDATE_CODES = 6_000;

/** The index is built on the first search and kept. Same terminology, same text: same answer. */
export function createCodeSearch(terminology: CodeTable): CodeSearch {
  let engine: ((text: string, limit: number) => CodeHit[]) | undefined;
  return {
    search(text, limit) {
      engine ??= createEngine(buildSearchIndex(terminology));
      return engine(text, limit);
    },
  };
}

function createEngine(index: SearchIndex): (text: string, limit: number) => CodeHit[] {
  const read = createQueryReader(index);
  const score = createScorer(index);
  const partial = new Float32Array(index.nameEntry.length);

  return (text, limit) => {
    const trimmed = text.trim();
    if (CODE_LIKE.test(trimmed)) {
      const byCode = searchByCode(index, trimmed, limit);
      if (byCode.length > 0) return byCode;
    }
    const bmi = statedBmi(trimmed);
    if (bmi !== undefined && /^\W*(?:bmi|body mass index)\b\D*[\d.]+\D*$/i.test(trimmed)) {
      const byBmi = searchByCode(index, bmiCode(bmi) ?? '', 1);
      if (byBmi.length > 0) return byBmi;
    }
    const query = read(trimmed);
    if (query.terms.every((term) => term.matches.length === 0)) return [];
    const names = bestNames(index, query, partial);
    const best = score(query, pairs(index, names));
    return [...best]
      .map(([entry, value]) => ({ entry, value }))
      .sort((a, b) => b.value - a.value || (index.keys[a.entry]! < index.keys[b.entry]! ? -1 : 1))
      .slice(0, limit)
      .map(({ entry, value }) => {
        const { code, display, billable } = index.entries[entry]!;
        return { code, display, billable, score: Math.round(Math.min(1, value) * 1000) / 1000 };
      });
  };
}

function searchByCode(index: SearchIndex, text: string, limit: number): CodeHit[] {
  const { from, to } = codeRange(index.keys, text.replaceAll('.', '').toUpperCase());
  return index.entries.slice(from, Math.min(to, from + limit)).map(({ code, display, billable }, i) => ({
    code,
    display,
    billable,
    score: i === 0 ? 1 : 0.9,
  }));
}

/** Names by the share of the query they hold, with a look at their own length; only these are scored in full. */
function bestNames(index: SearchIndex, query: QueryContext, partial: Float32Array): number[] {
  const touched: number[] = [];
  for (const term of query.terms) {
    // What titles carry by default would touch half of the classification and decide nothing.
    if (term.weight < 0.2) continue;
    for (const { id, quality } of term.matches) {
      const value = term.weight * quality;
      for (let i = index.postingStart[id]!; i < index.postingStart[id + 1]!; i += 1) {
        const name = index.postings[i]!;
        if (partial[name] === 0) touched.push(name);
        partial[name]! += value;
      }
    }
  }
  const ranked = new Float64Array(touched.length);
  for (const [i, name] of touched.entries()) {
    const length = index.nameStart[name + 1]! - index.nameStart[name]!;
    // Packs the rank above the name's number, so that one numeric sort orders both.
    ranked[i] = Math.round((partial[name]! - 0.12 * length + 20) * 4096) * 2 ** 21 + (2 ** 21 - 1 - name);
    partial[name] = 0;
  }
  ranked.sort();
  const names: number[] = [];
  for (let i = ranked.length - 1; i >= 0 && names.length < CANDIDATE_NAMES; i -= 1)
    names.push(2 ** 21 - 1 - (ranked[i]! % 2 ** 21));
  return names;
}

/** Candidate codes, each with a name to be judged by: a name's own code, and the codes beneath a header that it names. */
function* pairs(index: SearchIndex, names: readonly number[]): Generator<readonly [entry: number, name: number]> {
  let codes = 0;
  for (const name of names) {
    const entry = index.nameEntry[name]!;
    yield [entry, name];
    if (index.entries[entry]!.billable || codes > CANDIDATE_CODES) continue;
    const { from, to } = codeRange(index.keys, index.keys[entry]!);
    for (let below = from + 1; below < to; below += 1) {
      yield [below, name];
      codes += 1;
    }
  }
}
