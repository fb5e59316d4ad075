import { FRAME_SAMPLES, type PcmFrame } from '../audio/frame-packer.ts';
import {
  MicrophoneError,
  type CaptureListener,
  type Microphone,
  type MicrophoneChoice,
  type MicrophoneProblem,
} from '../audio/microphone.ts';

/** A microphone that hears what the test says. */
export interface FakeMicrophone extends Microphone {
  /** Emits frames of `value` (every byte), if open and not held. */
  hear(frames: number, value?: number, loudness?: Omit<PcmFrame, 'bytes'>): void;
  /** Emits these very bytes as one frame, if open and not held. */
  hearBytes(bytes: Uint8Array<ArrayBuffer>): void;
  unplug(): void;
  plugIn(): void;
  /** Another device is the system's own now. The one that is open goes on, and hears what the test says. */
  switchDefault(label: string): void;
  trouble(kind: 'muted' | 'unmuted' | 'suspended'): void;
  failWith(problem: MicrophoneProblem | undefined): void;
  /** The person ends the sharing of the computer's sound. */
  endComputerSound(): void;
  refuseComputerSound(): void;
  /** Its audio thread does nothing any more: it sends no frames and answers no command. */
  hang(): void;
  readonly opened: (string | undefined)[];
  readonly choices: MicrophoneChoice[];
  readonly isOpen: boolean;
}

export function createFakeMicrophone(): FakeMicrophone {
  let listener: CaptureListener | undefined;
  let held = false;
  let problem: MicrophoneProblem | undefined;
  let onDevices: (() => void)[] = [];
  let systemLabel = 'Desk microphone';
  let refusesComputer = false;
  let hangs = false;
  let onComputerEnd: (() => void) | undefined;
  const opened: (string | undefined)[] = [];
  const choices: MicrophoneChoice[] = [];
  return {
    opened,
    choices,
    get isOpen() {
      return listener !== undefined;
    },
    devices: () => Promise.resolve(problem === 'none' ? [] : [{ id: 'desk', label: 'Desk microphone' }]),
    onDevicesChanged(changed) {
      onDevices.push(changed);
      return () => {
        onDevices = onDevices.filter((other) => other !== changed);
      };
    },
    open(choice, given) {
      if (problem) return Promise.reject(new MicrophoneError(problem));
      opened.push(choice.deviceId);
      choices.push(choice);
      listener = given;
      held = false;
      const openedAs = systemLabel;
      return Promise.resolve({
        deviceId: choice.deviceId ?? 'system',
        deviceLabel: systemLabel,
        hold: () => {
          if (listener === given) held = true;
          return hangs ? new Promise(() => undefined) : Promise.resolve();
        },
        run: () => {
          if (listener === given) held = false;
        },
        isCurrent: () => Promise.resolve(openedAs === systemLabel),
        close: () => {
          if (listener === given) listener = undefined;
        },
      });
    },
    canHearComputer: () => true,
    openComputerSound: () =>
      refusesComputer
        ? Promise.reject(new MicrophoneError('denied'))
        : Promise.resolve({
            stream: undefined,
            onEnded: (ended) => (onComputerEnd = ended),
            close: () => (onComputerEnd = undefined),
          }),
    hear(frames, value = 1, loudness = { peak: 0.4, rms: 0.1, clipped: false }) {
      for (let index = 0; index < frames; index += 1) {
        if (held) return;
        listener?.onFrame({ bytes: new Uint8Array(FRAME_SAMPLES * 2).fill(value), ...loudness });
      }
    },
    hearBytes(bytes) {
      if (!held) listener?.onFrame({ bytes, peak: 0.4, rms: 0.1, clipped: false });
    },
    unplug() {
      const lost = listener;
      listener = undefined;
      problem = 'none';
      lost?.onTrouble('ended');
    },
    plugIn() {
      problem = undefined;
      for (const changed of [...onDevices]) changed();
    },
    switchDefault(label) {
      systemLabel = label;
      for (const changed of [...onDevices]) changed();
    },
    trouble: (kind) => listener?.onTrouble(kind),
    failWith(next) {
      problem = next;
    },
    endComputerSound: () => onComputerEnd?.(),
    hang() {
      hangs = true;
    },
    refuseComputerSound() {
      refusesComputer = true;
    },
  };
}
