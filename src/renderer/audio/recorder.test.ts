import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { Settings } from '../../shared/model/clinician.ts';
import { EncounterId } from '../../shared/model/ids.ts';
import { createClient } from '../rpc/client.ts';
import { createFakeHost } from '../testing/fake-host.ts';
import { createFakeTimers } from '../testing/fake-timers.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { encounterView } from '../testing/sample-data.ts';
import { createRecorder, type Recorder, type RecorderState } from './recorder.ts';

const encounterId = EncounterId.parse('v1');
/** Lets promises run: nothing here waits for the clock. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const SETTINGS = Settings.parse({});

function setUp(settings: Partial<Settings> = {}) {
  let streams = 0;
  const timers = createFakeTimers();
  const host = createFakeHost({
    'settings.get': () => ({ ...SETTINGS, ...settings }),
    'recording.start': () => ({ streamId: `stream-${(streams += 1)}`, part: streams, recordedSamples: 0 }),
    'recording.mark': ({ atMs = 0 }) => ({ atMs }),
    'recording.pause': () => ({ durationMs: 0 }),
    'recording.resume': () => ({ durationMs: 0 }),
    'recording.stop': () => encounterView().encounter,
    'recording.cancel': () => encounterView().encounter,
  });
  const microphone = createFakeMicrophone();
  const recorder = createRecorder(createClient(host.connection), microphone, timers);
  return { host, microphone, recorder, timers };
}

function until(recorder: Recorder, test: (state: RecorderState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const check = (): void => {
      if (!test(recorder.state.get())) return;
      stop();
      resolve();
    };
    const stop = recorder.state.subscribe(check);
    check();
  });
}

const values = (frames: { bytes: Uint8Array }[]) => frames.map(({ bytes }) => bytes[0]);

describe('a recording', () => {
  it('sends numbered frames and counts the time by what was recorded', async () => {
    const { host, microphone, recorder } = setUp();
    await expect(recorder.start(encounterId, { deviceId: 'desk' })).resolves.toBe(true);
    expect(microphone.opened).toEqual(['desk']);
    microphone.hear(4);
    expect(host.frames('stream-1').map(({ seq }) => seq)).toEqual([0, 1, 2, 3]);
    expect(recorder.state.get()).toMatchObject({ phase: 'recording', encounterId, elapsedMs: 1000 });
  });

  it('loses nothing of the first words: what was heard just before the start belongs to it, and no more', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.arm(undefined);
    microphone.hear(20, 1);
    microphone.hear(2, 2);
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(1, 3);
    expect(values(host.frames('stream-1'))).toEqual([1, 1, 1, 1, 2, 2, 3]);
    expect(microphone.opened).toHaveLength(1);
  });

  it('keeps what is heard while it starts, whatever the button that armed it does meanwhile', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.arm(undefined);
    microphone.hear(1, 1);
    const started = recorder.start(encounterId, { deviceId: undefined });
    recorder.disarm();
    microphone.hear(1, 2);
    await started;
    microphone.hear(1, 3);
    expect(values(host.frames('stream-1'))).toEqual([1, 2, 3]);
    expect(microphone.opened).toHaveLength(1);
  });

  it('forgets the armed sound when nothing was started', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.arm(undefined);
    microphone.hear(3);
    recorder.disarm();
    await settle();
    expect(microphone.isOpen).toBe(false);
    expect(host.sent.filter((message) => message.kind !== 'call' || message.name !== 'settings.get')).toEqual([]);
  });

  it('keeps nothing of a pause, not even in memory, and tells main after the last frame is safe', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(2, 1);
    await recorder.pause();
    microphone.hear(5, 9);
    await recorder.resume();
    microphone.hear(1, 2);
    expect(values(host.frames('stream-1'))).toEqual([1, 1, 2]);
    const order = host.sent.flatMap((message) =>
      message.kind === 'cancel' ? [] : [message.kind === 'call' ? message.name : message.seq],
    );
    expect(order.filter((step) => step !== 'settings.get')).toEqual([
      'recording.start',
      0,
      1,
      'recording.pause',
      'recording.resume',
      2,
    ]);
  });

  it('ends only when every second is on disk', async () => {
    const { host, microphone, recorder } = setUp();
    host.autoAck = false;
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(9);
    const stopped = recorder.stop();
    await settle();
    expect(host.calls('recording.stop')).toEqual([]);
    expect(recorder.state.get()).toMatchObject({ phase: 'finishing', unsavedMs: 2000 });
    host.post({ kind: 'ack', streamId: 'stream-1', seq: 8 });
    await stopped;
    expect(host.calls('recording.stop')).toEqual([{ encounterId, framesSent: 9 }]);
    expect(recorder.state.get()).toEqual({
      phase: 'idle',
      elapsedMs: 0,
      unsavedMs: 0,
      armed: false,
      moments: 0,
      problem: undefined,
    });
    expect(microphone.isOpen).toBe(false);
  });

  it('goes on through a lost connection and sends again what did not arrive', async () => {
    const { host, microphone, recorder } = setUp();
    host.autoAck = false;
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(1, 1);
    host.setStatus('lost');
    microphone.hear(7, 2);
    expect(recorder.state.get().unsavedMs).toBe(2000);
    host.autoAck = true;
    host.setStatus('open');
    await until(recorder, ({ unsavedMs }) => unsavedMs === 0);
    expect(values(host.frames('stream-1').slice(-8))).toEqual([1, 2, 2, 2, 2, 2, 2, 2]);
  });

  it('after a restart of main carries what was not safe over to a new stream, in order', async () => {
    const { host, microphone, recorder } = setUp();
    host.autoAck = false;
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(1, 1);
    host.post({ kind: 'ack', streamId: 'stream-1', seq: 0 });
    microphone.hear(1, 2);
    host.autoAck = true;
    host.post({
      kind: 'stream-error',
      streamId: 'stream-1',
      seq: 1,
      error: { code: 'not-found.procedure', retryable: false, params: {}, correlationId: '' },
    });
    microphone.hear(1, 3);
    await until(recorder, ({ warning, unsavedMs }) => warning === undefined && unsavedMs === 0);
    expect(values(host.frames('stream-2'))).toEqual([2, 3]);
    expect(recorder.state.get().phase).toBe('recording');
  });

  it('keeps the sound while main is locked, and sends it once it is unlocked', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    host.answer({
      'recording.start': () => {
        throw new AppError('permission.locked');
      },
    });
    host.autoAck = false;
    microphone.hear(1, 5);
    host.post({
      kind: 'stream-error',
      streamId: 'stream-1',
      seq: 0,
      error: { code: 'not-found.procedure', retryable: false, params: {}, correlationId: '' },
    });
    await until(recorder, ({ warning }) => warning?.kind === 'stream' && warning.error.code === 'permission.locked');
    microphone.hear(3, 6);
    expect(recorder.state.get().unsavedMs).toBe(1000);
    host.autoAck = true;
    host.answer({ 'recording.start': () => ({ streamId: 'stream-2', part: 2, recordedSamples: 0 }) });
    host.emit({ type: 'session.changed' });
    await until(recorder, ({ warning }) => warning === undefined);
    expect(values(host.frames('stream-2'))).toEqual([5, 6, 6, 6]);
  });

  it('takes a recording over that main holds open for a window that is gone', async () => {
    const { host, recorder } = setUp();
    host.answer({ 'recording.start': () => ({ streamId: 'stream-1', part: 2, recordedSamples: 90 * 16_000 }) });
    await expect(recorder.start(encounterId, { deviceId: undefined, takeOver: true })).resolves.toBe(true);
    const calls = host.sent.map((message) => message.kind === 'call' && message.name);
    expect(calls.filter((name) => name !== 'settings.get')).toEqual(['recording.stop', 'recording.start']);
    // What main says there is, 90 s of it.
    expect(recorder.state.get().elapsedMs).toBe(90_000);
  });

  it('takes over from what recovery is doing with the same visit', async () => {
    const { host, recorder } = setUp();
    let refused = false;
    host.answer({
      'recording.start': () => {
        if (!refused) {
          refused = true;
          throw new AppError('conflict.state', { params: { job: true } });
        }
        return { streamId: 'stream-9', part: 1, recordedSamples: 0 };
      },
    });
    await expect(recorder.start(encounterId, { deviceId: undefined })).resolves.toBe(true);
    expect(host.calls('recording.cancel')).toEqual([{ encounterId }]);
  });
});

describe('trouble with the microphone', () => {
  it('says why a start failed and leaves nothing behind', async () => {
    const { host, microphone, recorder } = setUp();
    microphone.failWith('denied');
    await expect(recorder.start(encounterId, { deviceId: undefined })).resolves.toBe(false);
    expect(recorder.state.get()).toMatchObject({ phase: 'idle', problem: 'denied' });
    expect(host.calls('recording.start')).toEqual([]);
  });

  it('closes the microphone again when main refuses the recording', async () => {
    const { host, microphone, recorder } = setUp();
    host.answer({
      'recording.start': () => {
        throw new AppError('conflict.recording-active');
      },
    });
    await recorder.start(encounterId, { deviceId: undefined });
    expect(microphone.isOpen).toBe(false);
    expect(recorder.state.get().problem).toMatchObject({ code: 'conflict.recording-active' });
  });

  it('is loud when it is unplugged, and goes on with the next one', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(1, 1);
    microphone.unplug();
    expect(recorder.state.get().warning).toEqual({ kind: 'device-lost' });
    await settle();
    microphone.plugIn();
    await until(recorder, ({ warning }) => warning?.kind === 'device-back');
    microphone.hear(1, 2);
    expect(values(host.frames('stream-1'))).toEqual([1, 2]);
  });

  it('warns while the system mutes it', async () => {
    const { microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.trouble('muted');
    expect(recorder.state.get().warning).toEqual({ kind: 'muted' });
    microphone.trouble('unmuted');
    expect(recorder.state.get().warning).toBeUndefined();
  });

  it('warns of long silence and of distortion, and takes it back', async () => {
    const { microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(60, 0, { peak: 0.0002, rms: 0.0001, clipped: false });
    expect(recorder.state.get().warning).toEqual({ kind: 'silence' });
    microphone.hear(1);
    expect(recorder.state.get().warning).toBeUndefined();
    microphone.hear(4, 1, { peak: 1, rms: 0.6, clipped: true });
    expect(recorder.state.get().warning).toEqual({ kind: 'clipping' });
  });
});

describe('exactly once', () => {
  const RATE = 16_000;
  /** A frame of a quarter second whose samples say where in the recording they are, in hundreds. */
  const frameAt = (index: number): Uint8Array<ArrayBuffer> => {
    const samples = Int16Array.from({ length: RATE / 4 }, (_, n) => index * 40 + Math.floor(n / 100));
    return new Uint8Array(samples.buffer);
  };
  const heard = (frames: { bytes: Uint8Array }[]): number[] => {
    const all: number[] = [];
    for (const { bytes } of frames) {
      const samples = new Int16Array(bytes.slice().buffer);
      for (let at = 0; at < samples.length; at += 100) all.push(samples[at]!);
    }
    return all;
  };
  const upTo = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index);
  const breakStream = (host: ReturnType<typeof setUp>['host'], streamId: string) =>
    host.post({
      kind: 'stream-error',
      streamId,
      seq: 0,
      error: { code: 'not-found.procedure', retryable: false, params: {}, correlationId: '' },
    });

  async function crashed(recordedSamples: number, part: number) {
    const all = setUp();
    const { host, microphone, recorder } = all;
    host.autoAck = false;
    await recorder.start(encounterId, { deviceId: undefined });
    for (let index = 0; index < 8; index += 1) microphone.hearBytes(frameAt(index));
    // Two are known to be safe; the confirmation of what came after was lost with the host.
    host.post({ kind: 'ack', streamId: 'stream-1', seq: 1 });
    host.answer({ 'recording.start': () => ({ streamId: 'stream-2', part, recordedSamples }) });
    breakStream(host, 'stream-1');
    await until(recorder, ({ warning }) => warning === undefined);
    return all;
  }

  it('does not send again what became durable without being confirmed', async () => {
    const { host, microphone } = await crashed(5 * 4_000, 2);
    microphone.hearBytes(frameAt(8));
    expect(heard(host.frames('stream-2'))).toEqual(upTo(5 * 40, 9 * 40));
    expect(host.calls('recording.start')[1]).toMatchObject({ part: 1 });
  });

  it('cuts a frame of which only the beginning is on the disk', async () => {
    const { host } = await crashed(3 * 4_000 + 1_600, 2);
    expect(heard(host.frames('stream-2'))).toEqual(upTo(3 * 40 + 16, 8 * 40));
  });

  it('sends all that it holds where confirmed sound is gone, and marks the hole', async () => {
    const { host } = await crashed(1 * 4_000, 2);
    expect(heard(host.frames('stream-2'))).toEqual(upTo(2 * 40, 8 * 40));
    expect(host.calls('recording.mark')).toEqual([{ encounterId, kind: 'gap', atMs: 250, lengthMs: 250 }]);
  });

  it('drops nothing when somebody else went on with the recording meanwhile', async () => {
    const { host, recorder } = await crashed(6 * 4_000, 3);
    expect(heard(host.frames('stream-2'))).toEqual(upTo(2 * 40, 8 * 40));
    // What stands, and what is held: three seconds.
    expect(recorder.state.get().elapsedMs).toBe(3_000);
  });

  it('tries again by itself while main cannot take the recording', async () => {
    const { host, microphone, recorder, timers } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    host.answer({
      'recording.start': () => {
        throw new AppError('storage.full');
      },
    });
    host.autoAck = false;
    microphone.hearBytes(frameAt(0));
    breakStream(host, 'stream-1');
    await until(recorder, ({ warning }) => warning?.kind === 'stream' && warning.error.code === 'storage.full');
    host.autoAck = true;
    host.answer({ 'recording.start': () => ({ streamId: 'stream-2', part: 2, recordedSamples: 0 }) });
    timers.advance(3_000);
    await settle();
    await settle();
    expect(heard(host.frames('stream-2'))).toEqual(upTo(0, 40));
  });

  it('takes up a recording that main opened for it, though the answer was lost', async () => {
    const { host, microphone, recorder, timers } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    host.autoAck = false;
    microphone.hearBytes(frameAt(0));
    let attempts = 0;
    host.answer({
      'recording.start': () => {
        attempts += 1;
        if (attempts === 1) throw new AppError('network.ambiguous');
        if (attempts === 2) throw new AppError('conflict.recording-active');
        return { streamId: 'stream-3', part: 3, recordedSamples: 0 };
      },
    });
    breakStream(host, 'stream-1');
    await until(recorder, ({ warning }) => warning?.kind === 'stream' && warning.error.code === 'network.ambiguous');
    timers.advance(3_000);
    await settle();
    await settle();
    expect(host.calls('recording.stop')).toHaveLength(1);
    expect(heard(host.frames('stream-3'))).toEqual(upTo(0, 40));
  });
});

describe('what is not to be heard', () => {
  it('off the record is told as such, and nothing of it is collected anywhere', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(1, 1);
    await recorder.pause('off-record');
    expect(recorder.state.get()).toMatchObject({ phase: 'paused', pauseReason: 'off-record' });
    microphone.hear(20, 9);
    expect(recorder.state.get()).toMatchObject({ unsavedMs: 0 });
    await recorder.resume();
    microphone.hear(1, 2);
    await recorder.stop();
    expect(values(host.frames('stream-1'))).toEqual([1, 2]);
    expect(host.calls('recording.pause')).toEqual([{ encounterId, reason: 'off-record', forMs: 0 }]);
  });

  it('stays a pause when main is restarted meanwhile, and says how long it has lasted', async () => {
    const { host, microphone, recorder, timers } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(1, 1);
    await recorder.pause();
    timers.advance(60_000);
    let isOpen = false;
    host.answer({
      'recording.resume': () => {
        if (!isOpen) throw new AppError('conflict.state', { params: { recording: false } });
        return { durationMs: 250 };
      },
      'recording.start': () => {
        isOpen = true;
        return { streamId: 'stream-2', part: 2, recordedSamples: 4_000 };
      },
    });
    await recorder.resume();
    microphone.hear(1, 2);
    expect(recorder.state.get().phase).toBe('recording');
    expect(values(host.frames('stream-2'))).toEqual([2]);
    expect(host.calls('recording.pause').at(-1)).toEqual({ encounterId, reason: 'pause', forMs: 60_000 });
  });
});

describe('marks', () => {
  it('tell the moment as the window counts it', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(6);
    recorder.mark();
    await settle();
    expect(host.calls('recording.mark')).toEqual([{ encounterId, kind: 'moment', atMs: 1_500 }]);
    expect(recorder.state.get().moments).toBe(1);
  });

  it('wait, with their time, until main can take them', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    host.answer({
      'recording.mark': () => {
        throw new AppError('permission.locked');
      },
    });
    microphone.hear(4);
    recorder.mark();
    await settle();
    host.answer({ 'recording.mark': ({ atMs = 0 }) => ({ atMs }) });
    microphone.hear(4);
    await recorder.stop();
    expect(host.calls('recording.mark').at(-1)).toEqual({ encounterId, kind: 'moment', atMs: 1_000 });
  });
});

describe('the microphone that main opens', () => {
  it('is started, paused and stopped by calls; level and length come from there', async () => {
    const { host, microphone, recorder } = setUp({ captureSource: 'program', programDeviceId: 'hw:1' });
    await recorder.arm(undefined);
    await expect(recorder.start(encounterId, { deviceId: 'of-the-window' })).resolves.toBe(true);
    expect(microphone.opened).toEqual([]);
    expect(host.calls('recording.start')).toEqual([{ encounterId, source: 'main', deviceId: 'hw:1', part: undefined }]);
    host.emit({ type: 'recording.level', encounterId, peak: 0.5, rms: 0.1, durationMs: 3_250 });
    expect(recorder.level.get()).toBe(0.5);
    expect(recorder.state.get()).toMatchObject({ phase: 'recording', elapsedMs: 3_000 });
    await recorder.pause();
    await recorder.resume();
    recorder.mark();
    await recorder.stop();
    expect(host.calls('recording.mark')).toEqual([{ encounterId, kind: 'moment' }]);
    expect(host.calls('recording.stop')).toHaveLength(1);
    expect(recorder.state.get().phase).toBe('idle');
  });
});

describe('the disk', () => {
  it('getting full is said beside everything else, and at the end the recording ends by itself', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    host.emit({ type: 'recording.warning', encounterId, code: 'storage.low', params: { minutes: 12, urgent: false } });
    microphone.trouble('muted');
    expect(recorder.state.get()).toMatchObject({ warning: { kind: 'muted' }, disk: { code: 'storage.low' } });
    microphone.hear(3, 4);
    host.emit({ type: 'recording.warning', encounterId, code: 'storage.full', params: { stopping: true } });
    await until(recorder, ({ phase, problem }) => phase === 'idle' && problem !== undefined);
    expect(values(host.frames('stream-1'))).toEqual([4, 4, 4]);
    expect(host.calls('recording.stop')).toEqual([{ encounterId, framesSent: 3 }]);
    expect(recorder.state.get().problem).toMatchObject({ code: 'storage.full' });
  });
});

describe('the computer’s own sound', () => {
  it('is asked for once and handed to every microphone of the recording; its end is told', async () => {
    const { microphone, recorder } = setUp({ hearComputer: true });
    await recorder.start(encounterId, { deviceId: undefined });
    expect(microphone.choices[0]?.computer).toBeDefined();
    microphone.endComputerSound();
    expect(recorder.state.get()).toMatchObject({ phase: 'recording', warning: { kind: 'computer-lost' } });
  });

  it('is not asked for unless it was chosen', async () => {
    const { microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    expect(microphone.choices).toEqual([{}]);
  });
});

describe('three hours', () => {
  it('leave nothing behind in memory, and draw the screen by the second', async () => {
    const { microphone, recorder, host } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const kept: WeakRef<Uint8Array>[] = [];
    let draws = 0;
    recorder.state.subscribe(() => (draws += 1));
    const quarterHours = 12;
    for (let round = 0; round < quarterHours; round += 1) {
      for (let index = 0; index < 3_600; index += 1) {
        const bytes = new Uint8Array(8_000);
        if (index % 100 === 0) kept.push(new WeakRef(bytes));
        microphone.hearBytes(bytes);
        // Confirmed as it comes, as a healthy host does.
        await Promise.resolve();
      }
      // The fake host remembers every message; the window must not.
      host.sent.length = 0;
      await settle();
    }
    collect();
    expect(recorder.state.get()).toMatchObject({ elapsedMs: 3 * 3_600_000, unsavedMs: 0 });
    expect(kept.filter((ref) => ref.deref() !== undefined).length).toBeLessThan(5);
    expect(draws).toBeLessThanOrEqual(3 * 3_600 + 5);
  });
});
