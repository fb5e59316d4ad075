import { describe, expect, it } from 'vitest';
import { SegmentId, SentenceId } from '../../../shared/model/ids.ts';
import type { ChartContext } from '../../../shared/model/chart.ts';
import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Evidence, Note, NoteQuestion } from '../../../shared/model/note.ts';
import { findQuestions } from './questions.ts';
import { shippedResources } from './visit.fixture.ts';

const { lexicon } = shippedResources();
let turn = 0;
const said = (quote: string): Evidence => ({
  segmentId: SegmentId.parse(`s${++turn}`),
  startMs: turn * 1000,
  endMs: turn * 1000 + 900,
  quote,
});
const base = (term: string, quote: string, by: ClinicalFact['by'] = 'patient') => ({
  id: `f${turn + 1}`,
  term,
  evidence: [said(quote)],
  confidence: 0.9,
  by,
});
const drug = (
  term: string,
  action: Extract<ClinicalFact, { type: 'medication' }>['action'],
  quote: string,
  more: { dose?: string; by?: ClinicalFact['by'] } = {},
): ClinicalFact => ({
  ...base(term, quote, more.by),
  type: 'medication',
  experiencer: 'patient',
  action,
  ...(more.dose === undefined ? {} : { dose: more.dose }),
});
const finding = (
  term: string,
  assertion: 'present' | 'negated' | 'resolved',
  quote: string,
  more: Partial<Extract<ClinicalFact, { type: 'finding' }>> = {},
): ClinicalFact => ({
  ...base(term, quote),
  type: 'finding',
  kind: 'symptom',
  assertion,
  experiencer: 'patient',
  aggravatedBy: [],
  relievedBy: [],
  associated: [],
  ...more,
});
const allergy = (term: string, quote: string): ClinicalFact => ({
  ...base(term, quote),
  type: 'allergy',
  assertion: 'present',
});
const CHART: ChartContext = {
  patient: { name: 'June Testwell', sex: 'female' },
  problems: [{ text: 'Asthma', status: 'active' }],
  medications: [
    { text: 'Lisinopril 20 MG Oral Tablet', dose: '20 mg daily', status: 'active' },
    { text: 'Metformin 500 mg tablet', status: 'active' },
  ],
  allergies: [{ text: 'Penicillin', reaction: 'hives' }],
  observations: [],
};
const ask = (facts: ClinicalFact[], chart?: ChartContext, sections: Note['sections'] = []): NoteQuestion[] =>
  findQuestions({ facts }, chart, { sections }, lexicon);
const kinds = (questions: NoteQuestion[]): string[] => questions.map(({ kind, subject }) => `${kind} ${subject}`);

describe('an allergy and a drug', () => {
  it('asks where the drug is of the same family, with both readings', () => {
    const questions = ask(
      [drug('amoxicillin', 'starts', 'I will start you on amoxicillin', { by: 'clinician', dose: '500 mg' })],
      CHART,
    );
    expect(questions).toMatchObject([
      {
        id: 'q1',
        kind: 'allergy-and-drug',
        subject: 'amoxicillin',
        settled: false,
        readings: [
          { from: 'visit', text: 'I will start you on amoxicillin' },
          { from: 'chart', text: 'Penicillin: hives', evidence: [] },
        ],
      },
    ]);
  });
  it.each([
    ['cephalexin', 'Penicillin'],
    ['sulfamethoxazole-trimethoprim', 'Sulfa drugs'],
    ['naproxen', 'Aspirin'],
    ['tramadol', 'Codeine'],
    ['rosuvastatin', 'Lipitor'],
    ['lisinopril', 'Enalapril'],
    ['Tylenol', 'acetaminophen'],
  ])('knows that %s goes with an allergy to %s', (term, text) => {
    const chart = { ...CHART, allergies: [{ text }] };
    expect(kinds(ask([drug(term, 'starts', `start ${term}`, { by: 'clinician' })], chart))).toContain(
      `allergy-and-drug ${term}`,
    );
  });
  it('hears an allergy told in the visit', () => {
    const facts = [
      allergy('sulfa', 'sulfa gives me a rash'),
      drug('Bactrim', 'starts', "let's try Bactrim", { by: 'clinician' }),
    ];
    expect(kinds(ask(facts))).toEqual(['allergy-and-drug Bactrim']);
    expect(kinds(ask(facts, CHART))).toEqual(['allergy-and-drug Bactrim', 'allergy-not-in-chart sulfa']);
  });
  it('is quiet about other drugs, and about a related family that has been taken', () => {
    expect(ask([drug('azithromycin', 'starts', 'start azithromycin', { by: 'clinician' })], CHART)).toEqual([]);
    expect(kinds(ask([drug('cephalexin', 'takes', 'I take cephalexin')], CHART))).toEqual([
      'medication-not-in-chart cephalexin',
    ]);
  });
  it('comes first', () => {
    const facts = [
      drug('vitamin b complex', 'takes', 'I take a b complex'),
      drug('amoxicillin', 'starts', 'amoxicillin for the throat', { by: 'clinician' }),
    ];
    expect(ask(facts, CHART)[0]!.kind).toBe('allergy-and-drug');
  });
});

describe('the visit against the chart', () => {
  it('asks about another dose', () => {
    expect(kinds(ask([drug('lisinopril', 'takes', 'I take ten of lisinopril', { dose: '10 mg' })], CHART))).toEqual([
      'dose-differs lisinopril',
    ]);
    expect(ask([drug('Zestril', 'takes', 'Zestril twenty', { dose: '20 mg' })], CHART)).toEqual([]);
    expect(ask([drug('lisinopril', 'takes', 'lisinopril', { dose: '20000 mcg' })], CHART)).toEqual([]);
  });
  it('takes a change of dose for a plan', () => {
    expect(ask([drug('lisinopril', 'increases', 'go up to forty', { dose: '40 mg', by: 'clinician' })], CHART)).toEqual(
      [],
    );
  });
  it('asks about a drug that is not taken any more, and one that the chart does not know', () => {
    expect(kinds(ask([drug('metformin', 'not-taking', 'I do not take the metformin any more')], CHART))).toEqual([
      'medication-stopped metformin',
    ]);
    expect(kinds(ask([drug('warfarin', 'takes', 'I take warfarin')], CHART))).toEqual([
      'medication-not-in-chart warfarin',
    ]);
    expect(ask([drug('metformin', 'stops', 'stop the metformin', { by: 'clinician' })], CHART)).toEqual([]);
    expect(ask([drug('warfarin', 'takes', 'I take warfarin')], { ...CHART, medications: [] })).toEqual([]);
  });
  it('asks about an allergy that the chart does not know', () => {
    expect(kinds(ask([allergy('latex', 'I am allergic to latex')], CHART))).toEqual(['allergy-not-in-chart latex']);
    expect(ask([allergy('amoxicillin', 'amoxicillin gives me hives')], CHART)).toEqual([]);
  });
  it('asks where allergies are denied that the chart holds', () => {
    const none: ClinicalFact = { ...base('drug allergy', 'no, no allergies'), type: 'allergy', assertion: 'negated' };
    expect(ask([none], CHART)).toMatchObject([
      { kind: 'allergy-denied', readings: [{ from: 'visit' }, { from: 'chart', text: 'Penicillin: hives' }] },
    ]);
    expect(ask([none], { ...CHART, allergies: [{ text: 'No known allergies' }] })).toEqual([]);
  });
  it('asks about a problem said to be gone', () => {
    const gone = finding('asthma', 'resolved', 'the asthma went away years ago', { kind: 'condition' });
    expect(kinds(ask([gone], CHART))).toEqual(['problem-resolved asthma']);
    expect(ask([gone], { ...CHART, problems: [{ text: 'Asthma', status: 'resolved' }] })).toEqual([]);
  });
});

describe('the visit against itself', () => {
  it('asks about what was said both ways', () => {
    expect(
      kinds(
        ask([
          finding('chest pain', 'negated', 'no chest pain'),
          finding('chest pain', 'present', 'then the chest pain comes'),
        ]),
      ),
    ).toEqual(['said-both-ways chest pain']);
    expect(
      ask([
        finding('cough', 'negated', 'no cough at night', { timing: 'at night' }),
        finding('cough', 'present', 'I have a cough'),
      ]),
    ).toEqual([]);
    expect(
      ask([
        finding('diabetes', 'negated', 'I have no diabetes'),
        finding('diabetes', 'present', 'my mother has it', { experiencer: 'family', relative: 'mother' }),
      ]),
    ).toEqual([]);
  });
  it('asks about the side', () => {
    const left = finding('knee pain', 'present', 'my left knee hurts', { side: 'left' });
    expect(kinds(ask([left, finding('knee pain', 'present', 'it is the right knee', { side: 'right' })]))).toEqual([
      'side-differs knee pain',
    ]);
    expect(ask([left, finding('knee pain', 'present', 'the right knee hurts too', { side: 'right' })])).toEqual([]);
  });
  it('asks about two doses and two values', () => {
    expect(
      kinds(
        ask([
          drug('lisinopril', 'takes', 'ten milligrams', { dose: '10 mg' }),
          drug('lisinopril', 'takes', 'it is twenty', { dose: '20 mg' }),
        ]),
      ),
    ).toEqual(['dose-differs lisinopril']);
    expect(
      ask([
        drug('lisinopril', 'takes', 'ten milligrams', { dose: '10 mg' }),
        drug('lisinopril', 'increases', 'up to twenty', { dose: '20 mg', by: 'clinician' }),
      ]),
    ).toEqual([]);
    const pulse = (value: string, quote: string): ClinicalFact => ({
      ...base('heart rate', quote, 'clinician'),
      type: 'measurement',
      kind: 'vital',
      value,
    });
    expect(kinds(ask([pulse('72', 'heart rate 72'), pulse('88', 'your pulse is 88')]))).toEqual([
      'number-differs heart rate',
    ]);
    expect(ask([pulse('72', 'heart rate 72'), pulse('88', 'last time it was 88')])).toEqual([]);
  });
  it('asks about a drug that is stopped and taken', () => {
    const facts = [
      drug('metformin', 'not-taking', 'I stopped the metformin'),
      drug('metformin', 'takes', 'I take my metformin each morning'),
    ];
    expect(kinds(ask(facts))).toEqual(['said-both-ways metformin']);
  });
  it('names the sentences that rest on a reading', () => {
    const fact = finding('chest pain', 'present', 'the chest pain comes at night');
    const other = finding('chest pain', 'negated', 'no chest pain');
    const sentence = (id: string, evidence: Evidence[]): Note['sections'][number]['sentences'][number] => ({
      id: SentenceId.parse(id),
      text: 'Reports chest pain.',
      confidence: 0.9,
      support: 'supported',
      evidence,
      origin: 'draft',
      confirmed: false,
    });
    const sections = [
      {
        key: 'subjective',
        heading: 'Subjective',
        sentences: [sentence('n1', fact.evidence), sentence('n2', [said('elsewhere')])],
      },
    ];
    expect(ask([fact, other], undefined, sections)[0]!.sentenceIds).toEqual(['n1']);
  });
});
