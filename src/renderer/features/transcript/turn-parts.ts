import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { doubtsOf, type Doubt } from './words.ts';

/** A stretch of text with one look. */
export interface Piece {
  readonly text: string;
  /** It is evidence of what is in focus. */
  readonly lit: boolean;
}
/** A word (with its place in the segment's list), or what stands between words. */
export interface WordPart {
  readonly index: number | undefined;
  readonly pieces: readonly Piece[];
}
/** A word, words that are in doubt together, or what stands between them. */
export interface Part {
  /** The same for the same place after words of it were changed: what is drawn there stays, and keeps the focus. */
  readonly key: string;
  readonly doubt: Doubt | undefined;
  readonly words: readonly WordPart[];
}

interface Range {
  start: number;
  end: number;
}

/** A turn's text cut into its words, its doubts, and where quotes begin and end. Joined, the pieces are the text. */
export function turnParts(segment: TranscriptSegment, quotes: readonly string[]): Part[] {
  const { text } = segment;
  const lit = quotes.flatMap((quote) => findQuote(text, quote));
  const spans = wordRanges(segment);
  const parts: (Part & { words: WordPart[] })[] = [];
  const add = (index: number | undefined, start: number, end: number, doubt?: Doubt): void => {
    if (start >= end) return;
    const word = { index, pieces: pieces(text, lit, start, end) };
    const before = parts.at(-1);
    if (before && doubt && before.doubt === doubt) before.words.push(word);
    else parts.push({ key: index === undefined ? `between-${start}` : `word-${index}`, doubt, words: [word] });
  };
  const doubts = doubtsOf(segment);
  let at = 0;
  let before: Doubt | undefined;
  for (const { index, start, end } of spans) {
    const doubt = doubts.find(({ first, last }) => index >= first && index <= last);
    // The space inside a doubt belongs to it.
    add(undefined, at, start, doubt === before ? doubt : undefined);
    add(index, start, end, doubt);
    at = end;
    before = doubt;
  }
  add(undefined, at, text.length);
  return parts;
}

function pieces(text: string, lit: readonly Range[], from: number, to: number): Piece[] {
  const inside = lit.flatMap(({ start, end }) => [start, end]).filter((cut) => cut > from && cut < to);
  const cuts = [...new Set([from, ...inside.sort((a, b) => a - b), to])];
  return cuts.slice(0, -1).map((start, index) => ({
    text: text.slice(start, cuts[index + 1]),
    lit: lit.some((range) => start >= range.start && start < range.end),
  }));
}

function findQuote(text: string, quote: string): Range[] {
  const start = text.indexOf(quote);
  return start < 0 || quote === '' ? [] : [{ start, end: start + quote.length }];
}

/** Words lie in the text in their order; one that does not (the text was tidied since) is left out. */
function wordRanges({ text, words }: TranscriptSegment): (Range & { index: number })[] {
  const ranges: (Range & { index: number })[] = [];
  const lower = text.toLowerCase();
  let from = 0;
  words.forEach((word, index) => {
    const bare = word.text.trim().toLowerCase();
    const start = bare === '' ? -1 : findWord(lower, bare, from);
    if (start < 0) return;
    from = start + bare.length;
    ranges.push({ index, start, end: from });
  });
  return ranges;
}

const IN_A_WORD = /[\p{L}\p{N}]/u;

/** Where a word stands by itself: not within another one. -1: nowhere. */
function findWord(text: string, word: string, from: number): number {
  for (let start = text.indexOf(word, from); start >= 0; start = text.indexOf(word, start + 1)) {
    const before = text[start - 1] ?? '';
    const after = text[start + word.length] ?? '';
    if (!IN_A_WORD.test(before) && !IN_A_WORD.test(after)) return start;
  }
  return -1;
}
