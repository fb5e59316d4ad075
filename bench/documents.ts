/**
 * `npm run eval -- documents`: what documents made of the training dialogues of ACI-Bench look like, by kind: how many have anything in them, how
 * many of their sentences wait for a person and why, and the school grade of what patients read. One JSON line a figure. Nothing is compared with a
 * reference: there is none. `-- documents --show KIND` prints the documents that the seen rows give.
 */
import { join } from 'node:path';
import { loadDocumentParts } from '../src/main/adapters/document-resources/load-document-resources.ts';
import { loadDraftResources } from '../src/main/adapters/note-resources/load-draft-resources.ts';
import { loadRoleModel } from '../src/main/adapters/speech/load-role-model.ts';
import { isForPatient, makeDocument } from '../src/main/domain/documents/make-document.ts';
import { renderDocumentMarkdown } from '../src/main/domain/documents/render-document.ts';
import { draftNote } from '../src/main/domain/note/draft-note.ts';
import { parseTranscript } from '../src/main/domain/speech/parse-transcript.ts';
import { understandVisit } from '../src/main/domain/understanding/understand-visit.ts';
import { DocumentKind, type VisitDocument } from '../src/shared/model/document.ts';
import { isSeen, readAci } from './drafting-corpora.ts';

const RESOURCES = join(import.meta.dirname, '..', 'resources');
const print = (line: Record<string, unknown>): void => console.log(JSON.stringify({ eval: 'documents', ...line }));
const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10);

export function run(args: readonly string[] = []): void {
  const visits = readAci('challenge_data/train.csv') ?? readAci('train.csv');
  if (!visits) {
    print({ set: 'aci-train', skipped: 'the shared data is not here' });
    return;
  }
  const show = args[0] === '--show' ? args[1] : undefined;
  const draft = loadDraftResources(RESOURCES);
  const resources = loadDocumentParts(RESOURCES, draft).forChart(undefined);
  const roleModel = loadRoleModel(RESOURCES);
  const made = new Map<DocumentKind, VisitDocument[]>(DocumentKind.options.map((kind) => [kind, []]));
  for (const visit of visits.filter(isSeen)) {
    const transcript = parseTranscript(visit.dialogue, roleModel);
    const note = draftNote({ transcript, template: 'soap', resources: draft });
    const facts = understandVisit(transcript, undefined, draft);
    for (const kind of DocumentKind.options) {
      const document = makeDocument(
        kind,
        {
          note,
          noteVersion: 1,
          removed: [],
          transcript,
          facts,
          visit: { patient: { name: 'Pat Sample', sex: 'unknown' } },
          options: { includeDiagnosis: false },
          resources,
        },
        { fingerprint: '' },
      );
      made.get(kind)!.push(document);
      if (kind === show) console.log(`${visit.id}\n${renderDocumentMarkdown(document)}`);
    }
  }
  for (const [kind, documents] of made) {
    const sentences = documents.flatMap(({ blocks }) => blocks.flatMap((block) => block.sentences));
    const reasons = (wanted: string): number =>
      sentences.filter((sentence) => sentence.reasons?.some((reason) => reason.kind === wanted)).length;
    const grades = documents.flatMap(({ grade }) => grade ?? []).sort((a, b) => a - b);
    print({
      set: 'aci-train, rows not kept aside',
      kind,
      documents: documents.length,
      withContent: percent(documents.filter(({ blocks }) => blocks.length > 0).length, documents.length),
      sentences: sentences.length,
      needsReviewPercent: percent(
        sentences.filter(({ support }) => support === 'needs-review').length,
        sentences.length,
      ),
      notInNotePercent: percent(reasons('not-in-note'), sentences.length),
      wordingPercent: percent(reasons('wording'), sentences.length),
      unsupportedPercent: percent(reasons('unsupported'), sentences.length),
      ...(isForPatient(kind)
        ? {
            gradeMedian: grades[Math.floor(grades.length / 2)],
            gradeHighest: grades.at(-1),
            atOrBelowGrade8Percent: percent(grades.filter((grade) => grade <= 8).length, grades.length),
            hardSentencesPercent: percent(sentences.filter(({ grade }) => (grade ?? 0) > 8).length, sentences.length),
          }
        : {}),
    });
  }
}

if (process.argv[1] === import.meta.filename) run(process.argv.slice(2));
