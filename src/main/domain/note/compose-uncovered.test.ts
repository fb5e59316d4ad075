import { describe, expect, it } from 'vitest';
import { draft, textOf } from './visit.fixture.ts';

const plan = (script: string): string => textOf(draft(script), 'plan');

describe('what was decided and said crookedly', () => {
  it('stands in the plan by its fact', () => {
    const said = plan(`
D: What brings you in?
P: My back hurts.
D: So I think you have a lumbar strain.
D: So I want to go ahead and if, and prescribe some Ultram 50 milligrams every six hours as needed.
P: Okay.
D: I'll see you in two weeks.
`);
    expect(said).toMatch(/Ultram 50 mg every 6 hours as needed/);
  });

  it.each([
    [
      'what is normally used',
      /amoxicillin/i,
      `
D: Any allergies?
P: Amoxicillin, it gives me hives.
D: So you have strep throat. Normally I'd use amoxicillin, but I'm going to give you azithromycin, 250 milligrams a day for five days.
`,
    ],
    [
      'what is taken back after a question',
      /propranolol/i,
      `
D: What brings you in?
P: Headaches, twice a week.
D: This is migraine. For prevention I'd like to start propranolol, twenty milligrams twice a day. Do you have asthma?
P: Yes, I have an inhaler.
D: Then not propranolol. Let's do topiramate, twenty five milligrams at night.
`,
    ],
    [
      'what is done only if something happens',
      /(?:order|obtain)[^.]*x-ray/i,
      `
D: What brings you in?
P: A cough for two weeks.
D: I think it comes from a cold. And if the cough is not gone in a month, call us and we will get a chest x-ray.
`,
    ],
    [
      'what is offered and refused',
      /buspirone/i,
      `
D: How is the anxiety?
P: Still bad.
D: I could add buspirone or we could go up on the sertraline.
P: I'd rather not take another pill.
D: Okay, then let's go up on the sertraline to a hundred and fifty milligrams every morning.
`,
    ],
  ])('does not put into the plan %s', (_, drug, script) => {
    expect(plan(script)).not.toMatch(drug);
  });
});
