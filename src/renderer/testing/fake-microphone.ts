import { FRAME_SAMPLES, type PcmFrame } from '../audio/frame-packer.ts';
import { MicrophoneError, type CaptureListener, type Microphone, type MicrophoneProblem } from '../audio/microphone.ts';

/** A microphone that hears what the test says. */
export interface FakeMicrophone extends Microphone {
  /** Emits frames of `value` (every byte), if open and not held. */
  hear(frames: number, value?: number, loudness?: Omit<PcmFrame, 'bytes'>): void;
  unplug(): void;
  plugIn(): void;
  trouble(kind: 'muted' | 'unmuted'): void;
  failWith(problem: MicrophoneProblem | undefined): void;
  readonly opened: (string | undefined)[];
  readonly isOpen: boolean;
}

export function createFakeMicrophone(): FakeMicrophone {
  let listener: CaptureListener | undefined;
  let held = false;
  let problem: MicrophoneProblem | undefined;
  let onDevices: (() => void)[] = [];
  const opened: (string | undefined)[] = [];
  return {
    opened,
    get isOpen() {
      return listener !== undefined;
    },
    devices: () => Promise.resolve([{ id: 'desk', label: 'Desk microphone' }]),
    onDevicesChanged(changed) {
      onDevices.push(changed);
      return () => {
        onDevices = onDevices.filter((other) => other !== changed);
      };
    },
    open(deviceId, given) {
      if (problem) return Promise.reject(new MicrophoneError(problem));
      opened.push(deviceId);
      listener = given;
      held = false;
      return Promise.resolve({
        deviceId: deviceId ?? 'system',
        deviceLabel: 'Desk microphone',
        hold: () => {
          held = true;
          return Promise.resolve();
        },
        run: () => {
          held = false;
        },
        close: () => {
          if (listener === given) listener = undefined;
        },
      });
    },
    hear(frames, value = 1, loudness = { peak: 0.4, rms: 0.1, clipped: false }) {
      if (held) return;
      for (let index = 0; index < frames; index += 1) {
        const frame: PcmFrame = { bytes: new Uint8Array(FRAME_SAMPLES * 2).fill(value), ...loudness };
        listener?.onFrame(frame);
      }
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
    trouble: (kind) => listener?.onTrouble(kind),
    failWith(next) {
      problem = next;
    },
  };
}
