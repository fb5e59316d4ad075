import { describe, expect, it } from 'vitest';
import { takesBackLast, takesBackNamed } from './take-backs.ts';

describe('what is taken back', () => {
  it.each([
    'actually let us not do that',
    'never mind',
    'scratch that',
    'actually , with your ulcer , let us not do that',
    'let us hold off on that for now',
  ])('is what was said last: %s', (text) => expect(takesBackLast(text)).toBe(true));

  it.each(['let us not wait too long', 'i am not worried about that', 'we will do that today'])(
    'is nothing: %s',
    (text) => expect(takesBackLast(text)).toBe(false),
  );

  it('is what it names', () => {
    expect(takesBackNamed('then not')).toBe(true);
    expect(takesBackNamed('we can not use the')).toBe(true);
    expect(takesBackNamed('not sure about')).toBe(false);
    expect(takesBackNamed('start')).toBe(false);
  });
});
