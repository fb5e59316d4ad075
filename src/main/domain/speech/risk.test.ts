import { describe, expect, it } from 'vitest';
import type { TranscriptWord } from '../../../shared/model/transcript.ts';
import { riskVocabulary, withRisks } from './risk.ts';

const vocabulary = riskVocabulary({
  drugNames: [
    { preferred: 'metformin', synonyms: ['Glucophage'] },
    { preferred: 'ibuprofen', synonyms: ['Advil', 'Motrin'] },
  ],
  vocabulary: ['lisinopril', 'Zestril'],
});

/** "word:confidence"; a word without one was heard with 0.95. */
const said = (text: string): TranscriptWord[] =>
  text.split(' ').map((pair, i) => {
    const [, word, confidence] = /^(.*?)(?::(0\.\d+))?$/.exec(pair)!;
    return { text: word!, startMs: i * 300, endMs: i * 300 + 280, confidence: Number(confidence ?? 0.95) };
  });

const risks = (text: string): string[] =>
  withRisks(said(text), vocabulary).flatMap((word) => (word.risk === undefined ? [] : [`${word.text}=${word.risk}`]));

describe('words that can harm', () => {
  it('are drugs, by any of their names', () => {
    expect(risks('I take Metformin, and Advil sometimes.')).toEqual(['Metformin,=drug', 'Advil=drug']);
    expect(risks('He is on Zestril')).toEqual(['Zestril=drug']);
  });
  it('are words that sound like a drug of the chart, unless they were heard surely', () => {
    expect(risks('and the lies:0.5 in:0.6 a:0.7 pearl:0.4 again')).toEqual(
      expect.arrayContaining(['lies=drug', 'pearl=drug']),
    );
    expect(risks('and the lies in a pearl again')).toEqual([]);
  });
  it('are unknown words where a drug would stand', () => {
    expect(risks('she is taking glybomet:0.6 20 mg')).toContain('glybomet=drug');
    expect(risks('the glybomet:0.6 of it')).toEqual([]);
  });
  it('are doses and their units', () => {
    expect(risks('take twenty milligrams twice daily')).toEqual([
      'twenty=dose',
      'milligrams=dose',
      'twice=dose',
      'daily=dose',
    ]);
    expect(risks('two tablets')).toEqual(['two=dose', 'tablets=dose']);
    expect(risks('half a pill')).toEqual(['half=dose', 'pill=dose']);
  });
  it('are numbers, spoken or written', () => {
    expect(risks('for about two weeks')).toEqual(['two=number']);
    expect(risks('one forty over ninety')).toEqual(['one=number', 'forty=number', 'over=number', 'ninety=number']);
    expect(risks('I am 54 years old')).toEqual(['54=number']);
    expect(risks('a hundred and one degrees')).toContain('hundred=number');
  });
  it('are no pronouns that look like numbers', () => {
    expect(risks('this one is the one that hurts')).toEqual([]);
    expect(risks('no one of those')).toEqual(['no=negation']);
  });
  it('are negations in every form', () => {
    expect(risks("I don't smoke, never did, and it isn't new.")).toEqual([
      "don't=negation",
      'never=negation',
      "isn't=negation",
    ]);
    expect(risks('He denies fever, without chills, none at all')).toEqual([
      'denies=negation',
      'without=negation',
      'none=negation',
    ]);
    expect(risks('I cannot and I don’t')).toEqual(['cannot=negation', 'don’t=negation']);
  });
  it('are sides, not every "left" and "right"', () => {
    expect(risks('my left knee and both ankles')).toEqual(['left=side', 'both=side']);
    expect(risks('the pain is on the right.')).toEqual(['right.=side']);
    expect(risks('all right, I left home right after that, right?')).toEqual([]);
    expect(risks('is that right? it hurts right here')).toEqual([]);
  });
  it('lose a risk they no longer have', () => {
    const [word] = withRisks([{ ...said('fine')[0]!, risk: 'dose' }], vocabulary);
    expect(word).not.toHaveProperty('risk');
  });
});
