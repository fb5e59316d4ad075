import { expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

it('a side that was taken back stands nowhere in the note', () => {
  const note = textOf(
    draft(`
D: What brings you in?
P: My left knee has been hurting for a week.
D: The left?
P: No, sorry, the right one.
D: Any swelling?
P: No.
`),
  );
  expect(note).toMatch(/right knee pain/i);
  expect(note).not.toMatch(/left/i);
});

it('two knees, each with its own story, keep their sides', () => {
  const note = textOf(
    draft(`
D: What brings you in?
P: My left knee has been hurting for a week.
D: And the right one?
P: My right knee is swollen.
`),
  );
  expect(note).toMatch(/left knee/i);
});
