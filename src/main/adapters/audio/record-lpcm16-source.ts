import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import type { Readable } from 'node:stream';
import { AppError } from '../../../shared/errors.ts';
import { SAMPLE_RATE_HZ, type AudioSource } from '../../ports/audio.ts';

/** What of node-record-lpcm16 is used: a recorder program as a child process, and its output. */
export interface Recording {
  readonly process: Pick<ChildProcess, 'kill' | 'stderr' | 'on'>;
  stream(): Readable;
  stop(): void;
}

export interface RecordOptions {
  readonly sampleRate: number;
  readonly channels: number;
  readonly audioType: 'raw';
  readonly recorder: RecorderProgram;
  readonly device?: string;
  readonly endOnSilence: false;
}

export type RecorderProgram = 'rec' | 'sox' | 'arecord';
export type RecordFunction = (options: RecordOptions) => Recording;

/** How long a program gets to deliver its first samples, and to say that it is gone after being told to stop. */
const START_MS = 3_000;
const STOP_MS = 1_000;
/** A microphone sends samples all the time, silence too: none for this long means that it is gone, or sleeps. */
const STALL_MS = 3_000;

/**
 * The microphone through SoX (`rec`) or ALSA's `arecord`, whichever is there. What the programs write to stderr is dropped.
 * `start` throws AppError `audio.device` when there is no program, no device, or no sound from it.
 */
export function createLpcm16AudioSource(
  options: {
    readonly record?: RecordFunction;
    /** Programs to try, in order. */
    readonly programs?: readonly RecorderProgram[];
    readonly startMs?: number;
    readonly stallMs?: number;
  } = {},
): AudioSource {
  const record = options.record ?? loadRecord();
  return {
    async devices() {
      const hasProgram = options.record !== undefined || (await firstProgram()) !== undefined;
      if (!hasProgram) return [];
      const listing = await output('arecord', ['-L']);
      const devices = [{ id: 'default', label: 'System default' }];
      // `arecord -L` names a device at the margin and describes it, indented, on the next line.
      const lines = listing.split('\n');
      lines.forEach((line, i) => {
        if (!/^(hw|plughw|sysdefault|pulse|pipewire|dsnoop):?/.test(line)) return;
        devices.push({ id: line.trim(), label: lines[i + 1]?.trim() ?? line.trim() });
      });
      return devices;
    },

    async start({ deviceId: chosen, onSamples, onError }) {
      const deviceId = chosen === 'default' ? undefined : chosen;
      let lastFailure: unknown;
      // `rec` knows no devices by name. A chosen one that is not there any more: the system's own takes over.
      const named: readonly RecorderProgram[] = deviceId ? (options.programs ?? ['arecord', 'sox']) : [];
      const unnamed: readonly RecorderProgram[] = options.programs ?? ['rec', 'arecord', 'sox'];
      const tries = [
        ...named.map((recorder) => ({ recorder, device: deviceId })),
        ...unnamed.map((recorder) => ({ recorder, device: undefined })),
      ];
      for (const { recorder, device } of tries) {
        try {
          return await startProgram(recorder, device);
        } catch (error) {
          lastFailure = error;
        }
      }
      throw new AppError('audio.device', { retryable: true, cause: lastFailure });

      async function startProgram(
        recorder: RecorderProgram,
        device: string | undefined,
      ): Promise<{ stop(): Promise<void> }> {
        const recording = record({
          sampleRate: SAMPLE_RATE_HZ,
          channels: 1,
          audioType: 'raw',
          recorder,
          device,
          endOnSilence: false,
        });
        return follow(recording, {
          onSamples,
          onError,
          startMs: options.startMs ?? START_MS,
          stallMs: options.stallMs ?? STALL_MS,
        });
      }
    },
  };
}

/** Resolves once samples come; afterwards a program that ends by itself is an error, one that was stopped is not. */
function follow(
  recording: Recording,
  handlers: {
    onSamples: (samples: Int16Array) => void;
    onError: (error: Error) => void;
    startMs: number;
    stallMs: number;
  },
): Promise<{ stop(): Promise<void> }> {
  const { promise, resolve, reject } = Promise.withResolvers<{ stop(): Promise<void> }>();
  const stream = recording.stream();
  const ended = Promise.withResolvers<undefined>();
  let state: 'starting' | 'running' | 'stopping' | 'failed' = 'starting';
  let odd: number | undefined;

  recording.process.stderr?.resume();
  const fail = (cause: unknown): void => {
    clearTimeout(timer);
    ended.resolve(undefined);
    const was = state;
    if (was === 'stopping' || was === 'failed') return;
    state = 'failed';
    const error = new AppError('audio.device', { retryable: true, cause });
    if (was === 'starting') reject(error);
    else handlers.onError(error);
  };
  const giveUp = (): void => {
    recording.process.kill('SIGKILL');
    fail(new Error('no samples'));
  };
  let timer = setTimeout(giveUp, handlers.startMs);

  stream.on('data', (chunk: Buffer) => {
    if (state === 'starting') {
      state = 'running';
      resolve({ stop });
    }
    if (state !== 'running' && state !== 'stopping') return;
    clearTimeout(timer);
    if (state === 'running') timer = setTimeout(giveUp, handlers.stallMs);
    const { samples, rest } = toSamples(odd, chunk);
    odd = rest;
    if (samples.length > 0) handlers.onSamples(samples);
  });
  stream.on('error', fail);
  stream.once('end', () => {
    fail(new Error('stream ended'));
  });
  recording.process.on('error', fail);
  recording.process.on('exit', () => {
    // What the program had written before it went is still on its way through the pipe: `end` follows.
    if (state === 'starting') setImmediate(fail, new Error('recorder ended'));
  });

  /** Samples already recorded are still delivered. */
  const stop = async (): Promise<void> => {
    if (state !== 'running') return;
    state = 'stopping';
    clearTimeout(timer);
    recording.stop();
    const late = setTimeout(() => {
      recording.process.kill('SIGKILL');
      ended.resolve(undefined);
    }, STOP_MS);
    await ended.promise;
    clearTimeout(late);
  };
  return promise;
}

/** Pipes cut where they like, also between a sample's two bytes. */
function toSamples(odd: number | undefined, chunk: Buffer): { samples: Int16Array; rest: number | undefined } {
  const bytes = odd === undefined ? chunk : Buffer.concat([Buffer.of(odd), chunk]);
  const samples = new Int16Array(bytes.length >> 1);
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(i * 2);
  return { samples, rest: bytes.length % 2 === 1 ? bytes[bytes.length - 1] : undefined };
}

function loadRecord(): RecordFunction {
  // CommonJS without types.
  const require = createRequire(import.meta.url);
  const { record } = require('node-record-lpcm16') as { record: RecordFunction };
  return record;
}

async function firstProgram(): Promise<RecorderProgram | undefined> {
  for (const name of ['rec', 'arecord', 'sox'] as const) {
    const found = await new Promise<boolean>((resolve) => {
      const child = spawn(name, ['--version'], { stdio: 'ignore' });
      child.once('error', () => resolve(false));
      child.once('close', () => resolve(true));
    });
    if (found) return name;
  }
  return undefined;
}

/** Standard output of a short command; empty when there is no such program. */
function output(command: string, args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.once('error', () => {
      resolve('');
    });
    child.once('close', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}
