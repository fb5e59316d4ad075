import { AppError } from '../../../shared/errors.ts';
import type { AudioSource } from '../../ports/audio.ts';

/** A microphone of main's that hears what the test says. */
export interface FakeAudioSource extends AudioSource {
  hear(samples: Int16Array): void;
  unplug(): void;
  plugIn(): void;
  /** How often it was started. */
  readonly starts: number;
  readonly isOpen: boolean;
}

export function createFakeAudioSource(): FakeAudioSource {
  let plugged = true;
  let starts = 0;
  let open: { onSamples: (samples: Int16Array) => void; onError: (error: Error) => void } | undefined;
  const gone = (): AppError => new AppError('audio.device', { retryable: true });
  return {
    get starts() {
      return starts;
    },
    get isOpen() {
      return open !== undefined;
    },
    devices: () => Promise.resolve(plugged ? [{ id: 'default', label: 'System default' }] : []),
    start({ onSamples, onError }) {
      if (!plugged) return Promise.reject(gone());
      starts += 1;
      const mine = { onSamples, onError };
      open = mine;
      return Promise.resolve({
        stop() {
          if (open === mine) open = undefined;
          return Promise.resolve();
        },
      });
    },
    hear: (samples) => open?.onSamples(samples),
    unplug() {
      plugged = false;
      const lost = open;
      open = undefined;
      lost?.onError(gone());
    },
    plugIn() {
      plugged = true;
    },
  };
}
