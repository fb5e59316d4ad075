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
      'a class of drugs that was talked about',
      /Start/,
      `
D: How is the blood pressure? I know you and I battle with you remembering to take some of your blood pressure medications.
P: I still forget them.
D: So for your blood pressure, I don't feel the need to start any new medications this year.
`,
    ],
    [
      'a drug that another verb is for',
      /Start metformin/i,
      `
D: How are you?
P: Fine, just my check-up.
D: Let me examine you. Your lungs are clear.
D: for your second problem of your diabetes let's go ahead and order a hemoglobin a1c and just to make sure that we don't have to make any adjustments to your metformin how does that sound
`,
    ],
    [
      'labs that were drawn before',
      /order labs/i,
      `
D: What brings you in?
P: My check for diabetes.
D: So I just wanted to check your last diabetic labs that we did on you. Your A1c was 7. For your diabetes, keep taking the metformin.
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

  it('keeps the condition of what is done only if something happens', () => {
    const said = plan(`
D: What brings you in?
P: A cough for two weeks.
D: I think it comes from a cold. And if the cough is not gone in a month, call us and we will get a chest x-ray.
`);
    expect(said).toMatch(/chest x-ray if the cough is not gone in a month/i);
    expect(said).not.toMatch(/(?:order|obtain)[^.]*x-ray(?! if)/i);
  });

  it('says a referral that is only thought of as an option under its condition', () => {
    const said = plan(`
D: What brings you in?
P: My shoulder hurts.
D: So I think you have tendinitis. Just take it easy, and if your symptoms continue, we'll talk about more imaging and possibly referral to physical therapy.
P: Okay.
`);
    expect(said).toMatch(/We may refer to physical therapy if (?:the |their )?symptoms continue\./);
    expect(said).not.toMatch(/We will refer/);
  });

  it('puts a drug under the problem that it treats, not under the one talked about before', () => {
    const note = draft(`
D: How have you been with your epilepsy?
P: No seizures since spring.
D: For your first problem, your diabetes, I want to continue the metformin 500 milligrams twice a day.
D: For your second problem, your anxiety, I'm going to start you on sertraline 25 milligrams daily.
D: And we'll just continue you on the Keppra.
P: Okay.
`);
    const keppra = note.sections.flatMap(({ sentences }) => sentences).find(({ text }) => /Keppra/.test(text));
    expect(keppra?.problem).toBe('Epilepsy');
  });
});
