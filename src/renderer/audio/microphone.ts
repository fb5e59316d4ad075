import type { PcmFrame } from './frame-packer.ts';

/** Why no sound comes: `denied` by the person or the system, `none` plugged in, `busy` with another program. */
export type MicrophoneProblem = 'denied' | 'none' | 'busy';

export class MicrophoneError extends Error {
  readonly problem: MicrophoneProblem;
  constructor(problem: MicrophoneProblem, cause?: unknown) {
    super(problem, { cause });
    this.name = 'MicrophoneError';
    this.problem = problem;
  }
}

export interface MicrophoneDevice {
  id: string;
  /** Empty until the person allowed the microphone once. */
  label: string;
}

/** Which microphone: by id, else by the name it had (browsers change ids), else the system's own. */
export interface MicrophoneChoice {
  readonly deviceId?: string;
  readonly label?: string;
  /** What the computer plays is mixed in. */
  readonly computer?: ComputerSound;
}

/** The sound that the computer plays, as the person agreed to share it. One for a whole recording: asking again would show a dialog. */
export interface ComputerSound {
  readonly stream: MediaStream | undefined;
  /** The person or the system ended it. */
  onEnded(listener: () => void): void;
  close(): void;
}

export interface CaptureListener {
  onFrame(frame: PcmFrame): void;
  /** About every 40–130 ms, 0..1. */
  onLevel(peak: number): void;
  /**
   * `ended`: unplugged or taken away, this capture is over. `muted` / `unmuted` by the system or a switch on the device. `suspended`: the
   * system stopped our audio (a call, a sleep); it was asked to go on.
   */
  onTrouble(kind: 'ended' | 'muted' | 'unmuted' | 'suspended'): void;
}

/** An open microphone. */
export interface Capture {
  readonly deviceId: string | undefined;
  readonly deviceLabel: string;
  /** Emits what was collected, then hears nothing until `run`. Resolves after the last frame. */
  hold(): Promise<void>;
  run(): void;
  /** Whether the choice would still lead to this device: false when the system's own is another by now, or this one is gone. */
  isCurrent(): Promise<boolean>;
  /** Closes the microphone without emitting the rest. */
  close(): void;
}

/** The microphones of this machine. */
export interface Microphone {
  devices(): Promise<MicrophoneDevice[]>;
  onDevicesChanged(listener: () => void): () => void;
  /** Opens the chosen one, or the system's own when that is gone or none was chosen. @throws MicrophoneError */
  open(choice: MicrophoneChoice, listener: CaptureListener): Promise<Capture>;
  /** Whether this platform may let us hear what the computer plays. */
  canHearComputer(): boolean;
  /** Asks for it; needs a key or click of the person just before. @throws MicrophoneError `denied` (also: shared without sound) */
  openComputerSound(): Promise<ComputerSound>;
}
