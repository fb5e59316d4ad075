import { describe, expect, it } from 'vitest';
import { Codes } from '../../../shared/model/codes.ts';
import { SegmentId, SentenceId } from '../../../shared/model/ids.ts';
import type { Evidence, Note, NoteSentence } from '../../../shared/model/note.ts';
import { LABELLED_NOTES, shipped } from './coding.fixture.ts';
import { STYLED_NOTES } from './styled-notes.fixture.ts';
import { suggestCodes, suggestCodesFromText } from './suggest-codes.ts';

const codesOf = (note: string): string[] => suggestCodesFromText(note, shipped).diagnoses.map((item) => item.code);

describe('codes from the text of a note', () => {
  it.each(LABELLED_NOTES.map((labelled) => [labelled.name, labelled] as const))('%s', (_, labelled) => {
    const given = codesOf(labelled.note);
    expect(given).toEqual(expect.arrayContaining([...labelled.codes]));
    for (const not of labelled.not ?? []) expect(given.filter((code) => code.startsWith(not))).toEqual([]);
    if (labelled.exact) expect([...given].sort()).toEqual([...labelled.codes].sort());
  });

  it.each(STYLED_NOTES.map((labelled) => [labelled.name, labelled] as const))('%s', (_, labelled) => {
    const codes = suggestCodesFromText(labelled.note, shipped);
    expect(codes.diagnoses.map((item) => item.code).sort()).toEqual([...labelled.codes].sort());
    if (labelled.level !== undefined) expect(codes.visit?.level).toBe(labelled.level);
  });

  it('says nothing of a note that says nothing', () => {
    for (const empty of ['', '   \n\n', 'Assessment:\nPlan:', 'The weather is fine.']) {
      const codes = suggestCodesFromText(empty, shipped);
      expect(codes.diagnoses).toEqual([]);
      expect(codes.visit).toBeUndefined();
    }
  });

  it('offers the uncertain diagnosis as an alternative and says why it is not coded', () => {
    const codes = suggestCodesFromText('CC: chest pain\nAssessment: Chest pain, possible costochondritis.', shipped);
    expect(codes.diagnoses[0]?.alternatives.map((item) => item.code)).toContain('M94.0');
    expect(codes.warnings.join(' ')).toMatch(/costochondritis.*uncertain/);
  });

  it('warns of codes that exclude each other and of sides that nobody gave', () => {
    const codes = suggestCodesFromText('Assessment:\n1. Type 1 diabetes\n2. Type 2 diabetes\n3. Ankle sprain', shipped);
    expect(codes.warnings.join(' ')).toMatch(/E10\.9 and E11\.9 exclude each other/);
    expect(codes.warnings.join(' ')).toMatch(/S93\.409A: the note does not say which side/);
  });

  it('takes the radiologist’s impression for a finding, not for the assessment', () => {
    const note = 'RESULTS\nMRI of the knee.\nIMPRESSION\nMedial meniscus tear.\n\nASSESSMENT\nRight knee pain.\n';
    expect(codesOf(note)).toEqual(['M25.561']);
  });

  it('reads a plan by problem without taking orders for problems', () => {
    const note =
      'ASSESSMENT AND PLAN\n1. Hypothyroidism\n- TSH\n- Lipid panel\n- Levothyroxine 50 mcg daily\n2. Asthma\n- Spirometry';
    expect(codesOf(note)).toEqual(['E03.9', 'J45.909']);
  });

  it('keeps to codes that can be billed and to twelve of them, whatever the note holds', () => {
    const many = LABELLED_NOTES.map((labelled) =>
      labelled.note.replace(/^.*(?:Assessment|A\/P|Imp)[^\n]*:?/is, ''),
    ).join('\n');
    const codes = suggestCodesFromText(`Assessment:\n${many}`, shipped);
    expect(codes.diagnoses.length).toBeLessThanOrEqual(12);
    expect(codes.diagnoses.every((item) => item.billable && item.alternatives.length <= 4)).toBe(true);
    expect(new Set(codes.diagnoses.map((item) => item.code)).size).toBe(codes.diagnoses.length);
  });
});

describe('codes from a drafted note', () => {
  const evidence = (quote: string, segment: string): Evidence => ({
    segmentId: SegmentId.parse(segment),
    startMs: 0,
    endMs: 1000,
    quote,
  });
  let count = 0;
  const sentence = (text: string, more: Partial<NoteSentence> = {}): NoteSentence => ({
    id: SentenceId.parse(`n${(count += 1)}`),
    text,
    confidence: 0.9,
    support: 'supported',
    evidence: [],
    origin: 'draft',
    confirmed: false,
    ...more,
  });
  const note = (sections: Record<string, NoteSentence[]>): Note => ({
    template: 'soap',
    engine: { name: 'test', version: '1' },
    status: 'draft',
    sections: Object.entries(sections).map(([key, sentences]) => ({ key, heading: key, sentences })),
    omissions: [],
  });

  it('carries the evidence of the sentences it rests on, and is a valid codes.json', () => {
    const spoken = evidence('your blood pressure is still high', 's4');
    const codes = suggestCodes({
      note: note({
        assessment: [sentence('His hypertension is not controlled.', { problem: 'Hypertension', evidence: [spoken] })],
        plan: [sentence('We will increase lisinopril to 20 mg daily.', { problem: 'Hypertension' })],
      }),
      ...shipped,
    });
    expect(codes.diagnoses.map((item) => item.code)).toEqual(['I10']);
    expect(codes.diagnoses[0]?.evidence).toEqual([spoken]);
    expect(codes.diagnoses[0]?.rationale).toMatch(/hypertension/i);
    expect(codes.visit?.level).toBe('99214');
    expect(() => Codes.parse(codes)).not.toThrow();
  });

  it('joins the evidence of conditions that share a combination code', () => {
    const codes = suggestCodes({
      note: note({
        assessment: [
          sentence('Type 2 diabetes.', { problem: 'Type 2 diabetes', evidence: [evidence('diabetes', 's1')] }),
          sentence('CKD stage 3a.', { problem: 'CKD stage 3a', evidence: [evidence('kidneys', 's2')] }),
        ],
      }),
      ...shipped,
    });
    const joined = codes.diagnoses.find((item) => item.code === 'E11.22');
    expect(joined?.evidence.map((item) => item.quote)).toEqual(['diabetes', 'kidneys']);
    expect(codes.diagnoses.map((item) => item.code)).toContain('N18.31');
  });

  it('codes the complaint where the sentence under a label only supposes', () => {
    const codes = suggestCodes({
      note: note({
        subjective: [sentence('Right knee pain.', { group: 'Chief complaint' })],
        assessment: [sentence('She likely has an acute medial meniscus sprain.', { problem: 'Sprain' })],
      }),
      ...shipped,
    });
    expect(codes.diagnoses.map((item) => item.code)).toEqual(['M25.561']);
  });

  it('knows the type of diabetes from the chart', () => {
    const codes = suggestCodes({
      note: note({ assessment: [sentence('Diabetes is stable.', { problem: 'Diabetes' })] }),
      chart: {
        patient: { name: 'Test Patient', sex: 'female' },
        problems: [{ text: 'Type 1 diabetes mellitus', icd10cm: 'E10.9' }],
        medications: [],
        allergies: [],
        observations: [],
      },
      ...shipped,
    });
    expect(codes.diagnoses[0]?.code).toBe('E10.9');
  });
});
