import { describe, expect, it } from 'vitest';
import type { TranscriptWord } from '../../../shared/model/transcript.ts';
import { NO_VOCABULARY } from './risk.ts';
import { agreedConfidence, disputedConfidence, withSecondHearing } from './second-hearing-marks.ts';

const said = (text: string, confidence = 0.8): TranscriptWord[] =>
  text.split(' ').map((word, i) => ({ text: word, startMs: i * 300, endMs: i * 300 + 280, confidence }));

const mark = (first: string, second: string): TranscriptWord[] =>
  withSecondHearing(said(first), said(second), NO_VOCABULARY);

describe('marks of a second hearing', () => {
  it('stand on the risky word, with what was heard the second time', () => {
    const words = mark('take fifteen milligrams daily', 'take fifty milligrams daily');
    expect(words.map((word) => word.heardAgain)).toEqual([undefined, 'fifty', undefined, undefined]);
    expect(words.map((word) => word.risk)).toEqual([undefined, 'dose', 'dose', 'dose']);
  });
  it('give a risk to the word that carries what only the second hearing has', () => {
    const words = mark('I have pain there', 'I have no pain there');
    expect(words[2]).toMatchObject({ text: 'pain', heardAgain: 'no pain', risk: 'negation' });
  });
  it('carry the whole of it on each of several words', () => {
    const words = mark('I take ten milligrams of it', 'I take two grams of it');
    expect(words.slice(2, 4).map((word) => word.heardAgain)).toEqual(['two grams', 'two grams']);
  });
  it('raise the confidence of what is confirmed and lower that of what is disputed, risky or not', () => {
    const words = mark('it hurts in my left leg', 'it burns in my right leg');
    expect(words[0]!.confidence).toBeGreaterThan(0.8);
    expect(words[1]!.confidence).toBeLessThan(0.8);
    expect(words[1]).not.toHaveProperty('heardAgain');
    expect(words[4]!.confidence).toBeLessThan(0.8);
    expect(words[4]!.heardAgain).toBe('right');
  });
  it('touch neither text nor times', () => {
    const first = said('no fever since 3 days');
    const told = ({ text, startMs, endMs }: TranscriptWord): object => ({ text, startMs, endMs });
    expect(mark('no fever since 3 days', 'know fever for 4 days').map(told)).toEqual(first.map(told));
  });
  it('are confidences: between 0 and 1, growing with either hearing', () => {
    expect(agreedConfidence(0.9, 0.9)).toBeGreaterThan(agreedConfidence(0.5, 0.9));
    expect(agreedConfidence(0.9, 0.9)).toBeGreaterThan(agreedConfidence(0.9, 0.5));
    expect(disputedConfidence(0.9)).toBeGreaterThanOrEqual(disputedConfidence(0.5));
    for (const value of [agreedConfidence(1, 1), agreedConfidence(0, 0), disputedConfidence(1), disputedConfidence(0)])
      expect(value > 0 && value < 1).toBe(true);
  });
});
