import { expect, it } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';
import { doubtAt, doubtsOf, heardAsOf, surenessOf, wordIndexAt } from './words.ts';

const word = (text: string, change: Partial<TranscriptWord> = {}): TranscriptWord => ({
  text,
  confidence: 0.95,
  startMs: 0,
  endMs: 1,
  ...change,
});
const segment = (...words: TranscriptWord[]): TranscriptSegment => ({
  id: SegmentId.parse('s1'),
  startMs: 1_000,
  endMs: 5_000,
  speaker: 'patient',
  text: words.map(({ text }) => text).join(' '),
  words,
  flags: [],
});

it('counts words against one second hearing as one doubt, and settled ones not at all', () => {
  const heard = segment(
    word('take'),
    word('four', { heardAgain: 'for a hundred', risk: 'number' }),
    word('hundred', { heardAgain: 'for a hundred' }),
    word('milligrams', { heardAgain: 'micrograms', risk: 'dose' }),
    word('no', { heardAgain: '', risk: 'negation', settled: true }),
  );
  expect(doubtsOf(heard).map(({ first, last, heard: text, heardAgain }) => [first, last, text, heardAgain])).toEqual([
    [1, 2, 'four hundred', 'for a hundred'],
    [3, 3, 'milligrams', 'micrograms'],
  ]);
  expect(doubtAt(heard, 2)?.risk).toBe('number');
  expect(doubtAt(heard, 4)).toBeUndefined();
});

it('a second hearing of nothing is a doubt; a harmless unsure word is not', () => {
  expect(doubtsOf(segment(word('no', { heardAgain: '' })))[0]?.heardAgain).toBe('');
  expect(doubtsOf(segment(word('umbrella', { confidence: 0.2 })))).toEqual([]);
  expect(doubtsOf(segment(word('left', { confidence: 0.2, risk: 'side' })))[0]).toMatchObject({
    heardAgain: undefined,
  });
});

it('says in three steps how sure a word is; what a person settled is sure', () => {
  expect([0.3, 0.7, 0.95].map((confidence) => surenessOf(word('x', { confidence })))).toEqual([
    'unsure',
    'fair',
    'sure',
  ]);
  expect(surenessOf(word('x', { confidence: 0.1, settled: true }))).toBe('sure');
});

it('tells what was heard before the vocabulary, once for words that share it', () => {
  expect(heardAsOf([word('metformin', { heardAs: 'met for men' })])).toBe('met for men');
  expect(heardAsOf([word('a', { heardAs: 'x y' }), word('b', { heardAs: 'x y' })])).toBe('x y');
  expect(heardAsOf([word('plain')])).toBeUndefined();
});

it('finds the word being said, the last one in a pause, none outside', () => {
  const heard = segment(
    word('one', { startMs: 1_000, endMs: 1_400 }),
    word('two', { startMs: 2_000, endMs: 2_400 }),
    word('three', { startMs: 4_000, endMs: 4_400 }),
  );
  expect([999, 1_000, 2_399, 3_000, 4_900, 5_001].map((ms) => wordIndexAt(heard, ms))).toEqual([-1, 0, 1, 1, 2, -1]);
});
