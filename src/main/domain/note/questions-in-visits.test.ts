import { describe, expect, it } from 'vitest';
import type { ChartContext } from '../../../shared/model/chart.ts';
import { draft } from './visit.fixture.ts';

const CHART: ChartContext = {
  patient: { name: 'June Testwell', sex: 'female' },
  problems: [
    { text: 'Acne', status: 'active' },
    { text: 'Melanoma', status: 'active' },
  ],
  medications: [
    { text: 'lisinopril 10 mg oral tablet', dose: '10 mg', status: 'active' },
    { text: 'ibuprofen 400 mg', status: 'active' },
  ],
  allergies: [{ text: 'Penicillin', reaction: 'hives' }],
  observations: [],
};
const kinds = (script: string, chart?: ChartContext): string[] =>
  (draft(script, chart).questions ?? []).map(({ kind, subject }) => `${kind} ${subject.toLowerCase()}`);

describe('whole visits: what is asked', () => {
  it.each([
    ['a dose that the chart tells otherwise', 'P: I take lisinopril twenty milligrams every day.', 'dose-differs lisinopril'],
    ['a drug of the family of an allergy', "D: This is strep. I'm going to start you on amoxicillin, five hundred milligrams twice a day.", 'allergy-and-drug amoxicillin'],
    ['a drug that was stopped', 'P: I stopped the lisinopril two months ago because of the cough.', 'medication-stopped lisinopril'],
  ])('%s', (_what, line, question) =>
    expect(kinds(`D: What brings you in?\nP: My throat hurts.\n${line}\nD: Okay.`, CHART)).toContain(question),
  ); // prettier-ignore

  it('a side told both ways', () =>
    expect(
      kinds('D: What brings you in?\nP: My right leg hurts, right leg pain.\nD: She is here for left leg pain.'),
    ).toContain('side-differs leg pain'));
});

describe('whole visits: what is not asked', () => {
  it.each([
    ['a drug thought of and put away for the allergy', "D: I'd normally use amoxicillin here, but not with your allergy, so you get azithromycin."],
    ['one dose taken last night', 'P: I took some ibuprofen last night and it helped.'],
    ['a problem named in passing', 'D: And other than the melanoma, how has your health been, any headaches or fatigue?\nP: No, I feel great.'],
    ['a drug asked about for a problem', 'D: Have you ever tried a gel for your acne?\nP: No, never tried anything for it.'],
    ['a symptom of another setting', 'P: I get chest pain on the stairs.\nD: And no chest pain while you were exercising in therapy?\nP: No.'],
    ['what somebody cannot stop', 'P: My scalp is quite itchy.\nD: Okay.\nP: I just can\'t stop itching.'],
    ['a side that was heard wrong', "D: And the pain goes down your right leg?\nP: The left.\nD: Left leg, okay, got it, sorry."],
    ['of a list only what the no names', 'P: I do feel a little nauseous.\nD: So have you noticed any nausea, chills, fever?\nP: No fever, some chills.'],
  ])('%s', (_what, lines) => expect(kinds(`D: What brings you in today?\nP: My throat hurts.\n${lines}\nD: Okay.`, CHART)).toEqual([])); // prettier-ignore
});
