import type { EncounterView } from '../../shared/contract/encounters.ts';
import type { ChartContext } from '../../shared/model/chart.ts';
import type { Codes } from '../../shared/model/codes.ts';
import { EncounterId, SegmentId, SentenceId } from '../../shared/model/ids.ts';
import type { Evidence, NoteSentence, NoteVersion } from '../../shared/model/note.ts';
import type { Speaker, TranscriptSegment } from '../../shared/model/transcript.ts';

/** An invented visit for tests and the development page: nobody in it exists. */
const TURNS: readonly [Speaker, string, number?][] = [
  ['clinician', 'Good morning. What brings you in today?'],
  ['patient', 'My left knee has been hurting for about two weeks.'],
  ['clinician', 'Did you fall or twist it?'],
  ['patient', 'No, I did not fall. It started after I painted the fence.'],
  ['clinician', 'Any locking or giving way?'],
  ['patient', 'No locking. It is stiff in the morning.'],
  ['clinician', 'Are you taking anything for it?'],
  ['patient', 'Ibuprofen, four hundred milligrams, twice a day.', 0.31],
  ['clinician', 'And is your blood pressure all right on the lisinopril, 20 mg?'],
  ['patient', 'Yes, about 128 over 78 at home.'],
  ['clinician', 'There is a small effusion, and no redness. Range of motion is full.'],
  ['unknown', 'My neighbour had the same and needed surgery.'],
  [
    'clinician',
    'I think this is an early osteoarthritis of the left knee. Stop the ibuprofen because of your blood pressure, and take acetaminophen, 650 mg, up to three times a day.',
  ],
  ['patient', 'All right. When should I come back?'],
  ['clinician', 'In four weeks, sooner if it swells or you get a fever.'],
];
const TURN_MS = 6_000;

export const segments: TranscriptSegment[] = TURNS.map(([speaker, text, confidence = 0.96], index) => {
  const startMs = index * TURN_MS;
  const words = text.split(' ');
  const wordMs = (TURN_MS - 800) / words.length;
  return {
    id: SegmentId.parse(`s${index + 1}`),
    startMs,
    endMs: startMs + TURN_MS - 800,
    speaker,
    text,
    words: words.map((word, position) => ({
      text: word,
      startMs: startMs + position * wordMs,
      endMs: startMs + (position + 1) * wordMs,
      confidence: /four hundred|hundred/.test(word) ? confidence : 0.95,
    })),
    flags: [],
  };
});

export function evidenceOf(turn: number, quote?: string): Evidence {
  const segment = segments[turn - 1]!;
  return { segmentId: segment.id, startMs: segment.startMs, endMs: segment.endMs, quote: quote ?? segment.text };
}

let sentenceCount = 0;
export function sentence(text: string, evidence: Evidence[], change: Partial<NoteSentence> = {}): NoteSentence {
  sentenceCount += 1;
  return {
    id: SentenceId.parse(`n${sentenceCount}`),
    text,
    confidence: 0.9,
    support: 'supported',
    evidence,
    origin: 'draft',
    confirmed: false,
    ...change,
  };
}

export const draft: NoteVersion = {
  version: 1,
  kind: 'ai-draft',
  at: Date.UTC(2026, 10, 21, 15, 12),
  by: 'engine',
  note: {
    template: 'soap',
    engine: { name: 'rules', version: '1' },
    status: 'draft',
    sections: [
      {
        key: 'subjective',
        heading: 'Subjective',
        sentences: [
          sentence('Pain in the left knee for about two weeks, after painting a fence.', [
            evidenceOf(2),
            evidenceOf(4),
          ]),
          sentence('Denies a fall.', [evidenceOf(3), evidenceOf(4, 'No, I did not fall.')]),
          sentence('No locking; stiff in the morning.', [evidenceOf(5), evidenceOf(6)]),
          sentence('Takes ibuprofen 400 mg twice a day.', [evidenceOf(8)], {
            support: 'needs-review',
            confidence: 0.42,
          }),
          sentence('Home blood pressure about 128/78 on lisinopril 20 mg.', [evidenceOf(9), evidenceOf(10)]),
        ],
      },
      {
        key: 'objective',
        heading: 'Objective',
        sentences: [
          sentence(
            'Left knee: small effusion, no redness.',
            [evidenceOf(11, 'There is a small effusion, and no redness.')],
            {
              group: 'Physical exam',
            },
          ),
          sentence('Range of motion full.', [evidenceOf(11, 'Range of motion is full.')], { group: 'Physical exam' }),
        ],
      },
      {
        key: 'assessment',
        heading: 'Assessment',
        sentences: [
          sentence('Early osteoarthritis of the left knee.', [
            evidenceOf(13, 'I think this is an early osteoarthritis of the left knee.'),
          ]),
        ],
      },
      {
        key: 'plan',
        heading: 'Plan',
        sentences: [
          sentence('Stop ibuprofen because of blood pressure.', [evidenceOf(13, 'Stop the ibuprofen')], {
            problem: 'Osteoarthritis of the left knee',
          }),
          sentence('Acetaminophen 650 mg up to three times a day.', [evidenceOf(13)], {
            problem: 'Osteoarthritis of the left knee',
            support: 'needs-review',
          }),
          sentence('Return in 4 weeks, sooner for swelling or fever.', [evidenceOf(15)], { problem: 'Follow-up' }),
        ],
      },
    ],
    omissions: [{ segmentId: segments[11]!.id, reason: 'finding' }],
  },
};

export const codes: Codes = {
  terminology: { icd10cm: 'FY2026' },
  diagnoses: [
    {
      system: 'http://hl7.org/fhir/sid/icd-10-cm',
      code: 'M17.12',
      display: 'Unilateral primary osteoarthritis, left knee',
      billable: true,
      confidence: 0.86,
      rationale: 'Assessed by the clinician: early osteoarthritis of the left knee.',
      evidence: [evidenceOf(13)],
      alternatives: [
        { code: 'M25.562', display: 'Pain in left knee', billable: true },
        { code: 'M17.9', display: 'Osteoarthritis of knee, unspecified', billable: true },
      ],
      decision: 'suggested',
    },
    {
      system: 'http://hl7.org/fhir/sid/icd-10-cm',
      code: 'I10',
      display: 'Essential (primary) hypertension',
      billable: true,
      confidence: 0.7,
      rationale: 'Home readings and lisinopril were discussed.',
      evidence: [evidenceOf(9), evidenceOf(10)],
      alternatives: [],
      decision: 'accepted',
    },
  ],
  procedures: [],
  warnings: [],
};

export const chart: ChartContext = {
  patient: { name: 'June Testwell', birthDate: '1961-04-02', sex: 'female', fhirId: 'test-1' },
  problems: [{ text: 'Essential hypertension', icd10cm: 'I10', status: 'active' }],
  medications: [{ text: 'Lisinopril 20 mg tablet', dose: '1 tablet daily', status: 'active' }],
  allergies: [{ text: 'Penicillin', reaction: 'hives' }],
  observations: [{ text: 'Hemoglobin A1c', value: '5.6 %', at: '2026-08-14' }],
};

export function encounterView(change: Partial<EncounterView> = {}): EncounterView {
  const startedAt = Date.UTC(2026, 10, 21, 15, 0);
  return {
    seq: 0,
    encounter: {
      id: EncounterId.parse('visit-1'),
      patient: { name: 'June Testwell', birthDate: '1961-04-02', sex: 'female' },
      reason: 'Knee pain',
      state: 'drafted',
      createdAt: startedAt,
      updatedAt: startedAt,
      startedAt,
      endedAt: startedAt + 90_000,
      audioDurationMs: 90_000,
      source: 'microphone',
      template: 'soap',
    },
    speechModel: 'moonshine-tiny',
    segments,
    note: draft,
    addenda: [],
    codes,
    chart,
    deliveries: [],
    hasAudio: true,
    ...change,
  };
}
