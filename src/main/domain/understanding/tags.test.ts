import { describe, expect, it } from 'vitest';
import { shippedResources, visit } from '../note/visit.fixture.ts';
import { toUnits } from './utterances.ts';

const unitsOf = (line: string) => {
  const { boundary, lexicon } = shippedResources();
  return toUnits(visit(`D: ${line}`), boundary, lexicon).map((unit) => ({
    text: unit.tokens.map((token) => token.norm).join(' '),
    question: unit.question,
  }));
};

describe('a tag that only asks for a nod', () => {
  it.each([
    ["I'm going to prescribe you meloxicam, okay?", 'i am going to prescribe you meloxicam'],
    ['We will get an MRI of the back, alright?', 'we will get an mri of the back'],
    ['You can take the Tylenol with it, does that make sense?', 'you can take the tylenol with it'],
    ["then i 'm gon na refer you to physical therapy , okay ?", 'then i am going to refer you to physical therapy'],
    ['Come back in two weeks, is that okay?', 'come back in 2 weeks'],
  ])('%s', (line, text) => {
    expect(unitsOf(line)).toEqual([{ text, question: false }]);
  });

  it.each(['Are you doing okay?', 'You are on metformin, right?', 'Does that sound good?', 'Is your mother okay?'])(
    'stays a question: %s',
    (line) => {
      expect(unitsOf(line).at(-1)?.question).toBe(true);
    },
  );
});
