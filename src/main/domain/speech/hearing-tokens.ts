import { normalizeNumbers, valueOfNumberWord } from '../understanding/numbers.ts';
import { tokenize, type Token } from '../understanding/tokens.ts';

/** A word with its place in the recording, from whichever hearing. */
export interface PlacedWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

/** What was said, whatever way it was written: "don't" is `do` and `not`, "twenty milligrams" and "20mg" are `20 mg`. */
export interface HearingToken {
  readonly norm: string;
  readonly kind: Token['kind'];
  /** Indices of the words it was written with, both inclusive. */
  readonly first: number;
  readonly last: number;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
}

/**
 * Words to what two hearings are compared by. Marks, fillers and stutters are gone; numbers are digits, with their units; contractions are
 * two words; spellings and other ways to write the same word are one.
 */
export function hearingTokens(words: readonly PlacedWord[]): HearingToken[] {
  const ends: number[] = [];
  let length = 0;
  for (const { text } of words) {
    length += text.length + 1;
    ends.push(length);
  }
  const wordAt = (offset: number): number => ends.findIndex((end) => offset < end);
  const tokens = joinAllRight(
    normalizeNumbers(tokenize(words.map((word) => word.text).join(' '))).filter((token) => token.kind !== 'punct'),
  ).map((token) => {
    const first = wordAt(token.start);
    const last = Math.max(first, wordAt(token.end - 1));
    const norm = sameWord(token.norm);
    return {
      norm,
      kind: /^[\d.,/]+(?: |%|\+|$)/.test(norm) ? 'number' : token.kind,
      first,
      last,
      startMs: words[first]!.startMs,
      endMs: words[last]!.endMs,
      confidence: Math.min(...words.slice(first, last + 1).map((word) => word.confidence)),
    };
  });
  return joinRepeats(tokens);
}

/** "No. No." says no more than "No."; said again after a while, it may answer something else. */
function joinRepeats(tokens: readonly HearingToken[]): HearingToken[] {
  const joined: HearingToken[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    if (before?.norm === token.norm && token.startMs - before.endMs < REPEAT_MS) {
      const confidence = Math.max(before.confidence, token.confidence);
      joined[joined.length - 1] = { ...before, last: token.last, endMs: token.endMs, confidence };
    } else joined.push(token);
  }
  return joined;
}
const REPEAT_MS = 1_500;

/** "All right" is "alright", and no side. */
function joinAllRight(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (const token of tokens) {
    const before = joined.at(-1);
    if (token.norm === 'right' && before?.norm === 'all')
      joined[joined.length - 1] = { ...token, start: before.start, norm: 'alright' };
    else joined.push(token);
  }
  return joined;
}

const SAME: Readonly<Record<string, string>> = {
  ok: 'okay',
  yeah: 'yes',
  yep: 'yes',
  yup: 'yes',
  nope: 'no',
  nah: 'no',
  "'cause": 'because',
  cause: 'because',
  mum: 'mom',
  till: 'until',
  'a.m': 'am',
  'p.m': 'pm',
};

/** American for British, one form for several; small number words as digits. */
function sameWord(norm: string): string {
  const value = valueOfNumberWord(norm);
  if (value !== undefined) return String(value);
  const word = norm.replace(/-/g, '').replace(/^(\d+)\.0+$/, '$1');
  if (Object.hasOwn(SAME, word)) return SAME[word]!;
  return word
    .replace(/our$/, (end) => (word.length > 5 ? 'or' : end))
    .replace(/ae(?=m|s)/, 'e')
    .replace(/oe(?=d|s)/, (vowels) => (word.length > 5 ? 'e' : vowels))
    .replace(/rrhoea$/, 'rrhea')
    .replace(/is(?=e[ds]?$|ing$|ation$)/, (end) => (word.length > 7 ? 'iz' : end));
}
