/**
 * `npm run bench -- listening`: how fast, how promptly and in how much memory the built-in recogniser hears. Figures are of the
 * whole path: the recording's bytes, decoding, voice activity, recognition in its own process.
 */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import { openFileByteSource } from '../src/main/adapters/audio/file-byte-source.ts';
import type { TranscriberSettings } from '../src/main/adapters/speech/create-transcriber.ts';
import { latency, afterStop } from './listening-live.ts';
import { dayLongFile, longVisit, silence } from './listening-long.ts';
import { findSpans, openPlainLoop } from './listening-loop.ts';
import {
  cpuSecondsOf,
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
  const parts = args.filter((arg) => !arg.startsWith('--'));
  const wanted = (part: string): boolean => parts.length === 0 || parts.includes(part);
  if (wanted('start')) yield* startUp();
  if (wanted('files')) for (const file of files) yield* wholeFile(file);
  if (wanted('loop')) yield* againstOthers(files.at(-1)!);
  if (wanted('latency')) yield* latency(files.at(-1)!);
  if (wanted('stop')) yield* afterStop(files.at(-1)!, numberIn(args, 'minutes') ?? 20);
  if (wanted('visit')) yield* longVisit(files.at(-1)!, numberIn(args, 'hours') ?? 3);
  if (wanted('day')) yield* dayLongFile(files.at(-1)!);
  if (wanted('silence')) yield* silence();
}

/** `--hours=1`: a long one, shorter. */
function numberIn(args: readonly string[], name: string): number | undefined {
  const value = args.find((arg) => arg.startsWith(`--${name}=`))?.split('=')[1];
  return value === undefined ? undefined : Number(value);
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

/** Somebody who hears a recording, models loaded. `cpuS`: what it has used of the processors so far, other processes than this one. */
interface Contestant {
  run(samples: Float32Array): Promise<unknown>;
  cpuS?(): number;
  close(): Promise<void>;
}

/**
 * All in one run, on the same decoded samples, models loaded before; best of two runs each, in turn, so that other work on the machine
 * hits no one alone. `speedUp` is of the time it took, `lessWork` of the processors' time, which other work does not change.
 */
async function* againstOthers(file: string): AsyncGenerator<object> {
  const samples = (await decodeFile(file)).slice(0, 16_000 * COMPARED_S);
  const audioS = samples.length / 16_000;
  const contestants: Record<string, Contestant> = {
    loop: await openPlainLoop(),
    pipeline: await openPipelineLoop(),
    greedy: await openProduct({ beams: 1 }),
    product: await openProduct({}),
    three: await openProduct({ beams: 3 }),
    twice: await openProduct({ hearAgain: secondListener() }),
  };
  const best: Record<string, { wallS: number; cpuS: number }> = {};
  for (let turn = 0; turn < 2; turn++)
    for (const [name, contestant] of Object.entries(contestants)) {
      const cpu = (): number =>
        Object.values(process.cpuUsage()).reduce((a, b) => a + b) / 1e6 + (contestant.cpuS?.() ?? 0);
      const [start, cpuStart] = [performance.now(), cpu()];
      await contestant.run(samples);
      const [wallS, cpuS] = [(performance.now() - start) / 1000, cpu() - cpuStart];
      const before = best[name] ?? { wallS: Infinity, cpuS: Infinity };
      best[name] = { wallS: Math.min(before.wallS, wallS), cpuS: Math.min(before.cpuS, cpuS) };
    }
  for (const contestant of Object.values(contestants)) await contestant.close();
  const baselines = {
    loop: 'plain loop: same weights, greedy, one segment after the other, merged decoder as it comes',
    pipeline: "@huggingface/transformers' own pipeline: same weights, greedy, one segment after the other",
  };
  const settings = {
    product: 'default settings',
    three: '3 beams',
    twice: 'default settings, and risky words heard a second time',
    greedy: 'greedy',
  };
  for (const [baseline, says] of Object.entries(baselines))
    for (const [name, how] of Object.entries(settings)) {
      const [theirs, ours] = [best[baseline]!, best[name]!];
      yield {
        figure: baseline === 'loop' ? 'speed-up-over-plain-loop' : 'speed-up-over-transformers-pipeline',
        data: `first ${round(audioS, 0)} s of ${path.basename(file)}`,
        mode: `${says}; product: ${how}`,
        baselineRealTimeFactor: round(theirs.wallS / audioS),
        realTimeFactor: round(ours.wallS / audioS),
        speedUp: round(theirs.wallS / ours.wallS, 2),
        lessWork: round(theirs.cpuS / ours.cpuS, 2),
      };
    }
}

const COMPARED_S = 120;

/** The plain loop's segments through the pipeline. */
async function openPipelineLoop(): Promise<Contestant> {
  const pipeline = await openPipeline();
  return {
    async run(samples) {
      for (const { startSample, endSample } of await findSpans(samples))
        await pipeline.transcribe(samples.slice(startSample, endSample));
    },
    close: () => pipeline.close(),
  };
}

async function openProduct(settings: Partial<TranscriberSettings>): Promise<Contestant> {
  const { transcriber, workerPids } = openTranscriber(settings);
  // Both processes up.
  await hearSamples(transcriber, new Float32Array(16_000));
  while (workerPids().length < 2) await setTimeout(50);
  await transcriber.warm();
  return {
    run: (samples) => hearSamples(transcriber, samples),
    cpuS: () => cpuSecondsOf(workerPids()),
    close: () => transcriber.close(),
  };
}
