import type { Settings } from '../../shared/model/clinician.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import { CallError, toAppError, type RpcClient } from '../rpc/client.ts';
import { createStore, type Store } from '../ui/store.ts';
import { FRAME_MS, type PcmFrame } from './frame-packer.ts';
import { createHostCapture } from './host-capture.ts';
import { createLevelWatch } from './level-watch.ts';
import { createMarkQueue } from './mark-queue.ts';
import { MicrophoneError, type ComputerSound, type Microphone, type MicrophoneProblem } from './microphone.ts';
import { IDLE, wholeSeconds, type PauseReason, type RecorderState, type RecorderWarning } from './recorder-state.ts';
import { createSoundLine } from './sound-line.ts';
import { createSteadyMicrophone, type MicrophoneEvent } from './steady-microphone.ts';
import { windowTimers, type Timers } from './timers.ts';

export type { PauseReason, RecorderPhase, RecorderState, RecorderWarning } from './recorder-state.ts';

/** How much sound from before the start belongs to the recording. */
const PRE_ROLL_FRAMES = 1_500 / FRAME_MS;

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
  /** Nothing is collected until `resume`: not in memory, not in the pre-roll, not in the captions. */
  pause(reason?: PauseReason): Promise<void>;
  resume(): Promise<void>;
  /** Marks this moment in the recording. */
  mark(): void;
  /** Waits until every second is on disk, then ends the recording. */
  stop(): Promise<void>;
  dismissWarning(): void;
  dismissProblem(): void;
}

export function createRecorder(client: RpcClient, microphone: Microphone, timers: Timers = windowTimers): Recorder {
  const state = createStore<RecorderState>(IDLE);
  const level = createStore(0);
  const watch = createLevelWatch();
  /** The pre-roll while armed; everything from the start on until the stream is open goes to the line. */
  let preRoll: PcmFrame[] = [];
  let opening: Promise<void> | undefined;
  let computer: ComputerSound | undefined;
  let pausedAt = 0;
  let pausedAtMs = 0;
  /** Main was asked to pause: from then on it may drop what it is sent, even if its answer was lost. */
  let isPauseAsked = false;
  /** Main knows of the pause; it cannot be told behind a locked screen. */
  let isPauseTold = false;
  let telling: Promise<void> | undefined;

  const patch = (change: Partial<RecorderState>): void =>
    state.set((current) => {
      const changes = Object.entries(change).some(([key, value]) => current[key as keyof RecorderState] !== value);
      return changes ? { ...current, ...change } : current;
    });
  const isActive = (): boolean => state.get().encounterId !== undefined;
  const warn = (warning: RecorderWarning | undefined): void => patch({ warning });
  const clear = (...kinds: RecorderWarning['kind'][]): void => {
    const { warning } = state.get();
    if (warning && kinds.includes(warning.kind)) warn(undefined);
  };

  const marks = createMarkQueue(client, () => state.get().encounterId);
  const line = createSoundLine(client, timers, {
    onChange() {
      patch({ unsavedMs: wholeSeconds(line.unsavedMs) });
      // Until the line is open it does not know what stands already.
      if (state.get().phase !== 'starting') patch({ elapsedMs: wholeSeconds(line.positionMs) });
    },
    onTrouble: (error) => warn({ kind: 'stream', error }),
    onReady() {
      clear('stream');
      void marks.flush();
      if (state.get().phase === 'paused') void tellPause().catch(() => undefined);
    },
    onHole: (atMs, lengthMs) => marks.add({ kind: 'gap', atMs, lengthMs }),
  });
  const host = createHostCapture(client, {
    onLevel: (peak) => level.set(peak),
    onLength: (ms) => patch({ elapsedMs: wholeSeconds(ms) }),
    onTrouble: (error) => warn({ kind: 'stream', error }),
  });
  const steady = createSteadyMicrophone(microphone, timers, {
    onFrame,
    onLevel: (peak) => level.set(peak),
    onEvent: onMicrophone,
  });

  function onFrame(frame: PcmFrame): void {
    if (!isActive()) {
      preRoll = [...preRoll, frame].slice(-PRE_ROLL_FRAMES);
      return;
    }
    line.send(frame.bytes);
    const heard = watch.push(frame);
    if (heard === undefined) clear('silence', 'quiet', 'clipping');
    else if (state.get().warning?.kind !== heard) warn({ kind: heard });
  }

  function onMicrophone(event: MicrophoneEvent): void {
    patch({ device: steady.device });
    if (!isActive()) {
      if (event.kind === 'lost') patch({ armed: false });
      return;
    }
    switch (event.kind) {
      case 'lost':
        return warn({ kind: 'device-lost' });
      case 'changed':
        marks.add({ kind: 'device', atMs: line.positionMs });
        return warn({ kind: 'device-changed', device: event.device });
      case 'back':
        marks.add({ kind: 'device', atMs: line.positionMs });
        return warn({ kind: 'device-back' });
      case 'gap':
        marks.add({ kind: 'gap', atMs: Math.max(0, line.positionMs - event.sinceMs), lengthMs: event.lengthMs });
        return warn({ kind: 'gap', lengthMs: event.lengthMs });
      case 'unmuted':
        return clear('muted');
      case 'sound':
        return clear('stalled', 'dead');
      default:
        return warn({ kind: event.kind });
    }
  }

  const readSettings = (): Promise<Settings | undefined> => client.call('settings.get', {}).catch(() => undefined);

  const openMicrophone = async (settings: Settings | undefined, deviceId = settings?.microphoneId): Promise<void> => {
    await steady.open({
      ...(deviceId === undefined ? {} : { deviceId }),
      ...(settings?.microphoneLabel === undefined ? {} : { label: settings.microphoneLabel }),
    });
    patch({ device: steady.device });
  };

  /**
   * Asks for what the computer plays, while the recording goes ahead: the question may stand for a while. Without it the visit is recorded all the
   * same, and it is said that the other side is not heard.
   */
  const addComputer = async (): Promise<void> => {
    try {
      const opened = await microphone.openComputerSound();
      if (!isActive()) return opened.close();
      computer = opened;
      opened.onEnded(() => computer === opened && isActive() && warn({ kind: 'computer-lost' }));
      await steady.mixIn(opened);
    } catch {
      if (isActive()) warn({ kind: 'computer-lost' });
    }
  };

  const closeMicrophone = (): void => {
    steady.close();
    computer?.close();
    computer = undefined;
    preRoll = [];
    level.set(0);
    watch.reset();
  };

  const tellPause = async (): Promise<void> => {
    const { encounterId, pauseReason = 'pause' } = state.get();
    if (encounterId === undefined) return;
    const forMs = Math.max(0, timers.now() - pausedAt);
    isPauseAsked = true;
    isPauseTold = false;
    telling = client.call('recording.pause', { encounterId, reason: pauseReason, forMs }).then(() => {
      isPauseTold = true;
    });
    await telling;
  };

  /** A pause that was over before main could be told of it (its last sound was still on the way) is a mark like any other. */
  const markShortPause = (reason: PauseReason): void =>
    marks.add({
      kind: reason === 'off-record' ? 'off-record' : 'paused',
      atMs: pausedAtMs,
      lengthMs: Math.max(0, timers.now() - pausedAt),
    });

  /** A call to main that must not fail silently, and must not throw into a button either. */
  const guarded = async (work: () => Promise<unknown>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      warn({ kind: 'stream', error: toAppError(error) });
    }
  };

  const goIdle = (problem: RecorderState['problem']): void => {
    host.close();
    line.close();
    marks.clear();
    closeMicrophone();
    state.set({ ...IDLE, problem });
  };

  client.onEvent((event) => {
    const { encounterId } = state.get();
    if (event.type === 'power' && event.state === 'woke') steady.look();
    if (event.type === 'session.changed' && encounterId !== undefined) {
      void marks.flush();
      if (state.get().phase === 'paused' && !isPauseTold)
        void tellPause().then(
          () => clear('stream'),
          () => undefined,
        );
    }
    if (event.type !== 'recording.warning' || event.encounterId !== encounterId) return;
    const error = new CallError(event.code, { params: event.params });
    if (event.code === 'storage.low') return patch({ disk: error });
    if (event.params['stopping'] === true) {
      patch({ disk: error });
      void recorder.stop().then(() => patch({ problem: error }));
      return;
    }
    warn({ kind: 'stream', error });
  });

  const startHost = async (encounterId: EncounterId, deviceId: string | undefined): Promise<boolean> => {
    try {
      await host.start(encounterId, deviceId);
    } catch (error) {
      goIdle(toAppError(error));
      return false;
    }
    patch({ phase: 'recording', armed: false });
    return true;
  };

  const recorder: Recorder = {
    state,
    level,
    async arm(deviceId) {
      if (isActive() || steady.isOpen || opening) return;
      opening = (async () => {
        const settings = await readSettings();
        await (settings?.captureSource === 'program'
          ? host.arm(settings.programDeviceId)
          : openMicrophone(settings, deviceId));
        patch({ armed: true, problem: undefined });
      })()
        .catch((error: unknown) => patch({ armed: false, problem: problemOf(error) }))
        .finally(() => (opening = undefined));
      await opening;
    },
    disarm() {
      if (isActive()) return;
      void Promise.resolve(opening).then(() => {
        if (isActive()) return;
        host.disarm();
        closeMicrophone();
        state.set(IDLE);
      });
    },
    async start(encounterId, { deviceId, recordedMs = 0, takeOver = false }) {
      if (isActive()) {
        patch({ problem: new CallError('conflict.recording-active') });
        return false;
      }
      // From this turn on all that is heard belongs to the visit, and nobody disarms it any more.
      patch({
        phase: 'starting',
        encounterId,
        elapsedMs: wholeSeconds(recordedMs),
        unsavedMs: 0,
        warning: undefined,
        disk: undefined,
        problem: undefined,
        moments: 0,
      });
      for (const frame of preRoll) line.send(frame.bytes);
      preRoll = [];
      const settings = await readSettings();
      // At once: browsers hand it out only right after a key or click.
      const inHost = settings?.captureSource === 'program';
      const asked = settings?.hearComputer && !inHost && microphone.canHearComputer();
      if (asked) void addComputer();
      await opening;
      if (inHost) return startHost(encounterId, settings.programDeviceId);
      try {
        if (!steady.isOpen) await openMicrophone(settings, deviceId);
        if (takeOver) await client.call('recording.stop', { encounterId });
        await line.open(encounterId, steady.deviceId);
      } catch (error) {
        goIdle(problemOf(error));
        return false;
      }
      patch({ phase: 'recording', armed: false, elapsedMs: wholeSeconds(line.positionMs) });
      return true;
    },
    async pause(reason = 'pause') {
      const { encounterId, phase } = state.get();
      if (phase !== 'recording' || encounterId === undefined) return;
      // What was said before the press belongs to the recording; nothing after it is even collected.
      if (!host.isActive) await steady.hold();
      if (state.get().phase !== 'recording') return;
      pausedAt = timers.now();
      pausedAtMs = line.positionMs;
      isPauseAsked = isPauseTold = false;
      level.set(0);
      watch.reset();
      clear('silence', 'quiet', 'clipping', 'gap');
      patch({ phase: 'paused', pauseReason: reason });
      await guarded(async () => {
        if (!host.isActive) await line.drained();
        if (state.get().phase === 'paused') await tellPause();
      });
    },
    async resume() {
      const { encounterId, phase, pauseReason = 'pause' } = state.get();
      if (phase !== 'paused' || encounterId === undefined) return;
      if (!isPauseAsked) {
        markShortPause(pauseReason);
        if (!host.isActive) steady.run();
        patch({ phase: 'recording', pauseReason: undefined });
        return;
      }
      await telling?.catch(() => undefined);
      // Main first: until it knows, it drops what it is sent.
      await guarded(async () => {
        try {
          await client.call('recording.resume', { encounterId });
        } catch (error) {
          // It was restarted during the pause and knows of no recording: it is opened again, paused, and goes on.
          if (host.isActive || toAppError(error).params['recording'] !== false) throw error;
          await line.reopen();
          await tellPause();
          await client.call('recording.resume', { encounterId });
        }
        if (!host.isActive) steady.run();
        patch({ phase: 'recording', pauseReason: undefined });
      });
    },
    mark() {
      const { phase, moments } = state.get();
      if (phase !== 'recording') return;
      marks.add({ kind: 'moment', ...(host.isActive ? {} : { atMs: line.positionMs }) });
      patch({ moments: moments + 1 });
    },
    async stop() {
      const { encounterId, phase, pauseReason = 'pause' } = state.get();
      if (encounterId === undefined || phase === 'finishing' || phase === 'starting') return;
      if (phase === 'paused' && !isPauseAsked) markShortPause(pauseReason);
      patch({ phase: 'finishing' });
      let problem: RecorderState['problem'];
      try {
        if (!host.isActive) {
          if (phase === 'recording') await steady.hold();
          await line.drained();
        }
        await marks.flush();
        await client.call('recording.stop', { encounterId, framesSent: line.framesSent });
      } catch (error) {
        // Whatever happened, main has the recording up to here and offers to finish it.
        problem = problemOf(error);
      }
      goIdle(problem);
    },
    dismissWarning: () => warn(undefined),
    dismissProblem: () => patch({ problem: undefined }),
  };
  return recorder;
}

function problemOf(error: unknown): MicrophoneProblem | ReturnType<typeof toAppError> {
  return error instanceof MicrophoneError ? error.problem : toAppError(error);
}
