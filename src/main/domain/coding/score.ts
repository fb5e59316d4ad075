import { CONTEXTS, OPPOSITES } from './lexicon-words.ts';
import type { QueryContext } from './query.ts';
import { codeRange, type SearchIndex } from './search-index.ts';

/** How candidates are judged; found by trying on held-out index terms, see docs/decisions/0050. */
const INHERITED = 0.985;
const CONFLICT = 0.4;
/** The query gives a side, the title has none: right only where there is no code for the side. */
const SIDE_LEFT_OPEN = 0.9;
const SIDE_UNKNOWN = 0.97;
const SIDES = 0;
const UNASKED_CONTEXT = 0.62;
const UNMET_CONTEXT = 0.55;
const EXTRA_PER_WEIGHT = 0.1;
const NOT_BILLABLE = 0.75;
/** How it came about (chapter 20) is no answer to what it is. */
const PARTLY_A_CAUSE = 0.6;

export type Scorer = (
  query: QueryContext,
  candidates: Iterable<readonly [entry: number, name: number]>,
) => Map<number, number>;

/**
 * Judges a code by one of its names: the share of the query that the name or the title answers, the share of the name that the query
 * said, and what would make it wrong: the other side, another stage, a history or a pregnancy nobody spoke of.
 */
export function createScorer(index: SearchIndex): Scorer {
  const groupOf = new Int8Array(index.words.length).fill(-1);
  const isContext = new Uint8Array(index.words.length);
  for (const [id, word] of index.words.entries()) {
    const plain = word.startsWith('!') ? '' : word;
    groupOf[id] = groupNumber(plain);
    if (CONTEXTS.has(plain)) isContext[id] = 1;
  }
  const isCause = Uint8Array.from(index.keys, (key) => (/^[V-Y]/.test(key) ? 1 : 0));
  const knowsSides = sidedFamilies(index);
  const filler = new Int8Array(index.entries.length);
  for (const [i, entry] of index.entries.entries()) {
    if (/\bunspecified\b/i.test(entry.display)) filler[i] = 1;
    else if (/^other\b|, other\b|\bother specified\b/i.test(entry.display)) filler[i] = -1;
  }

  const quality = new Float32Array(index.words.length);
  const termOf = new Int16Array(index.words.length).fill(-1);
  /** Stamp of the last (entry, name) that held a word: avoids clearing sets. */
  const stamp = new Int32Array(index.words.length);
  let now = 0;

  const common = new Map<number, readonly number[]>();
  const titleWords = (entry: number): number[] => {
    const title = index.entryStart[entry]!;
    return Array.from(index.nameWords.subarray(index.nameStart[title]!, index.nameStart[title + 1]!), (raw) =>
      raw < 0 ? -raw - 1 : raw,
    );
  };
  const commonWords = (header: number): readonly number[] => {
    const known = common.get(header);
    if (known) return known;
    const { from, to } = codeRange(index.keys, index.keys[header]!);
    const counts = new Map<number, number>();
    for (let below = from + 1; below < to; below += 1)
      for (const id of titleWords(below)) counts.set(id, (counts.get(id) ?? 0) + 1);
    const most = [...counts].filter(([, count]) => count >= 0.5 * (to - from - 1)).map(([id]) => id);
    const words = [...new Set([...titleWords(header), ...most])];
    common.set(header, words);
    return words;
  };
  /** A header is never a better answer than the best code beneath it: only codes that can be billed end a visit. */
  const putHeadersBelow = (best: Map<number, number>): void => {
    for (const [entry, value] of best) {
      if (index.entries[entry]!.billable) continue;
      const { from, to } = codeRange(index.keys, index.keys[entry]!);
      let highest = 0;
      for (let below = from + 1; below < to; below += 1)
        if (index.entries[below]!.billable) highest = Math.max(highest, best.get(below) ?? 0);
      if (highest > 0 && value >= highest) best.set(entry, highest * 0.99);
    }
  };

  return (query, candidates) => {
    const { terms } = query;
    for (const [t, term] of terms.entries()) {
      for (const match of term.matches) {
        if (match.quality > quality[match.id]!) {
          quality[match.id] = match.quality;
          termOf[match.id] = t;
        }
      }
    }
    const queryGroups = terms.map((term) => groupNumber(term.text));
    const met = new Float32Array(terms.length);
    const docGroups = new Map<number, boolean>();
    const best = new Map<number, number>();

    for (const [entry, name] of candidates) {
      now += 1;
      met.fill(0);
      docGroups.clear();
      const own = index.nameEntry[name] === entry;
      const title = index.entryStart[entry]!;
      let said = 0;
      let unsaid = 0;
      let contexts = 0;

      for (let i = index.nameStart[name]!; i < index.nameStart[name + 1]!; i += 1) {
        const raw = index.nameWords[i]!;
        const id = raw < 0 ? -raw - 1 : raw;
        stamp[id] = now;
        const term = termOf[id]!;
        const group = groupOf[id]!;
        if (term >= 0) {
          met[term] = Math.max(met[term]!, quality[id]!);
          if (raw >= 0) {
            said += index.weights[id]! * quality[id]!;
            unsaid += index.weights[id]! * (1 - quality[id]!);
          }
        } else if (raw >= 0) {
          unsaid += index.weights[id]!;
          if (isContext[id]) contexts += 1;
        }
        if (group >= 0) docGroups.set(group, (docGroups.get(group) ?? false) || (term >= 0 && quality[id]! > 0.99));
      }

      let extra = 0;
      if (name !== title) {
        // What most codes beneath the header say is no extra: the header's name stands for it.
        if (!own) for (const id of commonWords(index.nameEntry[name]!)) stamp[id] = now;
        for (let i = index.nameStart[title]!; i < index.nameStart[title + 1]!; i += 1) {
          const raw = index.nameWords[i]!;
          const id = raw < 0 ? -raw - 1 : raw;
          const term = termOf[id]!;
          const group = groupOf[id]!;
          if (term >= 0) met[term] = Math.max(met[term]!, quality[id]! * 0.97);
          else if (!own && stamp[id] !== now && raw >= 0) {
            extra += index.weights[id]!;
            if (isContext[id]) contexts += 1;
          }
          if (group >= 0) docGroups.set(group, (docGroups.get(group) ?? false) || (term >= 0 && quality[id]! > 0.99));
        }
      }

      let covered = 0;
      let factor = 1;
      let asked = query.weight;
      for (const [t, term] of terms.entries()) {
        // A side is no part of the question where the family of codes knows none.
        if (queryGroups[t] === SIDES && knowsSides[entry] === 0 && met[t]! < 0.5) {
          asked -= term.weight;
          factor *= SIDE_UNKNOWN;
          continue;
        }
        covered += term.weight * met[t]!;
        if (met[t]! < 0.5 && CONTEXTS.has(term.text)) factor *= UNMET_CONTEXT;
        const group = queryGroups[t]!;
        if (group >= 0 && met[t]! < 0.9) {
          if (docGroups.get(group) === false) factor *= CONFLICT;
          else if (group === SIDES && !docGroups.has(group)) factor *= SIDE_LEFT_OPEN;
        }
      }
      factor *= UNASKED_CONTEXT ** Math.min(2, contexts);
      const coverage = asked > 0 ? covered / asked : 0;
      const precision = said / (said + unsaid || 1);
      let value = coverage ** 1.4 * (0.4 + 0.6 * precision) * factor;
      if (!own) value *= INHERITED / (1 + EXTRA_PER_WEIGHT * extra);
      if (!index.entries[entry]!.billable) value *= NOT_BILLABLE;
      if (isCause[entry] === 1 && coverage < 0.99) value *= PARTLY_A_CAUSE;
      if (!own || (name === title && precision < 0.995)) value += filler[entry]! * 0.012;
      if (own) value *= name < index.firstIndexTerm[entry]! ? 1.03 : 1.01;
      if (value > (best.get(entry) ?? 0)) best.set(entry, value);
    }

    putHeadersBelow(best);
    for (const term of terms) {
      for (const match of term.matches) {
        quality[match.id] = 0;
        termOf[match.id] = -1;
      }
    }
    return best;
  };
}

/** 1 where the code or one of its nearest relatives has a side in its title; for a ".9" the whole category is near. */
function sidedFamilies(index: SearchIndex): Uint8Array {
  const families = new Set<string>();
  for (const [i, entry] of index.entries.entries()) {
    if (!/\b(?:left|right|bilateral)\b/i.test(entry.display)) continue;
    families.add(index.keys[i]!.slice(0, 4));
    families.add(index.keys[i]!.slice(0, 3));
  }
  return Uint8Array.from(index.keys, (key) => {
    const near = key.length === 4 && key.endsWith('9') ? key.slice(0, 3) : key.slice(0, 4);
    return families.has(near) ? 1 : 0;
  });
}

/** Which set of mutually exclusive words this belongs to; -1 for none. Types, stages, classes and grades are sets of their own. */
function groupNumber(word: string): number {
  const numbered = /^(type|stage|class|grade|category)\d/.exec(word);
  if (numbered) return 100 + ['type', 'stage', 'class', 'grade', 'category'].indexOf(numbered[1]!);
  return OPPOSITES.findIndex((group) => group.includes(word));
}
