import { expect, it } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';
import { turnParts, type Part } from './turn-parts.ts';

const segment = (text: string, words: (string | Partial<TranscriptWord>)[]): TranscriptSegment => ({
  id: SegmentId.parse('s1'),
  startMs: 0,
  endMs: 1_000,
  speaker: 'patient',
  text,
  words: words.map((word) => ({
    text: '',
    confidence: 0.95,
    startMs: 0,
    endMs: 1,
    ...(typeof word === 'string' ? { text: word } : word),
  })),
  flags: [],
});
const allPieces = (parts: Part[]) => parts.flatMap(({ words }) => words.flatMap(({ pieces }) => pieces));
const textOf = (words: Part['words']) => words.flatMap(({ pieces }) => pieces.map(({ text }) => text)).join('');

it('lights the quote, also where it ends inside a word, and changes no character', () => {
  const text = 'I take ibuprofen, four hundred.';
  const parts = turnParts(segment(text, ['I', 'take', 'ibuprofen,', 'four', 'hundred.']), ['take ibuprofen']);
  expect(textOf(parts.flatMap(({ words }) => words))).toBe(text);
  expect(
    allPieces(parts)
      .filter(({ lit }) => lit)
      .map((piece) => piece.text),
  ).toEqual(['take', ' ', 'ibuprofen']);
});

it('joins quotes that overlap', () => {
  const lit = allPieces(turnParts(segment('no fever at all', []), ['no fever', 'fever at'])).filter(
    (piece) => piece.lit,
  );
  expect(lit.map(({ text }) => text).join('')).toBe('no fever at');
});

it('finds repeated words in their order', () => {
  const parts = turnParts(segment('no no no', ['no', { text: 'no', heardAgain: 'know' }, 'no']), []);
  expect(parts.map(({ doubt, words }) => [doubt?.first, textOf(words)])).toEqual([
    [undefined, 'no'],
    [undefined, ' '],
    [1, 'no'],
    [undefined, ' '],
    [undefined, 'no'],
  ]);
});

it('keeps words that are in doubt together in one part, the space between them included', () => {
  const again = { heardAgain: 'for a hundred' };
  const parts = turnParts(
    segment('take four hundred now', ['take', { text: 'four', ...again }, { text: 'hundred', ...again }, 'now']),
    [],
  );
  expect(parts.map(({ doubt, words }) => [doubt?.heardAgain, textOf(words)])).toEqual([
    [undefined, 'take'],
    [undefined, ' '],
    ['for a hundred', 'four hundred'],
    [undefined, ' '],
    [undefined, 'now'],
  ]);
  expect(parts.map(({ key }) => key)).toEqual(['word-0', 'between-4', 'word-1', 'between-17', 'word-3']);
});

it('is not led astray by words and quotes that the text does not hold', () => {
  for (const absent of ['other', 'in'])
    expect(turnParts(segment('fine', [absent]), ['absent', ''])).toEqual([
      { key: 'between-0', doubt: undefined, words: [{ index: undefined, pieces: [{ text: 'fine', lit: false }] }] },
    ]);
});
