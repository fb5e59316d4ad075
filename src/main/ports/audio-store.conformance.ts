import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EncounterId } from '../../shared/model/ids.ts';
import { SAMPLE_RATE_HZ, type AudioStore } from './audio.ts';

export interface AudioStoreBench {
  /** A store over the same recordings: the second one is what a restart sees. */
  open(): AudioStore;
  end?(): void;
}

const ID = EncounterId.parse('11111111-2222-4333-8444-555555555555');
const OTHER = EncounterId.parse('66666666-7777-4888-9999-aaaaaaaaaaaa');
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

/** Writers of processes that are played dead: held, so that nothing closes their files behind the test's back. */
const dead: unknown[] = [];

/** Sample number `n` of every recording here: any sample tells where it belongs. */
export const sampleAt = (n: number): number => ((n * 31) % 65_536) - 32_768;
export const samplesOf = (from: number, count: number): Int16Array =>
  Int16Array.from({ length: count }, (_, n) => sampleAt(from + n));

/** What every audio store has to do. */
export function audioStoreConformance(name: string, make: () => AudioStoreBench): void {
  describe(`${name} (AudioStore)`, () => {
    let bench: AudioStoreBench;
    let store: AudioStore;
    beforeEach(() => {
      bench = make();
      store = bench.open();
    });
    afterEach(() => bench.end?.());

    const record = async (id: EncounterId, blocks: number[], from = 0): Promise<void> => {
      const writer = await store.openWriter(id);
      let at = from;
      for (const count of blocks) {
        await writer.append(samplesOf(at, count));
        at += count;
      }
      await writer.close();
    };
    const readAll = async (id: EncounterId, using = store): Promise<Int16Array> => {
      const reader = await using.openReader(id);
      const all = await reader.read(0, reader.durationMs);
      await reader.close();
      return all;
    };

    it('gives back what was appended, sample for sample', async () => {
      const writer = await store.openWriter(ID);
      expect(writer.durationMs).toBe(0);
      await writer.append(samplesOf(0, 4_000));
      expect(writer.durationMs).toBe(250);
      await writer.append(samplesOf(4_000, 7_777));
      await writer.append(new Int16Array(0));
      await writer.close();
      const reader = await bench.open().openReader(ID);
      expect(reader.complete).toBe(true);
      expect(reader.gaps ?? []).toEqual([]);
      expect(reader.durationMs).toBe((11_777 * 1000) / SAMPLE_RATE_HZ);
      expect(await reader.read(0, 1e9)).toEqual(samplesOf(0, 11_777));
      await reader.close();
    });

    it('reads any stretch, across blocks, clamped to the recording', async () => {
      await record(ID, [4_000, 16_000, 100, 5_000]);
      const reader = await store.openReader(ID);
      for (const [startMs, endMs] of [
        [0, 0.0625],
        [249, 251],
        [1_249, 1_260],
        [1_250, 1_256.25],
        [100, 1_500],
      ] as const) {
        const from = Math.round((startMs * SAMPLE_RATE_HZ) / 1000);
        const to = Math.round((endMs * SAMPLE_RATE_HZ) / 1000);
        expect(await reader.read(startMs, endMs)).toEqual(samplesOf(from, to - from));
      }
      expect(await reader.read(-50, 1)).toEqual(samplesOf(0, 16));
      expect(await reader.read(1_500, 99_999)).toEqual(samplesOf(24_000, 1_100));
      expect(await reader.read(5_000, 6_000)).toHaveLength(0);
      expect(await reader.read(900, 300)).toHaveLength(0);
      await reader.close();
    });

    it('answers reads that overlap in time', async () => {
      await record(ID, Array<number>(12).fill(4_000));
      const reader = await store.openReader(ID);
      const starts = [2_000, 0, 2_500, 100, 1_900, 0, 2_999];
      const stretches = await Promise.all(starts.map((ms) => reader.read(ms, ms + 1)));
      expect(stretches).toEqual(starts.map((ms) => samplesOf(ms * 16, 16)));
      await reader.close();
    });

    it('hands out the whole recording in blocks, the last one shorter', async () => {
      await record(ID, [10_000, 10_000, 20_000, 321]);
      const reader = await store.openReader(ID);
      const blocks: Int16Array[] = [];
      for await (const block of reader.blocks()) blocks.push(block);
      expect(blocks.map((block) => block.length)).toEqual([16_000, 16_000, 8_321]);
      expect(Int16Array.from(blocks.flatMap((block) => [...block]))).toEqual(samplesOf(0, 40_321));
      const small: number[] = [];
      for await (const block of reader.blocks(700)) small.push(block.length);
      expect(small.reduce((sum, length) => sum + length, 0)).toBe(40_321);
      expect(small[0]).toBe(11_200);
      await reader.close();
    });

    it('has what was begun, and nothing else', async () => {
      expect(await store.has(ID)).toBe(false);
      await record(ID, [160]);
      expect(await store.has(ID)).toBe(true);
      expect(await store.has(OTHER)).toBe(false);
      await expect(store.openReader(OTHER)).rejects.toThrow(code('not-found.audio'));
      await expect(store.recover(OTHER)).rejects.toThrow(code('not-found.audio'));
    });

    it('keeps recordings apart', async () => {
      await record(ID, [1_600]);
      await record(OTHER, [1_600], 50_000);
      expect(await readAll(ID)).toEqual(samplesOf(0, 1_600));
      expect(await readAll(OTHER)).toEqual(samplesOf(50_000, 1_600));
    });

    it('deletes one recording, and does not mind when there is none', async () => {
      await record(ID, [160]);
      await record(OTHER, [160]);
      await store.delete(ID);
      await store.delete(ID);
      expect(await store.has(ID)).toBe(false);
      expect(await store.has(OTHER)).toBe(true);
      await record(ID, [320]);
      expect(await readAll(ID)).toEqual(samplesOf(0, 320));
    });

    it('goes on with a recording, closed or not', async () => {
      await record(ID, [4_000]);
      await record(ID, [4_000], 4_000);
      const after = bench.open();
      const writer = await after.openWriter(ID);
      expect(writer.durationMs).toBe(500);
      await writer.append(samplesOf(8_000, 100));
      dead.push(writer);
      const restarted = bench.open();
      const again = await restarted.openWriter(ID);
      expect(again.durationMs).toBe(506.25);
      await again.append(samplesOf(8_100, 60));
      await again.close();
      expect(await readAll(ID, bench.open())).toEqual(samplesOf(0, 8_160));
    });

    it('has one writer a recording, and nothing deletes or recovers under it', async () => {
      const writer = await store.openWriter(ID);
      await expect(store.openWriter(ID)).rejects.toThrow(code('conflict.recording-active'));
      await expect(store.delete(ID)).rejects.toThrow(code('conflict.recording-active'));
      await expect(store.recover(ID)).rejects.toThrow(code('conflict.recording-active'));
      await (await store.openWriter(OTHER)).close();
      await writer.close();
      await (await store.openWriter(ID)).close();
      await store.delete(ID);
    });

    it('can be listened to while it is being written', async () => {
      const writer = await store.openWriter(ID);
      await writer.append(samplesOf(0, 4_000));
      const reader = await store.openReader(ID);
      await writer.append(samplesOf(4_000, 4_000));
      expect(reader.complete).toBe(false);
      expect(reader.durationMs).toBe(250);
      expect(await reader.read(0, 250)).toEqual(samplesOf(0, 4_000));
      await reader.close();
      const later = await store.openReader(ID);
      expect(await later.read(0, 1e6)).toEqual(samplesOf(0, 8_000));
      await later.close();
      await writer.close();
    });

    it('takes its own copy of the samples', async () => {
      const writer = await store.openWriter(ID);
      const buffer = samplesOf(0, 4_000);
      const appended = writer.append(buffer);
      buffer.fill(0);
      await appended;
      const view = samplesOf(0, 10_000).subarray(4_000, 8_000);
      await writer.append(view);
      await writer.close();
      expect(await readAll(ID)).toEqual(samplesOf(0, 8_000));
    });

    it('keeps the order of appends that nobody waited for', async () => {
      const writer = await store.openWriter(ID);
      const appends = Array.from({ length: 20 }, (_, n) => writer.append(samplesOf(n * 500, 500)));
      const closed = writer.close();
      await Promise.all([...appends, closed]);
      expect(await readAll(ID)).toEqual(samplesOf(0, 10_000));
    });

    it('refuses to append once closed', async () => {
      const writer = await store.openWriter(ID);
      await writer.append(samplesOf(0, 160));
      await writer.close();
      await writer.close();
      await expect(writer.append(samplesOf(160, 160))).rejects.toThrow(code('conflict.state'));
      expect(await readAll(ID)).toHaveLength(160);
    });

    it('recovers what a dead process left, and closes it', async () => {
      const writer = await store.openWriter(ID);
      await writer.append(samplesOf(0, 4_000));
      await writer.append(samplesOf(4_000, 4_000));
      dead.push(writer);
      const after = bench.open();
      const early = await after.openReader(ID);
      expect(early).toMatchObject({ complete: false, durationMs: 500 });
      await early.close();
      expect(await after.recover(ID)).toEqual({ durationMs: 500, lostBytes: 0 });
      expect(await after.recover(ID)).toEqual({ durationMs: 500, lostBytes: 0 });
      const reader = await after.openReader(ID);
      expect(reader.complete).toBe(true);
      expect(await reader.read(0, 500)).toEqual(samplesOf(0, 8_000));
      await reader.close();
    });

    it('recovers a recording in which nothing was said yet', async () => {
      dead.push(await store.openWriter(ID));
      expect(await bench.open().recover(ID)).toEqual({ durationMs: 0, lostBytes: 0 });
    });

    it('imports in bulk just the same', async () => {
      const writer = await store.openWriter(ID, { bulk: true });
      for (let n = 0; n < 90; n += 1) await writer.append(samplesOf(n * 16_000, 16_000));
      await writer.close();
      const reader = await bench.open().openReader(ID);
      expect(reader).toMatchObject({ durationMs: 90_000, complete: true });
      expect(await reader.read(44_999, 45_001)).toEqual(samplesOf(44_999 * 16, 32));
      await reader.close();
    });

    describe('spool', () => {
      const bytesOf = (from: number, count: number): Uint8Array =>
        Uint8Array.from({ length: count }, (_, n) => ((from + n) * 7) % 251);

      it('gives random access to what was written', async () => {
        const spool = await store.openSpool('Ana Ruiz visit.mp3');
        for (let at = 0; at < 400_000; at += 50_000) await spool.append(bytesOf(at, 50_000));
        const source = await spool.finish();
        expect(source.sizeBytes).toBe(400_000);
        for (const [offset, length] of [
          [0, 10],
          [399_990, 10],
          [65_530, 20],
          [131_000, 140_000],
          [7, 1],
        ] as const)
          expect(Buffer.from(await source.read(offset, length)).equals(bytesOf(offset, length))).toBe(true);
        expect(await source.read(399_995, 100)).toHaveLength(5);
        expect(await source.read(400_000, 10)).toHaveLength(0);
        await source.close();
        await spool.discard();
      });

      it('keeps the order of frames that nobody waited for, and its own copy of them', async () => {
        const spool = await store.openSpool('s');
        const frame = bytesOf(0, 1_000);
        const appends = [spool.append(frame), spool.append(bytesOf(1_000, 70_000))];
        frame.fill(0);
        const source = await spool.finish();
        await Promise.all(appends);
        expect(Buffer.from(await source.read(0, 71_000)).equals(bytesOf(0, 71_000))).toBe(true);
        await source.close();
      });

      it('may be empty, and may be thrown away at any time', async () => {
        const empty = await (await store.openSpool('e')).finish();
        expect(empty.sizeBytes).toBe(0);
        expect(await empty.read(0, 10)).toHaveLength(0);
        await empty.close();
        const spool = await store.openSpool('d');
        await spool.append(bytesOf(0, 10));
        await spool.discard();
        await spool.discard();
      });
    });
  });
}
