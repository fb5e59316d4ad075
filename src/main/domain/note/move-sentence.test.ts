import { describe, expect, it } from 'vitest';
import { SentenceId } from '../../../shared/model/ids.ts';
import type { Note, NoteSentence } from '../../../shared/model/note.ts';
import type { NoteMove } from '../../../shared/model/note-blocks.ts';
import { moveInNote } from './move-sentence.ts';

const sentence = (id: string, more: Partial<NoteSentence> = {}): NoteSentence => ({
  id: SentenceId.parse(id),
  text: `Sentence ${id}.`,
  confidence: 1,
  support: 'supported',
  evidence: [],
  origin: 'draft',
  confirmed: false,
  ...more,
});

const note = {
  sections: [
    {
      key: 'subjective',
      heading: 'Subjective',
      sentences: [
        sentence('h1', { group: 'History', style: 'prose', slot: 'hpi' }),
        sentence('h2', { group: 'History', style: 'prose', slot: 'hpi' }),
        sentence('m1', { group: 'Medications', style: 'bullets', slot: 'medications' }),
      ],
    },
    { key: 'objective', heading: 'Objective', sentences: [] },
    { key: 'plan', heading: 'Plan', sentences: [sentence('p1', { problem: 'Cough', slot: 'plan' })] },
  ],
} as unknown as Note;

const shape = ({ sections }: Note): string[] =>
  sections.map(({ sentences }) =>
    sentences.map(({ id, group, problem }) => `${id}/${problem ?? group ?? '-'}`).join(' '),
  );
const move = (id: string, direction: NoteMove['direction'], what: NoteMove['what'] = 'sentence', of = note): Note =>
  moveInNote(of, { sentenceId: SentenceId.parse(id), direction, what });

describe('moving a sentence', () => {
  it('changes places with its neighbour under one sub-heading', () => {
    expect(shape(move('h2', 'up'))[0]).toBe('h2/History h1/History m1/Medications');
    expect(shape(move('h1', 'down'))[0]).toBe('h2/History h1/History m1/Medications');
  });

  it('goes under the next sub-heading and stands there as its neighbours do; its kind stays what it is', () => {
    const moved = move('m1', 'up');
    expect(shape(moved)[0]).toBe('h1/History h2/History m1/History');
    expect(moved.sections[0]!.sentences[2]).toMatchObject({ style: 'prose', slot: 'medications' });
    expect(shape(move('h2', 'down'))[0]).toBe('h1/History h2/Medications m1/Medications');
  });

  it('that was added below a problem goes up among what stands under it', () => {
    const plan = {
      sections: [
        {
          key: 'plan',
          heading: 'Plan',
          sentences: [sentence('p1', { problem: 'Cough' }), sentence('p2', { problem: 'Cough' }), sentence('own')],
        },
      ],
    } as unknown as Note;
    expect(shape(move('own', 'up', 'sentence', plan))[0]).toBe('p1/Cough own/Cough p2/Cough');
  });

  it('goes on into the section beside it, an empty one too', () => {
    const once = move('m1', 'down');
    expect(shape(once)).toEqual(['h1/History h2/History', 'm1/-', 'p1/Cough']);
    const twice = move('m1', 'down', 'sentence', once);
    expect(shape(twice)).toEqual(['h1/History h2/History', '', 'm1/Cough p1/Cough']);
    expect(shape(move('p1', 'up'))).toEqual(['h1/History h2/History m1/Medications', 'p1/-', '']);
  });

  it('says when there is no further to go, or nothing to move', () => {
    expect(() => move('h1', 'up')).toThrow(expect.objectContaining({ code: 'conflict.state' }) as Error);
    expect(() => move('p1', 'down')).toThrow(expect.objectContaining({ code: 'conflict.state' }) as Error);
    expect(() => move('gone', 'down')).toThrow(expect.objectContaining({ code: 'not-found.sentence' }) as Error);
  });
});

describe('moving a sub-heading', () => {
  it('takes all that stands under it, and stays in its section', () => {
    expect(shape(move('m1', 'up', 'block'))[0]).toBe('m1/Medications h1/History h2/History');
    expect(shape(move('h1', 'down', 'block'))[0]).toBe('m1/Medications h1/History h2/History');
    expect(() => move('m1', 'down', 'block')).toThrow(expect.objectContaining({ code: 'conflict.state' }) as Error);
  });
});
