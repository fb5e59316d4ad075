/** Long recordings: nothing may grow, nothing may be invented, and a day must not take a day. */
import path from 'node:path';
import { createAudioDecoder } from '../src/main/adapters/audio/audio-decoder.ts';
import type { ByteSource } from '../src/main/ports/audio.ts';
import {
  decodeFile,
  memoryOf,
  memoryOfAll,
  openTranscriber,
  repeated,
  round,
  secondListener,
} from './listening-parts.ts';

const HOUR_S = 3_600;

/** A visit of three hours, live: memory at ten minutes, an hour, and the end. */
export async function* longVisit(file: string, hours: number): AsyncGenerator<object> {
  const once = await decodeFile(file);
  const { transcriber, workerPids } = openTranscriber({ hearAgain: secondListener() });
  await transcriber.warm();
  let segments = 0;
  let partials = 0;
  const session = await transcriber.open({
    onSegment: (_, sound) => (segments += sound ? 1 : 0),
    onPartial: () => partials++,
  });
  const marks: Record<string, object> = {};
  const start = performance.now();
  for (let second = 0; second < hours * HOUR_S; second++) {
    const from = (second * 16_000) % (once.length - 16_000);
    await session.push(once.slice(from, from + 16_000));
    const name = second === 600 ? '10 min' : second % HOUR_S === 0 && second > 0 ? `${second / HOUR_S} h` : undefined;
    if (name !== undefined)
      marks[name] = { hostMB: memoryOf('self')?.nowMB, speechProcessesMB: memoryOfAll(workerPids()).nowMB };
  }
  await session.finish();
  const atEnd = { hostMB: memoryOf('self')?.nowMB, speechProcessesMB: memoryOfAll(workerPids()).nowMB };
  await transcriber.close();
  const wallS = (performance.now() - start) / 1000;
  yield {
    figure: 'memory-over-a-long-visit',
    hours,
    data: `${path.basename(file)}, again and again`,
    mode: 'live session with double listening, fed as fast as it listens',
    wallS: round(wallS, 0),
    realTimeFactor: round(wallS / (hours * HOUR_S)),
    segments,
    partials,
    ...marks,
    atEnd,
  };
}

/** Twelve hours as one wav of 1.4 GB, made while it is read: five minutes of talk each hour, a minute of hiss, else nothing. */
export async function* dayLongFile(file: string): AsyncGenerator<object> {
  const hours = 12;
  const talk = repeated(await decodeFile(file), 300);
  let seed = 1;
  const hiss = new Float32Array(16_000 * 60).map(() => {
    seed = (seed * 48_271) % 2_147_483_647;
    return (seed / 2_147_483_647 - 0.5) * 0.006;
  });
  const sampleAt = (sample: number): number => {
    const within = sample % (HOUR_S * 16_000);
    return talk[within] ?? hiss[within - 1_800 * 16_000] ?? 0;
  };
  const { transcriber, workerPids } = openTranscriber();
  await transcriber.warm();
  let segments = 0;
  let outside = 0;
  const session = await transcriber.open({
    onSegment(segment) {
      segments++;
      if (segment.startMs % (HOUR_S * 1000) > 302_000) outside++;
    },
  });
  const before = memoryOf('self')?.nowMB ?? 0;
  const start = performance.now();
  for await (const block of createAudioDecoder().decode(wavOf(hours * HOUR_S * 16_000, sampleAt)))
    await session.push(block);
  const { durationMs } = await session.finish();
  const wallS = (performance.now() - start) / 1000;
  yield {
    figure: 'day-long-file',
    data: `${hours} h wav: 5 minutes of ${path.basename(file)} each hour, a minute of hiss, digital silence`,
    mode: 'file',
    hours: round(durationMs / 1000 / HOUR_S, 3),
    wallS: round(wallS, 1),
    segments,
    segmentsOutsideTalk: outside,
    hostGrowthMB: (memoryOf('self')?.nowMB ?? 0) - before,
    speechProcessesMB: memoryOfAll(workerPids()).peakMB,
  };
  await transcriber.close();
}

/** 16-bit mono wav whose samples are told when they are asked for. */
function wavOf(samples: number, sampleAt: (sample: number) => number): ByteSource {
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples * 2, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(16_000, 24);
  header.writeUInt32LE(32_000, 28);
  header.writeUInt16LE(2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples * 2, 40);
  const sizeBytes = header.length + samples * 2;
  return {
    sizeBytes,
    read(offset, length) {
      const end = Math.min(sizeBytes, offset + length);
      const bytes = Buffer.alloc(Math.max(0, end - offset));
      for (let at = offset; at < end; at++) {
        if (at < header.length) bytes[at - offset] = header[at]!;
        else {
          const value = Math.round(sampleAt((at - header.length) >> 1) * 32_767);
          bytes[at - offset] = (at - header.length) % 2 === 0 ? value & 255 : (value >> 8) & 255;
        }
      }
      return Promise.resolve(bytes);
    },
    close: () => Promise.resolve(),
  };
}

/** Hours in which nobody speaks: nothing may be written, memory may not grow. */
export async function* silence(): AsyncGenerator<object> {
  for (const { name, hours, level } of [
    { name: 'digital silence', hours: 10, level: 0 },
    { name: 'quiet noise', hours: 0.5, level: 0.003 },
  ]) {
    const { transcriber, workerPids } = openTranscriber();
    let segments = 0;
    const session = await transcriber.open({ onSegment: () => segments++ });
    const before = memoryOf('self')?.nowMB ?? 0;
    const start = performance.now();
    let seed = 1;
    for (let second = 0; second < hours * HOUR_S; second++) {
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
      realTimeFactor: round(wallS / (hours * HOUR_S), 6),
      segments,
      hostGrowthMB: (memoryOf('self')?.nowMB ?? 0) - before,
      speechProcessesMB: memoryOfAll(workerPids()).peakMB,
    };
    await transcriber.close();
  }
}
