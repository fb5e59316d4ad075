import { describe, expect, it } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import { oddWord } from './odd-words.ts';
import { shippedResources } from './visit.fixture.ts';

const odd = (text: string): boolean => {
  const words = text.split(' ').map((pair, i) => {
    const [word, confidence] = pair.split(':');
    return { text: word!, startMs: i * 300, endMs: (i + 1) * 300, confidence: Number(confidence ?? 0.95) };
  });
  const id = SegmentId.parse('s1');
  const endMs = words.length * 300;
  const segment = { id, startMs: 0, endMs, speaker: 'patient' as const, text, words, flags: [] };
  const evidence = [{ segmentId: id, startMs: 0, endMs, quote: text }];
  return oddWord(evidence, new Map([[id, segment]]), shippedResources()) !== undefined;
};

describe('words that no visit is about', () => {
  it('have to be heard better than others', () => {
    expect(odd('I get a dull panther:0.6 in my knee')).toBe(true);
    expect(odd('I saw a panther in my yard')).toBe(false);
    expect(odd('I get a dull pain:0.6 in my knee:0.6')).toBe(false);
    expect(odd('I take Metformin,:0.6 twice:0.6')).toBe(false);
  });
});
