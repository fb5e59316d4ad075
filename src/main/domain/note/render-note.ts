import type { Note, NoteSection, NoteSentence } from '../../../shared/model/note.ts';

/** Groups and problems whose items read better one a line. */
const isBulleted = (section: NoteSection, sentence: NoteSentence): boolean =>
  section.key === 'plan' || section.key === 'exam' || /exam$/i.test(sentence.group ?? '');

interface Block {
  readonly title?: string;
  readonly bullets: boolean;
  readonly sentences: NoteSentence[];
}

function blocks(section: NoteSection): Block[] {
  const out: Block[] = [];
  for (const sentence of section.sentences) {
    const title = sentence.problem ?? sentence.group;
    const bullets = isBulleted(section, sentence);
    const last = out.at(-1);
    if (last && last.title === title && last.bullets === bullets) last.sentences.push(sentence);
    else out.push({ ...(title === undefined ? {} : { title }), bullets, sentences: [sentence] });
  }
  return out;
}

/** What `note.md` holds: headings, then prose or bullets. Sections without a sentence are left out. */
export function renderNoteMarkdown(note: Note): string {
  const lines: string[] = [];
  for (const section of note.sections) {
    if (section.sentences.length === 0) continue;
    lines.push(`# ${section.heading}`, '');
    for (const block of blocks(section)) {
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
    if (section.sentences.length === 0) continue;
    lines.push(section.heading.toUpperCase(), '');
    for (const block of blocks(section)) {
      if (block.title !== undefined) lines.push(`${block.title}:`);
      if (block.bullets) for (const sentence of block.sentences) lines.push(`- ${sentence.text}`);
      else lines.push(block.sentences.map((sentence) => sentence.text).join(' '));
      lines.push('');
    }
  }
  if (options.status === 'draft') lines.push('DRAFT - NOT SIGNED');
  return `${lines.join('\n').trim()}\n`;
}
