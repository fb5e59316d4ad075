import type { Note, NoteQuestion, NoteSentence } from '../../../shared/model/note.ts';

/** `own-word`: a person wrote it, and nobody said it in the visit. */
export type SentenceStatus = 'review' | 'draft' | 'confirmed' | 'clinician' | 'own-word';

export function sentenceStatus(sentence: NoteSentence): SentenceStatus {
  if (sentence.support === 'needs-review' && !sentence.confirmed) return 'review';
  if (sentence.origin === 'clinician') return sentence.support === 'supported' ? 'clinician' : 'own-word';
  return sentence.confirmed ? 'confirmed' : 'draft';
}

export function allSentences(note: Note): NoteSentence[] {
  return note.sections.flatMap((section) => section.sentences);
}

/** Sentences that stand between the note and its signature. */
export function openSentences(note: Note): NoteSentence[] {
  return allSentences(note).filter((sentence) => sentence.support === 'needs-review' && !sentence.confirmed);
}

/** Questions that nobody has settled. */
export function openQuestions(note: Note): NoteQuestion[] {
  return (note.questions ?? []).filter((question) => !question.settled);
}

export function questionsOf(note: Note, sentenceId: string): NoteQuestion[] {
  return openQuestions(note).filter(({ sentenceIds }) => sentenceIds.some((id) => id === sentenceId));
}

/** Sentences where something is to be decided: those to look at, and the first of each open question. */
export function stopSentences(note: Note): NoteSentence[] {
  const stops = new Set<string>(openSentences(note).map(({ id }) => id));
  const all = allSentences(note);
  for (const { sentenceIds } of openQuestions(note)) {
    const first = all.find(({ id }) => sentenceIds.includes(id));
    if (first) stops.add(first.id);
  }
  return all.filter(({ id }) => stops.has(id));
}

/** The next open sentence after the one given (round to the start); undefined when none is left. */
export function nextOpen(note: Note, afterId: string | undefined): NoteSentence | undefined {
  const sentences = allSentences(note);
  const from = sentences.findIndex((sentence) => sentence.id === afterId) + 1;
  const open = new Set(stopSentences(note));
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
