import { expect, it } from 'vitest';
import { SentenceId } from './ids.ts';
import type { NoteSection, NoteSentence } from './note.ts';
import { isPrinted, noteBlocks } from './note-blocks.ts';

const sentence = (text: string, change: Partial<NoteSentence> = {}): NoteSentence => ({
  id: SentenceId.parse(`n-${text}`),
  text,
  confidence: 1,
  support: 'supported',
  evidence: [],
  origin: 'draft',
  confirmed: false,
  ...change,
});
const shape = (section: NoteSection): unknown[] =>
  noteBlocks(section).map(({ title, bullets, sentences }) => [title, bullets, sentences.length]);

it('stands as the sentences say, and writes no sub-heading twice', () => {
  const problem = 'Hypertension';
  const section: NoteSection = {
    key: 'assessment-plan',
    heading: 'A/P',
    style: 'bullets',
    sentences: [
      sentence('a', { problem, style: 'prose' }),
      sentence('b', { problem, style: 'bullets' }),
      sentence('c', { problem: 'Cough', style: 'prose' }),
      // Added by hand: as its section is.
      sentence('d', { problem: 'Cough' }),
    ],
  };
  expect(shape(section)).toEqual([
    ['Hypertension', false, 1],
    [undefined, true, 1],
    ['Cough', false, 1],
    [undefined, true, 1],
  ]);
});

it('draws older notes, whose sentences say nothing of it, as they were drawn', () => {
  const exam = { group: 'Physical exam' };
  const section: NoteSection = {
    key: 'objective',
    heading: 'Objective',
    sentences: [sentence('x'), sentence('y', exam), sentence('z', exam), sentence('w', { group: 'Results' })],
  };
  expect(shape(section)).toEqual([
    [undefined, false, 1],
    ['Physical exam', true, 2],
    ['Results', false, 1],
  ]);
  expect(noteBlocks({ ...section, key: 'plan' }).every(({ bullets }) => bullets)).toBe(true);
});

it('prints an empty section only where its template wants the heading', () => {
  const empty: NoteSection = { key: 'ros', heading: 'ROS', sentences: [] };
  expect(isPrinted(empty)).toBe(false);
  expect(isPrinted({ ...empty, showEmpty: true })).toBe(true);
});
