import type { DocumentField, VisitDocument } from '../../../shared/model/document.ts';

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

/** `documents/<kind>.md` of the command line. */
export function renderDocumentMarkdown(document: VisitDocument): string {
  const body = lines(document, {
    title: (text) => `# ${text}`,
    heading: (text) => `## ${text}`,
    field: (label, value) => `**${label}:** ${value}  `,
  });
  const mark = document.status === 'draft' ? [`*${DRAFT_MARK}*`, ''] : [];
  return `${[...mark, ...body].join('\n').trim()}\n`;
}
