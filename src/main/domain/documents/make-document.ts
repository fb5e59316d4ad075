import type {
  DocumentBlock,
  DocumentField,
  DocumentKind,
  DocumentSentence,
  VisitDocument,
} from '../../../shared/model/document.ts';
import type { Note } from '../../../shared/model/note.ts';
import { afterVisitSummary } from './after-visit-summary.ts';
import { careLog, recordedMinutes } from './care-log.ts';
import type { DocumentInput } from './document-input.ts';
import { patientInstructions } from './patient-instructions.ts';
import { priorAuthorization } from './prior-authorization.ts';
import { referralLetter } from './referral-letter.ts';
import { workNote } from './work-note.ts';
import { gradeOfBlocks, type Draft } from './writer.ts';

export const DOCUMENT_ENGINE = 'chartside-documents';

const WRITERS: Readonly<Record<DocumentKind, (input: DocumentInput) => Draft>> = {
  'patient-instructions': patientInstructions,
  'after-visit-summary': afterVisitSummary,
  'referral-letter': referralLetter,
  'work-note': workNote,
  'prior-authorization': priorAuthorization,
  'chronic-care-log': careLog,
};

export const isForPatient = (kind: DocumentKind): boolean =>
  kind === 'patient-instructions' || kind === 'after-visit-summary';

/**
 * A document of one kind from the visit as it stands. Pure: the same visit gives the same document.
 * @param fingerprint of what it is made from (`fingerprintText`), so that a later look can tell whether that changed
 * @param before the document that this one follows: what a person decided about sentences that come out the same again still holds
 */
export function makeDocument(
  kind: DocumentKind,
  input: DocumentInput,
  { fingerprint, before }: { fingerprint: string; before?: VisitDocument },
): VisitDocument {
  const draft = WRITERS[kind](input);
  const minutes = kind === 'chronic-care-log' ? recordedMinutes(input.visit.recordedMs) : undefined;
  const made: VisitDocument = {
    kind,
    title: draft.title,
    status: 'draft',
    engine: { name: DOCUMENT_ENGINE, version: input.resources.version },
    madeFrom: { noteVersion: input.noteVersion, fingerprint },
    fields: [...draft.fields],
    blocks: [...draft.blocks],
    gaps: [...draft.gaps],
    options: input.options,
    choices: [...draft.choices],
    dropped: [],
    ...(minutes === undefined ? {} : { touchpoint: minutes }),
  };
  const document = before ? withDecisions(made, before) : made;
  const grade = isForPatient(kind) ? gradeOfBlocks(document.blocks, input) : undefined;
  return { ...document, ...(grade === undefined ? {} : { grade }) };
}

/** Everything that a document is made of, as text: hashed by the caller. Confirming a sentence of the note changes nothing that is written. */
export function fingerprintText(
  note: Note,
  patient: DocumentInput['visit']['patient'],
  chart: DocumentInput['chart'],
): string {
  return JSON.stringify([
    note.sections.map(({ key, heading, sentences }) => [
      key,
      heading,
      sentences.map(({ text, problem, group }) => [text, problem ?? '', group ?? '']),
    ]),
    [patient.name, patient.birthDate ?? ''],
    chart ? [chart.medications, chart.allergies, chart.problems] : [],
  ]);
}

/**
 * What a person did to the document before, laid on the one made anew: texts they took out stay out, texts they changed or confirmed stay changed
 * or confirmed where the engine wrote the same again, what they added stays, and whom it is addressed to. An edit whose ground is gone (the note
 * no longer says it) goes with it.
 */
function withDecisions(made: VisitDocument, before: VisitDocument): VisitDocument {
  const decided = new Map<string, DocumentSentence>();
  for (const { sentences } of before.blocks)
    for (const sentence of sentences)
      if (sentence.drafted !== undefined && (sentence.confirmed || sentence.origin === 'clinician'))
        decided.set(sentence.drafted, sentence);
  const dropped = new Set(before.dropped);
  const added = before.blocks.flatMap((block) =>
    block.sentences.filter(({ drafted }) => drafted === undefined).map((sentence) => ({ block, sentence })),
  );
  let blocks: DocumentBlock[] = made.blocks
    .map((block) => ({
      ...block,
      sentences: block.sentences
        .filter(({ drafted }) => drafted === undefined || !dropped.has(drafted))
        .map((sentence) => {
          const known = decided.get(sentence.text);
          if (!known) return sentence;
          return known.origin === 'clinician'
            ? { ...sentence, text: known.text, origin: known.origin, confirmed: known.confirmed, grade: known.grade }
            : { ...sentence, confirmed: true };
        }),
    }))
    .filter(({ sentences }) => sentences.length > 0);
  for (const { block, sentence } of added) {
    const home = blocks.find(({ heading }) => heading === block.heading);
    if (home)
      blocks = blocks.map((other) => (other === home ? { ...home, sentences: [...home.sentences, sentence] } : other));
    else blocks.push({ ...block, sentences: [sentence] });
  }
  const owned = before.fields.filter(({ source }) => source === 'clinician');
  const fields: DocumentField[] = [
    ...made.fields.filter(({ key }) => !owned.some((field) => field.key === key)),
    ...owned,
  ];
  return {
    ...made,
    fields,
    blocks: blocks.map((block, i) => ({ ...block, id: `b${i + 1}` })),
    dropped: [...dropped].filter((text) => made.blocks.some(({ sentences }) => sentences.some((s) => s.text === text))),
    ...(before.touchpoint?.from === 'clinician' ? { touchpoint: before.touchpoint } : {}),
    gaps: before.touchpoint?.from === 'clinician' ? made.gaps.filter((gap) => gap !== 'minutes') : made.gaps,
  };
}
