import type { TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';

/**
 * Words of a segment as a person decided them: `count` words from `first` become those of `text`, settled, with the time and the risk of the
 * words they replace. Where the text is other than what was heard, `heardAs` keeps what the recogniser wrote. Empty text: they go.
 * The segment's own text follows.
 */
export function settleWords(
  segment: TranscriptSegment,
  { first, count, text }: { first: number; count: number; text: string },
): TranscriptSegment {
  const before = segment.words.slice(first, first + count);
  const parts = text.split(/\s+/).filter((part) => part !== '');
  const words = [
    ...segment.words.slice(0, first),
    ...(textOf(before) === parts.join(' ') ? before.map(confirm) : replace(before, parts)),
    ...segment.words.slice(first + count),
  ];
  return { ...segment, words, text: newText(segment, before, first, parts, words) };
}

const textOf = (words: readonly TranscriptWord[]): string => words.map((word) => word.text).join(' ');

function confirm({ heardAgain: _, ...word }: TranscriptWord): TranscriptWord {
  return { ...word, confidence: 1, settled: true };
}

function replace(before: readonly TranscriptWord[], parts: readonly string[]): TranscriptWord[] {
  const startMs = before[0]!.startMs;
  const stepMs = (before.at(-1)!.endMs - startMs) / Math.max(1, parts.length);
  const risk = before.find((word) => word.risk !== undefined)?.risk;
  // Words that were put there before say themselves what had been heard.
  const heardAs = [...new Set(before.map((word) => word.heardAs ?? word.text))].join(' ');
  return parts.map((text, i) => ({
    text,
    startMs: Math.round(startMs + i * stepMs),
    endMs: Math.round(startMs + (i + 1) * stepMs),
    confidence: 1,
    heardAs,
    ...(risk === undefined ? {} : { risk }),
    settled: true,
  }));
}

/** A heard segment's text is its words; a typed one keeps its own spaces and marks around what was changed. */
function newText(
  segment: TranscriptSegment,
  before: readonly TranscriptWord[],
  first: number,
  parts: readonly string[],
  words: readonly TranscriptWord[],
): string {
  if (segment.text === textOf(segment.words)) return textOf(words);
  let from = 0;
  const skip = (word: TranscriptWord): number => {
    const at = segment.text.indexOf(word.text, from);
    if (at >= 0) from = at + word.text.length;
    return at;
  };
  segment.words.slice(0, first).forEach(skip);
  const [start = -1] = before.map(skip);
  if (start < 0) return textOf(words);
  return `${segment.text.slice(0, start)}${parts.join(' ')}${segment.text.slice(from)}`.replace(/ {2,}/g, ' ').trim();
}
