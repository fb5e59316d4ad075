import { expect, it } from 'vitest';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

const findings = (script: string) =>
  understandVisit(visit(script), undefined, shippedResources()).facts.flatMap((fact) =>
    fact.type === 'finding' ? [fact] : [],
  );

it('a side that belongs to a story of the past is not the complaint’s', () => {
  const [shoulder] = findings(`
D: So tell me about this shoulder.
P: It's my right shoulder. Well, actually the left one used to bother me years ago and I had surgery on it, but now it's the right.
D: When did it start?
P: About six weeks ago. It's a dull ache most of the time.
`).filter((fact) => fact.site === 'shoulder');
  expect(shoulder?.side).not.toBe('left');
  expect(shoulder?.aggravatedBy.join()).not.toMatch(/left/);
});

it('what one wishes for is not there', () => {
  const there = findings(`
D: Fevers, weight loss?
P: I wish I'd lose weight. No.
`).filter((fact) => fact.assertion === 'present');
  expect(there).toEqual([]);
});
