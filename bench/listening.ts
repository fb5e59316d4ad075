/**
 * `npm run bench -- listening`: how fast, how promptly and in how much memory the built-in recogniser hears. Figures are of the
 * whole path: the recording's bytes, decoding, voice activity, recognition in its own process.
 */
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import { openFileByteSource } from '../src/main/adapters/audio/file-byte-source.ts';
import { plainLoop } from './listening-loop.ts';
import {
  decodeFile,
  hearSamples,
  memoryOf,
  openTranscriber,
  percentile,
  round,
  SAMPLE_VISIT,
  sharedRecordings,
} from './listening-parts.ts';

export async function* run(args: readonly string[]): AsyncGenerator<object> {
  const shared = sharedRecordings();
  if (shared.length === 0) process.stderr.write('../shared is not there: measuring on the sample visit only\n');
  const files = shared.length > 0 ? shared.map((recording) => recording.file) : [SAMPLE_VISIT];
  const wanted = (part: string): boolean => args.length === 0 || args.includes(part);
  if (wanted('start')) yield* startUp();
  if (wanted('files')) for (const file of files) yield* wholeFile(file);
  if (wanted('loop')) yield* againstPlainLoop(files.at(-1)!);
  if (wanted('latency')) yield* latency(files.at(-1)!);
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
  const { transcriber, workerPid } = openTranscriber();
  let segments = 0;
  let words = 0;
  let samples = 0;
  const session = await transcriber.open({
    onSegment(segment) {
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
  const worker = memoryOf(workerPid());
  yield {
    figure: 'real-time-factor',
    data: path.basename(file),
    mode: 'file, built-in model, 2 threads',
    audioS: round(audioS, 1),
    wallS: round(wallS, 2),
    realTimeFactor: round(wallS / audioS),
    segments,
    words,
    peakMB: { host: memoryOf('self')?.peakMB, speechProcess: worker?.peakMB },
  };
  await transcriber.close();
}

/** Both in one run, on the same decoded samples; models loaded outside the clock would favour neither, so both load inside. */
async function* againstPlainLoop(file: string): AsyncGenerator<object> {
  const samples = await decodeFile(file);
  const audioS = samples.length / 16_000;
  const loopStart = performance.now();
  const loop = await plainLoop(samples);
  const loopS = (performance.now() - loopStart) / 1000;
  for (const beams of [1, 3]) {
    const { transcriber } = openTranscriber({ beams });
    const start = performance.now();
    await hearSamples(transcriber, samples);
    const wallS = (performance.now() - start) / 1000;
    await transcriber.close();
    yield {
      figure: 'speed-up-over-plain-loop',
      data: path.basename(file),
      mode: `same weights; loop: greedy, one segment after the other, merged decoder as it comes; product: ${beams === 1 ? 'greedy' : `${beams} beams`}`,
      loopRealTimeFactor: round(loopS / audioS),
      loopTokens: loop.tokens,
      realTimeFactor: round(wallS / audioS),
      speedUp: round(loopS / wallS, 2),
    };
  }
}

/** Live, in real time: how long after a word was said its caption, and after that its segment, is there. */
async function* latency(file: string): AsyncGenerator<object> {
  const seconds = 90;
  const blockMs = 100;
  const samples = (await decodeFile(file)).subarray(0, 16_000 * seconds);
  const pushedAt: number[] = [];
  const since = (audioMs: number): number =>
    performance.now() - (pushedAt[Math.min(pushedAt.length - 1, Math.floor(audioMs / blockMs))] ?? performance.now());
  const captions: number[] = [];
  const finals: number[] = [];
  const { transcriber } = openTranscriber();
  const session = await transcriber.open({
    onSegment: (segment) => finals.push(since(segment.words.at(-1)?.endMs ?? segment.endMs)),
    onPartial: (partial) => captions.push(since(partial.endMs)),
  });
  const start = performance.now();
  for (let at = 0; at < samples.length; at += blockMs * 16) {
    await setTimeout(Math.max(0, start + at / 16 - performance.now()));
    pushedAt.push(performance.now());
    await session.push(samples.subarray(at, at + blockMs * 16));
  }
  const stopped = performance.now();
  const heardLive = finals.length;
  await session.finish();
  const afterStopMs = performance.now() - stopped;
  await transcriber.close();
  const spread = (values: readonly number[]): object => ({
    count: values.length,
    p50: round(percentile(values, 0.5), 0),
    p95: round(percentile(values, 0.95), 0),
  });
  yield {
    figure: 'live-latency',
    data: path.basename(file),
    mode: `first ${seconds} s in real time; milliseconds after the end of the speech, its closing pause of 0.64 s included`,
    caption: spread(captions),
    segment: spread(finals.slice(0, heardLive)),
    afterStopMs: round(afterStopMs, 0),
  };
}

/** Hours in which nobody speaks: nothing may be written, memory may not grow. */
async function* silence(): AsyncGenerator<object> {
  for (const { name, hours, level } of [
    { name: 'digital silence', hours: 10, level: 0 },
    { name: 'quiet noise', hours: 0.5, level: 0.003 },
  ]) {
    const { transcriber, workerPid } = openTranscriber();
    let segments = 0;
    const session = await transcriber.open({ onSegment: () => segments++ });
    const before = memoryOf('self')?.nowMB ?? 0;
    const start = performance.now();
    let seed = 1;
    for (let second = 0; second < hours * 3_600; second++) {
      const block = new Float32Array(16_000);
      if (level > 0)
        for (let i = 0; i < block.length; i++) {
          seed = (seed * 48_271) % 2_147_483_647;
          block[i] = (seed / 2_147_483_647 - 0.5) * 2 * level;
        }
      await session.push(block);
    }
    await session.finish();
    const wallS = (performance.now() - start) / 1000;
    yield {
      figure: 'silence',
      data: name,
      mode: 'synthetic',
      hours,
      wallS: round(wallS, 1),
      realTimeFactor: round(wallS / (hours * 3_600), 6),
      segments,
      hostGrowthMB: (memoryOf('self')?.nowMB ?? 0) - before,
      speechProcessMB: memoryOf(workerPid())?.peakMB,
    };
    await transcriber.close();
  }
}
