import { describe, expect, it } from 'vitest';
import { tokenize } from './text.ts';

const words = (text: string): string => tokenize(text).map((token) => token.text).join(' '); // prettier-ignore

describe('tokenize', () => {
  it.each([
    ['HTN', 'high blood pressure'],
    ['T2DM', 'type II diabetes mellitus'],
    ['CKD 3b', 'chronic kidney disease, stage 3b'],
    ['anaemia', 'anemia'],
    ['kidney stones', 'nephrolithiasis'],
    ['earache', 'otalgia'],
    ['cholesterol high', 'high cholesterol'],
    ['heart attacks', 'myocardial infarction'],
    ['the room is spinning', 'vertigo'],
  ])('says %j and %j with the same words', (a, b) => {
    expect(words(a)).toBe(words(b));
  });

  it('marks what is absent, up to the end of the clause or its place', () => {
    expect(words('Migraine without aura, intractable')).toBe('migraine !aura intractable');
    expect(words('Laceration without foreign body of left hand')).toBe('laceration !foreign !body left hand');
    expect(words('no evidence of infection')).toBe('!evidence !infection');
  });

  it('takes short forms that are also words only in capitals or alone', () => {
    expect(words('MS')).toBe('multiple sclerosis');
    expect(words('ms thompson came in with her husband')).not.toContain('sclerosis');
    expect(words('pain all over the body at night')).not.toContain('leukemia');
  });

  it('keeps the place of each word in the source', () => {
    const source = 'Severe HTN today';
    const token = tokenize(source).find((item) => item.text === 'hypertension');
    expect(source.slice(token?.start, token?.end)).toBe('HTN');
  });

  it('survives what is not text', () => {
    expect(words('')).toBe('');
    expect(words('???? — ()[]')).toBe('');
    expect(words('naïve façade 日本')).toContain('naive');
  });
});
