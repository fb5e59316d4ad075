/**
 * `npm run bench -- listening`: how fast, how promptly and in how much memory the built-in recogniser hears. Figures are of the
 * whole path: the recording's bytes, decoding, voice activity, recognition in its own process.
 */
import path from 'node:path';
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import { openFileByteSource } from '../src/main/adapters/audio/file-byte-source.ts';
import type { TranscriberSettings } from '../src/main/adapters/speech/create-transcriber.ts';
import { latency, afterStop } from './listening-live.ts';
import { dayLongFile, longVisit, silence } from './listening-long.ts';
import { findSpans, plainLoop } from './listening-loop.ts';
import {
  decodeFile,
  hearSamples,
  memoryOf,
  memoryOfAll,
  openTranscriber,
  round,
  SAMPLE_VISIT,
  secondListener,
  sharedRecordings,
} from './listening-parts.ts';
import { openPipeline } from './listening-pipeline.ts';

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const shared = sharedRecordings();
  if (shared.length === 0) process.stderr.write('../shared is not there: measuring on the sample visit only\n');
  const files = shared.length > 0 ? shared.map((recording) => recording.file) : [SAMPLE_VISIT];
  const wanted = (part: string): boolean => args.length === 0 || args.includes(part);
  if (wanted('start')) yield* startUp();
  if (wanted('files')) for (const file of files) yield* wholeFile(file);
  if (wanted('loop')) yield* againstOthers(files.at(-1)!);
  if (wanted('latency')) yield* latency(files.at(-1)!);
  if (wanted('stop')) yield* afterStop(files.at(-1)!);
  if (wanted('visit')) yield* longVisit(files.at(-1)!);
  if (wanted('day')) yield* dayLongFile(files.at(-1)!);
  if (wanted('silence')) yield* silence();
}

async function* startUp(): AsyncGenerator<object> {
  const { transcriber } = openTranscriber();
  const start = performance.now();
  await transcriber.info();
  const verifiedMs = performance.now() - start;
  const session = await transcriber.open({ onSegment: () => undefined });
  const openMs = performance.now() - start;
  await session.cancel();
  await transcriber.close();
  yield {
    figure: 'start-up',
    mode: 'process started, models verified and loaded',
    verifiedMs: round(verifiedMs, 0),
    openMs: round(openMs, 0),
  };
}

async function* wholeFile(file: string): AsyncGenerator<object> {
  const { transcriber, workerPids } = openTranscriber();
  let segments = 0;
  let words = 0;
  let samples = 0;
  const session = await transcriber.open({
    onSegment(segment, sound) {
      if (!sound) return;
      segments++;
      words += segment.words.length;
    },
  });
  const start = performance.now();
  const source = await openFileByteSource(file);
  for await (const block of createAudioDecoder().decode(source)) {
    samples += block.length;
    await session.push(block);
  }
  await session.finish();
  await source.close();
  const wallS = (performance.now() - start) / 1000;
  const audioS = samples / 16_000;
  const workers = memoryOfAll(workerPids());
  yield {
    figure: 'real-time-factor',
    data: path.basename(file),
    mode: 'file, built-in model, two processes with one thread each',
    audioS: round(audioS, 1),
    wallS: round(wallS, 2),
    realTimeFactor: round(wallS / audioS),
    segments,
    words,
    peakMB: { host: memoryOf('self')?.peakMB, speechProcesses: workers.peakMB },
  };
  await transcriber.close();
}

/**
 * All in one run, on the same decoded samples, best of two runs each in turn: other work on the machine then hits no one alone. Each loads its
 * models inside the clock.
 */
async function* againstOthers(file: string): AsyncGenerator<object> {
  const samples = (await decodeFile(file)).subarray(0, 16_000 * COMPARED_S);
  const audioS = samples.length / 16_000;
  const timed = async (work: () => Promise<unknown>): Promise<number> => {
    const start = performance.now();
    await work();
    return (performance.now() - start) / 1000;
  };
  const product = (settings: Partial<TranscriberSettings>) => async (): Promise<void> => {
    const { transcriber } = openTranscriber(settings);
    await hearSamples(transcriber, samples);
    await transcriber.close();
  };
  const contestants: Record<string, () => Promise<unknown>> = {
    loop: () => plainLoop(samples),
    pipeline: () => pipelineLoop(samples),
    greedy: product({ beams: 1 }),
    product: product({}),
    twice: product({ hearAgain: secondListener() }),
  };
  const best: Record<string, number> = {};
  for (let round = 0; round < 2; round++)
    for (const [name, work] of Object.entries(contestants))
      best[name] = Math.min(best[name] ?? Infinity, await timed(work));
  const data = `first ${round(audioS, 0)} s of ${path.basename(file)}`;
  const baselines = {
    loop: 'plain loop: same weights, greedy, one segment after the other, merged decoder as it comes',
    pipeline: "@huggingface/transformers' own pipeline: same weights, greedy, one segment after the other",
  };
  for (const [baseline, says] of Object.entries(baselines))
    for (const [name, settings] of [
      ['product', 'default settings'],
      ['twice', 'default settings, and risky words heard a second time'],
      ['greedy', 'greedy'],
    ] as const)
      yield {
        figure: baseline === 'loop' ? 'speed-up-over-plain-loop' : 'speed-up-over-transformers-pipeline',
        data,
        mode: `${says}; product: ${settings}`,
        baselineRealTimeFactor: round(best[baseline]! / audioS),
        realTimeFactor: round(best[name]! / audioS),
        speedUp: round(best[baseline]! / best[name]!, 2),
      };
}

const COMPARED_S = 120;

/** The plain loop's segments through the pipeline. */
async function pipelineLoop(samples: Float32Array): Promise<void> {
  const pipeline = await openPipeline();
  for (const span of await findSpans(samples))
    await pipeline.transcribe(samples.slice(span.startSample, span.endSample));
  await pipeline.close();
}
