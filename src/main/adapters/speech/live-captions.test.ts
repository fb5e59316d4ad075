import { describe, expect, it } from 'vitest';
import type { Log } from '../../ports/runtime.ts';
import type { HeardSegment, PartialHearing, Transcriber, TranscriptionOptions } from '../../ports/transcriber.ts';
import { hearAll } from '../../ports/transcriber.conformance.ts';
import { createTranscriber, type TranscriberSettings } from './create-transcriber.ts';
import { scriptWorkers, soundsAt, type ScriptedWorkers } from './scripted-worker.fixture.ts';

const silent: Log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const FRAME = 512;

const transcriberOn = (workers: ScriptedWorkers, settings: Partial<TranscriberSettings> = {}): Transcriber =>
  createTranscriber({
    engine: 'moonshine',
    workerEntry: 'none',
    log: silent,
    spawn: workers.spawn,
    // However slow the machine that runs the test is.
    monotonicMs: () => 0,
    ...settings,
  });

const sound = (level: number, seconds: number): Float32Array =>
  new Float32Array(Math.round(seconds * 16_000)).map((_, i) => level * Math.cos(i / 3));
const quiet = (seconds: number): Float32Array => new Float32Array(Math.round(seconds * 16_000));

/** A microphone: frame by frame, each looked through before the next. */
async function openLive(
  workers: ScriptedWorkers,
  options: Partial<TranscriptionOptions> = {},
  settings: Partial<TranscriberSettings> = {},
) {
  const partials: PartialHearing[] = [];
  const segments: HeardSegment[] = [];
  const session = await transcriberOn(workers, settings).open({
    onSegment: (segment) => segments.push(segment),
    onPartial: (partial) => partials.push(partial),
    ...options,
  });
  return {
    partials,
    segments,
    session,
    latest: () => {
      const last = partials.at(-1);
      return last && { ended: (last.segments ?? []).map(({ text }) => text), text: last.text };
    },
    async say(samples: Float32Array): Promise<void> {
      for (let at = 0; at < samples.length; at += FRAME) {
        await session.push(samples.subarray(at, at + FRAME));
        await workers.idle();
      }
    },
  };
}

/** Sounds and pauses of all lengths, the same every time. */
function visit(seconds: number): Float32Array {
  const audio = new Float32Array(seconds * 16_000);
  let seed = 11;
  const next = (): number => (seed = (seed * 48_271) % 2_147_483_647) / 2_147_483_647;
  for (let at = 8_000; at < audio.length;) {
    const length = Math.round((0.2 + next() ** 2 * 18) * 16_000);
    const level = 0.1 + Math.round(next() * 80) / 100;
    for (let k = at; k < Math.min(audio.length, at + length); k++) audio[k] = level * Math.cos(k / 3);
    at += length + Math.round((next() ** 3 * 4 + 0.05) * 16_000);
  }
  return audio;
}

describe('live captions', () => {
  it('show words while somebody is still speaking', async () => {
    const live = await openLive(scriptWorkers());
    await live.say(sound(0.3, 0.6));
    expect(live.partials).toEqual([]);
    await live.say(sound(0.3, 0.3));
    expect(live.latest()).toEqual({ ended: [], text: 'loud30.' });
  });

  it('show an utterance as ended a fifth of a second after it', async () => {
    const workers = scriptWorkers();
    const live = await openLive(workers);
    await live.say(sound(0.3, 1.984));
    await live.say(quiet(0.16));
    expect(live.latest()).toEqual({ ended: [], text: 'loud30.' });
    await live.say(quiet(0.064));
    expect(live.latest()).toEqual({ ended: ['loud30.'], text: '' });
    const [segment] = live.partials.at(-1)!.segments!;
    expect(segment!.words[0]!.endMs).toBeGreaterThan(1_900);
    expect(segment!.words[0]!.endMs).toBeLessThan(2_100);
    expect(segment!.words[0]!.confidence).toBe(0.8);
    // Nothing new was said: it is not heard again.
    const calls = workers.calls.length;
    await live.say(quiet(0.3));
    expect(workers.calls.slice(calls).every(({ operation }) => operation === 'detect')).toBe(true);
  });

  it('come more seldom where they take long, but the end of an utterance is not waited for', async () => {
    let nowMs = 0;
    const workers = scriptWorkers(({ operation }) => {
      if (operation === 'transcribe') nowMs += 5_000;
      return undefined;
    });
    const live = await openLive(workers, {}, { monotonicMs: () => nowMs });
    const drafts = (): number => workers.calls.filter(({ pass }) => pass === 'draft').length;
    await live.say(sound(0.3, 4));
    expect(drafts()).toBe(1);
    nowMs += 5_000;
    await live.say(sound(0.3, 0.1));
    expect(drafts()).toBe(2);
    await live.say(quiet(0.4));
    expect(drafts()).toBe(3);
    expect(live.latest()!.ended).toEqual(['loud30.']);
  });

  it('take back the end of an utterance that goes on', async () => {
    const live = await openLive(scriptWorkers());
    await live.say(sound(0.3, 2));
    await live.say(quiet(0.4));
    expect(live.latest()!.ended).toEqual(['loud30.']);
    await live.say(sound(0.3, 1));
    // The scripted recogniser makes one utterance of what is nearer than a pause.
    expect(live.latest()).toEqual({ ended: ['loud30.'], text: 'loud30.' });
  });

  it('show what ended although somebody has gone on before it was heard', async () => {
    let gate: Promise<undefined> | undefined;
    const workers = scriptWorkers(({ operation }) => (operation === 'transcribe' ? gate : undefined));
    const live = await openLive(workers);
    const opened = Promise.withResolvers<undefined>();
    await live.say(sound(0.3, 1.984));
    gate = opened.promise;
    for (const samples of [quiet(0.4), sound(0.3, 0.3)])
      for (let at = 0; at < samples.length; at += FRAME) {
        await live.session.push(samples.subarray(at, at + FRAME));
        for (let i = 0; i < 8; i++) await new Promise((resolve) => setImmediate(resolve));
      }
    gate = undefined;
    opened.resolve(undefined);
    await workers.idle();
    expect(live.latest()).toEqual({ ended: ['loud30.'], text: '' });
  });

  it('say nothing twice, wherever windows break', async () => {
    const workers = scriptWorkers();
    const live = await openLive(workers);
    const said = visit(90);
    for (let at = 0; at < said.length; at += FRAME) {
      await live.say(said.subarray(at, at + FRAME));
      const shown = live.partials.at(-1)?.segments ?? [];
      shown.slice(1).forEach((segment, i) => expect(segment.startMs).toBeGreaterThanOrEqual(shown[i]!.endMs));
      const standing = live.segments.at(-1)?.endMs ?? 0;
      expect(shown[0]?.startMs ?? Infinity).toBeGreaterThanOrEqual(standing);
    }
    expect(live.partials.length).toBeGreaterThan(20);
  });

  it('make room for what stays, and take back what did not stay', async () => {
    const live = await openLive(scriptWorkers());
    await live.say(sound(0.3, 2));
    await live.say(quiet(2.9));
    expect(live.segments.map(({ text }) => text)).toEqual(['loud30.']);
    const { startMs, endMs, ...nothing } = live.partials.at(-1)!;
    expect(nothing).toEqual({ text: '', segments: [] });
    // As late as what took its place: nobody takes it for an old one.
    expect([startMs, endMs]).toEqual([live.segments[0]!.endMs, live.segments[0]!.endMs]);
  });

  it('keep on the screen what waits to become final', async () => {
    const gate = Promise.withResolvers<undefined>();
    const workers = scriptWorkers(({ request }) =>
      (request as { pass?: string }).pass === 'first' ? gate.promise : undefined,
    );
    const live = await openLive(workers);
    const say = async (samples: Float32Array): Promise<void> => {
      for (let at = 0; at < samples.length; at += FRAME) {
        await live.session.push(samples.subarray(at, at + FRAME));
        for (let i = 0; i < 8; i++) await new Promise((resolve) => setImmediate(resolve));
      }
    };
    await say(sound(0.3, 2));
    await say(quiet(3));
    await say(sound(0.5, 1));
    await say(quiet(0.5));
    expect(live.latest()).toEqual({ ended: ['loud30.', 'loud50.'], text: '' });
    expect(live.partials.at(-1)!.segments!.map(({ id }) => id)).toEqual(['s1', 's2']);
    gate.resolve(undefined);
    await workers.idle();
    expect(live.segments.map(({ text }) => text)).toEqual(['loud30.']);
    expect(live.latest()).toEqual({ ended: ['loud50.'], text: '' });
  });

  it('are left out while what stays is waiting', async () => {
    const gate = Promise.withResolvers<undefined>();
    const workers = scriptWorkers(({ request }) =>
      (request as { pass?: string }).pass === 'first' ? gate.promise : undefined,
    );
    const live = await openLive(workers, {}, { lanes: 1 });
    await live.say(sound(0.3, 2));
    const drafts = (): number => workers.calls.filter(({ pass }) => pass === 'draft').length;
    const before = drafts();
    expect(before).toBeGreaterThan(0);
    // The one lane now hears the first window for good, and is not let go.
    void live.session.push(quiet(4)).catch(() => undefined);
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    void live.session.push(sound(0.5, 2)).catch(() => undefined);
    for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
    const atGate = drafts();
    expect(workers.calls.at(-1)!.pass).toBe('first');
    gate.resolve(undefined);
    await live.session.finish();
    expect(atGate).toBeLessThanOrEqual(before + 1);
    expect(live.segments.map(({ text }) => text)).toEqual(['loud30.', 'loud50.']);
  });

  it('that kill the process cost no segment, and are not tried for ever', async () => {
    const workers = scriptWorkers(({ request }) =>
      (request as { pass?: string }).pass === 'draft' ? 'die' : undefined,
    );
    const live = await openLive(workers, {}, { limits: { backoffMs: 0, maxBackoffMs: 0 } });
    await live.say(sound(0.3, 2));
    await live.say(quiet(1));
    expect(workers.calls.filter(({ pass }) => pass === 'draft').length).toBeLessThan(6);
    expect(live.partials).toEqual([]);
    await live.session.finish();
    expect(live.segments.map(({ text }) => text)).toEqual(['loud30.']);
  });

  it('hear with the same vocabulary and language as what stays', async () => {
    const workers = scriptWorkers();
    const vocabulary = ['lisinopril'];
    const live = await openLive(workers, { vocabulary, language: 'en' }, { hearAgain: () => Promise.resolve([]) });
    await live.say(sound(0.3, 2));
    await live.say(quiet(3));
    await live.session.finish();
    const heard = workers.calls.filter(({ operation }) => operation === 'transcribe');
    expect(new Set(heard.map(({ pass }) => pass))).toEqual(new Set(['draft', 'first']));
    for (const { request } of heard) expect(request).toMatchObject({ vocabulary, language: 'en' });
  });
});

describe('the same audio', () => {
  const audio = visit(400);

  it('gives the same segments live and from a file, with one process or two, one by one or in batches', async () => {
    const { segments } = await hearAll(transcriberOn(scriptWorkers()), audio);
    expect(segments.length).toBeGreaterThan(30);
    for (const [block, lanes, maxBatch, isLive] of [
      [1_600, 2, 4, true],
      [320, 2, 1, true],
      [48_000, 1, 4, false],
      [16_000 * 30, 2, 2, false],
    ] as const) {
      const transcriber = transcriberOn(scriptWorkers(undefined, maxBatch), { lanes });
      const onPartial = isLive ? () => undefined : undefined;
      expect((await hearAll(transcriber, audio, { onPartial }, block)).segments).toEqual(segments);
    }
  });

  it('comes in order, although windows are heard side by side', async () => {
    // Odd windows take long.
    let heard = 0;
    const workers = scriptWorkers(async ({ operation }) => {
      if (operation !== 'transcribe') return undefined;
      const isSlow = heard++ % 2 === 0;
      for (let i = 0; isSlow && i < 20; i++) await new Promise((resolve) => setImmediate(resolve));
      return undefined;
    }, 1);
    const { segments } = await hearAll(transcriberOn(workers), soundsAt(0.2, 0.3, 0.4, 0.5, 0.6));
    expect(segments.map(({ text }) => text)).toEqual(['loud20.', 'loud30.', 'loud40.', 'loud50.', 'loud60.']);
    expect(segments.map(({ id }) => id)).toEqual(['s1', 's2', 's3', 's4', 's5']);
  });
});
