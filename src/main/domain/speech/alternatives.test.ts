import { expect, it } from 'vitest';
import { alternativesOf } from './alternatives.ts';

const pieces = [' take', ' fif', 'teen', ' today', '.'];
const words = [
  { start: 0, end: 1 },
  { start: 1, end: 3 },
  { start: 3, end: 5 },
];
const other = (from: number, text: string[], behind = 1, isWhole = false) => ({ from, pieces: text, behind, isWhole });

it('tells what stood in a word\u2019s place, whole words only', () => {
  expect(alternativesOf(pieces, words, [other(2, ['ty', ' today'])])).toEqual([
    undefined,
    { text: 'fifty', behind: 1 },
    undefined,
  ]);
  // Given up within the word: nobody knows what it would have been.
  expect(alternativesOf(pieces, words, [other(2, ['ty'])])[1]).toBeUndefined();
  expect(alternativesOf(pieces, words, [other(3, [' Tod'], 1, true)])[2]).toEqual({ text: 'Tod', behind: 1 });
});

it('keeps the nearest rival, and none that differs in capitals or marks only', () => {
  const found = alternativesOf(pieces, words, [
    other(0, [' make', ' fif'], 3),
    other(0, [' ache', ' fif'], 0.5),
    other(0, [' Take', ','], 0.1),
    other(3, [' today', ',', ' and'], 0.2),
  ]);
  expect(found).toEqual([{ text: 'ache', behind: 0.5 }, undefined, undefined]);
});

it('knows nothing where nothing was written', () => {
  expect(alternativesOf([], [], [other(0, [' so'], 1, true)])).toEqual([]);
});
