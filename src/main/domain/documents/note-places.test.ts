import { expect, it } from 'vitest';
import { draftNote } from '../note/draft-note.ts';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { noteLines } from './note-lines.ts';

const SCRIPT = `D: What brings you in today?
P: I have had a cough for three weeks.
D: I think your cough comes from a cold. Your hypertension is not well controlled.
D: I want you to start lisinopril 10 milligrams daily. I will see you again in four weeks.`;

/** Where a sentence with these words belongs, in the note of each template. */
const placesOf = (words: RegExp): (string | undefined)[] =>
  ['soap', 'primary-care', 'urgent-care'].map((template) => {
    const note = draftNote({ transcript: visit(SCRIPT), template, resources: shippedResources() });
    return noteLines(note).find(({ sentence }) => words.test(sentence.text))?.place;
  });

it('tells orders from impressions under one heading, and knows when to come back wherever it stands', () => {
  expect(placesOf(/not well controlled/)).toEqual(['assessment', 'assessment', 'assessment']);
  expect(placesOf(/start lisinopril/i)).toEqual(['plan', 'plan', 'plan']);
  expect(placesOf(/4 weeks/)).toEqual(['plan', 'plan', 'plan']);
});
