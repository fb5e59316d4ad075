import { describe, expect, it } from 'vitest';
import { asSentence, capital } from './sentence-text.ts';

describe('words to a sentence', () => {
  it.each([
    ['worse at night ,', 'Worse at night.'],
    ['take 2 tablets , with food .', 'Take 2 tablets, with food.'],
    ['oxygen at 96 percent', 'Oxygen at 96%.'],
    ['is it better?', 'Is it better?'],
    [' ', ''],
  ])('%s', (words, sentence) => expect(asSentence(words)).toBe(sentence));

  it('leaves every letter but the first as it is', () =>
    expect(capital('mRI of the knee, LAD')).toBe('MRI of the knee, LAD'));
});
