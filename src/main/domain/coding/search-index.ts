import type { CodeEntry, CodeTable } from './code-table.ts';
import { SITES } from './laterality.ts';
import { COMMON, NEUTRAL, WEAK } from './lexicon-words.ts';
import { tokenize } from './text.ts';

/**
 * A name is one way to say one code: its title, a synonym, or a term of the official alphabetic index. Names of a header (M25.56) are
 * inherited by the codes beneath it (M25.561) when candidates are ranked, not copied: the index stays small.
 */
export interface SearchIndex {
  readonly entries: readonly CodeEntry[];
  /** Codes without the dot, ascending, aligned with `entries`. */
  readonly keys: readonly string[];
  readonly vocabulary: ReadonlyMap<string, number>;
  readonly words: readonly string[];
  /** Words as titles and synonyms write them (singular), with how often: what a misspelling is measured against. */
  readonly surface: ReadonlyMap<string, number>;
  /** How rare a word is (about 0.2 … 10); neutral words near 0. */
  readonly weights: Float32Array;
  /** Entry of each name. */
  readonly nameEntry: Int32Array;
  /** Words of name n: nameWords[nameStart[n] … nameStart[n + 1]). Optional ones (in parentheses) are negative: -(id + 1). */
  readonly nameStart: Int32Array;
  readonly nameWords: Int32Array;
  /** Names of entry e: entryNames[entryStart[e] … entryStart[e + 1]); the first is its title. */
  readonly entryStart: Int32Array;
  /** Names of entry e from this one on are official index terms; those before are its title and our synonyms. */
  readonly firstIndexTerm: Int32Array;
  /** Names that hold word w: postings[postingStart[w] … postingStart[w + 1]). */
  readonly postingStart: Int32Array;
  readonly postings: Int32Array;
}

/** O(total words); about a second for the 98,000 rows of an official release with its index, a tenth for the curated set. */
export function buildSearchIndex(terminology: CodeTable): SearchIndex {
  const sorted = terminology
    .entries()
    .map((entry) => ({ entry, key: entry.code.replaceAll('.', '') }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  const entries = sorted.map((item) => item.entry);
  const keys = sorted.map((item) => item.key);

  const vocabulary = new Map<string, number>();
  const words: string[] = [];
  const surface = new Map<string, number>();
  const counts: number[] = [];
  const nameEntry: number[] = [];
  const nameStart: number[] = [];
  const nameWords: number[] = [];
  const entryStart: number[] = [];
  const firstIndexTerm: number[] = [];

  const addName = (entryIndex: number, text: string): void => {
    nameEntry.push(entryIndex);
    nameStart.push(nameWords.length);
    const seen = new Set<number>();
    let afterUnspecified = false;
    for (const [place, token] of tokenize(text, surface).entries()) {
      // "Tinnitus, unspecified ear": the ear says no more than "unspecified" does.
      const isOptional = token.optional || (afterUnspecified && SITE_WORDS.has(token.text));
      afterUnspecified = token.text === 'unspecified' && place > 0;
      let id = vocabulary.get(token.text);
      if (id === undefined) {
        id = words.length;
        vocabulary.set(token.text, id);
        words.push(token.text);
        counts.push(0);
      }
      if (seen.has(id)) continue;
      seen.add(id);
      nameWords.push(isOptional ? -(id + 1) : id);
    }
    for (const id of seen) counts[id] = (counts[id] ?? 0) + 1;
  };

  for (const [index, entry] of entries.entries()) {
    entryStart.push(nameEntry.length);
    addName(index, entry.display);
    for (const synonym of entry.synonyms) addName(index, synonym);
    firstIndexTerm.push(nameEntry.length);
    for (const term of entry.indexTerms ?? []) addName(index, term);
  }
  entryStart.push(nameEntry.length);
  nameStart.push(nameWords.length);

  const postingStart = new Int32Array(words.length + 1);
  for (let w = 0; w < words.length; w += 1) postingStart[w + 1] = postingStart[w]! + counts[w]!;
  const postings = new Int32Array(postingStart[words.length] ?? 0);
  const fill = postingStart.slice(0, words.length);
  for (let name = 0; name < nameEntry.length; name += 1) {
    for (let i = nameStart[name]!; i < nameStart[name + 1]!; i += 1) {
      const raw = nameWords[i]!;
      const id = raw < 0 ? -raw - 1 : raw;
      postings[fill[id]!] = name;
      fill[id] = fill[id]! + 1;
    }
  }

  const weights = new Float32Array(words.length);
  for (const [id, word] of words.entries()) weights[id] = wordWeight(word, counts[id]!, nameEntry.length);
  return {
    entries,
    keys,
    vocabulary,
    words,
    surface,
    weights,
    nameEntry: Int32Array.from(nameEntry),
    nameStart: Int32Array.from(nameStart),
    nameWords: Int32Array.from(nameWords),
    entryStart: Int32Array.from(entryStart),
    firstIndexTerm: Int32Array.from(firstIndexTerm),
    postingStart,
    postings,
  };
}

/** Common words that nevertheless decide between codes. */
const DECISIVE = new Set(['left', 'right', 'bilateral', 'acute', 'chronic', 'mild', 'moderate', 'severe']);

const SITE_WORDS = new Set(SITES.flatMap((site) => tokenize(site).map((token) => token.text)));

/** BM25's idf, damped; words that titles carry by default weigh next to nothing, weak ones at most 1.5. */
function wordWeight(word: string, count: number, names: number): number {
  const plain = word.startsWith('!') ? word.slice(1) : word;
  if (NEUTRAL.has(plain)) return 0.1;
  if (COMMON.has(plain) || /^[0-9.]+$/.test(plain)) return 0.3;
  if (word.startsWith('!')) return 0.3;
  const idf = Math.log(1 + (names - count + 0.5) / (count + 0.5));
  if (DECISIVE.has(plain)) return 1.5;
  return WEAK.has(plain) ? Math.min(1.5, 0.4 + idf / 6) : Math.max(0.8, Math.min(8, idf));
}

/** Index range [from, to) of the codes that start with `key`, the code itself included. */
export function codeRange(keys: readonly string[], key: string): { from: number; to: number } {
  const from = lowerBound(keys, key);
  let to = from;
  const after = `${key}~`;
  to = lowerBound(keys, after);
  return { from, to };
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
