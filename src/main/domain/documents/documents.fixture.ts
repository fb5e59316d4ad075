import { ChartContext } from '../../../shared/model/chart.ts';
import { DocumentOptions, type DocumentKind, type VisitDocument } from '../../../shared/model/document.ts';
import type { VisitFacts } from '../../../shared/model/facts.ts';
import { SegmentId, SentenceId } from '../../../shared/model/ids.ts';
import { Note, type NoteSentence } from '../../../shared/model/note.ts';
import type { Speaker, Transcript } from '../../../shared/model/transcript.ts';
import { loadDocumentResources } from '../../adapters/document-resources/load-document-resources.ts';
import { loadDraftResources } from '../../adapters/note-resources/load-draft-resources.ts';
import type { DocumentInput, DocumentResources } from './document-input.ts';
import { makeDocument } from './make-document.ts';
import { removedTexts } from './note-lines.ts';

const DIR = new URL('../../../../resources', import.meta.url).pathname;
let loaded: DocumentResources | undefined;

/** What is shipped, read once. */
export function shippedDocumentResources(): DocumentResources {
  return (loaded ??= loadDocumentResources(DIR, loadDraftResources(DIR)));
}

/** `D:` and `P:` turns, ten seconds each. */
export function aVisit(...turns: string[]): Transcript {
  const speakers: Record<string, Speaker> = { D: 'clinician', P: 'patient' };
  return {
    model: { name: 'text', sha256: '' },
    language: 'en',
    durationMs: turns.length * 10_000,
    segments: turns.map((turn, i) => ({
      id: SegmentId.parse(`s${i + 1}`),
      startMs: i * 10_000,
      endMs: i * 10_000 + 9_000,
      speaker: speakers[turn[0]!] ?? 'unknown',
      text: turn.slice(3),
      words: [],
      flags: [],
    })),
  };
}

/** A sentence of a note: its place, its text, and the number of the turn that it rests on (0: none, a clinician's own). */
export type Row = readonly [group: string, text: string, turn: number, problem?: string];

export function aNote(transcript: Transcript, rows: readonly Row[]): Note {
  const sections = ['Subjective', 'Objective', 'Assessment', 'Plan'].map((heading) => ({
    key: heading.toLowerCase(),
    heading,
    sentences: rows.flatMap(([group, text, turn, problem], i): NoteSentence[] => {
      const own = group === 'Assessment' || group === 'Plan' ? group : GROUPS[group];
      if (own !== heading) return [];
      const segment = transcript.segments[turn - 1];
      return [
        {
          id: SentenceId.parse(`n${i + 1}`),
          text,
          confidence: 0.9,
          support: 'supported',
          evidence: segment
            ? [{ segmentId: segment.id, startMs: segment.startMs, endMs: segment.endMs, quote: segment.text }]
            : [],
          origin: segment ? 'draft' : 'clinician',
          confirmed: segment === undefined,
          ...(group === heading ? {} : { group }),
          ...(problem === undefined ? {} : { problem }),
        },
      ];
    }),
  }));
  return Note.parse({
    template: 'soap',
    engine: { name: 't', version: '1' },
    status: 'draft',
    sections,
    omissions: [],
  });
}

const GROUPS: Readonly<Record<string, string>> = {
  'Chief complaint': 'Subjective',
  'History of present illness': 'Subjective',
  'Past medical history': 'Subjective',
  Medications: 'Subjective',
  Allergies: 'Subjective',
  'Family history': 'Subjective',
  'Vital signs': 'Objective',
  'Physical exam': 'Objective',
  Results: 'Objective',
};

export interface Case {
  readonly turns?: readonly string[];
  readonly note: readonly Row[];
  /** The note as first drafted, where the clinician changed it since. */
  readonly drafted?: readonly Row[];
  readonly facts?: VisitFacts['facts'];
  readonly chart?: Partial<ChartContext>;
  readonly options?: Partial<DocumentOptions>;
  readonly visit?: Partial<DocumentInput['visit']>;
}

export function inputOf(given: Case): DocumentInput {
  const transcript = aVisit(...(given.turns ?? []));
  const note = aNote(transcript, given.note);
  const first = given.drafted ? [{ kind: 'ai-draft', note: aNote(transcript, given.drafted) }] : [];
  return {
    note,
    noteVersion: first.length + 1,
    removed: removedTexts([...first, { kind: first.length > 0 ? 'edit' : 'ai-draft', note }]),
    transcript,
    facts: { facts: given.facts ?? [] },
    ...(given.chart
      ? {
          chart: ChartContext.parse({
            patient: { name: 'Pat Sample' },
            problems: [],
            medications: [],
            allergies: [],
            observations: [],
            ...given.chart,
          }),
        }
      : {}),
    visit: {
      patient: { name: 'Pat Sample', sex: 'unknown', birthDate: '1970-02-01' },
      date: '2026-11-29',
      ...given.visit,
    },
    clinician: { name: 'Ana Reyes', credentials: 'MD' },
    options: DocumentOptions.parse(given.options ?? {}),
    resources: shippedDocumentResources(),
  };
}

export const made = (kind: DocumentKind, given: Case): VisitDocument =>
  makeDocument(kind, inputOf(given), { fingerprint: 'f' });

export const textsOf = (document: VisitDocument): string[] =>
  document.blocks.flatMap(({ sentences }) => sentences.map(({ text }) => text));

export const under = (document: VisitDocument, heading: string): string[] =>
  document.blocks
    .filter((block) => block.heading === heading)
    .flatMap(({ sentences }) => sentences.map(({ text }) => text));

/** A visit with a bit of everything: an injury, a change of drugs, limits, a warning. */
export const TURNS = [
  'D: What brings you in?',
  "P: My left knee hurts for three weeks. Ibuprofen didn't help at all.",
  'P: My mother has diabetes.',
  'D: There is swelling of the left knee. Your blood pressure is 150 over 92.',
  'D: I think it is a meniscus tear. I will order an MRI of the left knee and refer you to orthopedics.',
  'D: Increase the lisinopril to twenty milligrams twice a day for your blood pressure.',
  'D: Stop the ibuprofen.',
  'D: If the knee locks up or you get a fever, go to the emergency room.',
  'D: No lifting over twenty pounds at work for two weeks because of the meniscus tear.',
  'D: Come back in two weeks.',
];

export const NOTE: Row[] = [
  ['Chief complaint', 'Left knee pain.', 2],
  ['History of present illness', 'The patient reports left knee pain for 3 weeks.', 2],
  ['Family history', "The patient's mother has diabetes.", 3],
  ['Vital signs', 'Blood pressure 150/92.', 4],
  ['Physical exam', 'There is swelling of the left knee.', 4],
  ['Assessment', 'The patient likely has a meniscus tear.', 5, 'Meniscus tear'],
  ['Plan', 'We will order an MRI of the left knee.', 5, 'Meniscus tear'],
  ['Plan', 'We will refer the patient to orthopedics.', 5, 'Meniscus tear'],
  ['Plan', 'We will increase the lisinopril to 20 mg twice daily.', 6, 'Hypertension'],
  ['Plan', 'The patient was advised to stop the ibuprofen.', 7, 'Meniscus tear'],
  ['Plan', 'The patient was advised to go to the emergency room if the knee locks up or the patient gets a fever.', 8],
  ['Plan', 'No lifting over 20 pounds at work for 2 weeks because of the meniscus tear.', 9],
  ['Plan', 'Follow up in 2 weeks.', 10],
];
export const VISIT: Case = { turns: TURNS, note: NOTE };
