import { spawn, spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { createLpcm16AudioSource, type RecordFunction, type Recording } from './record-lpcm16-source.ts';

/** A recorder program that does what the test says. */
class FakeRecording implements Recording {
  readonly out = new PassThrough();
  readonly process = Object.assign(new EventEmitter(), {
    stderr: new PassThrough(),
    kill: () => {
      this.out.end();
      return true;
    },
  }) as unknown as Recording['process'] & EventEmitter;
  stopped = false;
  stream(): PassThrough {
    return this.out;
  }
  stop(): void {
    this.stopped = true;
    this.out.end(Buffer.of(7, 0));
  }
}

const silent = { onSamples: () => undefined, onError: () => undefined };

describe('createLpcm16AudioSource', () => {
  it('asks for 16 kHz mono raw samples and delivers them, however the pipe cuts them', async () => {
    const recording = new FakeRecording();
    const asked: unknown[] = [];
    const source = createLpcm16AudioSource({
      record: (options) => {
        asked.push(options);
        return recording;
      },
      programs: ['rec'],
    });
    const heard: number[] = [];
    const started = source.start({ ...silent, onSamples: (samples) => heard.push(...samples) });
    recording.out.write(Buffer.of(1, 0, 2));
    recording.out.write(Buffer.of(0, 0xff, 0xff));
    const running = await started;
    await running.stop();
    expect(heard).toEqual([1, 2, -1, 7]);
    expect(recording.stopped).toBe(true);
    expect(asked).toEqual([
      expect.objectContaining({ sampleRate: 16_000, channels: 1, audioType: 'raw', recorder: 'rec' }),
    ]);
    await running.stop();
  });

  it('tries the next program when one is not there, and says audio.device when none is', async () => {
    const tried: string[] = [];
    const record: RecordFunction = ({ recorder }) => {
      tried.push(recorder);
      const recording = new FakeRecording();
      queueMicrotask(() => recording.process.emit('error', new Error('ENOENT')));
      return recording;
    };
    const source = createLpcm16AudioSource({ record });
    await expect(source.start(silent)).rejects.toMatchObject({ code: 'audio.device', retryable: true });
    expect(tried).toEqual(['rec', 'arecord', 'sox']);
    tried.length = 0;
    await expect(source.start({ ...silent, deviceId: 'hw:1' })).rejects.toMatchObject({ code: 'audio.device' });
    expect(tried).toEqual(['arecord', 'sox', 'rec', 'arecord', 'sox']);
  });

  it('says audio.device when a program runs but no sound comes', async () => {
    const record: RecordFunction = () => new FakeRecording();
    const source = createLpcm16AudioSource({ record, programs: ['rec'], startMs: 20 });
    await expect(source.start(silent)).rejects.toMatchObject({ code: 'audio.device' });
  });

  it('tells, once, that the device went away while recording', async () => {
    const recording = new FakeRecording();
    const source = createLpcm16AudioSource({ record: () => recording, programs: ['rec'] });
    const errors: Error[] = [];
    const gone = new Promise<void>((resolve) => {
      const started = source.start({
        ...silent,
        onError: (error) => {
          errors.push(error);
          resolve();
        },
      });
      recording.out.write(Buffer.of(1, 0));
      void started.then(() => {
        recording.out.emit('error', 'rec has exited with error code 2');
        recording.out.end();
        recording.process.emit('exit', 2);
      });
    });
    await gone;
    await new Promise((resolve) => setImmediate(resolve));
    expect(errors).toEqual([expect.objectContaining({ code: 'audio.device' })]);
  });

  it('notices a recorder that goes on running and says nothing', async () => {
    const recording = new FakeRecording();
    const source = createLpcm16AudioSource({ record: () => recording, programs: ['rec'], stallMs: 20 });
    const stalled = Promise.withResolvers<Error>();
    const started = source.start({ ...silent, onError: stalled.resolve });
    recording.out.write(Buffer.of(1, 0));
    await started;
    await expect(stalled.promise).resolves.toMatchObject({ code: 'audio.device' });
  });

  it('always offers the default device', async () => {
    const devices = await createLpcm16AudioSource({ record: () => new FakeRecording() }).devices();
    expect(devices[0]).toEqual({ id: 'default', label: 'System default' });
  });

  it.skipIf(spawnSync('sox', ['--version']).error !== undefined)('hears a real program', async () => {
    const record: RecordFunction = ({ sampleRate }) => {
      const args = `-n -q -r ${sampleRate} -c 1 -b 16 -e signed-integer -t raw - synth 30 sine 500 gain -6`.split(' ');
      const child = spawn('sox', args);
      return { process: child, stream: () => child.stdout, stop: () => child.kill() };
    };
    let samples = 0;
    let loudest = 0;
    const enough = Promise.withResolvers<undefined>();
    const running = await createLpcm16AudioSource({ record, programs: ['sox'] }).start({
      onSamples: (block) => {
        samples += block.length;
        for (const value of block) loudest = Math.max(loudest, Math.abs(value));
        if (samples > 16_000) enough.resolve(undefined);
      },
      onError: enough.reject,
    });
    await enough.promise;
    await running.stop();
    expect(loudest).toBeGreaterThan(14_000);
    expect(loudest).toBeLessThan(18_000);
  });
});
