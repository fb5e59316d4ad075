import { describe, expect, it } from 'vitest';
import { createFakeClock, createSequentialIds } from '../memory/fake-runtime.ts';
import { nodeDigest, systemClock, uuidSource } from './node-runtime.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('runtime', () => {
  it('digests text as UTF-8 and bytes as they are (FIPS 180-4 examples)', () => {
    expect(nodeDigest.sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(nodeDigest.sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(nodeDigest.sha256Hex('ü')).toBe(nodeDigest.sha256Hex(new Uint8Array([0xc3, 0xbc])));
  });

  it('makes ids that are UUIDs and differ', () => {
    const ids = createSequentialIds();
    const made = [uuidSource.uuid(), uuidSource.uuid(), ids.uuid(), ids.uuid()];
    for (const id of made) expect(id).toMatch(UUID);
    expect(new Set(made).size).toBe(4);
    expect(createSequentialIds().uuid()).toBe(createSequentialIds().uuid());
  });

  it('tells the time in epoch milliseconds; the fake one only when told to', () => {
    expect(Math.abs(systemClock.now() - Date.now())).toBeLessThan(10_000);
    const clock = createFakeClock(1_000);
    clock.advance(5);
    expect(clock.now()).toBe(1_005);
    clock.set(7);
    expect(clock.now()).toBe(7);
  });
});
