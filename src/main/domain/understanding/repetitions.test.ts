import { describe, expect, it } from 'vitest';
import { withoutRepetitions } from './repetitions.ts';
import { normalizeNumbers } from './numbers.ts';
import { tokenize } from './tokens.ts';

const once = (text: string): string =>
  withoutRepetitions(normalizeNumbers(tokenize(text)))
    .map((token) => token.norm)
    .join(' ');

describe('withoutRepetitions', () => {
  it.each([
    ['it sits in the left hip in the left hip', 'it sits in the left hip'],
    ['it sits in the in the left hip, just in the left hip', 'it sits in the left hip'],
    ['thirty years, thirty years', '30 years'],
    ['my aunt, she, she had gout', 'my aunt , she had gout'],
    ['it is a an odd feeling', 'it is an odd feeling'],
    ['I, I, I do work nights', 'i do work nights'],
  ])('%s → %s', (said, kept) => {
    expect(once(said)).toBe(kept);
  });
  it.each([
    'no, no, not at all',
    'it is very, very sore',
    'she had had a scan',
    'one in the morning and one in the evening',
  ])('keeps %s', (said) => {
    expect(once(said)).toBe(
      normalizeNumbers(tokenize(said))
        .map((token) => token.norm)
        .join(' '),
    );
  });
});
