import { describe, expect, it } from 'vitest';
import type { SpeechSpan } from './segmenter.ts';
import { toUtterances } from './utterances.ts';
import { createWindower } from './windows.ts';
import type { HeardWord } from './words.ts';

const MS = 16;
function windowOf(...spans: [number, number, ...[number, number][]][]) {
  const windower = createWindower({ maxMs: 60_000, maxGapMs: 5_000, keptGapMs: 10_000 });
  for (const [fromMs, toMs, ...pauses] of spans)
    windower.push({
      startSample: fromMs * MS,
      endSample: toMs * MS,
      pauses: pauses.map(([from, to]) => ({ startSample: from * MS, endSample: to * MS })),
    } satisfies SpeechSpan);
  return windower.flush()[0]!;
}

/** Words of 200 ms at the given moments (of the window's own time). */
const words = (...items: [string, number][]): HeardWord[] =>
  items.map(([text, startMs]) => ({ text, startMs, endMs: startMs + 200, confidence: 0.9 }));
const texts = (window: ReturnType<typeof windowOf>, heard: HeardWord[]): string[] =>
  toUtterances(window, heard).map((utterance) => utterance.words.map((word) => word.text).join(' '));

describe('toUtterances', () => {
  it('parts question and answer, even without a pause', () => {
    const heard = words(['Any', 0], ['fever?', 300], ['No.', 600]);
    expect(texts(windowOf([0, 1_000]), heard)).toEqual(['Any fever?', 'No.']);
  });

  it('parts sentences at a pause, and keeps them together without', () => {
    const heard = words(['It', 0], ['hurts.', 300], ['Since', 900], ['May.', 1_200]);
    expect(texts(windowOf([0, 1_500, [520, 880]]), heard)).toEqual(['It hurts.', 'Since May.']);
    expect(texts(windowOf([0, 1_500]), heard)).toEqual(['It hurts. Since May.']);
  });

  it('does not part a sentence at a hesitation, but at a long silence', () => {
    const heard = words(['about', 0], ['three', 1_000], ['weeks', 1_300]);
    expect(texts(windowOf([0, 220], [980, 1_600]), heard)).toEqual(['about three weeks']);
    const late = words(['about', 0], ['three', 3_000], ['weeks', 3_300]);
    expect(texts(windowOf([0, 220], [2_980, 3_600]), late)).toEqual(['about', 'three weeks']);
  });

  it('takes a dash for a change of speaker, and never for a word', () => {
    const heard = words(['-', 0], ['Dizzy', 100], ['-', 400], ['No', 500], ['-Okay', 800]);
    expect(texts(windowOf([0, 1_200]), heard)).toEqual(['Dizzy', 'No Okay']);
    expect(texts(windowOf([0, 1_200]), words(['-', 0]))).toEqual([]);
  });

  it('cuts a long run without punctuation at shorter and shorter pauses', () => {
    const items = Array.from({ length: 40 }, (_, i): [string, number] => ['so', i * 500]);
    const window = windowOf([0, 20_000, [5_200, 5_500], [11_200, 11_550]]);
    expect(toUtterances(window, words(...items)).map((utterance) => utterance.words.length)).toEqual([23, 17]);
  });

  it('begins a word that the alignment began in a pause when the pause is over', () => {
    const heard: HeardWord[] = [
      { text: 'about', startMs: 0, endMs: 300, confidence: 1 },
      { text: 'May.', startMs: 280, endMs: 1_200, confidence: 1 },
    ];
    const [utterance] = toUtterances(windowOf([0, 1_300, [320, 800]]), heard);
    expect(utterance!.words.map((word) => word.startMs)).toEqual([0, 800]);
  });

  it('gives times of the recording, in order, without overlap, with a margin, to the end of the window', () => {
    const windower = createWindower({ maxMs: 60_000, maxGapMs: 5_000, keptGapMs: 200 });
    windower.push({ startSample: 10_000 * MS, endSample: 11_000 * MS, pauses: [] });
    windower.push({ startSample: 13_000 * MS, endSample: 14_000 * MS, pauses: [] });
    const utterances = toUtterances(windower.flush()[0]!, words(['Better?', 400], ['Yes.', 1_300], ['Much.', 1_800]));
    expect(utterances.map(({ startMs, endMs }) => [startMs, endMs])).toEqual([
      [10_160, 10_840],
      [12_860, 14_000],
    ]);
    expect(utterances[1]!.words[0]!.startMs).toBe(13_100);
  });
});
