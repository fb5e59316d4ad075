import { PCM_RATE_HZ, type PcmFrame } from './frame-packer.ts';
import type { CaptureCommand, CaptureMessage } from './capture.worklet.ts';
import workletUrl from './capture.worklet.ts?worker&url';

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

export interface CaptureListener {
  onFrame(frame: PcmFrame): void;
  /** About every 40–130 ms, 0..1. */
  onLevel(peak: number): void;
  /** `ended`: unplugged or taken away, this capture is over. `muted` / `unmuted` by the system or a switch on the device. */
  onTrouble(kind: 'ended' | 'muted' | 'unmuted'): void;
}

/** An open microphone. */
export interface Capture {
  readonly deviceId: string | undefined;
  readonly deviceLabel: string;
  /** Emits what was collected, then hears nothing until `run`. Resolves after the last frame. */
  hold(): Promise<void>;
  run(): void;
  /** Closes the microphone without emitting the rest. */
  close(): void;
}

/** The microphones of this machine. */
export interface Microphone {
  devices(): Promise<MicrophoneDevice[]>;
  onDevicesChanged(listener: () => void): () => void;
  /** Opens `deviceId`, or the system's own when it is gone or not given. @throws MicrophoneError */
  open(deviceId: string | undefined, listener: CaptureListener): Promise<Capture>;
}

/** getUserMedia and an audio worklet: sound is collected off the page's thread, so a busy page loses nothing. */
export function createBrowserMicrophone(): Microphone {
  return {
    async devices() {
      const all = await navigator.mediaDevices.enumerateDevices();
      return all
        .filter((device) => device.kind === 'audioinput' && device.deviceId !== '' && device.deviceId !== 'default')
        .map((device) => ({ id: device.deviceId, label: device.label }));
    },
    onDevicesChanged(listener) {
      navigator.mediaDevices.addEventListener('devicechange', listener);
      return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
    },
    async open(deviceId, listener) {
      const stream = await openStream(deviceId);
      try {
        return await startCapture(stream, listener);
      } catch (error) {
        for (const track of stream.getTracks()) track.stop();
        throw error;
      }
    },
  };
}

async function openStream(deviceId: string | undefined): Promise<MediaStream> {
  // Echo and noise filters are tuned for calls: they swallow the second voice in the room. The gain may follow it.
  const audio: MediaTrackConstraints = {
    channelCount: 1,
    echoCancellation: false,
    noiseSuppression: false,
    autoGainControl: true,
  };
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: deviceId === undefined ? audio : { ...audio, deviceId: { exact: deviceId } },
    });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (deviceId !== undefined && (name === 'OverconstrainedError' || name === 'NotFoundError'))
      return openStream(undefined);
    if (name === 'NotAllowedError' || name === 'SecurityError') throw new MicrophoneError('denied', error);
    if (name === 'NotFoundError') throw new MicrophoneError('none', error);
    throw new MicrophoneError('busy', error);
  }
}

async function startCapture(stream: MediaStream, listener: CaptureListener): Promise<Capture> {
  const track = stream.getAudioTracks()[0]!;
  const context = await openContext();
  await context.audioWorklet.addModule(workletUrl);
  const source = context.createMediaStreamSource(stream);
  const node = new AudioWorkletNode(context, 'chartside-capture', { numberOfOutputs: 0 });
  const flushWaiters: (() => void)[] = [];
  node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
    if (data.kind === 'frame') listener.onFrame(data.frame);
    else if (data.kind === 'level') listener.onLevel(data.peak);
    else flushWaiters.shift()?.();
  };
  source.connect(node);
  await context.resume();
  const command = (value: CaptureCommand): void => node.port.postMessage(value);
  let closed = false;
  track.onended = () => {
    if (!closed) listener.onTrouble('ended');
  };
  track.onmute = () => listener.onTrouble('muted');
  track.onunmute = () => listener.onTrouble('unmuted');

  return {
    deviceId: track.getSettings().deviceId,
    deviceLabel: track.label,
    hold() {
      track.enabled = false;
      return new Promise((resolve) => {
        flushWaiters.push(resolve);
        command('hold');
      });
    },
    run() {
      track.enabled = true;
      command('run');
    },
    close() {
      closed = true;
      track.onended = track.onmute = track.onunmute = null;
      node.port.onmessage = null;
      track.stop();
      void context.close();
    },
  };
}

/** The browser's own resampling where it offers 16 kHz; the worklet's where it does not. */
async function openContext(): Promise<AudioContext> {
  try {
    return new AudioContext({ sampleRate: PCM_RATE_HZ, latencyHint: 'balanced' });
  } catch {
    return new AudioContext({ latencyHint: 'balanced' });
  }
}
