import { describe, expect, it } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';
import { buildVocabulary, correctVocabulary } from './correct-vocabulary.ts';

const vocabulary = buildVocabulary({
  chart: {
    patient: { name: 'Nobody', sex: 'unknown' },
    problems: [],
    medications: [{ text: 'lisinopril 10 mg tablet' }],
    allergies: [],
    observations: [],
  },
  drugs: [{ preferred: 'lisinopril', synonyms: ['Zestril'] }],
});

function correct(text: string, changes: Record<number, Partial<TranscriptWord>>): TranscriptSegment {
  const words = text
    .split(' ')
    .map((word, i) => ({ text: word, startMs: i * 300, endMs: i * 300 + 250, confidence: 0.5, ...changes[i] }));
  const segment: TranscriptSegment = {
    id: SegmentId.parse('s1'),
    startMs: 0,
    endMs: words.length * 300,
    speaker: 'unknown',
    text,
    words,
    flags: [],
  };
  return correctVocabulary([segment], vocabulary)[0]!;
}

const again = (heardAgain: string): Partial<TranscriptWord> => ({ heardAgain, confidence: 0.3 });

describe('the vocabulary with a second hearing', () => {
  it('believes a name that both hearings sound like', () => {
    const changes = {
      2: again('lysin appeal'),
      3: again('lysin appeal'),
      4: again('lysin appeal'),
      5: again('lysin appeal'),
    };
    const corrected = correct('I take lies in a pearl daily', changes).words[2]!;
    expect(corrected).toMatchObject({ text: 'lisinopril', heardAs: 'lies in a pearl', risk: 'drug' });
    expect(corrected).not.toHaveProperty('heardAgain');
    expect(corrected.confidence).toBeGreaterThanOrEqual(0.75);
  });
  it('says what the second hearing wrote where that is no such name', () => {
    const changes = { 2: again('nothing'), 3: again('nothing'), 4: again('nothing'), 5: again('nothing') };
    expect(correct('I take lies in a pearl daily', changes).words[2]).toMatchObject({
      text: 'lisinopril',
      heardAgain: 'nothing',
    });
  });
  it('takes a name sooner that the second hearing wrote out', () => {
    const text = 'I take list and pill daily';
    expect(correct(text, {}).text).toBe(text);
    const witness = again('lisinopril');
    expect(correct(text, { 2: witness, 3: witness, 4: witness }).text).toBe('I take lisinopril daily');
  });
  it('leaves what a person settled', () => {
    const settled = { confidence: 1, settled: true as const };
    const text = 'I take lies in a pearl daily';
    expect(correct(text, { 2: settled, 3: settled, 4: settled, 5: settled }).text).toBe(text);
  });
  it('confirms a unit, or doubts it', () => {
    const confirmed = correct('twenty million rams daily', { 1: again('milligrams'), 2: again('milligrams') })
      .words[1]!;
    expect(confirmed).toMatchObject({ text: 'milligrams', heardAs: 'million rams', risk: 'dose', confidence: 0.75 });
    expect(confirmed).not.toHaveProperty('heardAgain');
    const doubted = correct('twenty million rams daily', { 1: again('minutes'), 2: again('minutes') }).words[1];
    expect(doubted).toMatchObject({ text: 'milligrams', heardAgain: 'minutes' });
  });
});
