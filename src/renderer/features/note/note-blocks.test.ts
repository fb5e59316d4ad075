import { expect, it } from 'vitest';
import type { Note } from '../../../shared/model/note.ts';
import { evidenceOf, sentence } from '../../testing/sample-data.ts';
import { historyMessage } from './history-panel.tsx';
import { neighbour, nextOpen, openSentences, sentenceAt, sentenceStatus } from './note-blocks.ts';

const open = { support: 'needs-review' as const };
const [a, b, c, d] = [
  sentence('A.', [evidenceOf(1)]),
  sentence('B.', [evidenceOf(1)], open),
  sentence('C.', [], open),
  sentence('D.', [], { ...open, confirmed: true }),
] as const;
const note: Note = {
  template: 'soap',
  engine: { name: 'e', version: '1' },
  status: 'draft',
  sections: [
    { key: 'subjective', heading: 'S', sentences: [a, b] },
    { key: 'plan', heading: 'P', sentences: [c, d] },
  ],
  omissions: [],
};

it('knows what is open, and what comes next, round the end', () => {
  expect(openSentences(note)).toEqual([b, c]);
  expect(nextOpen(note, undefined)).toBe(b);
  expect(nextOpen(note, b.id)).toBe(c);
  expect(nextOpen(note, c.id)).toBe(b);
  expect(nextOpen({ ...note, sections: [] }, undefined)).toBeUndefined();
  const one = { ...note, sections: [{ key: 's', heading: 'S', sentences: [a, b] }] };
  expect(nextOpen(one, b.id)).toBeUndefined();
});

it('walks across sections', () => {
  expect(sentenceAt(note, b.id, 1)).toBe(c);
  expect(sentenceAt(note, c.id, -1)).toBe(b);
  expect(sentenceAt(note, d.id, 1)).toBeUndefined();
  expect(neighbour(note, d.id)).toBe(c);
  expect(neighbour(note, a.id)).toBe(b);
});

it('tells a draft from a confirmed and a written sentence', () => {
  expect([a, b, d].map(sentenceStatus)).toEqual(['draft', 'review', 'confirmed']);
  expect(sentenceStatus({ ...a, origin: 'clinician', confirmed: true })).toBe('clinician');
  // Nobody said it: it stands on the clinician's word, and looks it.
  expect(sentenceStatus({ ...b, origin: 'clinician', confirmed: true })).toBe('own-word');
  expect(sentenceStatus({ ...b, origin: 'clinician', confirmed: false })).toBe('review');
});

it('names what a version did', () => {
  expect(historyMessage('edit', 'question.settle')).toBe('history.change.settle');
  expect(historyMessage('edit', 'omission.dismiss')).toBe('history.change.dismiss');
  expect(historyMessage('ai-draft', undefined)).toBe('history.kind.ai-draft');
  expect(historyMessage('edit', 'sentence.confirm')).toBe('history.change.confirm');
  expect(historyMessage('edit', 'undo:3')).toBe('history.change.undo');
  expect(historyMessage('edit', 'something.new')).toBe('history.kind.edit');
});
