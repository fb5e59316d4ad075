import type { Note, NoteSentence } from '../../../shared/model/note.ts';

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
