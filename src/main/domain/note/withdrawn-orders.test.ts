import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

const planAfter = (said: string): string =>
  textOf(
    draft(`
D: This is tendinitis. I'll give you naproxen, five hundred milligrams twice a day.
P: I'm on Xarelto for my heart, is that okay?
D: ${said}
P: Okay.
D: See me in two weeks.`),
    'plan',
  );

describe('an order that was taken back', () => {
  it.each([
    "No, good catch. Don't take naproxen then.",
    'Then no naproxen.',
    'Oh. Scratch the naproxen.',
    "Let's not do the naproxen.",
    'Hold off on the naproxen then.',
  ])('does not stand after: %s', (said) => {
    expect(planAfter(said)).not.toMatch(/(?:start|give|prescribe|(?<!not to )take) naproxen/i);
  });

  it('says in the plan that the drug is not to be taken', () => {
    expect(planAfter("No, good catch. Don't take naproxen then.")).toMatch(/(?:avoid|not to take) naproxen/i);
  });

  it.each([
    "Yes. Don't take the naproxen on an empty stomach.",
    "Yes, but don't take naproxen with alcohol.",
    'Yes, naproxen is fine.',
  ])('stands after: %s', (said) => {
    expect(planAfter(said)).toMatch(/(?:start|give|prescribe|take) naproxen/i);
  });
});
