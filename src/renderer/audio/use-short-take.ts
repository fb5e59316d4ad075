import { useEffect, useRef, useState } from 'react';
import { useCall } from '../rpc/react.tsx';
import { createStore, type Store } from '../ui/store.ts';
import { useAudio } from './context.tsx';
import { FRAME_MS } from './frame-packer.ts';
import { MicrophoneError, type Capture, type MicrophoneProblem } from './microphone.ts';

/** A few seconds of sound, in memory only. */
export interface ShortTake {
  /** 16 kHz mono s16, in the order heard. */
  readonly parts: readonly Uint8Array[];
  /** The loudest sample, 0..1. */
  readonly peak: number;
  readonly clippedFrames: number;
}

export interface TakingShort {
  readonly isListening: boolean;
  /** How long it has been, whole seconds. */
  readonly seconds: number;
  readonly level: Store<number>;
  /** Why the microphone could not be opened. */
  readonly problem: MicrophoneProblem | undefined;
  /** How often a microphone was opened: their names can be told from then on. */
  readonly opened: number;
  start(): Promise<void>;
  /** Ends it and hands over what was heard; does nothing where nobody is listening. */
  finish(): Promise<void>;
  /** Ends it and forgets what was heard. */
  drop(): void;
}

interface Run {
  capture?: Capture;
  parts: Uint8Array[];
  peak: number;
  clippedFrames: number;
  timer?: number;
}

/**
 * Listens for a moment with the microphone of the settings: for a test, or to dictate a line. What was heard goes to `onTaken` once, at the
 * latest after `longestMs` or when the microphone is unplugged, and is kept nowhere. Leaving the screen closes the microphone.
 */
export function useShortTake(longestMs: number, onTaken: (take: ShortTake) => void): TakingShort {
  const { microphone } = useAudio();
  const settings = useCall('settings.get', {});
  const [isListening, setListening] = useState(false);
  const [seconds, setSeconds] = useState(0);
  const [problem, setProblem] = useState<MicrophoneProblem>();
  const [opened, setOpened] = useState(0);
  const [level] = useState(() => createStore(0));
  const running = useRef<Run>(undefined);

  const end = (): Run | undefined => {
    const run = running.current;
    running.current = undefined;
    window.clearTimeout(run?.timer);
    setListening(false);
    level.set(0);
    return run;
  };

  const start = async (): Promise<void> => {
    if (running.current) return;
    setProblem(undefined);
    const run: Run = { parts: [], peak: 0, clippedFrames: 0 };
    running.current = run;
    try {
      const choice = { deviceId: settings.data?.microphoneId, label: settings.data?.microphoneLabel };
      const capture = await microphone.open(choice, {
        onFrame: ({ bytes, peak, clipped }) => {
          if (clipped) run.clippedFrames += 1;
          run.parts.push(bytes);
          setSeconds(Math.floor((run.parts.length * FRAME_MS) / 1000));
          run.peak = Math.max(run.peak, peak);
        },
        onLevel: (peak) => level.set(peak),
        onTrouble: (kind) => kind === 'ended' && void finish(),
      });
      // Left or dropped while the system was asking for leave.
      if (running.current !== run) return capture.close();
      run.capture = capture;
    } catch (error) {
      if (running.current === run) running.current = undefined;
      setProblem(error instanceof MicrophoneError ? error.problem : 'busy');
      return;
    }
    setOpened((count) => count + 1);
    setSeconds(0);
    setListening(true);
    run.timer = window.setTimeout(() => void finish(), longestMs);
  };

  const finish = async (): Promise<void> => {
    if (!running.current?.capture) return;
    const run = end();
    if (!run?.capture) return;
    await run.capture.hold();
    run.capture.close();
    onTaken(run);
  };

  const drop = (): void => end()?.capture?.close();

  useEffect(
    () => () => {
      window.clearTimeout(running.current?.timer);
      running.current?.capture?.close();
      running.current = undefined;
    },
    [],
  );

  return { isListening, seconds, level, problem, opened, start, finish, drop };
}

/** The parts of a take as one piece, no longer than this many bytes. */
export function joinParts(parts: readonly Uint8Array[], longestBytes: number): Uint8Array<ArrayBuffer> {
  const size = Math.min(
    longestBytes,
    parts.reduce((sum, part) => sum + part.byteLength, 0),
  );
  const joined = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    const rest = part.subarray(0, size - at);
    joined.set(rest, at);
    at += rest.byteLength;
  }
  return joined;
}
