import { describe, expect, it } from 'vitest';
import { judgeWhisper, withoutRepeats, type WhisperEvidence } from './whisper-guards.ts';

const sound: WhisperEvidence = {
  text: 'My knee has been hurting since May.',
  averageLogProbability: -0.2,
  compression: 1.1,
  noSpeech: 0.01,
  looped: false,
  durationMs: 3_000,
};
const judge = (changes: Partial<WhisperEvidence>) => judgeWhisper({ ...sound, ...changes });

describe('judgeWhisper', () => {
  it('believes what is likely', () => {
    expect(judge({})).toBe('sound');
  });

  it('tries again what is unlikely, repeats itself, went in circles or is faster than speech', () => {
    expect(judge({ averageLogProbability: -1.2 })).toBe('again');
    expect(judge({ compression: 3 })).toBe('again');
    expect(judge({ looped: true })).toBe('again');
    expect(judge({ durationMs: 600 })).toBe('again');
  });

  it('hears silence only where the model doubts speech and its own text', () => {
    expect(judge({ noSpeech: 0.9, averageLogProbability: -1.2 })).toBe('silence');
    expect(judge({ noSpeech: 0.9 })).toBe('sound');
    expect(judge({ text: '' })).toBe('silence');
  });

  it.each([
    'Subtitles by the Amara.org community',
    'Subtítulos realizados por la comunidad de Amara.org',
    'Please like and subscribe',
    "I'll see you in the next video.",
    '[Music]',
    '(applause)',
    '♪ ♪',
    '...',
  ])('never writes %s', (text) => {
    expect(judge({ text, averageLogProbability: -0.1 })).toBe('silence');
  });

  it('drops thanks for watching where the model was in any doubt', () => {
    expect(judge({ text: 'Thank you for watching.', averageLogProbability: -0.5 })).toBe('silence');
    expect(judge({ text: 'Thanks for watching!', noSpeech: 0.3 })).toBe('silence');
  });

  it('keeps the short things that people say in visits, unless nothing speaks for speech', () => {
    expect(judge({ text: 'Thank you.' })).toBe('sound');
    expect(judge({ text: 'Okay.', averageLogProbability: -0.7 })).toBe('sound');
    expect(judge({ text: 'Thank you.', averageLogProbability: -0.7, noSpeech: 0.5 })).toBe('silence');
    expect(judge({ text: 'Do you subscribe to that?' })).toBe('sound');
  });

  it('distrusts a text that only repeats its prompt', () => {
    const prompt = 'metformin, lisinopril, atorvastatin';
    expect(judge({ text: 'Metformin, lisinopril, atorvastatin.', prompt })).toBe('again');
    expect(judge({ text: 'Metformin.', prompt })).toBe('sound');
    expect(judge({ text: 'I take metformin and lisinopril.', prompt })).toBe('sound');
  });
});

describe('withoutRepeats', () => {
  const clean = (text: string): string =>
    withoutRepeats(text.split(' ').map((word) => ({ text: word })))
      .map((word) => word.text)
      .join(' ');

  it('keeps what people repeat', () => {
    for (const said of ['No, no, no, no.', 'it hurts it hurts it hurts', 'left right left right left right'])
      expect(clean(said)).toBe(said);
  });

  it('takes out runs that nobody says, wherever they stand, and keeps what is around them', () => {
    expect(clean('well go on go on go on go on go on then')).toBe('well go on then');
    expect(clean('ha ha ha ha ha ha ha ha ha stop')).toBe('ha stop');
    expect(clean('I am. I am. I am. I am.')).toBe('I am.');
  });
});
