import { describe, expect, it } from 'vitest';
import { settleSlots } from './settle-slots.ts';
import type { Statement } from './statement.ts';
import { draft, textOf } from './visit.fixture.ts';

const OPENING = `
D: What brings you in?
P: My back hurts since I moved a couch.
D: Let me examine you. Your lungs are clear. There is tenderness over the lumbar spine.
D: So for your first problem, your back pain, I think you have a lumbar strain.`;

const noteOf = (...lines: readonly string[]): string => textOf(draft([OPENING, ...lines].join('\n')));
const planOf = (...lines: readonly string[]): string => textOf(draft([OPENING, ...lines].join('\n')), 'plan');

describe('a plan as it is said', () => {
  it.each([
    [
      'under its condition',
      "D: Now, if you're still having pain in a month, I want to go ahead and, uh, order an MRI, okay?",
      /If the patient is still having pain in a month, we will order an MRI\./,
    ],
    [
      'as an order with a mark of asking behind it',
      "D: I'm going to start you on naproxen 500 milligrams twice a day, and have you continue to watch your salt, okay?",
      /advised to continue to watch the salt/,
    ],
    [
      'as two commands behind a comma',
      'D: Avoid heavy lifting for two weeks, use a heating pad at night.',
      /advised to use a heating pad at night/,
    ],
    ['as no need', "D: I don't feel the need to start you on any medications today.", /No need to start medications/],
    ['as not needed now', "D: I don't think you need an x-ray at this stage.", /No x-ray needed at this stage\./],
    [
      'as a check',
      "D: And then we're going to check you in three weeks to see how it moves.",
      /Follow up in 3 weeks\./,
    ],
    [
      'before the question for agreement that runs on from it',
      'D: i do want you to go ahead and apply heat twice a day how does that sound',
      /advised to apply heat (?:twice daily|two times daily)/,
    ],
    [
      'as the wish to see it done',
      "D: I'd like to see you take the ibuprofen with food.",
      /advised to take the ibuprofen with food/,
    ],
    [
      'with what was meant after a slip',
      "D: I want to go ahead and order a lumbar x-ray in a couple weeks, or, I'm sorry, a couple months.",
      /x-ray in a couple of months/,
    ],
    [
      'into a brace',
      "D: What I'm going to do is I'm going to put you in a back brace.",
      /We will place the patient in a back brace\./,
    ],
  ])('stands in the plan %s', (_, line, pattern) => {
    expect(planOf(line)).toMatch(pattern);
  });

  it.each([
    ['what an order is for', 'D: Use the heating pad at night so you can avoid the stiffness.', /(?:may|can) avoid/],
    ['what a word means', 'D: Increased muscle tone means that the muscle does not let go.', /muscle tone/],
    ['what is still to be seen', "D: And we'll see, uh, how your back does on that.", /We will see/],
    [
      'two clauses run together',
      'D: I want to get some of the weight off you check your steps daily.',
      /off (?:the patient|they) checks?/,
    ],
    [
      'a lead that says nothing',
      'D: Also, keep in mind that insurance pays for little of it.',
      /keep in mind|insurance/,
    ],
    ['the earlier of two times', "D: I want to order an x-ray in a week, or, I'm sorry, a month.", /in a week/],
  ])('leaves out %s', (_, line, pattern) => {
    expect(planOf('D: I want you to use ice.', line)).not.toMatch(pattern);
  });

  it('leaves out what is said while pressing', () => {
    const said = textOf(
      draft(`
D: What brings you in?
P: My belly aches.
D: Let me examine your belly. Let me know if you have any pain.
P: There, a little.
D: So I think you have gastritis. I'm going to start you on omeprazole 20 milligrams once a day.`),
      'plan',
    );
    expect(said).toMatch(/omeprazole/);
    expect(said).not.toMatch(/notify|call/);
  });

  it('writes a drug without "the" and its dose without commas, and names the patient once', () => {
    const said = planOf(
      "D: I'd like to continue you on the Synthroid, 50 micrograms, once a day.",
      'D: Let me know if you have a rash.',
    );
    expect(said).toMatch(/Continue Synthroid 50 mcg once daily\./);
    expect(said).toMatch(/advised to notify the office if (?:they have|the patient has) a rash/);
  });
});

describe('what the clinician thinks', () => {
  it.each([
    [
      'what is to be expected',
      'D: Your symptoms should significantly improve over a few weeks.',
      /Symptoms should improve over a few weeks\./,
    ],
    [
      'the diagnosis that heads orders',
      "D: For your second problem, your gout, let's continue the allopurinol.",
      /^Gout\.$/m,
    ],
  ])('stands in the assessment: %s', (_, line, pattern) => {
    expect(textOf(draft([OPENING, line].join('\n')), 'assessment')).toMatch(pattern);
  });

  it('does not make a finding of what a value might suggest', () => {
    const said = noteOf(
      'D: Let us look at your creatinine. It is up slightly, which might suggest that you have a little obstruction.',
    );
    expect(said).not.toMatch(/Creatinine: Slight obstruction/);
  });

  it.each([
    ['screening', 'D: You are due for your colon cancer screening. I am going to order a colonoscopy.', 'Colon cancer'],
    ['a vaccine', 'D: You have completed your COVID-19 vaccine. I recommend the shingles vaccine.', 'COVID-19'],
  ])('does not open a problem for %s', (_, line, heading) => {
    const problems = draft([OPENING, line].join('\n')).sections.flatMap(({ sentences }) =>
      sentences.map(({ problem }) => problem),
    );
    expect(problems).not.toContain(heading);
  });
});

describe('vital signs in speech without marks', () => {
  it('reads the sign that stands away from a wish', () => {
    const said = textOf(
      draft(`
D: what brings you in today
P: my blood pressure
D: okay so let me do a quick physical exam your blood pressure it is still high it is 168/74 your heart rate was 88 and your oxygenation was 98 percent so those are all fairly good except that the pressure is a little higher than we would like to see now when i look at your neck i do not see any swelling`),
      'objective',
    );
    expect(said).toMatch(/168\/74 mmHg/);
    expect(said).toMatch(/Heart rate: 88 bpm/);
  });
});

describe('sentences put into the assessment by the model', () => {
  const unit = { speaker: 'clinician' } as Statement['units'][number];
  const made = (text: string, speaker: 'clinician' | 'patient' = 'clinician'): Statement => ({
    slot: 'assessment',
    text,
    units: [{ ...unit, speaker }],
    salience: 0.5,
    trust: 0.7,
    clinical: true,
    order: 1,
  });

  it('go where they belong', () => {
    expect(settleSlots([made('No rales or rhonchi are appreciated.')])[0]?.slot).toBe('exam');
    expect(settleSlots([made('She takes fish oil and magnesium.')])[0]?.slot).toBe('medications');
    expect(settleSlots([made('Likely a sprain with tenderness.')])[0]?.slot).toBe('assessment');
  });

  it('fall out where they only explain, unless the patient said them', () => {
    expect(settleSlots([made('There are a lot of ligaments in the foot.')])).toEqual([]);
    expect(settleSlots([made('There are a lot of ligaments in the foot.', 'patient')])).toHaveLength(1);
  });
});
