import { expect, it } from 'vitest';
import { segmentPieces } from './segment-pieces.ts';

const word = (text: string, confidence: number) => ({ text, confidence, startMs: 0, endMs: 1 });

it('lights the quote and underlines the doubtful word, also where they overlap', () => {
  const text = 'I take ibuprofen, four hundred.';
  const pieces = segmentPieces(
    {
      text,
      words: [word('I', 0.9), word('take', 0.9), word('ibuprofen', 0.3), word('four', 0.9), word('hundred', 0.2)],
    },
    ['take ibuprofen'],
  );
  expect(pieces.map((piece) => piece.text).join('')).toBe(text);
  expect(pieces.filter(({ lit }) => lit).map((piece) => piece.text)).toEqual(['take ', 'ibuprofen']);
  expect(pieces.filter(({ unsure }) => unsure).map((piece) => piece.text)).toEqual(['ibuprofen', 'hundred']);
});

it('joins quotes that overlap', () => {
  const pieces = segmentPieces({ text: 'no fever at all', words: [] }, ['no fever', 'fever at']);
  expect(
    pieces
      .filter(({ lit }) => lit)
      .map((piece) => piece.text)
      .join(''),
  ).toBe('no fever at');
});

it('finds repeated words in their order', () => {
  const pieces = segmentPieces({ text: 'no no no', words: [word('no', 0.9), word('no', 0.1), word('no', 0.9)] }, []);
  expect(pieces.map(({ text, unsure }) => [text, unsure])).toEqual([
    ['no ', false],
    ['no', true],
    [' no', false],
  ]);
});

it('is not led astray by words and quotes that the text does not hold', () => {
  expect(segmentPieces({ text: 'fine', words: [word('other', 0.1)] }, ['absent', ''])).toEqual([
    { text: 'fine', lit: false, unsure: false },
  ]);
});
