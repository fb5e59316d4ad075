import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { FRAME_MS } from './frame-packer.ts';
import { encounterId, setUp, settle, until, values } from './recorder.fixture.ts';

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

  it.each(['resume', 'stop'] as const)(
    'a pause over by %s before main could be told of it still leaves its mark',
    async (end) => {
      const { host, microphone, recorder, timers } = setUp();
      host.autoAck = false;
      await recorder.start(encounterId, { deviceId: undefined });
      microphone.hear(2, 1);
      const paused = recorder.pause('off-record');
      await settle();
      microphone.hear(5, 9);
      timers.advance(3_000);
      const ended = recorder[end]();
      await settle();
      if (end === 'resume') microphone.hear(1, 2);
      host.autoAck = true;
      host.post({ kind: 'ack', streamId: 'stream-1', seq: end === 'resume' ? 2 : 1 });
      await Promise.all([paused, ended]);
      await settle();
      expect(values(host.frames('stream-1'))).toEqual(end === 'resume' ? [1, 1, 2] : [1, 1]);
      expect(host.calls('recording.mark')).toEqual([
        { encounterId, kind: 'off-record', atMs: 2 * FRAME_MS, lengthMs: 3_000 },
      ]);
      expect(host.calls('recording.pause')).toEqual([]);
      expect(host.calls('recording.resume')).toEqual([]);
    },
  );

  it('resuming waits for the word that main was told', async () => {
    const { host, microphone, recorder } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(1, 1);
    const paused = recorder.pause();
    await settle();
    const resumed = recorder.resume();
    await Promise.all([paused, resumed]);
    const told = host.sent.flatMap((message) => (message.kind === 'call' ? [message.name] : []));
    expect(told.slice(-2)).toEqual(['recording.pause', 'recording.resume']);
    expect(recorder.state.get().phase).toBe('recording');
  });

  it('behind a locked screen is a pause at once, and told to main when it is unlocked', async () => {
    const { host, microphone, recorder, timers } = setUp();
    await recorder.start(encounterId, { deviceId: undefined });
    microphone.hear(1, 1);
    host.answer({
      'recording.pause': () => {
        throw new AppError('permission.locked');
      },
    });
    await recorder.pause();
    microphone.hear(3, 9);
    timers.advance(8_000);
    host.answer({ 'recording.pause': () => ({ durationMs: 250 }) });
    host.emit({ type: 'session.changed' });
    await settle();
    expect(host.calls('recording.pause').at(-1)).toEqual({ encounterId, reason: 'pause', forMs: 8_000 });
    expect(values(host.frames('stream-1'))).toEqual([1]);
    expect(recorder.state.get().warning).toBeUndefined();
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
    host.answer({ 'recording.arm': () => ({}), 'recording.disarm': () => ({}) });
    await recorder.arm(undefined);
    recorder.disarm();
    await settle();
    await recorder.arm(undefined);
    expect(host.calls('recording.arm')).toEqual([{ deviceId: 'hw:1' }, { deviceId: 'hw:1' }]);
    expect(host.calls('recording.disarm')).toHaveLength(1);
    await expect(recorder.start(encounterId, { deviceId: 'of-the-window' })).resolves.toBe(true);
    expect(microphone.opened).toEqual([]);
    expect(host.calls('recording.start')).toEqual([{ encounterId, source: 'main', deviceId: 'hw:1', part: undefined }]);
    host.emit({ type: 'recording.level', encounterId, peak: 0.5, rms: 0.1, durationMs: 3_250 });
    expect(recorder.level.get()).toBe(0.5);
    expect(recorder.state.get()).toMatchObject({ phase: 'recording', elapsedMs: 3_000 });
    // Main was restarted and is locked, then it is not: it goes on with the same recording, and nothing is said that nobody can change.
    let isLocked = true;
    host.answer({
      'recording.start': () => {
        if (isLocked) throw new AppError('permission.locked');
        return { streamId: 'none', part: 2, recordedSamples: 64_000 };
      },
    });
    host.emit({ type: 'session.changed' });
    await settle();
    isLocked = false;
    host.emit({ type: 'session.changed' });
    await settle();
    expect(host.calls('recording.start').at(-1)).toMatchObject({ source: 'main', part: 1 });
    expect(recorder.state.get()).toMatchObject({ phase: 'recording', elapsedMs: 4_000 });
    expect(recorder.state.get().warning).toBeUndefined();
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
  it('is asked for when the recording starts, not before, and mixed in without missing a frame; its end is told', async () => {
    const { host, microphone, recorder } = setUp({ hearComputer: true });
    await recorder.arm(undefined);
    expect(microphone.choices).toEqual([{}]);
    microphone.hear(2, 1);
    const started = recorder.start(encounterId, { deviceId: undefined });
    await started;
    await settle();
    expect(microphone.choices.at(-1)?.computer).toBeDefined();
    microphone.hear(2, 2);
    expect(values(host.frames('stream-1'))).toEqual([1, 1, 2, 2]);
    microphone.endComputerSound();
    expect(recorder.state.get()).toMatchObject({ phase: 'recording', warning: { kind: 'computer-lost' } });
  });

  it('stays with the recording when the microphone changes', async () => {
    const { microphone, recorder } = setUp({ hearComputer: true });
    await recorder.start(encounterId, { deviceId: undefined });
    await settle();
    microphone.switchDefault('Headset');
    await settle();
    expect(microphone.choices.at(-1)?.computer).toBeDefined();
    await recorder.stop();
    await recorder.arm(undefined);
    expect(microphone.choices.at(-1)?.computer).toBeUndefined();
  });

  it('that is refused leaves the visit recorded, and is told', async () => {
    const { microphone, recorder } = setUp({ hearComputer: true });
    microphone.refuseComputerSound();
    await expect(recorder.start(encounterId, { deviceId: undefined })).resolves.toBe(true);
    await settle();
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
