import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Encounter } from '../../shared/model/encounter.ts';
import { createFakeAudioSource } from '../adapters/audio/fake-audio-source.ts';
import { createFakeClock } from '../adapters/memory/fake-runtime.ts';
import type { PowerEvents } from '../ports/power.ts';
import { createTestApp, type TestApp } from './app.fixture.ts';

const START = 1_780_000_000_000;

const stored = (test: TestApp, { id }: Encounter): Encounter => test.deps.store.encounters.get(id)!;

describe('a microphone that main opens', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());
  const block = new Int16Array(16_000).fill(771);

  async function open(power?: PowerEvents) {
    const clock = createFakeClock(START);
    const microphone = createFakeAudioSource();
    const test = createTestApp({ clock, microphone, ...(power ? { power } : {}) });
    await test.setup();
    const encounter = await test.planned();
    await test.call('recording.start', { encounterId: encounter.id, source: 'main' });
    const recorded = (ms: number) => test.until((event) => event.type === 'recording.level' && event.durationMs === ms);
    return { clock, microphone, test, encounter, recorded };
  }

  it('goes on by itself with the next one when it is unplugged, is loud meanwhile, and marks the gap', async () => {
    const { clock, microphone, test, encounter, recorded } = await open();
    microphone.hear(block);
    await recorded(1_000);
    microphone.unplug();
    await test.until((event) => event.type === 'recording.warning' && event.code === 'audio.device');
    clock.advance(6_000);
    await vi.advanceTimersByTimeAsync(6_000);
    microphone.plugIn();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(microphone.isOpen).toBe(true);
    microphone.hear(block);
    await recorded(2_000);
    expect(stored(test, encounter).marks).toEqual([
      { kind: 'gap', atMs: 1_000, lengthMs: 6_000 },
      { kind: 'device', atMs: 1_000 },
    ]);
  });

  it('is closed, not only ignored, while the recording is paused', async () => {
    const { microphone, test, encounter, recorded } = await open();
    microphone.hear(block);
    await recorded(1_000);
    await test.call('recording.pause', { encounterId: encounter.id });
    expect(microphone.isOpen).toBe(false);
    await test.call('recording.resume', { encounterId: encounter.id });
    expect(microphone.isOpen).toBe(true);
    await test.call('recording.stop', { encounterId: encounter.id });
    expect(microphone.isOpen).toBe(false);
  });

  it('is started anew after the computer slept, with the sleep marked', async () => {
    const listeners: ((state: 'suspending' | 'woke') => void)[] = [];
    const power: PowerEvents = {
      on(listener) {
        listeners.push(listener);
        return () => undefined;
      },
    };
    const { clock, microphone, test, encounter, recorded } = await open(power);
    microphone.hear(block);
    await recorded(1_000);
    for (const tell of listeners) tell('suspending');
    clock.advance(3_600_000);
    for (const tell of listeners) tell('woke');
    await vi.advanceTimersByTimeAsync(0);
    expect(microphone.starts).toBe(2);
    expect(stored(test, encounter).marks?.[0]).toEqual({ kind: 'gap', atMs: 1_000, lengthMs: 3_600_000 });
    // Windows are told too: they look after their own microphone.
    expect(test.events.filter((event) => event.type === 'power')).toMatchObject([
      { state: 'suspending' },
      { state: 'woke' },
    ]);
  });

  it('keeps the second and a half before the start when it was armed, and forgets it when nothing follows', async () => {
    const microphone = createFakeAudioSource();
    const test = createTestApp({ microphone });
    await test.setup();
    const encounter = await test.planned();
    const numbered = (from: number, count: number) => Int16Array.from({ length: count }, (_, n) => (from + n) % 30_000);
    await test.call('recording.arm', {});
    for (let from = 0; from < 50_000; from += 1_000) microphone.hear(numbered(from, 1_000));
    await test.call('recording.start', { encounterId: encounter.id, source: 'main' });
    microphone.hear(numbered(50_000, 8_000));
    await test.until((event) => event.type === 'recording.level' && event.durationMs === 2_000);
    expect(microphone.starts).toBe(1);
    await expect(test.call('recording.arm', {})).rejects.toMatchObject({ code: 'conflict.recording-active' });
    const reader = await test.deps.audio.openReader(encounter.id);
    expect(await reader.read(0, 9_999)).toEqual(numbered(26_000, 32_000));
    await test.call('recording.stop', { encounterId: encounter.id });

    await test.call('recording.arm', {});
    expect(microphone.isOpen).toBe(true);
    await test.call('recording.disarm', {});
    expect(microphone.isOpen).toBe(false);
    // A window that went away cannot say so.
    await test.call('recording.arm', {});
    await vi.advanceTimersByTimeAsync(120_000);
    expect(microphone.isOpen).toBe(false);
  });

  it('that cannot be opened refuses the start and leaves the visit planned', async () => {
    const microphone = createFakeAudioSource();
    microphone.unplug();
    const test = createTestApp({ microphone });
    await test.setup();
    const encounter = await test.planned();
    await expect(test.call('recording.start', { encounterId: encounter.id, source: 'main' })).rejects.toMatchObject({
      code: 'audio.device',
    });
    expect(stored(test, encounter).state).toBe('planned');
    microphone.plugIn();
    await test.call('recording.start', { encounterId: encounter.id, source: 'main' });
  });

  it('lists its devices; without a recorder program there are none', async () => {
    const { test } = await open();
    expect((await test.call('recording.devices', {})).devices).toEqual([{ id: 'default', label: 'System default' }]);
    const without = createTestApp();
    expect((await without.call('recording.devices', {})).devices).toEqual([]);
  });
});
