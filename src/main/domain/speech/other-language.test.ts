import { describe, expect, it } from 'vitest';
import { createLanguageWatch, strangenessOf, type HeardStretch } from './other-language.ts';

const stretch = (text: string, averageLogProbability: number, durationMs = 8_000): HeardStretch => ({
  durationMs,
  averageLogProbability,
  words: text.split(' ').map((word) => ({ text: word })),
});

const ENGLISH = stretch("I've had a headache for three days and a fever at night.", -0.15);
/** Muttered and far away, but English. */
const UNCLEAR = stretch('And, uh, currently where do you live? Is that a house, or', -0.4);
const UNSURE = stretch('On my proposal I know it is going around the course of education.', -0.95);
const LOOPING = stretch(
  "We don't want to be a smoker. We don't want to be a smoker, but we don't want to be a smoker.",
  -0.35,
);

describe('other languages', () => {
  it('are noticed when every word is a guess, at once', () => {
    expect(createLanguageWatch().push(UNSURE)).toBe(true);
  });

  it('are noticed when one phrase comes again and again', () => {
    const watch = createLanguageWatch();
    watch.push(LOOPING);
    expect(watch.push(LOOPING)).toBe(true);
  });

  it('are not seen in English, clear or not, however long', () => {
    const watch = createLanguageWatch();
    for (let i = 0; i < 20; i++) for (const heard of [ENGLISH, UNCLEAR]) expect(watch.push(heard)).toBe(false);
  });

  it('are not seen in one doubtful stretch among clear ones', () => {
    const watch = createLanguageWatch();
    const doubtful = stretch('And will exactly in your chest you feel it', -0.6);
    expect([ENGLISH, doubtful, ENGLISH, doubtful].map((heard) => watch.push(heard))).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([doubtful, doubtful].map((heard) => watch.push(heard))).toEqual([true, true]);
  });

  it('stop when English comes back', () => {
    const watch = createLanguageWatch();
    expect([UNSURE, UNSURE, ENGLISH].map((heard) => watch.push(heard))).toEqual([true, true, false]);
  });

  it('are no matter of a few words or a moment', () => {
    expect(strangenessOf(stretch('No no no', -2))).toBeUndefined();
    expect(strangenessOf(stretch('I do not know that', -2, 900))).toBeUndefined();
    expect(createLanguageWatch().push(stretch('No. Okay.', -3))).toBe(false);
  });

  it('allow for the repetitions of ordinary talk', () => {
    const asked = stretch('Do you have any pain? Any pain in your back? No. Do you have any fever?', -0.2);
    expect(strangenessOf(asked)).toBeLessThan(0.4);
  });
});
