import type { Note, NoteSection, NoteSentence } from './note.ts';

/** Sentences that stand together: under one sub-heading, as prose or one a line. */
export interface NoteBlock {
  /** Absent where it would repeat the one above. */
  title?: string;
  bullets: boolean;
  sentences: NoteSentence[];
}

/** Notes made before sentences carried their style: the plan, and what was found on examination, one a line. */
const wasBulleted = (section: NoteSection, sentence: NoteSentence): boolean =>
  section.key === 'plan' || section.key === 'exam' || /exam$/i.test(sentence.group ?? '');

/** How a section stands on the page: the one rule for the screen, for `note.md` and for the text that is signed. */
export function noteBlocks(section: NoteSection): NoteBlock[] {
  const blocks: NoteBlock[] = [];
  let above: string | undefined;
  for (const sentence of section.sentences) {
    const title = sentence.problem ?? sentence.group;
    const style = sentence.style ?? section.style;
    const bullets = style === undefined ? wasBulleted(section, sentence) : style === 'bullets';
    const last = blocks.at(-1);
    if (last && above === title && last.bullets === bullets) last.sentences.push(sentence);
    else blocks.push({ ...(title === undefined || title === above ? {} : { title }), bullets, sentences: [sentence] });
    above = title;
  }
  return blocks;
}

/** What stands under a heading that the template prints although nothing was said for it: no finding, normal or other. */
export const NOTHING_RECORDED = 'Nothing recorded.';

/** Sections that are printed: those with a sentence, and those whose heading the template always wants. */
export const isPrinted = (section: NoteSection): boolean => section.sentences.length > 0 || section.showEmpty === true;

/** The sentences of a section, sub-heading by sub-heading: what moves together. */
export function headedBlocks(section: NoteSection): NoteSentence[][] {
  const blocks: NoteSentence[][] = [];
  noteBlocks(section).forEach(({ title, sentences }, k) => {
    if (k > 0 && title === undefined) blocks.at(-1)!.push(...sentences);
    else blocks.push([...sentences]);
  });
  return blocks;
}

/** One place further: a sentence through the whole note, a sub-heading with all that stands under it within its section. */
export interface NoteMove {
  readonly sentenceId: string;
  readonly what: 'sentence' | 'block';
  readonly direction: 'up' | 'down';
}

/** Whether there is any further to go. False for a sentence that the note does not have. */
export function canMoveInNote(note: Note, { sentenceId, what, direction }: NoteMove): boolean {
  const isIn = (sentences: readonly NoteSentence[]): boolean => sentences.some(({ id }) => id === sentenceId);
  const at = note.sections.findIndex(({ sentences }) => isIn(sentences));
  const section = note.sections[at];
  if (!section) return false;
  const [first, last] = direction === 'up' ? [0, 0] : [note.sections.length - 1, -1];
  if (what === 'block') return !isIn(headedBlocks(section).at(last)!);
  return at !== first || section.sentences.at(last)!.id !== sentenceId;
}
