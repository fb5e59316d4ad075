import { describe, expect, it } from 'vitest';
import type { ClinicalFact } from '../../../shared/model/facts.ts';
import { SegmentId } from '../../../shared/model/ids.ts';
import { made, NOTE, textsOf, TURNS, under, VISIT, type Row } from './documents.fixture.ts';
import { renderDocumentText } from './render-document.ts';

const fact = (of: Partial<ClinicalFact> & Pick<ClinicalFact, 'type'>, turn: number): ClinicalFact =>
  ({
    id: `f${turn}`,
    term: 'x',
    confidence: 0.9,
    by: 'patient',
    evidence: [
      { segmentId: SegmentId.parse(`s${turn}`), startMs: 0, endMs: 1, quote: (TURNS[turn - 1] ?? 'x').slice(3) },
    ],
    ...of,
  }) as ClinicalFact;

describe('patient instructions', () => {
  const document = made('patient-instructions', VISIT);

  it('say in plain words, in the second person, what to do', () => {
    expect(under(document, 'Change these medicines')).toEqual(['Increase the lisinopril to 20 mg 2 times a day.']);
    expect(under(document, 'Stop these medicines')).toEqual(['Stop the ibuprofen.']);
    expect(under(document, 'Tests')).toEqual(['We will order an MRI (a scan with a strong magnet) of the left knee.']);
    expect(under(document, 'Other doctors')).toEqual(['We will refer you to orthopedics (bone and joint doctor).']);
    expect(under(document, 'When to get help')).toEqual([
      'Go to the emergency room if the knee locks up or you get a fever.',
    ]);
    expect(under(document, 'When to come back')).toEqual(['Follow up in 2 weeks.']);
    expect(document.grade).toBeLessThanOrEqual(8);
    expect(textsOf(document).join(' ')).not.toMatch(/\bthe patient\b/i);
  });

  it('hold no refused drug, unless the clinician says so', () => {
    const rows: Row[] = [['Plan', 'We will start atorvastatin 20 mg daily.', 6]];
    const facts = [
      fact({ type: 'medication', term: 'atorvastatin', action: 'starts', experiencer: 'patient', by: 'clinician' }, 6),
      fact({ type: 'medication', term: 'atorvastatin', action: 'refuses', experiencer: 'patient' }, 7),
    ];
    for (const kind of ['patient-instructions', 'after-visit-summary', 'referral-letter', 'chronic-care-log'] as const)
      expect(textsOf(made(kind, { turns: TURNS.slice(0, 7), note: rows, facts }))).toEqual([]);
    const own: Row[] = [['Plan', 'We will start atorvastatin 20 mg daily.', 0]];
    expect(textsOf(made('patient-instructions', { turns: TURNS.slice(0, 7), note: own, facts }))).toEqual([
      'Start atorvastatin 20 mg every day.',
    ]);
    expect(
      textsOf(made('patient-instructions', { note: [['Plan', 'The patient declined atorvastatin.', 0]] })),
    ).toEqual([]);
  });

  it.each([
    ['P: No, I do not want that.', true],
    ["P: I'd rather not take that.", true],
    ['P: Okay, that is fine.', false],
    ['P: No questions.', false],
  ])('ask about a drug the patient answered with "%s": %s', (answer, asks) => {
    const turns = ['D: I would like to start atorvastatin 20 mg daily.', answer];
    const one = made('patient-instructions', { turns, note: [['Plan', 'Start atorvastatin 20 mg daily.', 1]] });
    const [sentence] = one.blocks.flatMap(({ sentences }) => sentences);
    expect(sentence?.reasons ?? []).toEqual(asks ? [{ kind: 'refused', claim: 'atorvastatin' }] : []);
  });

  it('hold a warning that was said and is not in the note only as something to look at', () => {
    const unnoted = made('patient-instructions', { ...VISIT, note: NOTE.filter(([, , turn]) => turn !== 8) });
    const block = unnoted.blocks.find(({ heading }) => heading === 'When to get help')!;
    expect(block.sentences.map(({ support, reasons }) => [support, reasons])).toEqual([
      ['needs-review', [{ kind: 'not-in-note' }]],
    ]);
    expect(block.sentences[0]!.text).toBe('If the knee locks up or you get a fever, go to the emergency room.');
  });

  it('make up no warning, no date and no medicine, but tell the clinician', () => {
    const bare = made('patient-instructions', {
      turns: ['D: Your knee is fine.'],
      note: [['Assessment', 'The knee is fine.', 1]],
    });
    expect(textsOf(bare)).toEqual([]);
    expect(bare.gaps).toEqual(['medicines', 'follow-up', 'warning-signs']);
    expect(renderDocumentText(bare)).not.toMatch(/warning|follow/i);
  });

  it.each([
    ['The patient should avoid NSAIDs.', /^Avoid NSAIDs/],
    ['The patient was advised not to drive for 24 hours.', /^Do not drive for 24 hours\.$/],
    [
      'We will start her on amoxicillin 500 mg three times daily for 10 days.',
      /^Start amoxicillin 500 mg 3 times a day for 10 days\.$/,
    ],
    ['Continue metformin 1000 mg twice daily.', /^Continue metformin 1000 mg 2 times a day\.$/],
    ['Discontinue naproxen.', /^Stop naproxen\.$/],
    ['She needs to check her blood pressure daily.', /^You need to check your blood pressure every day\.$/],
    ['The patient may take Tylenol for the pain instead.', /^You may take Tylenol for the pain instead\.$/],
    ['Apply ice to the right ankle, not the left.', /^Apply ice to the right ankle, not the left\.$/],
    ['If the knee swells, the patient was advised to call the office.', /^If the knee swells, call the office\.$/],
    ['We will order a CT scan without contrast of the abdomen.', /^We will order a CT scan/],
    ['The patient was advised to record the pressures and bring them to the office.', /bring them to the office\.$/],
    ['The patient was advised, to call me if there is bleeding.', /^.*call me if there is bleeding\.$/],
    ['We will refer to cardiology.', /^We will refer you to cardiology/],
    ['Return to clinic in 3 months.', /^Return to clinic in 3 months\.$/],
    ['Consider a statin at the next visit.', /^Consider a statin/],
    [
      'We will refer him to cardiology for atrial fibrillation.',
      /^We will refer you to cardiology \(heart doctor\) for atrial fibrillation/,
    ],
  ])('say "%s" as it is meant', (text, expected) => {
    const one = made('patient-instructions', { note: [['Plan', text, 0]] });
    expect(textsOf(one)).toHaveLength(1);
    expect(textsOf(one)[0]).toMatch(expected);
    const [sentence] = one.blocks.flatMap(({ sentences }) => sentences);
    expect(sentence?.reasons).toBeUndefined();
  });

  it('ask a person to look where words may be about somebody else', () => {
    const one = made('patient-instructions', {
      note: [['Plan', 'Her mother will give her the eye drops twice daily.', 0]],
    });
    expect(one.blocks[0]?.sentences[0]?.support).toBe('needs-review');
  });

  it('ask a person to look where two are "they" and "them"', () => {
    const one = made('patient-instructions', { note: [['Plan', 'They can help them strengthen the shoulder.', 0]] });
    expect(one.blocks[0]?.sentences[0]?.support).toBe('needs-review');
  });

  it('take no courtesy for a warning', () => {
    const turns = ['D: If you have any questions, just call me.', 'D: If the swelling gets worse, call me.'];
    const one = made('patient-instructions', { turns, note: [] });
    expect(textsOf(one)).toEqual(['If the swelling gets worse, call me.']);
  });

  it('speak of the child to whoever cares for it', () => {
    const visit = {
      patient: { name: 'Kid Sample', sex: 'unknown' as const, birthDate: '2020-12-01' },
      date: '2026-11-29',
    };
    const one = made('patient-instructions', {
      note: [['Plan', "We will check the patient's ears again in 2 weeks.", 0]],
      visit,
    });
    expect(textsOf(one)).toEqual(["We will check your child's ears again in 2 weeks."]);
  });
});
