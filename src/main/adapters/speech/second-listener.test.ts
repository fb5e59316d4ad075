import { describe, expect, it } from 'vitest';
import { SegmentId } from '../../../shared/model/ids.ts';
import type { HeardSegment } from '../../ports/transcriber.ts';
import type { Decoded, HearingOptions } from './engine.ts';
import type { HeardWindow } from './hear-again.ts';
import { createSecondListener, SECOND_SPEED } from './second-listener.ts';

/** A word every `stepMs`. */
const words = (text: string, fromMs: number, stepMs: number): HeardSegment['words'] =>
  text.split(' ').map((word, i) => {
    const startMs = fromMs + i * stepMs;
    return { text: word, startMs, endMs: startMs + stepMs - 20, confidence: 0.8 };
  });

const segment = (id: string, text: string, startMs: number): HeardSegment => ({
  id: SegmentId.parse(id),
  startMs,
  endMs: startMs + text.split(' ').length * 300,
  speaker: 'unknown',
  text,
  words: words(text, startMs, 300),
  flags: [],
});

/** A window that begins ten seconds into the recording. */
function windowOf(...texts: string[]): HeardWindow {
  let startMs = 10_000;
  const segments = texts.map((text, i) => {
    const made = segment(`s${i + 1}`, text, startMs);
    startMs = made.endMs;
    return made;
  });
  const heard = new Float32Array((startMs - 10_000) * 16).fill(0.1);
  return { segments, heard, toRecordingMs: (ms) => 10_000 + ms, sound: heard, soundStartMs: 10_000 };
}

/** A recogniser that hears `text` in the faster sound. */
function hearing(text: string): {
  hear: (segments: readonly Float32Array[], options?: HearingOptions) => Promise<readonly Decoded[]>;
  asked: Float32Array[];
} {
  const asked: Float32Array[] = [];
  return {
    asked,
    hear(segments) {
      asked.push(...segments);
      return Promise.resolve([{ text, words: words(text, 0, 300 / SECOND_SPEED), averageLogProbability: -0.1 }]);
    },
  };
}

const listen = createSecondListener({ drugNames: [{ preferred: 'metformin', synonyms: [] }] });

describe('the second listener', () => {
  it('hears the whole window, faster, and marks the words of each segment', async () => {
    const window = windowOf('take fifteen milligrams', 'for my left knee');
    const { hear, asked } = hearing('take fifty milligrams for my right knee');
    const segments = await listen(window, hear, {});
    expect(asked.map((samples) => samples.length)).toEqual([Math.floor(window.heard.length / SECOND_SPEED)]);
    expect(segments.map(({ id, text }) => [id, text])).toEqual(window.segments.map(({ id, text }) => [id, text]));
    expect(segments.map((heard) => heard.words.map((word) => word.heardAgain))).toEqual([
      [undefined, 'fifty', undefined],
      [undefined, undefined, 'right', undefined],
    ]);
    expect(segments[0]!.words[1]!.risk).toBe('dose');
    expect(segments[1]!.words[2]!.risk).toBe('side');
  });
  it('leaves windows alone in which no word can harm', async () => {
    const { hear, asked } = hearing('anything');
    expect(await listen(windowOf('how are you doing'), hear, {})).toEqual([]);
    expect(asked).toEqual([]);
  });
  it('knows what is likely in the visit', async () => {
    const { hear, asked } = hearing('she uses zorbamax now');
    await listen(windowOf('she likes zorbamax now'), hear, {});
    expect(asked).toHaveLength(0);
    const [heard] = await listen(windowOf('she likes zorbamax now'), hear, { vocabulary: ['zorbamax'] });
    expect(asked).toHaveLength(1);
    expect(heard!.words[2]).toMatchObject({ risk: 'drug' });
  });
  it('takes no dash for a word', async () => {
    const { hear } = hearing('- no -pain here');
    const [heard] = await listen(windowOf('no pain here'), hear, {});
    expect(heard!.words.every((word) => word.heardAgain === undefined)).toBe(true);
  });
  it('leaves everything as it was when the recogniser answers nothing', async () => {
    expect(await listen(windowOf('no pain'), () => Promise.resolve([]), {})).toEqual([]);
  });
});
