import { describe, expect, it } from 'vitest';
import { isAnotherStory, isOfThePast } from './of-the-past.ts';

describe('talk of another time', () => {
  it.each(['the left one used to bother me years ago', 'my right knee was replaced', 'the other one i broke as a kid'])(
    'is another story: %s',
    (text) => expect(isAnotherStory(text)).toBe(true),
  );

  it.each(['the left one hurts since monday', 'years ago it was the left', 'i used to run'])(
    'is no other side of the past: %s',
    (text) => expect(isAnotherStory(text)).toBe(false),
  );

  it('is told by the time alone', () => {
    expect(isOfThePast('had surgery on it')).toBe(true);
    expect(isOfThePast('is swollen')).toBe(false);
  });
});
