import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { captureConformance, type CaptureBench } from '../../shared/capture/capture.conformance.ts';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeWebAudio, type FakeWebAudio } from '../testing/fake-web-audio.ts';
import { FRAME_SAMPLES, type PcmFrame } from './frame-packer.ts';
import { createBrowserMicrophone } from './browser-microphone.ts';
import { MicrophoneError, type Capture, type Microphone } from './microphone.ts';

const toSamples = ({ bytes }: PcmFrame): Int16Array => new Int16Array(bytes.slice().buffer);
const toFloats = (samples: Int16Array): Float32Array => Float32Array.from(samples, (sample) => sample / 32_768);

function benchOf(
  microphone: Microphone,
  world: Pick<CaptureBench, 'speak' | 'unplug' | 'plugIn'> & { end?(): Promise<void> },
): CaptureBench {
  return {
    devices: () => microphone.devices(),
    async open(deviceId, { samples, lost }) {
      const capture = await microphone.open(deviceId === undefined ? {} : { deviceId }, {
        onFrame: (frame) => samples(toSamples(frame)),
        onLevel: () => undefined,
        onTrouble: (kind) => kind === 'ended' && lost(),
      });
      // As the recorder ends: the last frame first, then the device.
      return {
        async close() {
          await capture.hold();
          capture.close();
        },
      };
    },
    isDeviceError: (error) => error instanceof MicrophoneError && error.problem === 'none',
    end: async () => undefined,
    ...world,
  };
}

let web: FakeWebAudio;
async function openWeb(): Promise<FakeWebAudio> {
  web = await createFakeWebAudio(async () => {
    vi.resetModules();
    await import('./capture.worklet.ts');
  });
  for (const [name, value] of Object.entries(web.globals)) vi.stubGlobal(name, value);
  return web;
}

captureConformance('getUserMedia and the audio worklet', async () => {
  const world = await openWeb();
  return benchOf(createBrowserMicrophone(), {
    speak: (samples) => world.speak(toFloats(samples)),
    unplug: async () => world.unplug(),
    plugIn: async () => world.plugIn(),
    end: async () => void vi.unstubAllGlobals(),
  });
});

captureConformance('a window’s microphone of tests', () => {
  const microphone = createFakeMicrophone();
  return benchOf(microphone, {
    async speak(samples) {
      for (let at = 0; at < samples.length; at += FRAME_SAMPLES)
        microphone.hearBytes(new Uint8Array(samples.slice(at, at + FRAME_SAMPLES).buffer));
    },
    unplug: async () => microphone.unplug(),
    plugIn: async () => microphone.plugIn(),
  });
});

describe('the window’s microphone', () => {
  const ramp = (from: number, count: number): Int16Array =>
    Int16Array.from({ length: count }, (_, n) => (from + n) % 30_000);
  let heard: number[] = [];
  let troubles: string[] = [];
  const listener = {
    onFrame: (frame: PcmFrame) => heard.push(...toSamples(frame)),
    onLevel: () => undefined,
    onTrouble: (kind: string) => troubles.push(kind),
  };

  beforeEach(async () => {
    heard = [];
    troubles = [];
    await openWeb();
  });
  afterEach(() => vi.unstubAllGlobals());

  it('collects nothing while it is held, and joins what came before and after without a sample of it', async () => {
    const capture = await createBrowserMicrophone().open({}, listener);
    await web.speak(toFloats(ramp(1, 4_096)));
    await capture.hold();
    await web.speak(toFloats(ramp(20_000, 8_192)));
    capture.run();
    // The command crosses to the audio thread.
    await Promise.resolve();
    await web.speak(toFloats(ramp(10_000, 4_096)));
    await capture.hold();
    expect(heard).toEqual([...ramp(1, 4_096), ...ramp(10_000, 4_096)]);
  });

  it('finds a remembered device by its name when the browser has given it another id', async () => {
    const capture = await createBrowserMicrophone().open({ deviceId: 'rotated', label: 'Headset' }, listener);
    expect(capture).toMatchObject({ deviceId: 'headset', deviceLabel: 'Headset' });
  });

  it('knows when the system has another microphone of its own, though the old one lives on', async () => {
    const microphone = createBrowserMicrophone();
    const own = await microphone.open({}, listener);
    const chosen = await microphone.open({ deviceId: 'desk' }, listener);
    const answers = (captures: Capture[]) => Promise.all(captures.map((capture) => capture.isCurrent()));
    expect(await answers([own, chosen])).toEqual([true, true]);
    web.switchDefault('headset');
    expect(await answers([own, chosen])).toEqual([false, true]);
    web.unplug();
    expect(await answers([own, chosen])).toEqual([false, false]);
  });

  it('asks audio that the system suspended to go on, and tells', async () => {
    const capture = await createBrowserMicrophone().open({}, listener);
    web.suspend();
    expect(troubles).toEqual(['suspended']);
    await web.speak(toFloats(ramp(5, 4_000)));
    expect(heard).toEqual([...ramp(5, 4_000)]);
    capture.close();
  });

  it('leaves no microphone and no audio thread open', async () => {
    const microphone = createBrowserMicrophone();
    for (let round = 0; round < 3; round += 1) {
      const capture = await microphone.open({}, listener);
      capture.close();
      await capture.hold();
    }
    expect([web.openTracks, web.openContexts]).toEqual([0, 0]);
  });

  it('mixes in what the computer plays, both of its sides, and drops the picture', async () => {
    const microphone = createBrowserMicrophone();
    const computer = await microphone.openComputerSound();
    const capture = await microphone.open({ computer }, listener);
    await web.play(new Float32Array(4_096).fill(0.5), new Float32Array(4_096).fill(0.25));
    await capture.hold();
    // Four fifths of the mean of both sides.
    expect(heard).toEqual(Array<number>(4_096).fill(Math.round(0.8 * 0.375 * 32_768)));
    let ended = 0;
    computer.onEnded(() => (ended += 1));
    web.endSharing();
    expect(ended).toBe(1);
    await web.speak(toFloats(ramp(1, 128)));
    expect(troubles).toEqual([]);
  });

  it('says denied when the person shares nothing', async () => {
    web.denyDisplay();
    await expect(createBrowserMicrophone().openComputerSound()).rejects.toMatchObject({ problem: 'denied' });
  });
});
