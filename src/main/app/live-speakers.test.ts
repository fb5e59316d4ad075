import { describe, expect, it } from 'vitest';
import { SegmentId } from '../../shared/model/ids.ts';
import type { TranscriptSegment } from '../../shared/model/transcript.ts';
import { loadRoleModel } from '../adapters/speech/load-role-model.ts';
import { createLiveSpeakers } from './live-speakers.ts';

const model = loadRoleModel(new URL('../../../resources', import.meta.url).pathname);

function segments(texts: readonly string[]): TranscriptSegment[] {
  return texts.map((text, i) => {
    const words = text.split(' ');
    return {
      id: SegmentId.parse(`s${i + 1}`),
      startMs: i * 4000,
      endMs: i * 4000 + words.length * 250,
      speaker: 'unknown' as const,
      text,
      words: words.map((word, at) => ({
        text: word,
        startMs: i * 4000 + at * 250,
        endMs: i * 4000 + (at + 1) * 250,
        confidence: 0.9,
      })),
      flags: [],
    };
  });
}

const VISIT = segments([
  'What brings you in today?',
  'I have had this bad cough for three weeks and my chest hurts.',
  'Do you have any fever or chills?',
  'No, I have not had any fever.',
  'I am going to listen to your lungs and then we will order a chest x-ray.',
]);

describe('live speakers', () => {
  it('names clinician and patient as the visit goes on', () => {
    const live = createLiveSpeakers(model);
    const shown = new Map<string, string>();
    for (const segment of VISIT) for (const { id, speaker } of live.hear(segment)) shown.set(id, speaker);
    expect([...shown.values()]).toEqual(['clinician', 'patient', 'clinician', 'patient', 'clinician']);
  });

  it('shows a segment anew that comes again, with the speaker it had', () => {
    const live = createLiveSpeakers(model);
    const before = VISIT.flatMap((segment) => live.hear(segment));
    const speaker = before.findLast(({ id }) => id === 's2')!.speaker;
    const words = VISIT[1]!.words.map((word) => ({ ...word, risk: 'number' as const }));
    expect(live.hear({ ...VISIT[1]!, words })).toEqual([{ ...VISIT[1]!, words, speaker }]);
  });

  it('tells a guess again only when it changed, and never splits a segment', () => {
    const live = createLiveSpeakers(model);
    const seen = VISIT.flatMap((segment) => live.hear(segment));
    for (const [index, { id, speaker, text }] of seen.entries()) {
      expect(text).toBe(VISIT.find((segment) => segment.id === id)!.text);
      const before = seen.slice(0, index).findLast((other) => other.id === id);
      if (before) expect(before.speaker).not.toBe(speaker);
    }
  });
});

describe('captions that may still change', () => {
  it('get a speaker by what was said before, and leave no trace', () => {
    const live = createLiveSpeakers(model);
    for (const segment of VISIT.slice(0, 3)) live.hear(segment);
    const caption = { ...VISIT[3]!, id: SegmentId.parse('s1') };
    const question = { ...VISIT[2]!, id: SegmentId.parse('s2'), startMs: 20_000, endMs: 23_000 };
    expect(live.guess([caption, question]).map(({ id, speaker, text }) => [id, speaker, text])).toEqual([
      ['s1', 'patient', caption.text],
      ['s2', 'clinician', question.text],
    ]);
    expect(live.guess([])).toEqual([]);
    expect(live.hear(VISIT[3]!)).toEqual([{ ...VISIT[3]!, speaker: 'patient' }]);
  });
});
