import { describe, expect, it } from 'vitest';
import { AppError } from '../../shared/errors.ts';
import { encounterId, setUp, settle, until, values } from './recorder.fixture.ts';

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
