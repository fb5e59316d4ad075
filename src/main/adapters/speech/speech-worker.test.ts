import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Log } from '../../ports/runtime.ts';
import type { HeardSegment, Transcriber, TranscriptionSession } from '../../ports/transcriber.ts';
import { hearAll } from '../../ports/transcriber.conformance.ts';
import { createTranscriber, type TranscriberSettings } from './create-transcriber.ts';
import {
  peakOf,
  scriptWorkers,
  segmentsOf,
  soundsAt,
  type Mishap,
  type ScriptedWorkers,
} from './scripted-worker.fixture.ts';
import { superviseWorker, URGENCY, type SpeechWorker } from './speech-worker.ts';
import type { EngineSpec, WorkerRequest } from './worker-protocol.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const spec = {
  engine: 'moonshine',
  vadFile: '',
  modelFiles: { folder: '' },
  intraOpThreads: 1,
  beams: 1,
} as EngineSpec;
const atOnce = { backoffMs: 0, maxBackoffMs: 0 };
const audio = soundsAt(0.2, 0.3, 0.4, 0.5, 0.6);
const texts = ['loud20.', 'loud30.', 'loud40.', 'loud50.', 'loud60.'];

const supervise = (workers: ScriptedWorkers, lanes = 2): SpeechWorker =>
  superviseWorker({ spawn: workers.spawn, entry: 'none', spec, log: silent, lanes, limits: atOnce });
const transcriberOn = (workers: ScriptedWorkers, settings: Partial<TranscriberSettings> = {}): Transcriber =>
  createTranscriber({
    engine: 'moonshine',
    workerEntry: 'none',
    log: silent,
    spawn: workers.spawn,
    limits: atOnce,
    ...settings,
  });
const textsOf = (segments: readonly HeardSegment[]): string[] => segments.map(({ text }) => text);
const transcribe = (worker: SpeechWorker, level: number, urgency: (typeof URGENCY)[keyof typeof URGENCY]) =>
  worker.call(
    'transcribe',
    { segments: [new Float32Array(1_600).fill(level)] },
    { audioMs: 100, attempts: 1, urgency },
  );

describe('lanes', () => {
  it('work side by side, and the most urgent call goes first', async () => {
    const gate = Promise.withResolvers<undefined>();
    const workers = scriptWorkers(({ operation }) => (operation === 'start' ? undefined : gate.promise));
    const worker = supervise(workers);
    await worker.start();
    await workers.idle();
    const calls = [
      transcribe(worker, 0.1, URGENCY.again),
      transcribe(worker, 0.2, URGENCY.file),
      transcribe(worker, 0.3, URGENCY.again),
      transcribe(worker, 0.4, URGENCY.draft),
      transcribe(worker, 0.5, URGENCY.first),
    ];
    expect(new Set(workers.calls.slice(-2).map(({ process }) => process)).size).toBe(2);
    gate.resolve(undefined);
    await Promise.all(calls);
    const order = workers.calls.filter(({ operation }) => operation === 'transcribe');
    expect(order.map(({ request }) => Math.round(peakOf(segmentsOf({ request } as WorkerRequest)[0]!) * 10))).toEqual([
      1, 2, 5, 4, 3,
    ]);
  });

  it('the second comes up by itself, after the first could', async () => {
    const workers = scriptWorkers();
    await supervise(workers).start();
    await workers.idle();
    expect(workers.processes()).toBe(2);
    const broken = scriptWorkers(() => 'refuse');
    await expect(supervise(broken).start()).rejects.toMatchObject({ code: 'model.missing' });
    expect(broken.processes()).toBe(1);
  });

  it('one that cannot be started again leaves the work to the other', async () => {
    // The second process dies at its first call, and none after it can load its models.
    const workers = scriptWorkers(({ operation }, process) => {
      if (operation === 'start') return process > 2 ? 'refuse' : undefined;
      return process === 2 ? 'die' : undefined;
    });
    const { segments } = await hearAll(transcriberOn(workers), audio);
    expect(textsOf(segments)).toEqual(texts);
    expect(workers.processes()).toBeGreaterThan(2);
  });

  it('closed, they answer nothing any more', async () => {
    const workers = scriptWorkers(({ operation }) => (operation === 'start' ? undefined : 'silence'));
    const worker = supervise(workers, 1);
    await worker.start();
    const calls = [transcribe(worker, 0.1, URGENCY.file), transcribe(worker, 0.2, URGENCY.file)];
    worker.close();
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    await expect(worker.start()).rejects.toMatchObject({ code: 'cancelled' });
    await expect(transcribe(worker, 0.1, URGENCY.file)).rejects.toMatchObject({ code: 'cancelled' });
  });
});

it('a transcriber that is closed while it warms starts nothing', async () => {
  const workers = scriptWorkers();
  const transcriber = transcriberOn(workers);
  const warming = transcriber.warm();
  await transcriber.close();
  await expect(warming).rejects.toMatchObject({ code: 'cancelled' });
  await workers.idle();
  expect(workers.processes()).toBe(0);
});

it('processes that nobody uses are ended after a while, and come back', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const workers = scriptWorkers();
    const transcriber = transcriberOn(workers);
    await transcriber.warm();
    const session = await transcriber.open({ onSegment: () => undefined });
    await workers.idle();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    // In use, however long.
    await session.push(audio);
    await session.finish();
    expect(workers.processes()).toBe(2);
    await vi.advanceTimersByTimeAsync(60_000);
    await hearAll(transcriber, audio);
    expect(workers.processes()).toBe(2);
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    expect(textsOf((await hearAll(transcriber, audio)).segments)).toEqual(texts);
    await workers.idle();
    expect(workers.processes()).toBe(4);
  } finally {
    vi.useRealTimers();
  }
});

describe('a process that dies', () => {
  it('while it looks for speech: it is asked again, with the state of before', async () => {
    const states: unknown[] = [];
    let deaths = 2;
    const workers = scriptWorkers(({ operation, request }): Mishap => {
      if (operation !== 'detect') return undefined;
      states.push((request as { state: unknown }).state);
      return deaths-- > 0 ? 'die' : undefined;
    });
    expect(textsOf((await hearAll(transcriberOn(workers), audio)).segments)).toEqual(texts);
    expect(states[1]).toEqual(states[0]);
    expect(states[2]).toEqual(states[0]);
  });

  it('of one window, every time, as of too little memory: that one is marked, whichever process hears it', async () => {
    const isPoisoned = (request: WorkerRequest): boolean =>
      request.operation === 'transcribe' &&
      segmentsOf(request).some((samples) => Math.round(peakOf(samples) * 10) === 4);
    for (const [lanes, maxBatch] of [
      [1, 4],
      [2, 4],
      [2, 1],
    ] as const) {
      const workers = scriptWorkers((request) => (isPoisoned(request) ? 'die' : undefined), maxBatch);
      const { segments } = await hearAll(transcriberOn(workers, { lanes }), audio);
      expect(textsOf(segments)).toEqual(['loud20.', 'loud30.', '', 'loud50.', 'loud60.']);
      expect(segments[2]!.flags).toEqual(['failed']);
    }
  });

  it('of every window: each is marked, and the visit ends', async () => {
    const workers = scriptWorkers(({ operation }) => (operation === 'transcribe' ? 'die' : undefined));
    const { segments } = await hearAll(transcriberOn(workers), audio);
    expect(segments.map(({ flags }) => flags)).toEqual(texts.map(() => ['failed']));
  });

  it('and whose model has vanished meanwhile: the session says so, and the next one works when it is back', async () => {
    let isThere = true;
    let deaths = 0;
    const workers = scriptWorkers(({ operation }, process): Mishap => {
      if (operation === 'start') return isThere ? undefined : 'refuse';
      if (operation !== 'transcribe' || process > 2) return undefined;
      deaths++;
      isThere = false;
      return 'die';
    }, 1);
    const transcriber = transcriberOn(workers);
    await expect(hearAll(transcriber, audio)).rejects.toMatchObject({ code: 'model.missing' });
    expect(deaths).toBe(2);
    isThere = true;
    expect(textsOf((await hearAll(transcriber, audio)).segments)).toEqual(texts);
  });
});

describe('a process that hangs', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  for (const operation of ['start', 'detect', 'transcribe'] as const)
    it(`in ${operation}: it is ended at its limit, and the call made again`, async () => {
      let hangs = 1;
      const workers = scriptWorkers((call) => (call.operation === operation && hangs-- > 0 ? 'silence' : undefined));
      let restarts = 0;
      const heard = hearAll(transcriberOn(workers, { lanes: 1 }), audio, { onWorkerRestart: () => restarts++ });
      let isOver = false;
      void heard.finally(() => (isOver = true)).catch(() => undefined);
      // A hang that nobody ends would never be over.
      while (!isOver) {
        await workers.idle();
        await vi.advanceTimersByTimeAsync(5_000);
      }
      expect(textsOf((await heard).segments)).toEqual(texts);
      expect(workers.processes()).toBe(2);
      expect(restarts).toBe(operation === 'start' ? 0 : 1);
    });

  it('holds up nothing but its own window: the other process hears on', async () => {
    let hangs = 1;
    const workers = scriptWorkers(
      ({ operation }) => (operation === 'transcribe' && hangs-- > 0 ? 'silence' : undefined),
      1,
    );
    const segments: HeardSegment[] = [];
    const session = await transcriberOn(workers).open({ onSegment: (segment) => segments.push(segment) });
    await session.push(audio);
    const finished = session.finish();
    await workers.idle();
    await workers.idle();
    // All but the first were heard, by one process; they wait for it, to come in order.
    expect(workers.calls.filter(({ operation }) => operation === 'transcribe')).toHaveLength(5);
    expect(segments).toEqual([]);
    await vi.advanceTimersByTimeAsync(120_000);
    await workers.idle();
    await finished;
    expect(textsOf(segments)).toEqual(texts);
  });
});

describe('a session whose process is being restarted', () => {
  const openRestarting = async (): Promise<{
    session: TranscriptionSession;
    segments: HeardSegment[];
    comesBack: () => void;
  }> => {
    const gate = Promise.withResolvers<undefined>();
    let deaths = 1;
    const workers = scriptWorkers(({ operation }, process) => {
      if (operation === 'start') return process > 1 ? gate.promise : undefined;
      return operation === 'transcribe' && deaths-- > 0 ? 'die' : undefined;
    });
    const segments: HeardSegment[] = [];
    const session = await transcriberOn(workers, { lanes: 1 }).open({ onSegment: (segment) => segments.push(segment) });
    await session.push(audio);
    while (workers.processes() < 2) await new Promise((resolve) => setImmediate(resolve));
    return { session, segments, comesBack: () => gate.resolve(undefined) };
  };

  it('can be finished: it waits, and loses nothing', async () => {
    const { session, segments, comesBack } = await openRestarting();
    const finished = session.finish();
    comesBack();
    await finished;
    expect(textsOf(segments)).toEqual(texts);
  });

  it('can be cancelled: it ends at once, and says nothing afterwards', async () => {
    const { session, segments, comesBack } = await openRestarting();
    const finished = session.finish();
    await session.cancel();
    await expect(finished).rejects.toMatchObject({ code: 'cancelled' });
    comesBack();
    for (let i = 0; i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
    expect(segments).toEqual([]);
  });
});
