import { describe, expect, it } from 'vitest';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { understandVisit } from './understand-visit.ts';

const factsOf = (script: string) => understandVisit(visit(script), undefined, shippedResources()).facts;
const has = (script: string, want: Record<string, unknown>): void =>
  expect(factsOf(script)).toEqual(expect.arrayContaining([expect.objectContaining(want)]));
const hasNot = (script: string, want: Record<string, unknown>): void =>
  expect(factsOf(script)).not.toEqual(expect.arrayContaining([expect.objectContaining(want)]));

describe('an answer that goes straight to the point', () => {
  it('says where, and so that it is there', () =>
    has('D: Swelling?\nP: My ankles, both of them, worse by the evening.', {
      term: 'swelling',
      assertion: 'present',
      site: 'ankle',
      side: 'bilateral',
    }));

  it('says how much', () =>
    has('D: Have you gained any weight?\nP: About nine pounds in a month.', {
      term: 'weight gain',
      assertion: 'present',
      severity: '9 pounds in a month',
    }));

  it('says how often', () =>
    has('D: Any palpitations?\nP: Twice last week, for a minute or so.', {
      term: 'palpitations',
      assertion: 'present',
    }));

  it.each([
    'D: Any chest pain?\nP: My chest feels fine.',
    'D: Any chest pain?\nP: My sister has that.',
    'D: Any chest pain?\nP: Once, years ago, not since.',
  ])('is no yes where it says otherwise: %s', (script) => hasNot(script, { term: 'chest pain', assertion: 'present' }));

  it('comes after the joke', () =>
    has("D: Fevers, weight loss?\nP: I wish I'd lose some weight. No.", { term: 'fever', assertion: 'negated' }));
});

describe('a question of one word', () => {
  it('asks after a drug', () =>
    has('D: And the Eliquis?\nP: Twice a day.\nD: Carvedilol?\nP: I ran out of it three weeks ago.', {
      type: 'medication',
      term: 'carvedilol',
      action: 'not-taking',
    }));
});

describe('a question at the end of running speech', () => {
  it('is a question, and its answer is one', () =>
    has('D: okay so we will not give you that one are you allergic to anything else\nP: latex', {
      type: 'allergy',
      term: 'latex',
      assertion: 'present',
    }));
});

describe('what came of a drug', () => {
  it('is a reaction to it', () =>
    has(
      'D: have you had ear infections before\nP: yeah last winter they gave me amoxicillin and i got hives all over',
      {
        type: 'allergy',
        term: 'amoxicillin',
        reaction: 'hives',
      },
    ));

  it('is none when something else came of it', () =>
    hasNot('P: They gave me amoxicillin and I got better in two days. My sister got a rash.', { type: 'allergy' }));
});

describe('a drug that the question names', () => {
  it('keeps the dose that the question supposed', () =>
    has(
      "D: You're on metformin a thousand twice a day and glipizide ten?\nP: I stopped the glipizide. Just metformin now.",
      {
        term: 'metformin',
        dose: '1000',
        frequency: 'twice daily',
      },
    ));

  it('is confirmed by a yes that goes on to another', () => {
    const script = 'D: Still on the metformin?\nP: Yes, and the lisinopril.';
    has(script, { term: 'metformin', action: 'continues' });
    has(script, { term: 'lisinopril', action: 'takes' });
  });

  it('takes its dose from a question confirmed, and how it is taken from the answer', () =>
    has(
      "D: How have you been since we increased the sertraline?\nP: Better.\nD: Good, and you're taking a hundred milligrams, right?\nP: Yeah, every morning, well, I forgot like two times last week.",
      { term: 'sertraline', action: 'takes', dose: '100 mg', frequency: 'every morning' },
    ));

  it('is taken although the answer begins with its cough', () =>
    has('D: Lisinopril, are you taking it?\nP: That one gives me a cough, but yeah, twenty a day.', {
      term: 'lisinopril',
      action: 'takes',
      dose: '20',
    }));
});

describe('a dose before how often', () => {
  it('does not run into it', () =>
    has('D: What have you tried?\nP: Ibuprofen, six hundred three times a day, it helps some.', {
      term: 'ibuprofen',
      dose: '600',
      frequency: 'three times daily',
    }));
});

describe('passing water, in plain words', () => {
  it('is frequent', () =>
    has("P: It burns when I pee and I'm going like every twenty minutes.", { term: 'urinary frequency' }));

  it('is at night', () =>
    has('D: Any trouble with urination?\nP: I go a lot at night. Four times.', { term: 'nocturia' }));

  it('is not meant by going to work', () =>
    hasNot('P: It burns when I pee. I go to work every day.', { term: 'urinary frequency' }));
});

it('whoever came along says "I" of themselves', () =>
  hasNot('D: Is this your daughter?\nO: Yes. I have migraines myself.\nP: My hip hurts.', {
    term: 'migraine',
    experiencer: 'patient',
  }));

describe('what only the question names', () => {
  it('is a relative’s illness, with the age of the answer', () =>
    has('D: Your father had a heart attack, right?\nP: At fifty-two.', {
      type: 'history',
      kind: 'family',
      term: 'myocardial infarction',
      relative: 'father',
      when: 'at 52',
    }));

  it('is a child that moves', () =>
    has("D: How's the baby moving?\nP: All the time.", { term: 'fetal movement', assertion: 'present' }));

  it('is no relative’s illness when the answer says so', () =>
    hasNot('D: Your father had a heart attack, right?\nP: No, that was my uncle.', {
      term: 'myocardial infarction',
      relative: 'father',
      assertion: 'present',
    }));
});

it('what is told before a question of one’s own is told', () =>
  has('D: Any pain with urination?\nP: No. My sister had preeclampsia, should I worry?', {
    kind: 'family',
    term: 'preeclampsia',
    relative: 'sister',
  }));

it('a habit told beside another’s is the patient’s own', () =>
  has("D: are you drinking any alcohol\nP: a glass of wine on weekends that's it my husband drinks way more than me", {
    topic: 'alcohol',
    assertion: 'present',
    detail: 'a glass of wine on weekends',
  }));

describe('times of other things', () => {
  const script =
    'P: I get bad cramps.\nD: When was your last period?\nP: It started on the third, so about two weeks ago.\nD: When was your last Pap?\nP: Two years ago.';
  it('are no time of the complaint', () => hasNot(script, { type: 'finding', onset: expect.stringContaining('ago') }));

  it('are not how often a drug is used', () =>
    hasNot('P: I have a cough for a week.\nD: What about the Trelegy?\nP: Every morning, one puff.', {
      term: 'cough',
      timing: expect.stringContaining('morning'),
    }));
});

it('two shots in one breath keep their own times', () => {
  const script = 'D: did you get the flu shot\nP: yeah in october and the pneumonia one last year';
  has(script, { kind: 'immunization', term: 'flu shot', when: 'in october' });
  has(script, { kind: 'immunization', term: 'pneumonia vaccine', when: 'last year' });
});

it('a no to the second of a list leaves the first open', () => {
  const script =
    'D: Are you dizzy or short of breath at all?\nP: A little lightheaded when I stand up. No, not short of breath.';
  has(script, { term: 'shortness of breath', assertion: 'negated' });
  hasNot(script, { term: 'dizziness', assertion: 'negated' });
});

it('who is cold has no cold', () =>
  hasNot("P: And I'm cold, I wear a sweater in July.", { term: 'upper respiratory infection' }));
