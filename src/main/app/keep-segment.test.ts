import { describe, expect, it } from 'vitest';
import { SegmentId } from '../../shared/model/ids.ts';
import type { TranscriptSegment, TranscriptWord } from '../../shared/model/transcript.ts';
import { createTestApp, type TestApp } from './app.fixture.ts';
import type { AppContext } from './app-context.ts';
import { keepSegment } from './keep-segment.ts';

const segment = (
  text: string,
  change: (word: TranscriptWord) => TranscriptWord = (word) => word,
): TranscriptSegment => ({
  id: SegmentId.parse('s1'),
  startMs: 0,
  endMs: 1_000,
  speaker: 'unknown',
  text,
  words: text
    .split(' ')
    .map((word, i) => change({ text: word, startMs: i * 200, endMs: i * 200 + 180, confidence: 0.6 })),
  flags: [],
});
const heardAgain = segment('no pain there', (word) =>
  word.text === 'no'
    ? { ...word, risk: 'negation', heardAgain: 'some', confidence: 0.4 }
    : { ...word, confidence: 0.9 },
);

async function visit(): Promise<{
  test: TestApp;
  keep: (heard: TranscriptSegment) => TranscriptSegment;
  stored: () => TranscriptSegment;
}> {
  const test = createTestApp();
  await test.setup();
  const { id } = await test.planned();
  const context = { deps: test.deps } as AppContext;
  return {
    test,
    keep: (heard) => keepSegment(context, id, heard),
    stored: () => test.deps.store.transcripts.segments(id)[0]!,
  };
}

describe('keeping what was heard', () => {
  it('stores a segment, and adds the marks of a second hearing', async () => {
    const { keep, stored } = await visit();
    keep(segment('no pain there'));
    expect(keep(heardAgain)).toEqual(heardAgain);
    expect(stored()).toEqual(heardAgain);
  });
  it('leaves what a person did meanwhile', async () => {
    const { test, keep, stored } = await visit();
    keep(segment('no pain there'));
    const corrected: TranscriptSegment = {
      ...segment('not pain there', (word) => (word.text === 'not' ? { ...word, settled: true, confidence: 1 } : word)),
      speaker: 'patient',
      flags: ['speaker-corrected'],
    };
    const { id } = test.deps.store.encounters.list()[0]!;
    test.deps.store.transcripts.putSegments(id, [corrected]);
    keep(heardAgain);
    expect(stored()).toMatchObject({ speaker: 'patient', flags: ['speaker-corrected'], text: 'not pain there' });
    expect(stored().words[0]).toEqual(corrected.words[0]);
    expect(stored().words[1]!.confidence).toBe(0.9);
  });
  it('takes another segment under the same id for what it is', async () => {
    const { keep, stored } = await visit();
    keep(segment('no pain there'));
    const other = { ...segment('something else entirely'), startMs: 5_000, endMs: 6_000 };
    keep(other);
    expect(stored()).toEqual(other);
  });
});
