import type { TranscriptSegment } from '../../../shared/model/transcript.ts';

/** Words the recogniser was less sure of than this (0..1) are underlined. */
export const UNSURE_BELOW = 0.5;

/** A stretch of a turn's text with one look. */
export interface Piece {
  text: string;
  /** It is evidence of what is in focus. */
  lit: boolean;
  /** The recogniser was not sure of this word. */
  unsure: boolean;
}

interface Range {
  start: number;
  end: number;
}

/** Cuts a turn's text where quotes and doubtful words begin and end. Joined, the pieces are the text. */
export function segmentPieces(segment: Pick<TranscriptSegment, 'text' | 'words'>, quotes: readonly string[]): Piece[] {
  const lit = quotes.flatMap((quote) => findQuote(segment.text, quote));
  const unsure = unsureRanges(segment);
  const cuts = [...new Set([0, segment.text.length, ...[...lit, ...unsure].flatMap(({ start, end }) => [start, end])])];
  cuts.sort((a, b) => a - b);
  const covers = (ranges: readonly Range[], at: number): boolean =>
    ranges.some(({ start, end }) => at >= start && at < end);
  return cuts.slice(0, -1).map((start, index) => ({
    text: segment.text.slice(start, cuts[index + 1]),
    lit: covers(lit, start),
    unsure: covers(unsure, start),
  }));
}

function findQuote(text: string, quote: string): Range[] {
  const start = text.indexOf(quote);
  return start < 0 || quote === '' ? [] : [{ start, end: start + quote.length }];
}

/** Words lie in the text in their order; one that does not (the text was tidied since) is left out. */
function unsureRanges({ text, words }: Pick<TranscriptSegment, 'text' | 'words'>): Range[] {
  const ranges: Range[] = [];
  const lower = text.toLowerCase();
  let from = 0;
  for (const word of words) {
    const bare = word.text.trim().toLowerCase();
    const start = bare === '' ? -1 : lower.indexOf(bare, from);
    if (start < 0) continue;
    from = start + bare.length;
    if (word.confidence < UNSURE_BELOW) ranges.push({ start, end: from });
  }
  return ranges;
}
