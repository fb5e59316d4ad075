import { describe, expect, it } from 'vitest';
import { assertionAt, type Assertion } from './assertion.ts';

/** The condition stands in brackets. */
function at(marked: string): Assertion {
  const start = marked.indexOf('[');
  const sentence = marked.replace('[', '').replace(']', '');
  return assertionAt(sentence, start, marked.indexOf(']') - 1);
}

describe('assertionAt', () => {
  it.each<[string, Assertion]>([
    ['She has [pneumonia].', 'present'],
    ['There is no evidence of [pneumonia].', 'negated'],
    ['[Pneumonia] was ruled out.', 'negated'],
    ['No [fever], cough or [chills].', 'negated'],
    ['This is likely [gout].', 'uncertain'],
    ['[Gout], suspected.', 'uncertain'],
    ['Concern for [appendicitis].', 'uncertain'],
    ['His mother had [breast cancer].', 'family'],
    ['Family history of [colon cancer].', 'family'],
    ['History of [stroke].', 'history'],
    ['Status post [appendectomy].', 'status'],
    ['Return if [chest pain] develops.', 'hypothetical'],
    ['Watch for [bleeding].', 'hypothetical'],
    ['He has a history of smoking but now has [COPD].', 'present'],
    ['No change in his [hypertension].', 'present'],
    ['She is not taking metformin for her [diabetes].', 'present'],
    ['The [cellulitis] has resolved.', 'history'],
  ])('%s is %s', (marked, expected) => {
    expect(at(marked.replace(/\[(fever|chills)\]/, (m, word: string) => (word === 'fever' ? m : word)))).toBe(expected);
  });
});
