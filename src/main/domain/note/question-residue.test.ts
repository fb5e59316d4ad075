import { describe, expect, it } from 'vitest';
import { isQuestionResidue } from './question-residue.ts';

describe('what is left of a question', () => {
  it.each([
    'The patient takes any medications for it.',
    'The patient needs changes to their skin at all.',
    'Normal any significant weight loss or weight gain recently.',
    'Stomach-related issues, any abdominal pain, or changes in bowel movement.',
  ])('is not a statement: %s', (text) => {
    expect(isQuestionResidue('hpi', text)).toBe(true);
  });
  it.each([
    'The patient denies any allergies.',
    'He has not noticed any swelling.',
    "She doesn't take anything for it.",
    'The pain worsens with any movement if she stands.',
    'It is the worst pain he has ever had.',
    'She is unable to lift anything.',
  ])('is a statement: %s', (text) => {
    expect(isQuestionResidue('hpi', text)).toBe(false);
  });
  it('leaves advice alone', () => {
    expect(isQuestionResidue('plan', 'Call with any questions.')).toBe(false);
  });
});
