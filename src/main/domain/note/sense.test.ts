import { describe, expect, it } from 'vitest';
import type { Slot } from './statement.ts';
import { isSenseless } from './sense.ts';

const rows = (lines: string): [Slot, string][] =>
  lines
    .trim()
    .split('\n')
    .map((line) => line.trim().split(': ') as [Slot, string]);

describe('sense of a sentence', () => {
  it.each(
    rows(`
    hpi: The patient has night sweats, but do they feel like.
    hpi: The patient noticed the swelling after.
    hpi: The patient noticed the swelling before that.
    family: The patient believes their uncle did.
    hpi: We are exactly in their shoulder, the patient feels it.
    hpi: The pains is rated in the left hip.
    hpi: It is say it is a 4/10.
    hpi: The patient well, at the garage, they lift boxes.
    hpi: The patient feels like every few minutes right now.
    hpi: The patient has walked, yeah, they walk a mile.
    medications: The patient takes sometimes take the blue one.
    social: The patient believes occasionally maybe 3 or 4 drinks.
    social: Always use the stairs.
    psh: It was keyhole surgery.
    assessment: Share the findings with the patient.
    plan: We will get to some of the management and what we will be doing.
    plan: We will make sure to get to the bottom of this.
    plan: We will do a physical exam.
    plan: The patient may do any illicit drugs.
    pmh: The patient can not tell me about their medical history.
  `),
  )('drops a %s of: %s', (slot, text) => {
    expect(isSenseless(slot, text, true)).toBe(true);
  });
  it.each(
    rows(`
    hpi: It started on Sunday.
    hpi: The patient has had back pain before.
    hpi: The pain is worse after meals.
    hpi: She feels like she is going to faint.
    hpi: He has to take the stairs slowly.
    family: His father had a stroke at 60.
    social: Uses a cane outside.
    social: The patient does not use recreational drugs.
    plan: The patient was advised to avoid recreational drugs.
    plan: We will repeat the physical therapy and see him in 2 weeks.
    plan: Use ice for 20 minutes.
    exam: It is tender to the touch.
    assessment: The patient has improved and they are back to work.
    hpi: He has had to stop running.
    hpi: The patient is doing as well as she was before surgery.
  `),
  )('keeps a %s of: %s', (slot, text) => {
    expect(isSenseless(slot, text, true)).toBe(false);
  });
});
