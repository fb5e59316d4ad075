import { describe, expect, it } from 'vitest';
import { LABELLED_NOTES, shipped } from './coding.fixture.ts';
import { suggestCodesFromText } from './suggest-codes.ts';
import { ageYears, statedMinutes } from './visit-level.ts';

const visit = (note: string): ReturnType<typeof suggestCodesFromText> => suggestCodesFromText(note, shipped);

describe('visit level', () => {
  it.each(LABELLED_NOTES.filter((labelled) => labelled.level).map((labelled) => [labelled.name, labelled] as const))(
    '%s',
    (_, labelled) => {
      expect(visit(labelled.note).visit?.level).toBe(labelled.level);
    },
  );

  it('needs two of three columns: prescription alone does not lift a minor problem', () => {
    const codes = visit('Established patient.\nAssessment: Common cold.\nPlan: Prescribed benzonatate 100 mg.');
    expect(codes.visit?.level).toBe('99212');
  });

  it('explains itself in our own words', () => {
    const { rationale } = visit(
      'Follow-up.\nAssessment: Hypertension, uncontrolled.\nPlan: Increase lisinopril to 40 mg.',
    ).visit!;
    expect(rationale).toMatch(/Established patient/);
    expect(rationale).toMatch(/Problems: .*Data: .*Risk: /);
  });

  it('says so where new or established is a guess', () => {
    expect(visit('Assessment: Gout.\nPlan: Colchicine 0.6 mg.').warnings.join(' ')).toMatch(
      /established patient is assumed/,
    );
  });

  it('names a preventive visit by age and leaves the level open', () => {
    const codes = visit('4-year-old boy here for a well child check.\nAssessment: Well child check.');
    expect(codes.visit).toBeUndefined();
    expect(codes.procedures.map((item) => item.code)).toEqual(['99392']);
  });

  it('counts advice about emergencies as advice', () => {
    const codes = visit(
      'Assessment: Acute bronchitis.\nPlan: Fluids and rest. If she gets worse, go to the emergency room.',
    );
    expect(codes.visit?.level).toBe('99212');
  });
});

describe('statedMinutes', () => {
  it.each([
    ['Total time spent: 35 minutes.', 35],
    ['I spent 42 minutes with the patient.', 42],
    ['45 minutes were spent in counseling.', 45],
    ['Walk 30 minutes a day.', undefined],
    ['Pain lasts 20 minutes.', undefined],
    ['I spent 900 minutes.', undefined],
  ])('%j', (text, minutes) => {
    expect(statedMinutes(text)).toBe(minutes);
  });
});

describe('ageYears', () => {
  it('reads the note first, then the chart', () => {
    expect(ageYears('A 58-year-old man', undefined)).toBe(58);
    expect(ageYears('a 6 month old girl', undefined)).toBe(0.5);
    expect(ageYears('3 day old newborn', undefined)).toBe(0);
    expect(ageYears('no age here', undefined)).toBeUndefined();
  });
});
