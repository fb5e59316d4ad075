import { styleTokens, type StyleToken } from './style-words.ts';

/** A stretch that was written otherwise: `from` in lower case, `to` as it was written (empty: left away). */
export interface Hunk {
  readonly from: string;
  readonly to: string;
}

/** Sentences that share less were written anew: nothing of them is a habit of wording. */
const LEAST_SHARED = 0.25;

/**
 * What changed between two wordings of a sentence, by the longest common run of words. Numbers never stand in a stretch: they must be the
 * same, in the same order, or nothing is given back. Additions alone are no habit and are left out.
 */
export function hunksOf(before: string, after: string): Hunk[] {
  const [a, b] = [styleTokens(before), styleTokens(after)];
  const pairs = commonTokens(a, b);
  if (pairs.length < LEAST_SHARED * Math.max(a.length, b.length)) return [];
  const numbersOf = (tokens: readonly StyleToken[]): string =>
    tokens
      .filter(({ kind }) => kind === 'number')
      .map(({ norm }) => norm)
      .join(' ');
  if (numbersOf(a) !== numbersOf(b)) return [];
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...pairs, [a.length, b.length] as const]) {
    if (x > i)
      hunks.push({
        from: before.slice(a[i]!.start, a[x - 1]!.end).toLowerCase(),
        to: y > j ? asMidSentence(after.slice(b[j]!.start, b[y - 1]!.end), j === 0) : '',
      });
    [i, j] = [x + 1, y + 1];
  }
  return hunks;
}

/** A capital that only the beginning of the sentence asks for is no part of the phrase. */
export function asMidSentence(text: string, isFirst: boolean): string {
  return isFirst && /^\p{Lu}(?:\p{Ll}|\s|$)/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

/** Indices of tokens that both have, in order (longest common subsequence). */
function commonTokens(a: readonly StyleToken[], b: readonly StyleToken[]): [number, number][] {
  const width = b.length + 1;
  const table = new Uint16Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i -= 1)
    for (let j = b.length - 1; j >= 0; j -= 1)
      table[i * width + j] =
        a[i]!.norm === b[j]!.norm
          ? table[(i + 1) * width + j + 1]! + 1
          : Math.max(table[(i + 1) * width + j]!, table[i * width + j + 1]!);
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i]!.norm === b[j]!.norm) pairs.push([i++, j++]);
    else if (table[(i + 1) * width + j]! >= table[i * width + j + 1]!) i += 1;
    else j += 1;
  }
  return pairs;
}
