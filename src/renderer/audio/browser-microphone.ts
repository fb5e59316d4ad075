import type { CaptureCommand, CaptureMessage } from './capture.worklet.ts';
import workletUrl from './capture.worklet.ts?worker&url';
import { PCM_RATE_HZ } from './frame-packer.ts';
import {
  MicrophoneError,
  type Capture,
  type CaptureListener,
  type ComputerSound,
  type Microphone,
  type MicrophoneChoice,
  type MicrophoneDevice,
} from './microphone.ts';

/** How loud the computer's sound is mixed in: two full voices at once must not run into the ceiling all the time. */
const COMPUTER_GAIN = 0.8;

/** getUserMedia and an audio worklet: sound is collected off the page's thread, so a busy page loses nothing. */
export function createBrowserMicrophone(): Microphone {
  return {
    devices: listDevices,
    onDevicesChanged(listener) {
      navigator.mediaDevices.addEventListener('devicechange', listener);
      return () => navigator.mediaDevices.removeEventListener('devicechange', listener);
    },
    async open(choice, listener) {
      const stream = await openStream(await resolveDevice(choice));
      try {
        return await startCapture(stream, choice, listener);
      } catch (error) {
        for (const track of stream.getTracks()) track.stop();
        throw error;
      }
    },
    canHearComputer: () => typeof navigator.mediaDevices?.getDisplayMedia === 'function',
    openComputerSound,
  };
}

async function listDevices(): Promise<MicrophoneDevice[]> {
  const all = await navigator.mediaDevices.enumerateDevices();
  return all
    .filter(({ kind, deviceId }) => kind === 'audioinput' && !['', 'default', 'communications'].includes(deviceId))
    .map(({ deviceId, label }) => ({ id: deviceId, label }));
}

async function resolveDevice({ deviceId, label }: MicrophoneChoice): Promise<string | undefined> {
  if (deviceId === undefined) return undefined;
  const devices = await listDevices();
  if (devices.some(({ id }) => id === deviceId)) return deviceId;
  // Before the first permission all names are empty: the id is worth a try then.
  if (devices.every((device) => device.label === '')) return deviceId;
  return devices.find((device) => label !== undefined && label !== '' && device.label === label)?.id;
}

/** The microphone that the system would hand out now. */
async function systemDevice(): Promise<string> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const inputs = all.filter(({ kind }) => kind === 'audioinput');
  const own = inputs.find(({ deviceId }) => deviceId === 'default') ?? inputs[0];
  return own ? `${own.groupId}|${own.label}` : '';
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

async function startCapture(
  stream: MediaStream,
  { deviceId: chosen, computer }: MicrophoneChoice,
  listener: CaptureListener,
): Promise<Capture> {
  const track = stream.getAudioTracks()[0]!;
  const openedAs = await systemDevice();
  const context = await openContext();
  await context.audioWorklet.addModule(workletUrl);
  const node = new AudioWorkletNode(context, 'chartside-capture', { numberOfOutputs: 0 });
  const flushWaiters: (() => void)[] = [];
  node.port.onmessage = ({ data }: MessageEvent<CaptureMessage>) => {
    if (data.kind === 'frame') listener.onFrame(data.frame);
    else if (data.kind === 'level') listener.onLevel(data.peak);
    else flushWaiters.shift()?.();
  };
  context.createMediaStreamSource(stream).connect(node);
  if (computer?.stream) {
    const gain = context.createGain();
    gain.gain.value = COMPUTER_GAIN;
    context.createMediaStreamSource(computer.stream).connect(gain);
    // An input sums up what is connected to it.
    gain.connect(node);
  }
  await context.resume();
  const command = (value: CaptureCommand): void => node.port.postMessage(value);
  let closed = false;
  track.onended = () => {
    if (!closed) listener.onTrouble('ended');
  };
  track.onmute = () => listener.onTrouble('muted');
  track.onunmute = () => listener.onTrouble('unmuted');
  context.onstatechange = () => {
    if (closed || context.state === 'running' || context.state === 'closed') return;
    listener.onTrouble('suspended');
    void context.resume().catch(() => undefined);
  };

  return {
    deviceId: track.getSettings().deviceId,
    deviceLabel: track.label,
    async hold() {
      if (closed) return;
      track.enabled = false;
      const flushed = new Promise<void>((resolve) => flushWaiters.push(resolve));
      command('hold');
      await flushed;
    },
    run() {
      track.enabled = true;
      command('run');
    },
    async isCurrent() {
      if (closed || track.readyState === 'ended') return false;
      const { deviceId } = track.getSettings();
      if (chosen !== undefined && deviceId === chosen) return (await listDevices()).some(({ id }) => id === deviceId);
      return (await systemDevice()) === openedAs;
    },
    close() {
      if (closed) return;
      closed = true;
      track.onended = track.onmute = track.onunmute = null;
      context.onstatechange = null;
      node.port.onmessage = null;
      for (const resolve of flushWaiters) resolve();
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

/** Through the system's own dialog for sharing a screen, or what the host grants in its place. The picture is dropped at once. */
async function openComputerSound(): Promise<ComputerSound> {
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getDisplayMedia({
      video: true,
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
  } catch (error) {
    throw new MicrophoneError('denied', error);
  }
  for (const picture of stream.getVideoTracks()) picture.stop();
  const sound = stream.getAudioTracks()[0];
  if (!sound) throw new MicrophoneError('denied');
  return {
    stream: new MediaStream([sound]),
    onEnded: (listener) => sound.addEventListener('ended', listener),
    close: () => sound.stop(),
  };
}
