import type { HeardAlternative } from './words.ts';

/** A text that a search gave up: the same pieces as the result up to `from`, then these. */
export interface OtherText {
  readonly from: number;
  readonly pieces: readonly string[];
  /** Nats by which it was behind; may be negative. */
  readonly behind: number;
  /** It ended there; otherwise it may have been given up within a word. */
  readonly isWhole: boolean;
}

/** Pieces `start` to `end` (exclusive) of the result are one word. */
export interface PieceRange {
  readonly start: number;
  readonly end: number;
}

/**
 * For each word what the nearest rival wrote in its place, if any search got as far as writing it. A rival that differs in
 * capitals or punctuation only is none. `pieces`: of the whole result, a leading space begins a word.
 */
export function alternativesOf(
  pieces: readonly string[],
  words: readonly PieceRange[],
  others: readonly OtherText[],
): (HeardAlternative | undefined)[] {
  const found = words.map((): HeardAlternative | undefined => undefined);
  for (const other of others) {
    const at = words.findIndex(({ end }) => other.from < end);
    const word = words[at];
    if (!word) continue;
    const written = firstWord([...pieces.slice(word.start, other.from), ...other.pieces], other.isWhole);
    const own = pieces.slice(word.start, word.end).join('');
    if (written === undefined || plain(written) === plain(own) || plain(written) === '') continue;
    const known = found[at];
    if (!known || other.behind < known.behind) found[at] = { text: written, behind: other.behind };
  }
  return found;
}

/** `undefined` when it may go on. */
function firstWord(pieces: readonly string[], isWhole: boolean): string | undefined {
  const next = pieces.findIndex((piece, i) => i > 0 && piece.startsWith(' '));
  if (next < 0 && !isWhole) return undefined;
  return pieces
    .slice(0, next < 0 ? undefined : next)
    .join('')
    .trim();
}

const plain = (text: string): string => text.toLowerCase().replace(/[^a-z0-9']+/g, '');
