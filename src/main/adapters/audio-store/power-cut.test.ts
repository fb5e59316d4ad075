import { describe, expect, it } from 'vitest';
import { EncounterId } from '../../../shared/model/ids.ts';
import { sampleAt, samplesOf } from '../../ports/audio-store.conformance.ts';
import type { AudioStore } from '../../ports/audio.ts';
import { createEncryptedAudioStore } from './encrypted-audio-store.ts';
import { HEADER_BYTES, RECORD_OVERHEAD_BYTES } from './sealed-layout.ts';
import { createUnreliableDisk, type UnreliableDisk } from './unreliable-disk.fixture.ts';

const key = new Uint8Array(32).fill(3);
const ID = EncounterId.parse('11111111-2222-4333-8444-555555555555');
const FILE = `/audio/${ID}.audio`;
const storeOn = (fs: UnreliableDisk): AudioStore => createEncryptedAudioStore({ dir: '/audio', key, fs });

/** mulberry32 in [0, 1): the same seeds, the same disasters. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every sample is the one that was recorded there, or silence inside a gap that the reader owns up to. */
async function expectTrue(store: AudioStore, atLeast: number): Promise<number> {
  const reader = await store.openReader(ID);
  const heard = await reader.read(0, reader.durationMs);
  const inGap = (n: number): boolean => (reader.gaps ?? []).some((gap) => n >= gap.startMs * 16 && n < gap.endMs * 16);
  const wrong = heard.findIndex((sample, n) => sample !== (inGap(n) ? 0 : sampleAt(n)));
  await reader.close();
  expect(wrong).toBe(-1);
  expect(heard.length).toBeGreaterThanOrEqual(atLeast);
  return heard.length;
}

describe('when the power goes at any moment', () => {
  it.each(Array.from({ length: 150 }, (_, n) => n + 1))(
    'every acknowledged append is there (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      let disk = createUnreliableDisk();
      let acknowledged = 0;
      for (let round = 0; round < 4; round += 1) {
        disk.cutPowerAfter(Math.floor(random() * 30));
        const store = storeOn(disk);
        const life = (async () => {
          const exists = await store.has(ID);
          // Half of the restarts recover first, as the app does; the others go straight on recording.
          if (exists && random() < 0.5) await store.recover(ID);
          const writer = await store.openWriter(ID);
          let at = Math.round(writer.durationMs * 16);
          for (;;) {
            const count = 1 + Math.floor(random() * 2_000);
            await writer.append(samplesOf(at, count));
            at += count;
            acknowledged = at;
            if (random() < 0.1) break;
          }
          await writer.close();
        })();
        await Promise.race([life, disk.powerCut]);
        disk = disk.afterPowerCut(random);
        const after = storeOn(disk);
        if (!(await after.has(ID))) {
          expect(acknowledged).toBe(0);
          continue;
        }
        await after.recover(ID);
        await expectTrue(after, acknowledged);
        expect((await after.openReader(ID)).gaps).toEqual([]);
        expect((await after.openReader(ID)).complete).toBe(true);
        // What stood beyond the last acknowledged append may be there too: it goes on from what is.
        acknowledged = await expectTrue(after, acknowledged);
      }
    },
  );

  it.each(Array.from({ length: 30 }, (_, n) => n + 1))(
    'a bulk import keeps what was synced (seed %i)',
    async (seed) => {
      const random = randomFrom(seed);
      const disk = createUnreliableDisk();
      const store = storeOn(disk);
      disk.cutPowerAfter(5 + Math.floor(random() * 200));
      const life = (async () => {
        const writer = await store.openWriter(ID, { bulk: true });
        for (let n = 0; n < 160; n += 1) await writer.append(samplesOf(n * 16_000, 16_000));
        await writer.close();
      })();
      await Promise.race([life, disk.powerCut]);
      const syncedChunks = Math.max(
        0,
        Math.floor((disk.durableBytes(FILE) - HEADER_BYTES) / (32_000 + RECORD_OVERHEAD_BYTES)),
      );
      const after = disk.afterPowerCut(random);
      const recovered = storeOn(after);
      if (!(await recovered.has(ID))) {
        expect(syncedChunks).toBe(0);
        return;
      }
      await recovered.recover(ID);
      await expectTrue(recovered, syncedChunks * 16_000);
      const reader = await recovered.openReader(ID);
      for (const gap of reader.gaps ?? []) expect(gap.startMs).toBeGreaterThanOrEqual(syncedChunks * 1_000);
      await reader.close();
    },
  );

  it('a bulk import syncs now and then, not at every block', async () => {
    const disk = createUnreliableDisk();
    const writer = await storeOn(disk).openWriter(ID, { bulk: true });
    const before = disk.syncs;
    for (let n = 0; n < 600; n += 1) await writer.append(samplesOf(0, 16_000));
    const during = disk.syncs - before;
    expect(during).toBeGreaterThanOrEqual(4);
    expect(during).toBeLessThan(100);
    await writer.close();
  });

  it('what was closed is complete, and what was deleted stays deleted', async () => {
    for (const bulk of [false, true])
      for (let seed = 1; seed < 40; seed += 1) {
        const disk = createUnreliableDisk();
        const writer = await storeOn(disk).openWriter(ID, { bulk });
        await writer.append(samplesOf(0, 1_000));
        await writer.close();
        const after = disk.afterPowerCut(randomFrom(seed));
        const reader = await storeOn(after).openReader(ID);
        expect(reader).toMatchObject({ complete: true, durationMs: 62.5 });
        await reader.close();
        await storeOn(after).delete(ID);
        expect(await storeOn(after.afterPowerCut(randomFrom(seed))).has(ID)).toBe(false);
      }
  });

  it('a live recording syncs every append', async () => {
    const disk = createUnreliableDisk();
    const writer = await storeOn(disk).openWriter(ID);
    const before = disk.syncs;
    for (let n = 0; n < 10; n += 1) await writer.append(samplesOf(0, 160));
    expect(disk.syncs - before).toBe(10);
    await writer.close();
  });
});
