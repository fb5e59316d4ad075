import { describe, expect, it } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';
import { settleWords } from './settle-words.ts';

const segment = (text: string, changes: Record<number, Partial<TranscriptWord>> = {}): TranscriptSegment => ({
  id: SegmentId.parse('s1'),
  startMs: 0,
  endMs: 3_000,
  speaker: 'patient',
  text,
  words: text
    .split(' ')
    .map((word, i) => ({ text: word, startMs: i * 300, endMs: i * 300 + 300, confidence: 0.5, ...changes[i] })),
  flags: [],
});

const doubtful = segment('take fifteen milligrams daily.', {
  1: { heardAgain: 'fifty', risk: 'dose' },
  2: { risk: 'dose' },
});

describe('settling words', () => {
  it('keeps the first hearing, now certain', () => {
    const settled = settleWords(doubtful, { first: 1, count: 1, text: 'fifteen' });
    expect(settled.text).toBe(doubtful.text);
    expect(settled.words[1]).toEqual({
      text: 'fifteen',
      startMs: 300,
      endMs: 600,
      confidence: 1,
      risk: 'dose',
      settled: true,
    });
    expect(settled.words[2]).toEqual(doubtful.words[2]);
  });
  it('puts another text there, with time and risk, and keeps what was heard', () => {
    const settled = settleWords(doubtful, { first: 1, count: 2, text: 'fifty-five mg twice' });
    expect(settled.text).toBe('take fifty-five mg twice daily.');
    expect(settled.words.map((word) => word.text).join(' ')).toBe(settled.text);
    expect(settled.words.slice(1, 4)).toEqual(
      ['fifty-five', 'mg', 'twice'].map((text, i) => ({
        text,
        startMs: 300 + i * 200,
        endMs: 500 + i * 200,
        confidence: 1,
        heardAs: 'fifteen milligrams',
        risk: 'dose',
        settled: true,
      })),
    );
  });
  it('takes words away that nobody said', () => {
    const settled = settleWords(segment('no no pain'), { first: 1, count: 1, text: '' });
    expect(settled.text).toBe('no pain');
    expect(settled.words).toHaveLength(2);
  });
  it('may be done again, and still knows what was heard first', () => {
    const once = settleWords(doubtful, { first: 1, count: 1, text: 'fifty' });
    const twice = settleWords(once, { first: 1, count: 1, text: 'five zero' });
    expect(twice.words.slice(1, 3).map((word) => word.heardAs)).toEqual(['fifteen', 'fifteen']);
  });
  it('leaves the spaces and marks of a typed segment', () => {
    const typed = { ...segment('no pain there no'), text: 'No,  pain — there, no.' };
    const words = typed.words.map((word, i) => ({ ...word, text: ['No', 'pain', 'there', 'no'][i]! }));
    expect(settleWords({ ...typed, words }, { first: 3, count: 1, text: 'now' }).text).toBe('No, pain — there, now.');
  });
});
