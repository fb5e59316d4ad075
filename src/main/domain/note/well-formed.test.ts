import { describe, expect, it } from 'vitest';
import { mendForm } from './mend-form.ts';
import type { Slot, Statement } from './statement.ts';
import { draft, textOf } from './visit.fixture.ts';
import { formFault, type FormFault } from './well-formed.ts';

const fault = (slot: Slot, text: string): FormFault | undefined => formFault({ slot, text, clinical: true });

describe('formFault', () => {
  it('lets an amount begin with "at least"', () => {
    expect(fault('plan', 'Increase the water intake to at least 60 ounces daily.')).toBeUndefined();
  });

  it.each<[Slot, string, FormFault]>([
    ['hpi', 'The patient has pain in my knee.', 'person'],
    ['assessment', 'I am going to send the patient to the spine clinic.', 'person'],
    ['plan', 'We will call you with the result.', 'person'],
    ['hpi', 'The patient has has a rash.', 'doubled'],
    ['hpi', 'He walks to the park to the park.', 'doubled'],
    ['hpi', 'The patient felt s- sick.', 'stutter'],
    ['plan', 'We will adjust the dose based.', 'dangling'],
    ['assessment', 'He has a small tear, which could make.', 'dangling'],
    ['hpi', 'The patient takes it for the.', 'dangling'],
    ['plan', 'We will add spironolactone 12.', 'dangling'],
    ['hpi', 'The patient is better now but last week.', 'dangling'],
    ['assessment', 'From the fall.', 'dangling'],
    ['plan', 'We will order a lipid panel for next month continue the atorvastatin 20 mg every night.', 'run-on'],
    ['exam', 'There is clear.', 'grammar'],
    ['hpi', 'In the morning before breakfast on the way to the office.', 'no-verb'],
    ['exam', 'Respiratory: On their lung exam.', 'no-verb'],
    ['hpi', 'Does the patient have a rash.', 'question'],
    ['exam', 'It is swollen here does this hurt.', 'question'],
    ['plan', 'Hey dragon, order a basic metabolic panel.', 'machine'],
    ['plan', 'Let us talk about the next steps.', 'meta'],
    ['assessment', 'What that means is a strain.', 'meta'],
    ['hpi', 'She him has a cough.', 'grammar'],
    ['plan', 'We will order an to be sure.', 'grammar'],
    ['allergies', 'The patient does not have no allergies.', 'grammar'],
    [
      'assessment',
      'The patient has arthritis in the toe the joint is stiff and the shoe they have a stiff sole.',
      'run-on',
    ],
    [
      'hpi',
      'The patient started to feel unwell after the trip to the lake with his brothers and cousins and their children in the first week of July when the weather was hot and nobody had brought enough water for them.',
      'too-long',
    ],
  ])('%s: %s → %s', (slot, text, expected) => {
    expect(fault(slot, text)).toBe(expected);
  });

  it.each<[Slot, string]>([
    ['hpi', 'The patient has had a dull ache in the left knee for 3 weeks.'],
    ['hpi', 'The patient had measles as a child, but today it is the left foot.'],
    ['hpi', 'She had had an MRI before the fall.'],
    ['hpi', 'He believes it is the new tablet that makes him dizzy.'],
    ['hpi', 'The patient says the pills she takes at night help.'],
    ['hpi', 'When he climbs stairs, his calf cramps.'],
    ['assessment', 'The patient seems to have arthritis.'],
    ['hpi', 'His hand is still bothering him and his wife helps her.'],
    ['exam', 'Lungs clear bilaterally.'],
    ['exam', 'Musculoskeletal: There is tenderness to palpation of the right lateral epicondyle.'],
    [
      'exam',
      'Heart regular, no murmurs, no rubs, no gallops, lungs clear, abdomen soft, no tenderness, no guarding, no rebound, extremities without edema, skin warm and dry, no rash, gait normal, strength normal, sensation intact in both legs.',
    ],
    ['results', 'No evidence of fracture.'],
    ['plan', 'Continue lisinopril 20 mg daily.'],
    ['plan', 'We will order an x-ray of the right hand.'],
    ['plan', 'If the symptoms do not improve we can consider an injection.'],
    ['ros', 'Constitutional: Denies fever or chills.'],
    ['chief-complaint', 'Right ankle pain.'],
    ['assessment', 'Type 2 diabetes, not well controlled.'],
    ['plan', 'Follow up in 2 weeks.'],
    ['hpi', 'The patient has been seeing a physical therapist, who taught her exercises.'],
  ])('lets stand %s: %s', (slot, text) => {
    expect(fault(slot, text)).toBeUndefined();
  });
});

describe('mendForm', () => {
  const statement = (slot: Slot, text: string): Statement => ({
    slot,
    text,
    units: [],
    salience: 1,
    trust: 1,
    clinical: true,
    order: 0,
  });
  const mended = (slot: Slot, text: string): string[] => mendForm(statement(slot, text)).map((item) => item.text);

  it.each<[Slot, string, string[]]>([
    [
      'exam',
      'Musculoskeletal: On his back exam the patient has some tenderness on the left side his straight leg raise test is negative.',
      [
        'Musculoskeletal: On his back exam the patient has some tenderness on the left side.',
        'His straight leg raise test is negative.',
      ],
    ],
    [
      'exam',
      'On her lower extremities, I appreciate 1+ pitting edema.',
      ['On her lower extremities, there is 1+ pitting edema.'],
    ],
    ['exam', 'I do not hear any murmurs.', ['There are no murmurs.']],
    ['plan', 'I am going to refer the patient to cardiology.', ['We will refer the patient to cardiology.']],
    ['assessment', 'I have ordered a stress test.', ['Ordered a stress test.']],
    [
      'plan',
      'We will order a podiatry consult because I want them to see this wound.',
      ['We will order a podiatry consult.'],
    ],
    // A condition is never cut from what hangs on it.
    ['plan', 'Take the tablet if your.', []],
    ['hpi', 'Was it like my other knee.', []],
  ])('%s: %s', (slot, text, expected) => {
    expect(mended(slot, text)).toEqual(expected);
  });

  it('leaves good sentences as they are', () => {
    const good = statement('hpi', 'The patient has a cough.');
    expect(mendForm(good)).toEqual([good]);
  });
});

describe('a draft', () => {
  it('lists what the gate kept out, and states nothing of it', () => {
    const note = draft(
      'D: What brings you in?\nP: My right knee has been swollen for two weeks.\nD: Okay so what that means is based on\nD: I am going to start you on naproxen 500 milligrams twice a day so that.',
    );
    expect(textOf(note)).toMatch(/naproxen 500 mg/);
    expect(textOf(note)).not.toMatch(/what that means|based on\.|\bI\b|\byou\b/);
  });
});
