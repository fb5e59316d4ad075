import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

const visitEnding = (...last: readonly string[]): string =>
  textOf(
    draft(`
D: What brings you in?
P: My knee hurts since Monday.
D: So I think you have a knee sprain. I want you to ice it three times a day.
P: Okay.
D: And I'm going to start you on ibuprofen 600 milligrams three times a day.
${last.join('\n')}
`),
    'plan',
  );

const AGREES = 'The patient agrees with the plan.';

describe('that the patient agrees', () => {
  it.each([
    ['in words of their own', ['P: That sounds good.']],
    ['with a bare yes to the question for it', ['D: Does that sound okay to you?', 'P: Yes.']],
  ])('stands in the plan when it was said %s', (_, last) => {
    expect(visitEnding(...last)).toContain(AGREES);
  });

  it.each([
    ['only heard it', ['P: Okay.']],
    ['said nothing', []],
    ['says yes to another question', ['D: Do you have a ride home?', 'P: Yes.']],
    [
      'agrees and then declines a part',
      ['P: That sounds good.', 'D: Anything else?', "P: I'd rather not take the pills."],
    ],
  ])('is not written when the patient %s', (_, last) => {
    expect(visitEnding(...last)).not.toContain('agrees');
  });

  it('is not written for a first part of the plan', () => {
    const said = textOf(
      draft(`
D: What brings you in?
P: My knee hurts since Monday.
D: So I think you have a knee sprain. I want you to ice it three times a day.
P: That sounds good.
D: I'm going to start you on ibuprofen 600 milligrams three times a day. I'm also going to order an MRI of the knee. And I'm going to refer you to physical therapy.
P: Hm.
`),
      'plan',
    );
    expect(said).toContain('ibuprofen');
    expect(said).not.toContain('agrees');
  });
});
