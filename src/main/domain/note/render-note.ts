import type { Note } from '../../../shared/model/note.ts';
import { isPrinted, NOTHING_RECORDED, noteBlocks } from '../../../shared/model/note-blocks.ts';

/** What `note.md` holds: headings, then prose or bullets. Sections without a sentence are left out, but for those whose heading the template always prints. */
export function renderNoteMarkdown(note: Note): string {
  const lines: string[] = [];
  for (const section of note.sections) {
    if (!isPrinted(section)) continue;
    lines.push(`# ${section.heading}`, '');
    if (section.sentences.length === 0) lines.push(NOTHING_RECORDED, '');
    for (const block of noteBlocks(section)) {
      if (block.title !== undefined) lines.push(`## ${block.title}`, '');
      if (block.bullets) for (const sentence of block.sentences) lines.push(`- ${sentence.text}`);
      else lines.push(block.sentences.map((sentence) => sentence.text).join(' '));
      lines.push('');
    }
  }
  return `${lines.join('\n').trim()}\n`;
}

export interface PlainTextOptions {
  readonly status: 'draft' | 'signed';
  /** Lines that stand on top, e.g. patient and date of visit. */
  readonly header?: readonly string[];
}

/** The text that is signed and delivered. A draft says so in its first line and its last. */
export function renderNotePlainText(note: Note, options: PlainTextOptions): string {
  const lines: string[] = [];
  if (options.status === 'draft') lines.push('DRAFT - NOT SIGNED', '');
  if (options.header && options.header.length > 0) lines.push(...options.header, '');
  for (const section of note.sections) {
    if (!isPrinted(section)) continue;
    lines.push(section.heading.toUpperCase(), '');
    if (section.sentences.length === 0) lines.push(NOTHING_RECORDED, '');
    for (const block of noteBlocks(section)) {
      if (block.title !== undefined) lines.push(`${block.title}:`);
      if (block.bullets) for (const sentence of block.sentences) lines.push(`- ${sentence.text}`);
      else lines.push(block.sentences.map((sentence) => sentence.text).join(' '));
      lines.push('');
    }
  }
  if (options.status === 'draft') lines.push('DRAFT - NOT SIGNED');
  return `${lines.join('\n').trim()}\n`;
}
