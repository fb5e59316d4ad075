import { describe, expect, it } from 'vitest';
import { readClauses, wholeClauses } from './clauses.ts';

const read = (text: string, speaker: 'patient' | 'clinician' = 'patient', proxy = false): string[] =>
  readClauses(text.replace(/,/g, ' ,').split(/\s+/), { speaker, proxy }).map((clause) =>
    clause.join(' ').replace(/ ,/g, ','),
  );

describe('clauses of what was said', () => {
  it.each([
    ['i have had a cough for a week', 'i have had a cough for a week'],
    ['my back hurts', 'my back hurts'],
    ['the pain comes and goes', 'the pain comes and goes'],
    ['my knees and ankles hurt a lot', 'my knees and ankles hurt a lot'],
    ['when i walk it hurts', 'when i walk, it hurts'],
    ["the physical therapy's gone really well", 'the physical therapy has gone really well'],
    ['i am, been stretching with a yoga ball', 'i have been stretching with a yoga ball'],
    ['that is helped me build up some muscle', 'that has helped me build up some muscle'],
    ['i am favoring, my back when i walk', 'i am favoring my back when i walk'],
    ['i feel like i am bloated all the time', 'i feel like i am bloated all the time'],
    ['i think my tonsils are swollen', 'i think my tonsils are swollen'],
    ['they gave me some pills at the clinic', 'i was given some pills at the clinic'],
    ['we were moving boxes', 'i was moving boxes'],
    ['sometimes it bothers me, sometimes', 'sometimes it bothers me'],
    ['i try and walk to the shops', 'i try to walk to the shops'],
    ['i take the pills that i was given', 'i take the pills that i was given'],
  ])('takes: %s', (said, whole) => expect(read(said)).toEqual([whole]));

  it('cuts a run-on where a new sentence begins', () => {
    expect(read('i was given a brace my knee feels better with it')).toEqual([
      'i was given a brace',
      'my knee feels better with it',
    ]);
    expect(read('weeks right now and it is on my right foot')).toEqual(['it is on my right foot']);
  });

  it.each([
    'i my wrist started to hurt severe',
    'would i tend to lie on my right side',
    'the pain is has',
    'a little one and i can not tell if it is because',
    'it helps a little if you',
    'i have to',
    'i do not think',
    'my size, i will start getting rashes',
    'doing is hanging around the house',
    'back in october was the first time',
    'she said it was a pinched nerve',
    'not that i have noticed',
    'i did',
    'it would be because',
    'the the of my',
  ])('leaves out: %s', (said) => expect(read(said)).toEqual([]));

  it('never drops a condition from what hangs on it', () => {
    expect(read('if i am doing something, i am exerting myself, i feel dizzy').join()).not.toMatch(/^i am exerting/);
  });

  it('takes "she" of a parent who speaks of the child, not of a patient who speaks of somebody', () => {
    expect(read('she has had a fever for 2 days', 'patient', true)).toHaveLength(1);
    expect(read('she has had a fever for 2 days')).toEqual([]);
    expect(read('my sister had a fever and she is fine now')).toHaveLength(1);
  });

  it('reads a finished sentence again', () => {
    expect(wholeClauses('He does not not want to he does not feel the need to start a drug.')).toEqual([
      'he does not feel the need to start a drug'.split(' '),
    ]);
    expect(wholeClauses('The patient denies a family history of stroke.')).toHaveLength(1);
    expect(wholeClauses('The weight loss study.')).toEqual([]);
  });
});
