import { expect, it } from 'vitest';
import type { ListeningWindow } from '../../domain/speech/windows.ts';
import { segmentsOf } from './heard-segments.ts';

const window: ListeningWindow = {
  startSample: 16_000,
  endSample: 48_000,
  spans: [{ startSample: 16_000, endSample: 48_000, pauses: [] }],
  pieces: [{ startSample: 16_000, endSample: 48_000 }],
};
const word = (text: string, confidence: number) => ({ text, startMs: 200, endMs: 500, confidence });
const place = { offsetMs: 5_000, idPrefix: 's', firstIndex: 4 };

it('flags what did not sound like the language that the model hears', () => {
  const heard = { words: [word('Going.', 0.9)] };
  expect(segmentsOf(window, heard, { ...place, isOtherLanguage: true })[0]!.flags).toEqual(['other-language']);
  expect(segmentsOf(window, heard, place)[0]!.flags).toEqual([]);
});

it('keeps for the record what the record knows: no rivals of words', () => {
  const heard = { words: [{ ...word('fifteen', 0.5), alternative: { text: 'fifty', behind: 0.3 } }] };
  const [segment] = segmentsOf(window, heard, place);
  expect(segment!.words[0]).not.toHaveProperty('alternative');
  expect(segment).toMatchObject({ id: 's4', text: 'fifteen', flags: ['low-confidence'] });
});
