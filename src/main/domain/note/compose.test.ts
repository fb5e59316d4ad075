import { describe, expect, it } from 'vitest';
import { ClinicalFact, FindingFact } from '../../../shared/model/facts.ts';
import { composeComplaint } from './compose-complaint.ts';
import { composeAllergies, composeFamily, composePast, composeSocial } from './compose-history.ts';
import { composeMedications, composeTried } from './compose-medications.ts';
import type { ComposeVoice } from './compose-phrase.ts';
import { draft, shippedResources, textOf } from './visit.fixture.ts';

const evidence = [{ segmentId: 's1', startMs: 0, endMs: 10, quote: 'said' }];
const base = { id: 'f1', evidence, confidence: 0.9, by: 'patient' };
const fact = (value: Record<string, unknown>): ClinicalFact => ClinicalFact.parse({ ...base, ...value });
const finding = (value: Record<string, unknown>): FindingFact =>
  FindingFact.parse({
    ...base,
    type: 'finding',
    kind: 'symptom',
    assertion: 'present',
    experiencer: 'patient',
    ...value,
  });
const { wording, polish } = shippedResources();
const HE: ComposeVoice = {
  person: { subject: 'he', object: 'him', possessive: 'his', reflexive: 'himself', plural: false },
  wording,
  polish,
};
const told = (value: Record<string, unknown>, ...others: FindingFact[]): string =>
  composeComplaint(finding(value), [finding(value), ...others], HE)
    .map(({ text }) => text)
    .join(' ');

describe('a complaint', () => {
  it('says site, side, quality, severity, time and what changes it in two sentences', () => {
    expect(
      told({
        term: 'knee pain',
        side: 'left',
        quality: 'sharp',
        severity: '7/10',
        duration: '3 weeks',
        aggravatedBy: ['stairs', 'when i squat'],
        relievedBy: ['rest'],
      }),
    ).toBe(
      'The patient reports sharp left knee pain for 3 weeks, rated 7/10. The pain is worse with stairs and when he squats and better with rest.',
    );
  });

  it.each([
    [
      { term: 'pain', site: 'low back', side: 'right', onset: 'monday' },
      'The patient reports right low back pain that began on Monday.',
    ],
    [{ term: 'cough', quality: 'dry', duration: 'a week' }, 'The patient reports a dry cough for a week.'],
    [
      { term: 'headache', severity: 'the worst headache of my life', onset: 'suddenly' },
      'The patient reports a headache that began suddenly, described as the worst headache of his life.',
    ],
    [
      { term: 'chest pain', radiation: 'to the left arm', course: 'comes and goes' },
      'The patient reports intermittent chest pain radiating to the left arm.',
    ],
    [
      { term: 'rash', site: 'hand', side: 'bilateral', course: 'getting worse' },
      'The patient reports a worsening bilateral hand rash.',
    ],
  ])('%j', (value, text) => expect(told(value)).toBe(text));

  it('joins only what is there, of the patient, and of the same side', () => {
    const nausea = finding({ id: 'f2', term: 'nausea' });
    const fever = finding({ id: 'f3', term: 'fever', assertion: 'negated' });
    const numbness = finding({ id: 'f4', term: 'numbness', side: 'left' });
    expect(
      told(
        { term: 'leg pain', side: 'right', duration: '2 days', associated: ['f2', 'f3', 'f4'] },
        nausea,
        fever,
        numbness,
      ),
    ).toBe('The patient reports right leg pain for 2 days associated with nausea.');
  });

  it('names no side where both were said, or where it is of the past', () => {
    const said = (quote: string) => ({
      term: 'shoulder pain',
      side: 'left',
      duration: '6 weeks',
      evidence: [{ ...evidence[0], quote }],
    });
    expect(told(said('the left one used to bother me years ago'))).toBe(
      'The patient reports shoulder pain for 6 weeks.',
    );
    expect(told(said('the left and now the right shoulder'))).toBe('The patient reports shoulder pain for 6 weeks.');
    expect(told(said('my left shoulder hurts'))).toBe('The patient reports left shoulder pain for 6 weeks.');
  });

  it('says nothing of what is denied, another person’s, or only feared', () => {
    for (const value of [
      { assertion: 'negated' },
      { assertion: 'hypothetical' },
      { experiencer: 'family', relative: 'mother' },
    ])
      expect(told({ term: 'cough', duration: '2 days', ...value })).toBe('');
  });

  it('leaves out a detail that still speaks in another person or breaks off', () => {
    expect(told({ term: 'cough', duration: '2 days', aggravatedBy: ['when you'], relievedBy: ['the'] })).toBe(
      'The patient reports a cough for 2 days.',
    );
  });
});

describe('lists', () => {
  it('of drugs', () => {
    const lines = composeMedications(
      [
        fact({
          type: 'medication',
          term: 'metformin',
          experiencer: 'patient',
          action: 'takes',
          dose: '1000 mg',
          frequency: 'twice daily',
          indication: 'diabetes',
          adherence: 'misses doses sometimes',
        }),
        fact({ type: 'medication', term: 'lisinopril', experiencer: 'patient', action: 'stops' }),
        fact({ type: 'medication', term: 'warfarin', experiencer: 'family', relative: 'father', action: 'takes' }),
        fact({
          type: 'medication',
          term: 'losartan',
          experiencer: 'patient',
          action: 'starts',
          by: 'clinician',
          dose: '50 mg',
        }),
      ],
      HE,
    ).map(({ text }) => text);
    expect(lines).toEqual([
      'Metformin 1000 mg twice daily for diabetes; misses doses sometimes.',
      'Stopped lisinopril.',
    ]);
  });

  it('of what was tried, unless it was not taken', () => {
    const tried = (quote: string): string[] =>
      composeTried(
        [
          fact({
            type: 'medication',
            term: 'ibuprofen',
            experiencer: 'patient',
            action: 'took',
            effect: 'helped a little',
            evidence: [{ ...evidence[0], quote }],
          }),
        ],
        HE,
      ).map(({ text }) => text);
    expect(tried('I took ibuprofen and it helped a little')).toEqual([
      'The patient has tried ibuprofen, which helped a little.',
    ]);
    expect(tried('she gave me ibuprofen but I did not take it')).toEqual([]);
  });

  it('of allergies with their reactions, of relatives, of the past', () => {
    const text = (items: readonly { text: string }[]): string => items.map((item) => item.text).join(' ');
    expect(
      text(
        composeAllergies(
          [
            fact({ type: 'allergy', term: 'penicillin', assertion: 'present', reaction: 'hives' }),
            fact({ id: 'f2', type: 'allergy', term: 'sulfa', assertion: 'present' }),
          ],
          HE,
        ),
      ),
    ).toBe('Allergic to penicillin (hives) and sulfa.');
    expect(text(composeAllergies([fact({ type: 'allergy', term: 'drug allergy', assertion: 'negated' })], HE))).toBe(
      'No known drug allergies.',
    );
    const family = { type: 'history', kind: 'family', experiencer: 'family', assertion: 'present' };
    expect(
      text(
        composeFamily(
          [
            fact({ ...family, term: 'myocardial infarction', relative: 'mother', when: 'at 60' }),
            fact({ ...family, id: 'f2', term: 'diabetes', relative: 'dad' }),
            fact({ ...family, id: 'f3', term: 'hypertension', relative: 'mother' }),
            fact({ ...family, id: 'f4', term: 'colon cancer', relative: 'family', assertion: 'negated' }),
          ],
          HE,
        ),
      ),
    ).toBe(
      'Mother: myocardial infarction at 60, hypertension. Father: diabetes. The patient denies a family history of colon cancer.',
    );
    const past = { type: 'history', experiencer: 'patient', assertion: 'historical' };
    expect(
      text(
        composePast(
          [fact({ ...past, kind: 'surgical', term: 'knee arthroscopy', side: 'left', when: '5 years ago' })],
          HE,
        ),
      ),
    ).toBe('Left knee arthroscopy (5 years ago).');
  });

  it('of habits by topic, what was denied together in one sentence', () => {
    const social = { type: 'history', kind: 'social', experiencer: 'patient' };
    expect(
      composeSocial(
        [
          fact({ ...social, term: 'tobacco use', topic: 'tobacco', assertion: 'negated' }),
          fact({ ...social, id: 'f2', term: 'drug use', topic: 'drugs', assertion: 'negated' }),
          fact({
            ...social,
            id: 'f3',
            term: 'alcohol use',
            topic: 'alcohol',
            assertion: 'present',
            detail: 'a glass of wine on weekends',
          }),
          fact({
            ...social,
            id: 'f4',
            term: 'occupation',
            topic: 'occupation',
            assertion: 'present',
            detail: 'i work as a roofer',
          }),
        ],
        HE,
      ).map(({ text }) => text),
    ).toEqual([
      'The patient denies tobacco use or drug use.',
      'Alcohol: a glass of wine on weekends.',
      'The patient works as a roofer.',
    ]);
  });
});

describe('whole visits', () => {
  it('keeps two complaints and both knees apart', () => {
    const text = textOf(
      draft(`
D: What brings you in?
P: My left knee has been hurting for two weeks. I also have a cough, it started on Monday.
D: Anything with the right knee?
P: No, the right knee is fine.
D: Any fever, chills or chest pain?
P: No.
D: Okay. See you in two weeks.`),
      'subjective',
    );
    expect(text).toMatch(/left knee[^.]*2 weeks/i);
    expect(text).toMatch(/cough/i);
    expect(text).not.toMatch(/right knee pain|cough[^.]*2 weeks|knee[^.]*Monday/i);
    expect(text).toMatch(/denies[^.]*fever[^.]*chills/i);
    expect(text).toMatch(/denies[^.]*chest pain/i);
  });

  it('speaks of nobody as I, you, or a stranger', () => {
    const text = textOf(
      draft(`
D: How have you been?
P: We were moving boxes and my back started to hurt. You know, they gave me some pills at the urgent care. She said it was a strain.
D: How long has it been?
P: About a week.
D: Okay. See you in two weeks.`),
      'subjective',
    );
    expect(text).not.toMatch(/\b(?:I|we|you|your|my|me|she said|they gave)\b/i);
    expect(text).toMatch(/moving boxes/);
  });

  it('takes a wish for no symptom', () => {
    const text = textOf(
      draft(`
D: What brings you in?
P: I have had a headache since yesterday.
D: Any weight loss?
P: I wish I would lose weight.
D: Okay. See you in two weeks.`),
      'subjective',
    );
    expect(text).not.toMatch(/weight/i);
    expect(text).toMatch(/headache/i);
  });

  it('tells in the story what the chief complaint says, however short it is', () => {
    const chart = {
      patient: { name: 'Testa Proofwell', sex: 'female' as const },
      problems: [],
      medications: [],
      allergies: [],
      observations: [],
      diagnosticReports: [],
    };
    const note = draft(
      `
D: Good morning, what brings you in today?
P: My throat has been sore for three days.
D: Any fever?
P: No.
D: I think you have strep throat. Come back in two weeks.`,
      chart,
    );
    const story = note.sections[0]!.sentences.filter(({ group }) => group === 'History of present illness');
    expect(story.map(({ text }) => text).join(' ')).toMatch(/sore.* 3 days/);
  });
});

it('says once what was measured at home, and how faithfully a pill is taken by its own name', () => {
  const text = textOf(
    draft(`
D: And what are your blood pressure readings at home?
P: Most mornings it is about 150 over 90.
D: Are you taking your blood pressure pill every day?
P: Yes, every morning I have not missed a dose.
D: Your high blood pressure is not well controlled. See you in four weeks.`),
    'subjective',
  );
  expect(text.match(/150\/90/g)).toHaveLength(1);
  expect(text).toMatch(/blood pressure[^.]*150\/90/);
  expect(text).toMatch(/blood pressure medication every morning; no missed doses/i);
  expect(text.match(/missed/g)).toHaveLength(1);
});
