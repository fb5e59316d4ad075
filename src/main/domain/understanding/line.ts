import type { Token } from './tokens.ts';

/** The words of one unit as one string, with the way back from characters to tokens: patterns match on it, facts point into it. */
export interface Line {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Where each token begins in `text`. */
  readonly at: readonly number[];
}

export function lineOf(tokens: readonly Token[]): Line {
  let text = '';
  const at: number[] = [];
  for (const token of tokens) {
    if (text !== '') text += ' ';
    at.push(text.length);
    text += token.norm;
  }
  return { text, tokens, at };
}

/** Index of the token at a character of the line. */
export function tokenAt(line: Line, char: number): number {
  let low = 0;
  let high = line.at.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (line.at[middle]! <= char) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The words of the tokens `from` up to, without, `to`. */
export const part = (line: Line, from: number, to: number): string =>
  line.text.slice(line.at[from] ?? line.text.length, to >= line.at.length ? undefined : Math.max(0, line.at[to]! - 1));
