import { describe, expect, it } from 'vitest';
import { examines, looksAtPatient, tellsFindings, tellsVitals } from './exam-begins.ts';

describe('where an examination begins', () => {
  it.each([
    'let us do a quick physical exam',
    'let me feel your neck',
    'on your knee exam there is an effusion',
    'and i am going to listen to your heart',
    'your affect is flat',
    'can you bend your elbow',
  ])('"%s" examines', (text) => expect(examines(text)).toBe(true));

  it.each([
    'i will refer you to physical therapy',
    'are you here just for the physical',
    'just when you lay down you get short of breath',
    'you need to listen to your body',
    'let us check a b12 and a tsh',
    'how is your mood',
  ])('"%s" does not', (text) => expect(examines(text)).toBe(false));

  it('tells a look at the patient from a look at what is written, and from a parting', () => {
    expect(looksAtPatient('okay let me have a look')).toBe(true);
    expect(looksAtPatient('let me see your foot')).toBe(true);
    for (const text of [
      'let me look at your x-ray',
      'let us take a look at some of your results',
      'let us see how you do',
      'let us see you back in a month',
    ])
      expect(looksAtPatient(text), text).toBe(false);
  });

  it('knows vital signs with their values', () => {
    expect(tellsVitals('your blood pressure is 124/76')).toBe(true);
    expect(tellsVitals('your blood pressure is better')).toBe(false);
  });

  it('knows findings that only an examination gives, not those of another time or of a picture', () => {
    for (const text of [
      'your belly is soft',
      'and the lungs are clear',
      'heart is regular , no murmurs',
      'neck is supple',
    ])
      expect(tellsFindings(text), text).toBe(true);
    for (const text of [
      'your lungs were clear last time',
      'the x-ray says the lungs are clear',
      'are the tonsils swollen too',
      'make sure the lungs are clear',
    ])
      expect(tellsFindings(text), text).toBe(false);
  });
});
