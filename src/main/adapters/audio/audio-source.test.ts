import { describe } from 'vitest';
import { captureConformance, type CaptureBench } from '../../../shared/capture/capture.conformance.ts';
import { AppError } from '../../../shared/errors.ts';
import type { AudioSource } from '../../ports/audio.ts';
import { createFakeAudioSource } from './fake-audio-source.ts';
import { createLpcm16AudioSource } from './record-lpcm16-source.ts';
import { installRecorderPrograms } from './recorder-programs.fixture.ts';

function benchOf(source: AudioSource, world: Pick<CaptureBench, 'speak' | 'unplug' | 'plugIn' | 'end'>): CaptureBench {
  return {
    devices: () => source.devices(),
    async open(deviceId, { samples, lost }) {
      const running = await source.start({ deviceId, onSamples: samples, onError: lost });
      return { close: () => running.stop() };
    },
    isDeviceError: (error) => error instanceof AppError && error.code === 'audio.device',
    ...world,
  };
}

captureConformance('a microphone of tests', () => {
  const source = createFakeAudioSource();
  return benchOf(source, {
    speak: async (samples) => source.hear(samples),
    unplug: async () => source.unplug(),
    plugIn: async () => source.plugIn(),
    end: async () => undefined,
  });
});

// Unix sockets and executable scripts.
describe.skipIf(process.platform === 'win32')('with programs of their own', () => {
  captureConformance('node-record-lpcm16', async () =>
    benchOf(createLpcm16AudioSource(), await installRecorderPrograms()),
  );
});
