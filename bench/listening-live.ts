/** Listening while a visit goes on, fed as a microphone feeds it: a tenth of a second at a time. */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { TranscriberSettings } from '../src/main/adapters/speech/create-transcriber.ts';
import type { HeardSegment } from '../src/main/ports/transcriber.ts';
import {
  decodeFile,
  hearSamples,
  openTranscriber,
  percentile,
  repeated,
  round,
  secondListener,
} from './listening-parts.ts';

const BLOCK_MS = 100;
/** Word times are exact to about this. */
const SAME_END_MS = 200;

export interface LiveFigures {
  /** From the end of a word until a caption or segment covers it. */
  readonly wordMs: readonly number[];
  /** From the end of an utterance's last word until all that was heard up to there stands in utterances, provisional or final. */
  readonly utteranceMs: readonly number[];
  /** The same until it is final. */
  readonly finalMs: readonly number[];
  readonly firstCaptionMs: number;
  readonly afterStopMs: number;
  readonly partials: number;
  readonly segments: readonly HeardSegment[];
}

/** `pace`: how many times faster than real time the microphone is. */
export async function hearLive(
  samples: Float32Array,
  { pace = 1, ...settings }: Partial<TranscriberSettings> & { pace?: number } = {},
): Promise<LiveFigures> {
  const { transcriber } = openTranscriber(settings);
  await transcriber.warm();
  const shown: { atMs: number; untilMs: number }[] = [];
  const ended: { atMs: number; untilMs: number }[] = [];
  const finals: { atMs: number; segment: HeardSegment }[] = [];
  const lastWordEnd = (segment: HeardSegment): number => segment.words.at(-1)?.endMs ?? segment.endMs;
  let firstCaptionAt = Infinity;
  let partials = 0;
  const session = await transcriber.open({
    onSegment(segment, sound) {
      if (!sound) return;
      const atMs = performance.now();
      ended.push({ atMs, untilMs: segment.endMs });
      shown.push({ atMs, untilMs: segment.endMs });
      finals.push({ atMs, segment });
    },
    onPartial(partial) {
      const atMs = performance.now();
      partials++;
      firstCaptionAt = Math.min(firstCaptionAt, atMs);
      const last = partial.segments?.at(-1)?.endMs ?? 0;
      ended.push({ atMs, untilMs: partial.text === '' ? partial.endMs : last });
      shown.push({ atMs, untilMs: partial.endMs });
    },
  });
  const start = performance.now();
  for (let at = 0; at < samples.length; at += BLOCK_MS * 16) {
    // A block is there when its last sample was heard.
    await setTimeout(Math.max(0, start + (at / 16 + BLOCK_MS) / pace - performance.now()));
    await session.push(samples.subarray(at, at + BLOCK_MS * 16));
  }
  const stopped = performance.now();
  await session.finish();
  const afterStopMs = performance.now() - stopped;
  await transcriber.close();
  const since = (audioMs: number, atMs: number): number => atMs - (start + audioMs / pace);
  const live = finals.filter(({ atMs }) => atMs < stopped);
  const words = live.flatMap(({ segment }) => segment.words);
  const firstOf = <T extends { atMs: number }>(items: readonly T[], is: (item: T) => boolean): number =>
    items.find(is)?.atMs ?? NaN;
  return {
    wordMs: words.map(({ endMs }) =>
      since(
        endMs,
        firstOf(shown, ({ untilMs }) => untilMs >= endMs),
      ),
    ),
    utteranceMs: live.map(({ segment }) => {
      const endMs = lastWordEnd(segment);
      return since(
        endMs,
        firstOf(ended, ({ untilMs }) => untilMs >= endMs - SAME_END_MS),
      );
    }),
    finalMs: live.map(({ segment, atMs }) => since(lastWordEnd(segment), atMs)),
    firstCaptionMs: since(words[0]?.endMs ?? NaN, firstCaptionAt),
    afterStopMs,
    partials,
    segments: finals.map(({ segment }) => segment),
  };
}

const spread = (values: readonly number[]): object => ({
  count: values.length,
  p50: round(percentile(values, 0.5), 0),
  p95: round(percentile(values, 0.95), 0),
  max: round(Math.max(...values), 0),
});

/** In real time: how long after a word was said it is shown, and after an utterance that it stands there as one. */
export async function* latency(file: string): AsyncGenerator<object> {
  const seconds = 90;
  const samples = (await decodeFile(file)).subarray(0, 16_000 * seconds);
  const heard = await hearLive(samples, { hearAgain: secondListener() });
  yield {
    figure: 'live-latency',
    data: `first ${seconds} s of ${path.basename(file)}`,
    mode: 'real time, models warm, double listening on; milliseconds after the end of a word, or of the last word of an utterance',
    firstCaptionMs: round(heard.firstCaptionMs, 0),
    word: spread(heard.wordMs),
    utterance: spread(heard.utteranceMs),
    final: spread(heard.finalMs),
    partials: heard.partials,
    afterStopMs: round(heard.afterStopMs, 0),
  };
}

/** A visit of twenty minutes: what is left to do when it stops, and whether the file of it says the same. */
export async function* afterStop(file: string, minutes: number): AsyncGenerator<object> {
  const pace = 8;
  const samples = repeated(await decodeFile(file), minutes * 60);
  const live = await hearLive(samples, { pace, hearAgain: secondListener() });
  const { transcriber } = openTranscriber();
  const again = await hearSamples(transcriber, samples);
  await transcriber.close();
  const textOf = ({ text }: HeardSegment): string => text;
  const same = live.segments.filter(
    (segment, i) => again[i]?.text === segment.text && again[i].startMs === segment.startMs,
  );
  yield {
    figure: 'after-stop',
    data: `${path.basename(file)}, repeated to ${minutes} minutes`,
    mode: `microphone ${pace} times faster than real time, captions and double listening on; live compared with the same audio as a file`,
    segments: live.segments.length,
    afterStopMs: round(live.afterStopMs, 0),
    fileSegments: again.length,
    sameSegments: same.length,
    sameText: live.segments.map(textOf).join(' ') === again.map(textOf).join(' '),
  };
}
