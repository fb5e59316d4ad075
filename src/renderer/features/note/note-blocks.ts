import type { Note, NoteSection, NoteSentence } from '../../../shared/model/note.ts';

/** Sentences that stand together: under one sub-heading, as prose or one a line. */
export interface NoteBlock {
  title?: string;
  bullets: boolean;
  sentences: NoteSentence[];
}

/** The plan, and what was found on examination, read better one a line. The same rule as the text that is signed. */
export function noteBlocks(section: NoteSection): NoteBlock[] {
  const blocks: NoteBlock[] = [];
  for (const sentence of section.sentences) {
    const title = sentence.problem ?? sentence.group;
    const bullets = section.key === 'plan' || /exam$/i.test(sentence.group ?? '');
    const last = blocks.at(-1);
    if (last?.title === title && last?.bullets === bullets) last.sentences.push(sentence);
    else blocks.push({ ...(title === undefined ? {} : { title }), bullets, sentences: [sentence] });
  }
  return blocks;
}

export type SentenceStatus = 'review' | 'draft' | 'confirmed' | 'clinician';

export function sentenceStatus(sentence: NoteSentence): SentenceStatus {
  if (sentence.origin === 'clinician') return 'clinician';
  if (sentence.confirmed) return 'confirmed';
  return sentence.support === 'needs-review' ? 'review' : 'draft';
}

export function allSentences(note: Note): NoteSentence[] {
  return note.sections.flatMap((section) => section.sentences);
}

/** Sentences that stand between the note and its signature. */
export function openSentences(note: Note): NoteSentence[] {
  return allSentences(note).filter((sentence) => sentence.support === 'needs-review' && !sentence.confirmed);
}

/** The next open sentence after the one given (round to the start); undefined when none is left. */
export function nextOpen(note: Note, afterId: string | undefined): NoteSentence | undefined {
  const sentences = allSentences(note);
  const from = sentences.findIndex((sentence) => sentence.id === afterId) + 1;
  const open = new Set(openSentences(note));
  return [...sentences.slice(from), ...sentences.slice(0, from)].find(
    (sentence) => open.has(sentence) && sentence.id !== afterId,
  );
}

/** The sentence that takes the focus when this one goes: the one after it, else the one before. */
export function neighbour(note: Note, id: string): NoteSentence | undefined {
  const sentences = allSentences(note);
  const index = sentences.findIndex((sentence) => sentence.id === id);
  return index < 0 ? undefined : (sentences[index + 1] ?? sentences[index - 1]);
}

export function sentenceAt(note: Note, id: string, offset: 1 | -1): NoteSentence | undefined {
  const sentences = allSentences(note);
  const index = sentences.findIndex((sentence) => sentence.id === id);
  return index < 0 ? sentences[0] : sentences[index + offset];
}
