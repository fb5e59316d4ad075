import { afterEach, beforeEach, describe, expect, it } from 'vitest';

/**
 * What every way of capturing sound has to do, whichever side of the app it runs on: the window's `Microphone` and main's `AudioSource` are
 * brought to this shape by their tests, with a world in which microphones speak and are unplugged.
 */
export interface CaptureBench {
  /** As the app sees it. */
  devices(): Promise<readonly { id: string; label: string }[]>;
  open(
    deviceId: string | undefined,
    on: { samples(samples: Int16Array): void; lost(): void },
  ): Promise<{ close(): Promise<void> }>;
  /** Whether a refusal to open says, in the adapter's own words, that there is no microphone. */
  isDeviceError(error: unknown): boolean;

  /** The world: the microphone that is open (or would be) hears this. At rest it hears digital silence. */
  speak(samples: Int16Array): Promise<void>;
  unplug(): Promise<void>;
  plugIn(): Promise<void>;
  end(): Promise<void>;
}

/** Whole frames and whole audio quanta, so that no adapter has a rest to hold back. */
const BLOCK = 16_000;
const tone = (from: number, count = BLOCK): Int16Array =>
  Int16Array.from({ length: count }, (_, n) => ((from + n) % 20_000) + 1);

export function captureConformance(name: string, make: () => CaptureBench | Promise<CaptureBench>): void {
  describe(`${name} (capture)`, () => {
    let bench: CaptureBench;
    beforeEach(async () => {
      bench = await make();
    });
    afterEach(() => bench.end());

    /** Opens and listens. Silence before, between and after what was spoken is not compared. */
    const listen = async (deviceId?: string) => {
      let heard: number[] = [];
      let lost = 0;
      let check = (): void => undefined;
      const capture = await bench.open(deviceId, {
        samples(samples) {
          for (const sample of samples) if (sample !== 0) heard.push(sample);
          check();
        },
        lost() {
          lost += 1;
          check();
        },
      });
      const until = (done: () => boolean): Promise<void> =>
        new Promise((resolve) => {
          check = () => done() && resolve();
          check();
        });
      return {
        capture,
        heard: () => heard,
        lost: () => lost,
        hears: (count: number) => until(() => heard.length >= count),
        loses: () => until(() => lost > 0),
        forget: () => (heard = []),
      };
    };

    it('lists its devices, each with an id of its own and a name', async () => {
      const devices = await bench.devices();
      expect(devices.length).toBeGreaterThan(0);
      expect(new Set(devices.map(({ id }) => id)).size).toBe(devices.length);
      for (const { id, label } of devices) expect(id && label).toBeTruthy();
    });

    it('delivers every sample, unchanged, in order', async () => {
      const ear = await listen();
      await bench.speak(tone(0));
      await bench.speak(tone(BLOCK));
      await ear.hears(2 * BLOCK);
      expect(ear.heard()).toEqual([...tone(0), ...tone(BLOCK)]);
      await ear.capture.close();
      expect(ear.lost()).toBe(0);
    });

    it('hears the device that was chosen', async () => {
      const [device] = await bench.devices();
      const ear = await listen(device!.id);
      await bench.speak(tone(5));
      await ear.hears(BLOCK);
      await ear.capture.close();
    });

    it('falls back to the system’s own when the chosen device is gone', async () => {
      const ear = await listen('gone-since-yesterday');
      await bench.speak(tone(5));
      await ear.hears(BLOCK);
      await ear.capture.close();
    });

    it('delivers what was heard before the end, and nothing after it', async () => {
      const ear = await listen();
      await bench.speak(tone(0));
      await ear.hears(BLOCK);
      await ear.capture.close();
      const before = ear.heard().length;
      await bench.speak(tone(1));
      expect(ear.heard()).toHaveLength(before);
      expect(ear.lost()).toBe(0);
    });

    it('can be closed twice', async () => {
      const ear = await listen();
      await ear.capture.close();
      await ear.capture.close();
      expect(ear.lost()).toBe(0);
    });

    it('tells once that the device was unplugged, and hears nothing more', async () => {
      const ear = await listen();
      await bench.speak(tone(0));
      await ear.hears(BLOCK);
      await bench.unplug();
      await ear.loses();
      ear.forget();
      await bench.plugIn();
      await bench.speak(tone(9));
      expect(ear.heard()).toEqual([]);
      expect(ear.lost()).toBe(1);
      await ear.capture.close();
      expect(ear.lost()).toBe(1);
    });

    it('refuses to open where there is no microphone, and opens when there is one again', async () => {
      await bench.unplug();
      const refusal: unknown = await listen().then(
        () => undefined,
        (error: unknown) => error,
      );
      expect(bench.isDeviceError(refusal)).toBe(true);
      await bench.plugIn();
      const ear = await listen();
      await bench.speak(tone(3));
      await ear.hears(BLOCK);
      expect(ear.heard()).toEqual([...tone(3)]);
      await ear.capture.close();
    });

    it('starts afresh each time: nothing of the last capture comes with the next', async () => {
      const first = await listen();
      await bench.speak(tone(0, 300));
      await first.capture.close();
      const second = await listen();
      second.forget();
      await bench.speak(tone(7));
      await second.hears(BLOCK);
      expect(second.heard()).toEqual([...tone(7)]);
      await second.capture.close();
    });
  });
}
