import { COMMON, NEUTRAL, RELATED } from './lexicon-words.ts';
import type { SearchIndex } from './search-index.ts';
import { lexiconWords, surfaceWords, tokenize } from './text.ts';
import { createSpellingTable, type SpellingTable } from './typo.ts';

/** One word of a query and the vocabulary words that answer it. */
export interface QueryTerm {
  readonly text: string;
  readonly weight: number;
  readonly matches: readonly { id: number; quality: number }[];
}

export interface QueryContext {
  readonly terms: readonly QueryTerm[];
  /** Sum of the terms' weights. */
  readonly weight: number;
}

const MAX_TERMS = 40;
const MAX_CHARS = 600;
/** A word nobody's title holds says something, but less than one that could be matched. */
const UNKNOWN_WEIGHT = 1.2;

interface Spelled {
  readonly text: string;
  /** What else a repaired word may have meant, by the place of the word in `text`. */
  readonly others: readonly { start: number; end: number; quality: number; words: readonly string[] }[];
}

/** Reads queries against an index: spelling repair, unfinished last word, run-together words, canonical words, related words. */
export function createQueryReader(index: SearchIndex): (text: string) => QueryContext {
  const lexicon = lexiconWords();
  let spelling: SpellingTable | undefined;
  const isKnown = (word: string): boolean =>
    index.surface.has(word) || lexicon.has(word) || NEUTRAL.has(word) || COMMON.has(word);

  const spell = (source: string): Spelled => {
    const words = surfaceWords(source);
    if (words.every((word) => word.text.length < 4 || isKnown(word.text))) return { text: source, others: [] };
    if (!spelling) {
      const vocabulary = new Map(index.surface);
      for (const word of lexicon) if (!vocabulary.has(word)) vocabulary.set(word, 1);
      spelling = createSpellingTable(vocabulary);
    }
    let text = '';
    let from = 0;
    const others: Spelled['others'][number][] = [];
    for (const [i, word] of words.entries()) {
      if (word.text.length < 4 || isKnown(word.text)) continue;
      const near = alternatives(spelling, word.text, i === words.length - 1, isKnown);
      if (near.length === 0) continue;
      text += source.slice(from, word.start);
      const start = text.length;
      text += near[0]!.word;
      others.push({ start, end: text.length, quality: near[0]!.quality, words: near.slice(1).map((n) => n.word) });
      from = word.end;
    }
    return { text: text + source.slice(from), others };
  };

  const matchesOf = (word: string, quality: number): { id: number; quality: number }[] => {
    const matches: { id: number; quality: number }[] = [];
    const add = (other: string, share: number): void => {
      const id = index.vocabulary.get(other);
      if (id !== undefined) matches.push({ id, quality: quality * share });
    };
    add(word, 1);
    for (const [related, share] of RELATED.get(word) ?? []) add(related, share);
    for (const near of stageRelatives(word)) add(near, 0.8);
    return matches;
  };

  return (source) => {
    const spelled = spell(source.slice(0, MAX_CHARS));
    const terms = new Map<string, QueryTerm>();
    for (const token of tokenize(spelled.text)) {
      if (terms.has(token.text) || terms.size >= MAX_TERMS) continue;
      const repaired = spelled.others.find((other) => token.start < other.end && other.start < token.end);
      const matches = matchesOf(token.text, repaired?.quality ?? 1);
      for (const [rank, word] of (repaired?.words ?? []).entries()) {
        for (const other of tokenize(word))
          matches.push(...matchesOf(other.text, repaired!.quality - 0.05 * (rank + 1)));
      }
      // A negation that no title makes is the normal case, and nothing to look for.
      if (matches.length === 0 && token.text.startsWith('!')) continue;
      const best = matches.reduce<{ id: number; quality: number } | undefined>(
        (a, b) => (a && a.quality >= b.quality ? a : b),
        undefined,
      );
      const weight = best
        ? index.weights[best.id]!
        : NEUTRAL.has(token.text) || COMMON.has(token.text)
          ? 0.1
          : UNKNOWN_WEIGHT;
      terms.set(token.text, { text: token.text, weight, matches });
    }
    const list = [...terms.values()];
    return { terms: list, weight: list.reduce((sum, term) => sum + term.weight, 0) };
  };
}

function alternatives(
  spelling: SpellingTable,
  word: string,
  last: boolean,
  isKnown: (word: string) => boolean,
): { word: string; quality: number }[] {
  for (let cut = 3; cut <= word.length - 3; cut += 1) {
    const [head, tail] = [word.slice(0, cut), word.slice(cut)];
    if (isKnown(head) && isKnown(tail)) return [{ word: `${head} ${tail}`, quality: 0.95 }];
  }
  const found = new Map<string, number>();
  if (last) for (const completion of spelling.completions(word, 5)) found.set(completion, 0.85);
  for (const repair of spelling.repairs(word, 4))
    found.set(repair.word, Math.max(found.get(repair.word) ?? 0, repair.quality));
  return [...found].map(([w, quality]) => ({ word: w, quality })).sort((a, b) => b.quality - a.quality);
}

/** "stage 3" answers to 3a and 3b a little, and they to it. */
function stageRelatives(text: string): string[] {
  const match = /^stage([1-5])([ab]?)$/.exec(text);
  if (!match) return [];
  return match[2] ? [`stage${match[1]}`] : [`stage${match[1]}a`, `stage${match[1]}b`];
}
