import { AppError } from '../../shared/errors.ts';
import { SAMPLE_RATE_HZ } from '../ports/audio.ts';
import type { AppContext } from './app-context.ts';
import { openHostMicrophone, type HostMicrophone, type HostMicrophoneListener } from './host-microphone.ts';

const PRE_ROLL_SAMPLES = 1.5 * SAMPLE_RATE_HZ;
/** A window that went away must not leave a microphone open behind it. */
const LONGEST_ARMED_MS = 120_000;

/** Main's own microphone, and what it heard just before a recording began. One at a time. */
export interface ArmedMicrophone {
  /** Harmless when it is armed with this device already. @throws AppError `audio.device` */
  arm(deviceId: string | undefined): Promise<void>;
  disarm(): Promise<void>;
  /** For a recording: the armed one with its last 1.5 s, or a fresh one. @throws AppError `audio.device` */
  take(deviceId: string | undefined, listener: HostMicrophoneListener): Promise<HostMicrophone>;
}

export function createArmedMicrophone(context: Pick<AppContext, 'deps'>): ArmedMicrophone {
  interface Armed {
    readonly deviceId: string | undefined;
    /** Whom its sound goes to; while absent it is held here. */
    listener?: HostMicrophoneListener;
    held: Int16Array[];
    heldSamples: number;
    readonly microphone: Promise<HostMicrophone>;
    timer?: NodeJS.Timeout;
  }
  let armed: Armed | undefined;

  const hold = (entry: Pick<Armed, 'held' | 'heldSamples'>, samples: Int16Array): void => {
    entry.held.push(samples);
    entry.heldSamples += samples.length;
    while (entry.heldSamples - entry.held[0]!.length >= PRE_ROLL_SAMPLES)
      entry.heldSamples -= entry.held.shift()!.length;
  };

  const open = (deviceId: string | undefined): Armed => {
    const relay: HostMicrophoneListener = {
      onSamples: (samples) => (entry.listener ? entry.listener.onSamples(samples) : hold(entry, samples)),
      onLost: (error) => entry.listener?.onLost(error),
      onBack: (silentMs) => entry.listener?.onBack(silentMs),
    };
    const entry: Armed = {
      deviceId,
      held: [],
      heldSamples: 0,
      microphone: openHostMicrophone(context, deviceId, relay),
    };
    return entry;
  };

  const disarm = async (): Promise<void> => {
    const entry = armed;
    armed = undefined;
    clearTimeout(entry?.timer);
    const microphone = await entry?.microphone.catch(() => undefined);
    await microphone?.close();
  };

  return {
    async arm(deviceId) {
      if (!context.deps.microphone) throw new AppError('audio.device');
      if (armed && armed.deviceId === deviceId) return;
      await disarm();
      const entry = open(deviceId);
      armed = entry;
      entry.timer = setTimeout(() => void disarm(), LONGEST_ARMED_MS);
      try {
        await entry.microphone;
      } catch (error) {
        if (armed === entry) await disarm();
        throw error;
      }
    },
    disarm,
    async take(deviceId, listener) {
      if (armed?.deviceId !== deviceId) await disarm();
      const entry = armed ?? open(deviceId);
      armed = undefined;
      clearTimeout(entry.timer);
      const microphone = await entry.microphone;
      for (const samples of preRoll(entry.held)) listener.onSamples(samples);
      entry.held = [];
      entry.listener = listener;
      return microphone;
    },
  };
}

/** The last 1.5 s of what was held, to the sample. */
function preRoll(held: readonly Int16Array[]): Int16Array[] {
  const over = held.reduce((sum, { length }) => sum + length, 0) - PRE_ROLL_SAMPLES;
  return held.map((samples, index) => (index === 0 && over > 0 ? samples.subarray(over) : samples));
}
