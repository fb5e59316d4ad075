import { describe, expect, it } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { Evidence } from '../../../shared/model/note.ts';
import type { TranscriptSegment } from '../../../shared/model/transcript.ts';
import { hearingOf, judgeHearing } from './hearing.ts';

/** "word:confidence" pairs; a word without one was heard with 0.95. */
function heard(text: string): { evidence: Evidence[]; segments: Map<string, TranscriptSegment> } {
  const words = text.split(' ').map((pair, i) => {
    const [word, confidence] = pair.split(':');
    return { text: word!, startMs: i * 300, endMs: (i + 1) * 300, confidence: Number(confidence ?? 0.95) };
  });
  const quote = words.map((word) => word.text).join(' ');
  const id = SegmentId.parse('s1');
  const endMs = words.length * 300;
  return {
    evidence: [{ segmentId: id, startMs: 0, endMs, quote }],
    segments: new Map([[id, { id, startMs: 0, endMs, speaker: 'patient', text: quote, words, flags: [] }]]),
  };
}

const verdict = (text: string): string => {
  const { evidence, segments } = heard(text);
  return hearingOf(evidence, segments);
};

describe('hearing', () => {
  it('lets stand what was heard well, fillers however they sounded', () => {
    expect(verdict('Um:0.1, I have had this cough for three weeks')).toBe('clear');
  });
  it('asks for an ear when one word is in doubt', () => {
    expect(verdict('I take ID:0.25 Prophet:0.7 for my right knee maybe twice')).toBe('unsure');
  });
  it('is stricter with numbers, negations and sides', () => {
    expect(verdict('take twenty:0.45 milligrams every morning')).toBe('unsure');
    expect(verdict('take aspirin:0.45 every single morning')).toBe('clear');
    expect(verdict('I do not:0.4 have any chest pain today')).toBe('unsure');
    expect(verdict('pain in my left:0.45 knee since the fall')).toBe('unsure');
  });
  it('makes nothing of what was not understood', () => {
    expect(verdict("control:0.3 is just like I'm:0.5 a psychotherapist:0.12")).toBe('unintelligible');
    expect(verdict('food:0.5 or medication:0.55 very:0.5 funny:0.45 thing:0.5')).toBe('unintelligible');
  });
  it('looks only at the words of the quote', () => {
    const { segments } = heard('cough for three weeks garbled:0.05');
    const evidence = [{ segmentId: SegmentId.parse('s1'), startMs: 0, endMs: 1200, quote: 'cough for three weeks' }];
    expect(hearingOf(evidence, segments)).toBe('clear');
  });
  it('asks for an ear where the vocabulary put a name with little certainty', () => {
    const { evidence, segments } = heard('she takes ibuprofen:0.45 for her right knee');
    expect(hearingOf(evidence, segments)).toBe('clear');
    const [segment] = segments.values();
    const words = segment!.words.map((word) => (word.confidence < 0.5 ? { ...word, heardAs: 'ID Prophet' } : word));
    expect(hearingOf(evidence, new Map([[segment!.id, { ...segment!, words }]]))).toBe('unsure');
  });
  it('asks for an ear where two hearings differ, however sure the first was, and says what each was', () => {
    const { evidence, segments } = heard('take fifteen:0.97 milligrams every morning');
    const [segment] = segments.values();
    const words = segment!.words.map((word, i) =>
      i === 1 || i === 2 ? { ...word, heardAgain: 'fifty micrograms', risk: 'dose' as const } : word,
    );
    const differing = new Map([[segment!.id, { ...segment!, words }]]);
    expect(judgeHearing(evidence, differing)).toEqual({
      hearing: 'unsure',
      reasons: [
        {
          kind: 'hearings-differ',
          segmentId: segment!.id,
          wordIndex: 1,
          wordCount: 2,
          heard: 'fifteen milligrams',
          heardAgain: 'fifty micrograms',
        },
      ],
    });
    // The quote that does not reach the disputed words rests on none of them.
    expect(hearingOf([{ ...evidence[0]!, startMs: 900 }], differing)).toBe('clear');
  });
  it('counts a doubt at a word that says nothing by itself', () => {
    const { evidence, segments } = heard('yes I do have pain');
    const [segment] = segments.values();
    const words = segment!.words.map((word, i) => (i === 0 ? { ...word, heardAgain: 'no' } : word));
    expect(hearingOf(evidence, new Map([[segment!.id, { ...segment!, words }]]))).toBe('unsure');
  });
  it('asks no more once a person has settled it', () => {
    const { evidence, segments } = heard('take fifteen:0.2 milligrams every morning');
    const [segment] = segments.values();
    const words = segment!.words.map((word, i) =>
      i === 1 ? { ...word, confidence: 1, settled: true as const } : word,
    );
    expect(judgeHearing(evidence, new Map([[segment!.id, { ...segment!, words }]]))).toEqual({
      hearing: 'clear',
      reasons: [],
    });
  });
  it('names the word it is not sure of', () => {
    const { evidence, segments } = heard('take twenty:0.45 milligrams every morning');
    expect(judgeHearing(evidence, segments).reasons).toEqual([
      { kind: 'unsure', segmentId: 's1', wordIndex: 1, wordCount: 1, heard: 'twenty' },
    ]);
    expect(
      judgeHearing(...(Object.values(heard('food:0.5 or medication:0.55 very:0.5')) as [never, never])).reasons,
    ).toContainEqual({
      kind: 'unclear',
    });
  });
  it('takes typed words as they are', () => {
    expect(hearingOf([{ segmentId: SegmentId.parse('nobody'), startMs: 0, endMs: 1, quote: 'x' }], new Map())).toBe(
      'clear',
    );
  });
});
