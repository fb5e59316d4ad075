import { FRAME_MS, PCM_RATE_HZ, type PcmFrame } from './frame-packer.ts';
import type { Capture, CaptureListener, ComputerSound, Microphone, MicrophoneChoice } from './microphone.ts';
import type { Timers } from './timers.ts';

const LOOK_EVERY_MS = 1_000;
/** No frame for this long: the audio thread starves, the system took the microphone, or the computer slept. */
const STALLED_MS = 2_500;
/** Sound that is missing against the clock. Below it is jitter; over hours the two clocks drift apart, which is followed. */
const GAP_MS = 1_000;
const DRIFT_MS = 400;
/** Exact digital silence does not come from a microphone in a room: a dead device, a switch, another default device. */
const DEAD_MS = 5_000;
const LONGEST_FLUSH_MS = 1_000;
/** How often a dead or stalled microphone is opened anew. */
const REVIVE_EVERY_MS = 15_000;

export type MicrophoneEvent =
  /** Unplugged or taken away: no sound until `back`. */
  | { kind: 'lost' }
  /** Another device, or the same one again, has taken over. */
  | { kind: 'changed'; device: string }
  | { kind: 'back'; device: string }
  | { kind: 'muted' | 'unmuted' }
  /** It is open and nothing comes (`stalled`) or nothing but zeros (`dead`); `sound`: over. */
  | { kind: 'stalled' | 'dead' | 'sound' }
  /** Sound comes; `lengthMs` of the day are missing, before the last `sinceMs` of it. */
  | { kind: 'gap'; lengthMs: number; sinceMs: number };

export interface SteadyMicrophoneListener {
  onFrame(frame: PcmFrame): void;
  onLevel(peak: number): void;
  onEvent(event: MicrophoneEvent): void;
}

/**
 * A microphone that is kept open, whatever happens to it: unplugged, switched, muted, asleep. It counts its samples against the clock, so that
 * no way of losing sound is silent, known or not.
 */
export interface SteadyMicrophone {
  readonly deviceId: string | undefined;
  readonly device: string | undefined;
  readonly isOpen: boolean;
  /** @throws MicrophoneError */
  open(choice: MicrophoneChoice): Promise<void>;
  hold(): Promise<void>;
  run(): void;
  /** What the computer plays is heard too from here on, and nothing of either is missed on the way. */
  mixIn(computer: ComputerSound): Promise<void>;
  /** Looks at once, where something tells that the computer slept. */
  look(): void;
  close(): void;
}

export function createSteadyMicrophone(
  microphone: Microphone,
  timers: Timers,
  listener: SteadyMicrophoneListener,
): SteadyMicrophone {
  let choice: MicrophoneChoice = {};
  let capture: Capture | undefined;
  /** Only the newest capture is heard; the one before is over, or being flushed. */
  let generation = 0;
  let wanted = false;
  let held = false;
  let reopening: Promise<boolean> | undefined;
  let stops: (() => void)[] = [];

  let lastFrameAt = 0;
  let firstFrameAt: number | undefined;
  let heardMs = 0;
  /** Clock minus sound, as it was while all was well. */
  let usualDeficitMs = 0;
  let suspectLooks = 0;
  /** What had been heard when frames last failed to come. */
  let heardBeforeHoleMs = 0;
  let deadMs = 0;
  let trouble: 'stalled' | 'dead' | undefined;
  let revivedAt = -Infinity;

  const restartCount = (): void => {
    lastFrameAt = timers.now();
    firstFrameAt = undefined;
    heardMs = 0;
    heardBeforeHoleMs = 0;
    usualDeficitMs = 0;
    suspectLooks = 0;
    deadMs = 0;
  };

  const deficitMs = (): number => timers.now() - (firstFrameAt ?? timers.now()) - heardMs;

  const setTrouble = (next: typeof trouble): void => {
    if (trouble === next) return;
    trouble = next;
    listener.onEvent({ kind: next ?? 'sound' });
  };

  const take = (frame: PcmFrame): void => {
    const lengthMs = (frame.bytes.byteLength / 2 / PCM_RATE_HZ) * 1000;
    if (timers.now() - lastFrameAt >= GAP_MS) heardBeforeHoleMs = heardMs;
    lastFrameAt = timers.now();
    // The first frame was heard while it was collected.
    firstFrameAt ??= lastFrameAt - lengthMs;
    heardMs += lengthMs;
    deadMs = frame.peak === 0 ? deadMs + lengthMs : 0;
    if (deadMs === 0) setTrouble(undefined);
    else if (deadMs >= DEAD_MS) {
      setTrouble('dead');
      revive();
    }
    listener.onFrame(frame);
  };

  const listenAs = (mine: number): CaptureListener => {
    const isCurrent = (): boolean => mine === generation;
    return {
      onFrame: (frame) => isCurrent() && take(frame),
      onLevel: (peak) => isCurrent() && listener.onLevel(peak),
      onTrouble(kind) {
        if (!isCurrent()) return;
        if (kind === 'ended') void onLost();
        else if (kind === 'suspended') look();
        else listener.onEvent({ kind });
      },
    };
  };

  /** Its last frame; an audio thread that hangs must not hold up a pause, a switch or the end of a visit. */
  const flush = (ending: Capture): Promise<void> =>
    new Promise((resolve) => {
      const stop = timers.after(LONGEST_FLUSH_MS, resolve);
      const done = (): void => {
        stop();
        resolve();
      };
      ending.hold().then(done, done);
    });

  /** The next capture first, then the end of the last one: a switch loses nothing that either of them heard. */
  const handOver = async (): Promise<void> => {
    const before = capture;
    const early: PcmFrame[] = [];
    let isLive = false;
    const mine = generation + 1;
    const inner = listenAs(mine);
    const next = await microphone.open(choice, {
      ...inner,
      onFrame: (frame) => (isLive ? inner.onFrame(frame) : void early.push(frame)),
    });
    if (!wanted) return next.close();
    if (held) await next.hold();
    else if (before) await flush(before);
    before?.close();
    generation = mine;
    capture = next;
    isLive = true;
    if (!held) for (const frame of early) take(frame);
  };

  const reopen = (): Promise<boolean> => {
    reopening ??= handOver()
      .then(
        () => wanted,
        () => false,
      )
      .finally(() => (reopening = undefined));
    return reopening;
  };

  const revive = (): void => {
    if (timers.now() - revivedAt < REVIVE_EVERY_MS) return;
    revivedAt = timers.now();
    const label = capture?.deviceLabel;
    void reopen().then((ok) => {
      if (ok && capture && capture.deviceLabel !== label)
        listener.onEvent({ kind: 'changed', device: capture.deviceLabel });
    });
  };

  const onLost = async (): Promise<void> => {
    capture?.close();
    capture = undefined;
    generation += 1;
    listener.onLevel(0);
    listener.onEvent({ kind: 'lost' });
    if (await reopen()) listener.onEvent({ kind: 'changed', device: capture!.deviceLabel });
  };

  const onDevicesChanged = async (): Promise<void> => {
    if (!wanted) return;
    if (!capture) {
      if (await reopen()) listener.onEvent({ kind: 'back', device: capture!.deviceLabel });
      return;
    }
    const before = capture;
    if ((await before.isCurrent().catch(() => true)) || capture !== before) return;
    if (await reopen()) listener.onEvent({ kind: 'changed', device: capture.deviceLabel });
  };

  const look = (): void => {
    if (!wanted || held) return;
    if (timers.now() - lastFrameAt > STALLED_MS) {
      if (capture) {
        setTrouble('stalled');
        revive();
      } else void onDevicesChanged();
      return;
    }
    // What did not come yet may still come.
    if (timers.now() - lastFrameAt > 2 * FRAME_MS) return;
    // Frames come. What the clock is ahead by is drift, or, if it stays, sound that is missing.
    const ahead = deficitMs() - usualDeficitMs;
    if (Math.abs(ahead) < DRIFT_MS) {
      usualDeficitMs += ahead;
      suspectLooks = 0;
      return;
    }
    suspectLooks += 1;
    // A page that was busy gets its frames late, all at once: two looks tell the one from the other.
    if (suspectLooks < 2) return;
    suspectLooks = 0;
    usualDeficitMs += ahead;
    if (ahead >= GAP_MS)
      listener.onEvent({ kind: 'gap', lengthMs: Math.round(ahead), sinceMs: heardMs - heardBeforeHoleMs });
  };

  return {
    get deviceId() {
      return capture?.deviceId;
    },
    get device() {
      return capture?.deviceLabel;
    },
    get isOpen() {
      return wanted;
    },
    async open(chosen) {
      // Shared already, while the microphone was still to be opened.
      choice = { ...(choice.computer ? { computer: choice.computer } : {}), ...chosen };
      generation += 1;
      wanted = true;
      held = false;
      trouble = undefined;
      revivedAt = -Infinity;
      try {
        capture = await microphone.open(choice, listenAs(generation));
      } catch (error) {
        wanted = false;
        throw error;
      }
      restartCount();
      stops = [microphone.onDevicesChanged(() => void onDevicesChanged()), timers.every(LOOK_EVERY_MS, look)];
    },
    async hold() {
      if (held) return;
      held = true;
      if (capture) await flush(capture);
      setTrouble(undefined);
    },
    run() {
      held = false;
      restartCount();
      capture?.run();
      if (!capture && wanted) void onDevicesChanged();
    },
    async mixIn(computer) {
      choice = { ...choice, computer };
      await reopening;
      if (capture) await reopen();
    },
    look,
    close() {
      wanted = false;
      generation += 1;
      for (const stop of stops) stop();
      stops = [];
      capture?.close();
      capture = undefined;
      trouble = undefined;
      choice = {};
    },
  };
}

/** How long it takes at most until a loss of sound is told. */
export const LONGEST_SILENT_LOSS_MS = STALLED_MS + 2 * LOOK_EVERY_MS + FRAME_MS;
