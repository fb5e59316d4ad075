import type { AppError } from '../../shared/errors.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { FRAME_MS, PCM_RATE_HZ, type PcmFrame } from './frame-packer.ts';
import { MicrophoneError, type Capture, type Microphone, type MicrophoneProblem } from './microphone.ts';
import { CallError, toAppError, type RpcClient } from '../rpc/client.ts';
import type { FrameStream } from '../rpc/frame-stream.ts';
import { createStore, type Store } from '../ui/store.ts';
import { createLevelWatch } from './level-watch.ts';

export type RecorderPhase = 'idle' | 'starting' | 'recording' | 'paused' | 'finishing';

/** Something about the sound that the clinician has to know now. */
export type RecorderWarning =
  | { kind: 'silence' | 'clipping' | 'muted' | 'device-lost' | 'device-back' }
  | { kind: 'device-changed'; device: string }
  | { kind: 'stream'; error: AppError };

export interface RecorderState {
  readonly phase: RecorderPhase;
  readonly encounterId?: EncounterId;
  /** Length of the recording so far, earlier parts of an interrupted one included. */
  readonly elapsedMs: number;
  /** Recorded, but main has not yet said that it is on disk. */
  readonly unsavedMs: number;
  readonly device?: string;
  readonly warning?: RecorderWarning;
  /** Why the last start failed. */
  readonly problem?: MicrophoneProblem | AppError;
  /** The microphone is open and the last moments are held in memory only, so that the first word is not cut off. */
  readonly armed: boolean;
}

const IDLE: RecorderState = { phase: 'idle', elapsedMs: 0, unsavedMs: 0, armed: false };
/** How much sound from before the start belongs to the recording. */
const PRE_ROLL_FRAMES = 1_500 / FRAME_MS;
const bytesToMs = (bytes: number): number => (bytes / 2 / PCM_RATE_HZ) * 1000;

/** The one recording of this window. It outlives pages: going elsewhere in the app does not stop it. */
export interface Recorder {
  readonly state: Store<RecorderState>;
  /** 0..1, a few times a second. Apart from `state`, so that only the meter redraws. */
  readonly level: Store<number>;
  /** Opens the microphone ahead of the start. Failing is not an error yet: `start` tells. */
  arm(deviceId: string | undefined): Promise<void>;
  /** Closes an armed microphone; its sound is forgotten. */
  disarm(): void;
  /**
   * Records the visit. Never rejects: what went wrong is in `state.problem`. `recordedMs`: what the recording has already;
   * `takeOver`: main still holds it open for a window that is gone (this one was reloaded).
   */
  start(
    encounterId: EncounterId,
    options: { deviceId: string | undefined; recordedMs?: number; takeOver?: boolean },
  ): Promise<boolean>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Waits until every second is on disk, then ends the recording. */
  stop(): Promise<void>;
  dismissWarning(): void;
  dismissProblem(): void;
}

export function createRecorder(client: RpcClient, microphone: Microphone): Recorder {
  const state = createStore<RecorderState>(IDLE);
  const level = createStore(0);
  const watch = createLevelWatch();
  let capture: Capture | undefined;
  let opening: Promise<void> | undefined;
  let stream: FrameStream | undefined;
  /** Frames from before the stream is open: the pre-roll while armed, everything once started. */
  let early: PcmFrame[] = [];
  let preferredDeviceId: string | undefined;
  let stopWaitingForDevice: (() => void) | undefined;

  const patch = (change: Partial<RecorderState>): void => state.set((current) => ({ ...current, ...change }));
  const isActive = (): boolean => state.get().encounterId !== undefined;

  const onFrame = (frame: PcmFrame): void => {
    if (!isActive()) {
      early = [...early, frame].slice(-PRE_ROLL_FRAMES);
      return;
    }
    if (stream) forward(frame);
    else early.push(frame);
    count(frame);
  };

  const forward = (frame: PcmFrame): void => {
    try {
      stream!.send(frame.bytes);
    } catch {
      // The stream broke a moment ago; the next one takes this frame along.
      early.push(frame);
    }
  };

  const count = (frame: PcmFrame): void => {
    patch({ elapsedMs: state.get().elapsedMs + bytesToMs(frame.bytes.byteLength) });
    if (!stream) showUnsaved();
    const heard = watch.push(frame);
    const { warning } = state.get();
    if (heard !== undefined && warning?.kind !== heard) patch({ warning: { kind: heard } });
    else if (heard === undefined && (warning?.kind === 'silence' || warning?.kind === 'clipping'))
      patch({ warning: undefined });
  };

  const openMicrophone = async (deviceId: string | undefined): Promise<Capture> => {
    capture = await microphone.open(deviceId, {
      onFrame,
      onLevel: (peak) => level.set(peak),
      onTrouble(kind) {
        if (kind === 'ended') void onDeviceLost();
        else if (kind === 'muted') patch({ warning: { kind: 'muted' } });
        else if (state.get().warning?.kind === 'muted') patch({ warning: undefined });
      },
    });
    preferredDeviceId = deviceId;
    patch({ device: capture.deviceLabel });
    return capture;
  };

  /** Unplugged: another microphone takes over at once; where there is none, the first that appears. Never silently. */
  const onDeviceLost = async (): Promise<void> => {
    capture?.close();
    capture = undefined;
    level.set(0);
    if (!isActive()) return patch({ armed: false });
    patch({ warning: { kind: 'device-lost' } });
    if (await reopenMicrophone()) patch({ warning: { kind: 'device-changed', device: state.get().device ?? '' } });
    else {
      stopWaitingForDevice?.();
      stopWaitingForDevice = microphone.onDevicesChanged(() => {
        void reopenMicrophone().then((ok) => ok && patch({ warning: { kind: 'device-back' } }));
      });
    }
  };

  const reopenMicrophone = async (): Promise<boolean> => {
    if (capture || !isActive()) return false;
    try {
      const reopened = await openMicrophone(preferredDeviceId);
      if (state.get().phase === 'paused') await reopened.hold();
    } catch {
      return false;
    }
    stopWaitingForDevice?.();
    stopWaitingForDevice = undefined;
    return true;
  };

  const closeMicrophone = (): void => {
    stopWaitingForDevice?.();
    stopWaitingForDevice = undefined;
    capture?.close();
    capture = undefined;
    early = [];
    level.set(0);
    watch.reset();
  };

  const showUnsaved = (): void => {
    const earlyBytes = early.reduce((sum, frame) => sum + frame.bytes.byteLength, 0);
    patch({ unsavedMs: bytesToMs((stream?.unackedBytes ?? 0) + earlyBytes) });
  };

  const openStream = async (encounterId: EncounterId): Promise<void> => {
    const opened = client.openStream(await startStream(encounterId));
    opened.onChange(showUnsaved);
    opened.onBroken((error) => void onBroken(opened, error));
    stream = opened;
  };

  /** After a crash main may be listening to what it recovered: that job gives way, the visit goes on. */
  const startStream = async (encounterId: EncounterId): Promise<string> => {
    const start = { encounterId, source: 'renderer' as const, deviceId: capture?.deviceId };
    try {
      return (await client.call('recording.start', start)).streamId;
    } catch (error) {
      if (toAppError(error).params.job !== true) throw error;
      await client.call('recording.cancel', { encounterId });
      return (await client.call('recording.start', start)).streamId;
    }
  };

  /** Main does not take frames any more (it was restarted, or its disk is full). What it did not confirm is kept for the next stream. */
  const onBroken = async (broken: FrameStream, error: AppError): Promise<void> => {
    const { encounterId } = state.get();
    if (stream !== broken || encounterId === undefined) return;
    stream = undefined;
    early = [...broken.takeUnacked().map((bytes) => ({ bytes, peak: 0, rms: 1, clipped: false })), ...early];
    broken.close();
    patch({ warning: { kind: 'stream', error } });
    await reopenStream(encounterId);
  };

  const reopenStream = async (encounterId: EncounterId): Promise<void> => {
    try {
      await openStream(encounterId);
    } catch (failure) {
      patch({ warning: { kind: 'stream', error: toAppError(failure) } });
      const stop = client.onEvent((event) => event.type === 'session.changed' && retry());
      const stopMissed = client.onMissedEvents(() => retry());
      // Unlocked again, or connected again: the kept sound goes on its way.
      const retry = (): void => {
        stop();
        stopMissed();
        if (!stream && state.get().encounterId === encounterId) void reopenStream(encounterId);
      };
      return;
    }
    const waiting = early;
    early = [];
    for (const frame of waiting) stream?.send(frame.bytes);
    patch({ warning: undefined });
  };

  /** Everything collected is on disk. Waits through interruptions. */
  const drained = (): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (stream?.unackedFrames !== 0 || early.length > 0) return;
        stop();
        resolve();
      };
      const stop = state.subscribe(check);
      check();
    });

  /** A call to main that must not fail silently, and must not throw into a button either. */
  const guarded = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      patch({ warning: { kind: 'stream', error: toAppError(error) } });
    }
  };

  client.onEvent((event) => {
    const { encounterId } = state.get();
    if (event.type === 'recording.warning' && event.encounterId === encounterId)
      patch({ warning: { kind: 'stream', error: new CallError(event.code, { params: event.params }) } });
  });

  return {
    state,
    level,
    async arm(deviceId) {
      if (isActive() || capture || opening) return;
      opening = openMicrophone(deviceId)
        .then(() => patch({ armed: true, problem: undefined }))
        .catch((error: unknown) => patch({ armed: false, problem: problemOf(error) }))
        .finally(() => (opening = undefined));
      await opening;
    },
    disarm() {
      if (isActive()) return;
      void Promise.resolve(opening).then(() => {
        if (isActive()) return;
        closeMicrophone();
        state.set(IDLE);
      });
    },
    async start(encounterId, { deviceId, recordedMs = 0, takeOver = false }) {
      if (isActive()) {
        patch({ problem: new CallError('conflict.recording-active') });
        return false;
      }
      await opening;
      const preRollMs = early.reduce((sum, frame) => sum + bytesToMs(frame.bytes.byteLength), 0);
      patch({
        phase: 'starting',
        encounterId,
        elapsedMs: recordedMs + preRollMs,
        unsavedMs: 0,
        warning: undefined,
        problem: undefined,
      });
      try {
        if (!capture) await openMicrophone(deviceId);
        if (takeOver) {
          const { audioDurationMs = recordedMs } = await client.call('recording.stop', { encounterId });
          patch({ elapsedMs: state.get().elapsedMs - recordedMs + audioDurationMs });
        }
        await openStream(encounterId);
      } catch (error) {
        closeMicrophone();
        state.set({ ...IDLE, problem: problemOf(error) });
        return false;
      }
      const waiting = early;
      early = [];
      waiting.forEach(forward);
      patch({ phase: 'recording', armed: false });
      return true;
    },
    async pause() {
      const { encounterId, phase } = state.get();
      if (phase !== 'recording' || encounterId === undefined) return;
      // What was said before the press belongs to the recording; nothing after it is even collected.
      await capture?.hold();
      level.set(0);
      watch.reset();
      const { warning } = state.get();
      const aboutSound = warning?.kind === 'silence' || warning?.kind === 'clipping';
      patch({ phase: 'paused', ...(aboutSound ? { warning: undefined } : {}) });
      await guarded(async () => {
        await drained();
        if (state.get().phase === 'paused') await client.call('recording.pause', { encounterId });
      });
    },
    async resume() {
      const { encounterId, phase } = state.get();
      if (phase !== 'paused' || encounterId === undefined) return;
      // Main first: until it knows, it drops what it is sent.
      await guarded(async () => {
        await client.call('recording.resume', { encounterId });
        capture?.run();
        patch({ phase: 'recording' });
      });
    },
    async stop() {
      const { encounterId, phase } = state.get();
      if (encounterId === undefined || phase === 'finishing' || phase === 'starting') return;
      patch({ phase: 'finishing' });
      try {
        if (phase === 'recording') await capture?.hold();
        await drained();
        await client.call('recording.stop', { encounterId, framesSent: stream?.nextSeq });
      } catch (error) {
        // Whatever happened, main has the recording up to here and offers to finish it.
        patch({ problem: problemOf(error) });
      }
      const { problem } = state.get();
      stream?.close();
      stream = undefined;
      closeMicrophone();
      state.set({ ...IDLE, problem });
    },
    dismissWarning: () => patch({ warning: undefined }),
    dismissProblem: () => patch({ problem: undefined }),
  };
}

function problemOf(error: unknown): MicrophoneProblem | AppError {
  return error instanceof MicrophoneError ? error.problem : toAppError(error);
}
