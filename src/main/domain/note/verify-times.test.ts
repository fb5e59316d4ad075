import { describe, expect, it } from 'vitest';
import { shippedResources } from './visit.fixture.ts';
import { verifySentence } from './verify-sentence.ts';

const support = (text: string, ...quotes: string[]): string =>
  verifySentence(text, quotes, shippedResources().lexicon).support;

describe('times of a sentence', () => {
  it.each([
    ['He has had this for 3 weeks.', 'I have had this for three days'],
    ['Follow up in 2 months.', 'see you in two weeks'],
    ['It started on Monday.', 'it started on Friday'],
    ['He takes it twice daily.', 'I take it every day'],
  ])('%s does not follow from: %s', (text, quote) => {
    expect(support(text, quote)).toBe('needs-review');
  });
  it.each([
    [['He has had this for 3 weeks.', 'I have had this for three weeks']],
    [['He has had this for 2 to 3 weeks.', 'two or three weeks, I think, maybe 2 to 3']],
    [['The cough has lasted for 3 weeks.', 'How many weeks has the cough lasted?', 'three']],
    [['He takes it twice daily.', 'I take it two times a day']],
    [['He quit 10 years ago.', 'I quit ten years ago']],
    [['It happens on Mondays.', 'it happens every Monday']],
    [['A 54-year-old man has had pain for 2 days.', 'a 54-year-old man with two days of pain']],
  ])('%s', ([text, ...quotes]) => {
    expect(support(text!, ...quotes)).toBe('supported');
  });
});
