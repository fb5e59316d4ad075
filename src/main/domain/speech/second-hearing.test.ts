import { describe, expect, it } from 'vitest';
import type { PlacedWord } from './hearing-tokens.ts';
import { riskVocabulary } from './risk.ts';
import { compareHearings } from './second-hearing.ts';

const vocabulary = riskVocabulary({
  drugNames: [
    { preferred: 'lisinopril', synonyms: ['Zestril'] },
    { preferred: 'metformin', synonyms: ['Glucophage'] },
  ],
});

/** A word every 300 ms. "word@ms" places it, "word:confidence" rates it. */
function said(text: string): PlacedWord[] {
  let nextMs = 0;
  return text.split(' ').flatMap((piece) => {
    const [, word, confidence, at] = /^(.*?)(?::(0\.\d+))?(?:@(\d+))?$/.exec(piece)!;
    const startMs = at === undefined ? nextMs : Number(at);
    nextMs = startMs + 300;
    return word === '' ? [] : [{ text: word!, startMs, endMs: startMs + 280, confidence: Number(confidence ?? 0.85) }];
  });
}

const disputes = (first: string, second: string): [string, string, string][] => {
  const words = said(first);
  return compareHearings(words, said(second), vocabulary).disagreements.map(({ from, to, heardAgain, risk }) => [
    words
      .slice(from, to)
      .map((word) => word.text)
      .join(' '),
    heardAgain,
    risk,
  ]);
};

describe('two hearings', () => {
  it('agree however numbers, units, contractions, capitals and marks are written', () => {
    expect(disputes('Take 20 mg twice a day.', 'take twenty milligrams twice a day')).toEqual([]);
    expect(disputes("I don't have it", 'I do not have it')).toEqual([]);
    expect(disputes('Um, no chest pain.', 'No, chest pain')).toEqual([]);
    expect(disputes('All right, left knee', 'Alright left knee')).toEqual([]);
    expect(disputes('about twenty-five of them', 'about 25 of them')).toEqual([]);
    expect(disputes("I can't walk", 'I cannot walk')).toEqual([]);
  });

  it('dispute numbers and doses', () => {
    expect(disputes('take fifteen milligrams daily', 'take fifty milligrams daily')).toEqual([
      ['fifteen', 'fifty', 'dose'],
    ]);
    expect(disputes('for about two weeks now', 'for about ten weeks now')).toEqual([['two', 'ten', 'number']]);
  });

  it('agree where one repeats itself, and where the second only tore a drug to pieces', () => {
    expect(disputes('any fever? No. No. okay', 'any fever? No. okay')).toEqual([]);
    expect(disputes('about 10 10 of them', 'about ten of them')).toEqual([]);
    expect(disputes('she takes metformin at night', 'she takes met foreman at night')).toEqual([]);
    expect(disputes('she takes metformin at night', 'she takes lisinopril at night')).toHaveLength(1);
    expect(disputes('she takes met foreman at night', 'she takes metformin at night')).toHaveLength(1);
  });

  it('believe who is asked and says no, unless the second hearing has a yes', () => {
    expect(disputes('any blood? No. okay', 'any blood? in the pot okay')).toEqual([]);
    expect(disputes('any blood? No. okay', 'any blood? Yeah. okay')).toEqual([['No.', 'Yeah.', 'negation']]);
    expect(disputes('there is no blood', 'there is know blood')).toEqual([['no', 'know', 'negation']]);
    const words = said('any blood? No. okay');
    const { disputed, agreed } = compareHearings(words, said('any blood? now okay'), vocabulary);
    expect([disputed.has(2), agreed.has(2)]).toEqual([false, false]);
  });

  it('do not doubt what the first is sure of because the second lost it', () => {
    expect(disputes('and it was not:0.95 so', 'and it was so')).toEqual([]);
    expect(disputes('and it was not:0.7 so', 'and it was so')).toEqual([['not', '', 'negation']]);
  });

  it('dispute negations, also where only one of the hearings has one', () => {
    expect(disputes('I can sleep at night', "I can't sleep at night")).toEqual([['can', "can't", 'negation']]);
    expect(disputes("I don't take it", 'I do take it')).toEqual([["don't", 'do', 'negation']]);
    expect(disputes('I have chest pain', 'I have no chest pain')).toEqual([['chest', 'no chest', 'negation']]);
    expect(disputes('and it was not:0.8', 'and it was')).toEqual([['not', '', 'negation']]);
  });

  it('dispute sides and drugs', () => {
    expect(disputes('pain in my left knee', 'pain in my right knee')).toEqual([['left', 'right', 'side']]);
    expect(disputes('she takes metformin at night', 'she takes nothing at night')).toEqual([
      ['metformin', 'nothing', 'drug'],
    ]);
    expect(disputes('he takes lies in a pearl now', 'he takes lisinopril in now')).toEqual(
      expect.arrayContaining([[expect.stringContaining('lies'), expect.stringContaining('lisinopril'), 'drug']]),
    );
  });

  it('say nothing of words that change little, but know they are disputed', () => {
    const words = said('it hurts a lot when walking');
    const { disagreements, disputed, agreed } = compareHearings(
      words,
      said('it hurts alot when walking:0.6'),
      vocabulary,
    );
    expect(disagreements).toEqual([]);
    expect([...disputed]).toEqual([2, 3]);
    expect(agreed.get(5)).toBe(0.6);
  });

  it('know "right" as a side only where it is one', () => {
    expect(disputes('is that right? okay', 'is that bright? okay')).toEqual([]);
    expect(disputes('it is right here', 'it is white here')).toEqual([]);
    expect(disputes('the right knee', 'the white knee')).toEqual([['right', 'white', 'side']]);
  });

  it('pair words by when they were said', () => {
    expect(disputes('no no@4000 pain', 'no pain@4300')).toEqual([['no', '', 'negation']]);
    const words = said('no no@4000 pain');
    expect(compareHearings(words, said('no pain@4300'), vocabulary).disagreements[0]).toMatchObject({ from: 1, to: 2 });
  });

  it('keep neighbours that stand against each other apart from those that agree', () => {
    const words = said('I take ten:0.5 milligrams of it');
    const [found] = compareHearings(words, said('I take two:0.4 grams:0.7 of it'), vocabulary).disagreements;
    expect(found).toMatchObject({ from: 2, to: 4, heardAgain: 'two grams', risk: 'dose' });
    expect(found).toMatchObject({ firstConfidence: 0.5, secondConfidence: 0.4 });
  });

  it('have nothing to compare where one heard nothing', () => {
    expect(disputes('no pain', '')).toEqual([['no', '', 'negation']]);
    expect(disputes('', 'no pain')).toEqual([]);
  });
});
