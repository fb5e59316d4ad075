import { AppError } from '../../../shared/errors.ts';
import type { Note, NoteSection, NoteSentence } from '../../../shared/model/note.ts';
import { canMoveInNote, headedBlocks, type NoteMove } from '../../../shared/model/note-blocks.ts';

/**
 * The note with a sentence, or the sub-heading that it stands under, one place further up or down. A sentence that comes to another sub-heading or
 * section stands there as its neighbours do; a sub-heading stays in its section. Words and evidence stay as they are.
 * @throws `not-found.sentence`; `conflict.state` where there is no further to go
 */
export function moveInNote(note: Note, move: NoteMove): Note {
  const { sentenceId, what, direction } = move;
  const at = note.sections.findIndex(({ sentences }) => sentences.some(({ id }) => id === sentenceId));
  const section = note.sections[at];
  if (!section) throw new AppError('not-found.sentence');
  if (!canMoveInNote(note, move)) throw new AppError('conflict.state');
  const moved =
    what === 'block'
      ? withBlockMoved(section, sentenceId, direction)
      : withSentenceMoved(section, sentenceId, direction);
  return moved
    ? { ...note, sections: note.sections.with(at, moved) }
    : toSectionBeside(note, at, sentenceId, direction);
}

/** Undefined at the edge of its section. */
function withSentenceMoved(
  section: NoteSection,
  sentenceId: string,
  direction: NoteMove['direction'],
): NoteSection | undefined {
  const { sentences } = section;
  const from = sentences.findIndex(({ id }) => id === sentenceId);
  const sentence = sentences[from]!;
  const neighbour = sentences[direction === 'up' ? from - 1 : from + 1];
  if (!neighbour) return undefined;
  const landed = standingAs(sentence, neighbour);
  const isUnderSame = headedBlocks(section).some((block) => block.includes(sentence) && block.includes(neighbour));
  // Into the sub-heading beside it first: the place is the same, what it stands under is not.
  if (!isUnderSame) return { ...section, sentences: sentences.with(from, landed) };
  return {
    ...section,
    sentences: sentences.with(from, neighbour).with(direction === 'up' ? from - 1 : from + 1, landed),
  };
}

function toSectionBeside(note: Note, from: number, sentenceId: string, direction: NoteMove['direction']): Note {
  const to = direction === 'up' ? from - 1 : from + 1;
  const sentence = note.sections[from]!.sentences.find(({ id }) => id === sentenceId)!;
  return {
    ...note,
    sections: note.sections.map((section, k): NoteSection => {
      if (k === from) return { ...section, sentences: section.sentences.filter(({ id }) => id !== sentenceId) };
      if (k !== to) return section;
      const { sentences } = section;
      const landed = standingAs(sentence, direction === 'up' ? sentences.at(-1) : sentences[0]);
      return { ...section, sentences: direction === 'up' ? [...sentences, landed] : [landed, ...sentences] };
    }),
  };
}

function withBlockMoved(section: NoteSection, sentenceId: string, direction: NoteMove['direction']): NoteSection {
  const blocks = headedBlocks(section);
  const from = blocks.findIndex((block) => block.some(({ id }) => id === sentenceId));
  const to = direction === 'up' ? from - 1 : from + 1;
  return { ...section, sentences: blocks.with(to, blocks[from]!).with(from, blocks[to]!).flat() };
}

/** As the neighbour stands: its sub-heading, its problem, prose or one a line. What kind of statement it is does not change. */
function standingAs(
  { problem: _problem, group: _group, style: _style, ...sentence }: NoteSentence,
  neighbour: NoteSentence | undefined,
): NoteSentence {
  return {
    ...sentence,
    ...(neighbour?.problem === undefined ? {} : { problem: neighbour.problem }),
    ...(neighbour?.group === undefined ? {} : { group: neighbour.group }),
    ...(neighbour?.style === undefined ? {} : { style: neighbour.style }),
  };
}
