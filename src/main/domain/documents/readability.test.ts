import { describe, expect, it } from 'vitest';
import { gradeOf, read, syllablesOf } from './readability.ts';

describe('readability', () => {
  it.each([
    ['cat', 1],
    ['knee', 1],
    ['take', 1],
    ['table', 2],
    ['doctor', 2],
    ['stopped', 1],
    ['needed', 2],
    ['medicine', 3],
    ['hypertension', 4],
    ['apple', 2],
    ['20', 1],
  ])('counts the syllables of %s', (word, count) => {
    expect(syllablesOf(word)).toBe(count);
  });

  it('is the formula of Kincaid 1975', () => {
    // 6 words, 1 sentence, 7 syllables: 0.39 × 6 + 11.8 × 7/6 − 15.59.
    expect(read('The cat sat on the table.')).toEqual({ words: 6, sentences: 1, syllables: 7 });
    expect(gradeOf([read('The cat sat on the table.')])).toBeCloseTo(0.5, 1);
    expect(gradeOf([])).toBeUndefined();
  });

  it('rises with long words and long sentences', () => {
    const plain = gradeOf([read('Take your pill each day. Call us if you feel sick.')])!;
    const hard = gradeOf([
      read(
        'Administer the antihypertensive medication daily, notifying the clinic immediately upon any deterioration.',
      ),
    ])!;
    expect(plain).toBeLessThan(3);
    expect(hard).toBeGreaterThan(12);
  });

  it('does not hold a name against a sentence', () => {
    const isName = (word: string): boolean => word === 'hydrochlorothiazide';
    const named = gradeOf([read('Take hydrochlorothiazide each day with your food.', isName)])!;
    expect(named).toBeLessThan(gradeOf([read('Take hydrochlorothiazide each day with your food.')])!);
    expect(named).toBeLessThan(5);
  });
});
