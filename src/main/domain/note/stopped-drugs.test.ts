import { expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

it('a drug that the patient stopped is not listed as taken because the clinician thought so; the others are', () => {
  const text = textOf(
    draft(`
D: How long have your feet been tingling?
P: Since Thanksgiving.
D: And you're on the metformin, a thousand twice a day, and the glipizide.
P: I stopped the glipizide, it was making me go low.
D: Okay. See you in three months.`),
    'subjective',
  );
  expect(text).toMatch(/metformin 1000 twice daily/i);
  expect(text).toMatch(/stopped (?:the )?glipizide/i);
  expect(text).not.toMatch(/(?:is on|takes|taking)[^.]*glipizide/i);
});
