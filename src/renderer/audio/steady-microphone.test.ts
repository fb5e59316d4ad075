import { describe, expect, it } from 'vitest';
import { createFakeMicrophone } from '../testing/fake-microphone.ts';
import { createFakeTimers } from '../testing/fake-timers.ts';
import { createSteadyMicrophone, LONGEST_SILENT_LOSS_MS, type MicrophoneEvent } from './steady-microphone.ts';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const FRAME_MS = 250;

async function open() {
  const microphone = createFakeMicrophone();
  const timers = createFakeTimers();
  const events: MicrophoneEvent[] = [];
  let frames = 0;
  const steady = createSteadyMicrophone(microphone, timers, {
    onFrame: () => (frames += 1),
    onLevel: () => undefined,
    onEvent: (event) => events.push(event),
  });
  await steady.open({});
  return {
    microphone,
    timers,
    events,
    steady,
    frames: () => frames,
    kinds: () => events.map(({ kind }) => kind),
    /** Frames as they come in life: one every quarter second. */
    hear(seconds: number, loudness?: { peak: number; rms: number; clipped: boolean }) {
      for (let at = 0; at < seconds * 1000; at += FRAME_MS) {
        timers.advance(FRAME_MS);
        microphone.hear(1, 1, loudness);
      }
    },
  };
}

describe('a microphone that is kept open', () => {
  it('says nothing while all is well, for hours, with a clock that runs a little differently', async () => {
    const { microphone, timers, events, frames } = await open();
    // 200 parts in a million: 2 s in three hours.
    for (let index = 0; index < 3 * 3_600 * 4; index += 1) {
      timers.advance(FRAME_MS + 0.05);
      microphone.hear(1);
    }
    expect(events).toEqual([]);
    expect(frames()).toBe(43_200);
  });

  it('takes frames that come late and all at once for what they are: a busy page, nothing lost', async () => {
    const { microphone, timers, kinds, hear } = await open();
    hear(5);
    timers.sleep(2_000);
    microphone.hear(8);
    hear(5);
    expect(kinds()).toEqual([]);
  });

  it('notices a hole by the count of samples, says how long it was and where', async () => {
    const { microphone, timers, events, hear } = await open();
    hear(5);
    timers.advance(2_000);
    microphone.hear(1);
    hear(5);
    const gaps = events.flatMap((event) => (event.kind === 'gap' ? [event] : []));
    expect(gaps).toHaveLength(1);
    expect(gaps[0]!.lengthMs).toBeGreaterThanOrEqual(1_500);
    expect(gaps[0]!.lengthMs).toBeLessThanOrEqual(2_000);
    // Told while at most the two looks that tell a hole from a late burst had passed.
    expect(gaps[0]!.sinceMs).toBeLessThanOrEqual(LONGEST_SILENT_LOSS_MS);
  });

  it('survives a sleep: opens the microphone again and tells what is missing', async () => {
    const { timers, events, kinds, hear, microphone, steady } = await open();
    hear(10);
    timers.sleep(3_600_000);
    steady.look();
    await settle();
    expect(kinds()).toEqual(['stalled']);
    expect(microphone.opened).toHaveLength(2);
    hear(5);
    expect(kinds()).toEqual(['stalled', 'sound', 'gap']);
    const gap = events.at(-1)!;
    expect(gap.kind === 'gap' && Math.round(gap.lengthMs / 10_000) * 10_000).toBe(3_600_000);
  });

  it('is loud within seconds when frames stop, opens anew, and goes on trying', async () => {
    const { timers, kinds, microphone, hear } = await open();
    hear(3);
    timers.advance(LONGEST_SILENT_LOSS_MS);
    expect(kinds()).toEqual(['stalled']);
    await settle();
    expect(microphone.opened).toHaveLength(2);
    for (let second = 0; second < 16; second += 1) timers.advance(1_000);
    await settle();
    expect(microphone.opened).toHaveLength(3);
  });

  it('does not trust digital silence: a microphone in a room is never that quiet', async () => {
    const { kinds, microphone, hear } = await open();
    hear(6, { peak: 0, rms: 0, clipped: false });
    expect(kinds()).toEqual(['dead']);
    await settle();
    expect(microphone.opened).toHaveLength(2);
    hear(1);
    expect(kinds()).toEqual(['dead', 'sound']);
  });

  it('follows the system when another device becomes its own, though the old one lives on', async () => {
    const { microphone, events, hear, frames } = await open();
    hear(2);
    microphone.switchDefault('Headset');
    await settle();
    expect(events).toEqual([{ kind: 'changed', device: 'Headset' }]);
    hear(2);
    expect(frames()).toBe(16);
    expect(microphone.opened).toHaveLength(2);
  });

  it('stays where it is when devices come and go that are not its own', async () => {
    const { microphone, events } = await open();
    microphone.plugIn();
    await settle();
    expect(events).toEqual([]);
    expect(microphone.opened).toHaveLength(1);
  });

  it('takes the next microphone when its own is unplugged, else the first that comes', async () => {
    const { microphone, kinds, hear, timers } = await open();
    hear(2);
    microphone.unplug();
    await settle();
    expect(kinds()).toEqual(['lost']);
    timers.advance(10_000);
    await settle();
    expect(kinds()).toEqual(['lost']);
    microphone.plugIn();
    await settle();
    expect(kinds()).toEqual(['lost', 'back']);
    hear(5);
    expect(kinds()).toEqual(['lost', 'back', 'gap']);
  });

  it('hears nothing while it is held, also when the device changes meanwhile, and counts no gap', async () => {
    const { microphone, steady, timers, events, hear, frames } = await open();
    hear(2);
    await steady.hold();
    timers.advance(600_000);
    microphone.switchDefault('Headset');
    await settle();
    microphone.hear(5);
    expect(frames()).toBe(8);
    steady.run();
    hear(5);
    expect(frames()).toBe(28);
    expect(events.map(({ kind }) => kind)).toEqual(['changed']);
  });

  it('is held, and replaced, also when its audio thread answers nothing any more', async () => {
    const { microphone, steady, timers, hear, frames, kinds } = await open();
    hear(1);
    microphone.hang();
    timers.advance(LONGEST_SILENT_LOSS_MS);
    await settle();
    timers.advance(1_000);
    await settle();
    expect(kinds()).toEqual(['stalled']);
    hear(1);
    expect(frames()).toBe(8);
    const paused = steady.hold();
    timers.advance(1_000);
    await paused;
  });

  it('tells of a mute and of audio that the system suspended', async () => {
    const { microphone, kinds, timers, hear } = await open();
    hear(1);
    microphone.trouble('muted');
    microphone.trouble('unmuted');
    expect(kinds()).toEqual(['muted', 'unmuted']);
    timers.sleep(5_000);
    microphone.trouble('suspended');
    expect(kinds()).toEqual(['muted', 'unmuted', 'stalled']);
  });

  it('is silent for good once it is closed', async () => {
    const { microphone, steady, events, hear, timers, frames } = await open();
    hear(1);
    steady.close();
    microphone.hear(4);
    timers.advance(60_000);
    microphone.plugIn();
    await settle();
    expect(frames()).toBe(4);
    expect(events).toEqual([]);
    expect(microphone.isOpen).toBe(false);
  });
});
