import { expect, it } from 'vitest';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

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

it.each([
  ['If you get chest pain, call 911.', 'call 911'],
  ['If it gets worse, go to the emergency room.', 'go to the emergency room'],
  ['If the fever comes back, let us know.', 'call'],
])('what to do is what was said: %s', (said, act) => {
  const { facts } = understandVisit(visit(`D: I think it is a cold. ${said}`), undefined, shippedResources());
  const acts = facts.flatMap((fact) => (fact.type === 'plan' && fact.kind === 'return-precaution' ? [fact.term] : []));
  expect(acts).toEqual([act]);
});

it('an offer to answer questions is no cause to come back', () => {
  const { facts } = understandVisit(
    visit('D: I think it is a cold. If you have any questions, let us know.'),
    undefined,
    shippedResources(),
  );
  expect(facts.filter((fact) => fact.type === 'plan')).toEqual([]);
});

it('refers to as many as are named, and by the name that was said', () => {
  const { facts } = understandVisit(
    visit('D: I think this is neuropathy. I am going to refer you to the eye doctor and to podiatry.'),
    undefined,
    shippedResources(),
  );
  const referrals = facts.flatMap((fact) => (fact.type === 'plan' && fact.kind === 'referral' ? [fact.term] : []));
  expect(referrals).toEqual(['the eye doctor', 'podiatry']);
});
