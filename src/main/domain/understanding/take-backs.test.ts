import { describe, expect, it } from 'vitest';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { takesBackLast, takesBackNamed } from './take-backs.ts';
import { understandVisit } from './understand-visit.ts';

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

it('what follows an "if" with "and" hangs on it, too', () => {
  const { facts } = understandVisit(
    visit('D: I think it is a cold. And if the cough is not gone in a month, call us and we will get a chest x-ray.'),
    undefined,
    shippedResources(),
  );
  const orders = facts.flatMap((fact) => (fact.type === 'plan' && fact.kind === 'imaging' ? [fact] : []));
  expect(orders.map(({ status, condition }) => [status, condition])).toEqual([
    ['conditional', 'if the cough is not gone in a month'],
  ]);
});
