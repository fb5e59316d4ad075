import type { DocumentField, DocumentGap, VisitDocument } from '../../../shared/model/document.ts';

export const DRAFT_MARK = 'DRAFT - NOT FINAL';

/** To whom before of whom, of whom before by whom. */
const ORDER: readonly DocumentField['key'][] = ['to', 'address', 'requested', 'subject', 'patient', 'birth-date', 'visit-date', 'written-date', 'clinician']; // prettier-ignore

export function orderedFields(document: Pick<VisitDocument, 'fields'>): DocumentField[] {
  return [...document.fields].sort((a, b) => ORDER.indexOf(a.key) - ORDER.indexOf(b.key));
}

/** The minutes of a contact with whose word they are; undefined for other documents and where there are none. */
export function minutesLine({ touchpoint }: VisitDocument): string | undefined {
  if (!touchpoint) return undefined;
  const { minutes, from } = touchpoint;
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'} (${from === 'recording' ? 'length of the recording' : 'entered by the clinician'})`;
}

interface Marks {
  readonly title: (text: string) => string;
  readonly heading: (text: string) => string;
  readonly field: (label: string, value: string) => string;
}

function lines(document: VisitDocument, marks: Marks): string[] {
  const minutes = minutesLine(document);
  const out: string[] = [marks.title(document.title), ''];
  for (const { label, value } of orderedFields(document)) out.push(marks.field(label, value));
  if (minutes !== undefined) out.push(marks.field('Time', minutes));
  out.push('');
  for (const block of document.blocks) {
    if (block.heading !== undefined) out.push(marks.heading(block.heading), '');
    if (block.kind === 'list') for (const { text } of block.sentences) out.push(`- ${text}`);
    else out.push(block.sentences.map(({ text }) => text).join(' '));
    out.push('');
  }
  return out;
}

/** What is copied, saved and kept of a final document. A draft says so in its first line and its last. */
export function renderDocumentText(document: VisitDocument, signedBy?: string): string {
  const draft = document.status === 'draft';
  const body = lines(document, {
    title: (text) => text.toUpperCase(),
    heading: (text) => text.toUpperCase(),
    field: (label, value) => `${label}: ${value}`,
  });
  const out = [
    ...(draft ? [DRAFT_MARK, ''] : []),
    ...body,
    ...(signedBy ? [signedBy] : []),
    ...(draft ? [DRAFT_MARK] : []),
  ];
  return `${out.join('\n').trim()}\n`;
}

/** What is missing, for the clinician. English: the window has words of its own. */
const MISSING: Readonly<Record<DocumentGap, string>> = {
  indication: 'a diagnosis or reason',
  'tried-before': 'what was tried before',
  'effect-of-tried': 'what came of what was tried',
  duration: 'how long it has been going on',
  findings: 'what was found on examination',
  results: 'test results',
  dose: 'the dose of the drug that was ordered',
  request: 'a drug, test or procedure that was ordered',
  reason: 'a referral, and why',
  specialty: 'to whom the patient is referred',
  fitness: 'anything about work or school',
  dates: 'from when, or until when',
  'diagnosis-left-out': 'anything of fitness that can be said without the diagnosis: a sentence was left out',
  medicines: 'anything about medicines to start, change, stop or keep',
  'follow-up': 'when to come back',
  'warning-signs': 'when to get help',
  minutes: 'how long it took: nothing was recorded',
  actions: 'anything to be done',
};

/** `documents/<kind>.md` of the command line. Of a draft, what is missing stands below a line; it is no part of the document. */
export function renderDocumentMarkdown(document: VisitDocument): string {
  const body = lines(document, {
    title: (text) => `# ${text}`,
    heading: (text) => `## ${text}`,
    field: (label, value) => `**${label}:** ${value}  `,
  });
  const mark = document.status === 'draft' ? [`*${DRAFT_MARK}*`, ''] : [];
  const missing =
    document.status === 'draft' && document.gaps.length > 0
      ? [
          '---',
          '',
          '*For the clinician, no part of the document:*',
          '',
          ...document.gaps.map((gap) => `- Not said in the visit: ${MISSING[gap]}.`),
        ]
      : [];
  return `${[...mark, ...body, ...missing].join('\n').trim()}\n`;
}
