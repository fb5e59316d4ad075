import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Log, LogFields } from '../../ports/runtime.ts';
import type { Transcriber } from '../../ports/transcriber.ts';
import { hearAll, transcriberConformance } from '../../ports/transcriber.conformance.ts';
import { createAudioDecoder } from '../audio/audio-decoder.ts';
import { openFileByteSource } from '../audio/file-byte-source.ts';
import { createTranscriber, type TranscriberSettings } from './create-transcriber.ts';
import { peakOf, scriptWorkers, segmentsOf, soundsAt, type ScriptedWorkers } from './scripted-worker.fixture.ts';
import type { WorkerRequest } from './worker-protocol.ts';

const workerEntry = new URL('../../workers/speech.entry.ts', import.meta.url);
const quick = { backoffMs: 1, maxBackoffMs: 2, callMs: 3_000, perAudioSecondMs: 1, startMs: 10_000 };

function memoryLog(): Log & { entries: { event: string; fields: LogFields }[] } {
  const entries: { event: string; fields: LogFields }[] = [];
  const note = (event: string, fields: LogFields = {}): void => {
    entries.push({ event, fields });
  };
  return { entries, info: note, warn: note, error: note };
}

const scripted = (workers: ScriptedWorkers, settings: Partial<TranscriberSettings> = {}): Transcriber =>
  createTranscriber({
    engine: 'moonshine',
    workerEntry,
    log: memoryLog(),
    spawn: workers.spawn,
    limits: quick,
    ...settings,
  });

transcriberConformance(
  'supervised process (scripted)',
  () => scripted(scriptWorkers()),
  () => ({ audio: soundsAt(0.2, 0.3, 0.4) }),
);

describe('a process that fails', () => {
  const audio = soundsAt(0.2, 0.3, 0.4, 0.5, 0.6);
  const texts = ['loud20.', 'loud30.', 'loud40.', 'loud50.', 'loud60.'];
  const hear = async (workers: ScriptedWorkers, settings: Partial<TranscriberSettings> = {}) => {
    let restarts = 0;
    const { segments } = await hearAll(scripted(workers, settings), audio, { onWorkerRestart: () => restarts++ });
    return { segments, restarts, texts: segments.map((segment) => segment.text) };
  };

  it('dies while it transcribes: the segment is heard again, nothing is lost', async () => {
    let deaths = 2;
    const workers = scriptWorkers(({ operation }) => (operation === 'transcribe' && deaths-- > 0 ? 'die' : undefined));
    const heard = await hear(workers);
    expect(heard.texts).toEqual(texts);
    expect(heard.restarts).toBe(2);
    // Two at first, and one for each that died.
    expect(workers.processes()).toBe(4);
  });

  it('dies at every other call, whatever it is doing', async () => {
    let calls = 0;
    const workers = scriptWorkers(({ operation }) => (operation !== 'start' && calls++ % 2 === 0 ? 'die' : undefined));
    expect((await hear(workers)).texts).toEqual(texts);
  });

  it('hangs: it is killed and started anew', async () => {
    let hangs = 1;
    const workers = scriptWorkers(({ operation }) =>
      operation === 'transcribe' && hangs-- > 0 ? 'silence' : undefined,
    );
    const heard = await hear(workers);
    expect(heard.texts).toEqual(texts);
    expect(heard.restarts).toBe(1);
  });

  it('dies of one segment every time: that one is marked failed, in its place, and the rest is heard', async () => {
    const isPoisoned = (request: WorkerRequest): boolean =>
      request.operation === 'transcribe' &&
      segmentsOf(request).some((samples) => Math.round(peakOf(samples) * 10) === 4);
    const workers = scriptWorkers((request) => (isPoisoned(request) ? 'die' : undefined));
    const heard = await hear(workers);
    expect(heard.texts).toEqual(['loud20.', 'loud30.', '', 'loud50.', 'loud60.']);
    expect(heard.segments[2]).toMatchObject({ id: 's3', flags: ['failed'], words: [] });
    expect(heard.segments[2]!.endMs - heard.segments[2]!.startMs).toBeGreaterThan(1_900);
  });

  it('never starts: opening fails, and works again once it does', async () => {
    let broken = true;
    const workers = scriptWorkers(() => (broken ? 'die' : undefined));
    const transcriber = scripted(workers);
    await expect(transcriber.open({ onSegment: () => undefined })).rejects.toMatchObject({
      code: 'model.worker',
      retryable: true,
    });
    expect(workers.processes()).toBe(6);
    broken = false;
    expect((await hearAll(transcriber, audio)).segments).toHaveLength(5);
  });

  it('never answers again: the session ends with model.worker instead of waiting for ever', async () => {
    let transcribed = 0;
    const workers = scriptWorkers(({ operation }) => {
      if (operation === 'transcribe') transcribed++;
      return transcribed > 0 ? 'die' : undefined;
    });
    await expect(hear(workers)).rejects.toMatchObject({ code: 'model.worker' });
  });
});

describe('a session', () => {
  it('holds a file back while the process is behind', async () => {
    const gate = Promise.withResolvers<undefined>();
    let isHeld = true;
    const workers = scriptWorkers(({ operation }) => (operation === 'transcribe' && isHeld ? 'silence' : undefined));
    const transcriber = scripted(workers, { limits: { ...quick, callMs: 1_500, perAudioSecondMs: 0 } });
    const loud = new Float32Array(16_000 * 10).map((_, i) => 0.5 * Math.cos(i / 3));
    const session = await transcriber.open({ onSegment: () => undefined });
    let pushed = 0;
    const run = (async () => {
      for (; pushed < 60; pushed++) {
        await session.push(loud);
        if (pushed === 5) gate.resolve(undefined);
      }
      await session.finish();
    })();
    await gate.promise;
    await new Promise((resolve) => setImmediate(resolve));
    // Ten minutes of speech wait to be pushed; at most a few were taken.
    expect(pushed).toBeLessThan(30);
    isHeld = false;
    await run;
    expect(pushed).toBe(60);
    await transcriber.close();
  });

  it('shows captions of what is still being said, and then the segments', async () => {
    const transcriber = scripted(scriptWorkers());
    const events: string[] = [];
    const first = Promise.withResolvers<undefined>();
    const session = await transcriber.open({
      onSegment: (segment) => events.push(`segment ${segment.text}`),
      onPartial: (partial) => {
        events.push(`partial ${(partial.segments ?? []).map(({ text }) => text).join(' ')}|${partial.text}`);
        first.resolve(undefined);
      },
    });
    // Two sounds a second apart: one window. It is open after the first, which can be shown already.
    const sound = soundsAt(0.3).subarray(16_000 * 4, 16_000 * 6);
    await session.push(sound);
    await session.push(new Float32Array(16_000));
    await first.promise;
    expect(events).toEqual(['partial loud30.|']);
    await session.push(sound);
    await session.finish();
    expect(events.at(-1)).toBe('segment loud30.');
    expect(events.filter((event) => event.startsWith('segment'))).toHaveLength(2);
  });

  it('ends with the transcriber, and leaves no process behind', async () => {
    const transcriber = scripted(scriptWorkers(({ operation }) => (operation === 'detect' ? 'silence' : undefined)));
    const session = await transcriber.open({ onSegment: () => undefined });
    await session.push(soundsAt(0.2));
    const finished = session.finish();
    await transcriber.close();
    await expect(finished).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('models', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'chartside-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are checked by their digest', async () => {
    await writeFile(path.join(folder, 'encoder_model.onnx'), 'not the model');
    const transcriber = createTranscriber({ engine: 'moonshine', modelDir: folder, workerEntry, log: memoryLog() });
    await expect(transcriber.info()).rejects.toMatchObject({
      code: 'model.corrupt',
      params: { file: 'encoder_model.onnx' },
    });
    await expect(transcriber.open({ onSegment: () => undefined })).rejects.toMatchObject({ code: 'model.corrupt' });
    await rm(path.join(folder, 'encoder_model.onnx'));
    expect((await transcriber.info()).name).toBe('moonshine-tiny-int8');
  });

  it('are missing where there are none', async () => {
    const whisper = createTranscriber({ engine: 'whisper', modelDir: folder, workerEntry, log: memoryLog() });
    await expect(whisper.info()).rejects.toMatchObject({ code: 'model.missing', params: { file: 'config.json' } });
  });
});

describe('the built-in model', () => {
  const log = memoryLog();
  const transcriber = createTranscriber({ engine: 'moonshine', workerEntry, log });
  let audio = new Float32Array(0);
  beforeAll(async () => {
    const source = await openFileByteSource(new URL('../audio/fixtures/speech.ogg', import.meta.url).pathname);
    const blocks: number[] = [];
    for await (const block of createAudioDecoder().decode(source)) blocks.push(...block);
    await source.close();
    audio = Float32Array.from(blocks);
  });
  afterAll(() => transcriber.close());

  transcriberConformance(
    'Moonshine in its own process',
    () => transcriber,
    () => ({ audio }),
  );

  it('hears what was said', async () => {
    const { segments } = await hearAll(transcriber, audio);
    expect(segments).toHaveLength(3);
    expect(segments[0]!.text).toMatch(/chest hurts when I climb the stairs/i);
    expect(segments[2]!.text).toMatch(/three weeks/i);
    expect(segments[0]!.startMs).toBeGreaterThan(200);
    expect(segments[0]!.startMs).toBeLessThan(900);
  });

  it('writes nothing about noise', async () => {
    let seed = 7;
    const noise = new Float32Array(16_000 * 20).map(() => {
      seed = (seed * 48_271) % 2_147_483_647;
      return (seed / 2_147_483_647 - 0.5) * 0.1;
    });
    expect((await hearAll(transcriber, noise)).segments).toEqual([]);
  });

  it('survives kill -9 in the middle', async () => {
    const expected = await hearAll(transcriber, audio);
    const pids = log.entries
      .filter((entry) => entry.event === 'speech.worker-started')
      .map((entry) => entry.fields['pid'] as number);
    let restarts = 0;
    const options = { onWorkerRestart: () => restarts++ };
    const segments: string[] = [];
    const session = await transcriber.open({ ...options, onSegment: (segment) => segments.push(segment.text) });
    await session.push(audio.slice(0, 80_000));
    for (const pid of pids) process.kill(pid, 'SIGKILL');
    await session.push(audio.slice(80_000));
    await session.finish();
    expect(segments).toEqual(expected.segments.map((segment) => segment.text));
    expect(restarts).toBeGreaterThanOrEqual(1);
  });

  it('logs no word of what was said', () => {
    const logged = JSON.stringify(log.entries);
    expect(logged).not.toMatch(/chest|stairs|weeks/i);
  });
});
