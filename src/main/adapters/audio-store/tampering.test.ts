import { beforeEach, describe, expect, it } from 'vitest';
import { EncounterId } from '../../../shared/model/ids.ts';
import { samplesOf } from '../../ports/audio-store.conformance.ts';
import type { AudioStore } from '../../ports/audio.ts';
import { createEncryptedAudioStore } from './encrypted-audio-store.ts';
import { FOOTER_BYTES, HEADER_BYTES, RECORD_OVERHEAD_BYTES } from './sealed-layout.ts';
import { createUnreliableDisk, type UnreliableDisk } from './unreliable-disk.fixture.ts';

const key = new Uint8Array(32).fill(3);
const ID = EncounterId.parse('11111111-2222-4333-8444-555555555555');
const OTHER = EncounterId.parse('66666666-7777-4888-9999-aaaaaaaaaaaa');
const fileOf = (id: EncounterId): string => `/audio/${id}.audio`;
const CHUNKS = 8;
const CHUNK_SAMPLES = 4_000;
const RECORD_BYTES = CHUNK_SAMPLES * 2 + RECORD_OVERHEAD_BYTES;
const corrupt = expect.objectContaining({ code: 'storage.corrupt' }) as Error;

const chunkAt = (n: number): number => HEADER_BYTES + n * RECORD_BYTES;
const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes);
  changed[at]! ^= 0x40;
  return changed;
};
const replaced = (bytes: Buffer, at: number, part: Buffer): Buffer => {
  const changed = Buffer.from(bytes);
  part.copy(changed, at);
  return changed;
};
const record = (bytes: Buffer, n: number): Buffer => bytes.subarray(chunkAt(n), chunkAt(n + 1));

describe('a recording that somebody changed', () => {
  let disk: UnreliableDisk;
  let store: AudioStore;
  let closed: Buffer;
  let cutShort: Buffer;
  let other: Buffer;

  const write = async (id: EncounterId, from: number): Promise<Buffer> => {
    const writer = await store.openWriter(id);
    for (let n = 0; n < CHUNKS; n += 1) await writer.append(samplesOf(from + n * CHUNK_SAMPLES, CHUNK_SAMPLES));
    const open = disk.content(fileOf(id));
    await writer.close();
    if (id === ID) cutShort = open;
    return disk.content(fileOf(id));
  };
  beforeEach(async () => {
    disk = createUnreliableDisk();
    store = createEncryptedAudioStore({ dir: '/audio', key, fs: disk });
    closed = await write(ID, 0);
    other = await write(OTHER, 100_000);
  });

  /** What is heard of each chunk: its samples, a refusal, silence, or nothing because the recording ends before it. */
  const listen = async (bytes: Buffer): Promise<{ complete: boolean; chunks: string[] }> => {
    disk.setContent(fileOf(ID), bytes);
    const reader = await store.openReader(ID);
    const chunks = [];
    for (let n = 0; n < CHUNKS; n += 1) {
      const expected = samplesOf(n * CHUNK_SAMPLES, CHUNK_SAMPLES);
      chunks.push(
        await reader.read(n * 250, (n + 1) * 250).then(
          (heard) => {
            if (heard.length === 0) return 'end';
            if (heard.every((sample) => sample === 0)) return 'silence';
            return Buffer.from(heard.buffer, heard.byteOffset, heard.byteLength).equals(Buffer.from(expected.buffer))
              ? 'true'
              : 'FALSE';
          },
          (error: unknown) => (error as { code: string }).code,
        ),
      );
    }
    await reader.close();
    return { complete: reader.complete, chunks };
  };
  const all = (word: string, changes: Record<number, string> = {}): string[] =>
    Array.from({ length: CHUNKS }, (_, n) => changes[n] ?? word);

  it('is heard as it is when nobody did', async () => {
    expect(closed.length).toBeGreaterThan(chunkAt(CHUNKS) + FOOTER_BYTES);
    expect(await listen(closed)).toEqual({ complete: true, chunks: all('true') });
    expect(await listen(cutShort)).toEqual({ complete: false, chunks: all('true') });
  });

  it('never gives a false sample, whichever byte was flipped', async () => {
    for (const whole of [closed, cutShort])
      for (let at = HEADER_BYTES; at < whole.length; at += at % 997 === 0 ? 1 : 373) {
        const { chunks } = await listen(flipped(whole, at));
        expect(chunks, `byte ${at}`).not.toContain('FALSE');
        expect(chunks, `byte ${at}`).not.toContain('silence');
      }
  });

  it('refuses the chunk whose head, text or tag was changed, and gives the others', async () => {
    for (const inside of [0, 4, 11, 19, 20, 27, 28, 5_000, RECORD_BYTES - 16, RECORD_BYTES - 1])
      expect(await listen(flipped(closed, chunkAt(3) + inside)), `byte ${inside}`).toEqual({
        complete: true,
        chunks: all('true', { 3: 'storage.corrupt' }),
      });
  });

  it('does not open under a changed header, another key, or for another encounter', async () => {
    for (let at = 0; at < HEADER_BYTES; at += 1) {
      disk.setContent(fileOf(ID), flipped(closed, at));
      const code = at === 8 ? /storage\.(newer-version|corrupt)/ : /storage\.corrupt/;
      await expect(store.openReader(ID), `byte ${at}`).rejects.toThrow(code);
      await expect(store.openWriter(ID)).rejects.toThrow(code);
      await expect(store.recover(ID)).rejects.toThrow(code);
    }
    disk.setContent(fileOf(ID), other);
    await expect(store.openReader(ID)).rejects.toThrow(corrupt);
    disk.setContent(fileOf(ID), closed);
    const stranger = createEncryptedAudioStore({ dir: '/audio', key: new Uint8Array(32).fill(4), fs: disk });
    await expect(stranger.openReader(ID)).rejects.toThrow(corrupt);
    disk.setContent(fileOf(ID), closed.subarray(0, 20));
    await expect(store.openReader(ID)).rejects.toThrow(corrupt);
  });

  it('refuses chunks that changed places', async () => {
    const swapped = replaced(replaced(closed, chunkAt(2), record(closed, 5)), chunkAt(5), record(closed, 2));
    const expected = all('true', { 2: 'storage.corrupt', 5: 'storage.corrupt' });
    expect(await listen(swapped)).toEqual({ complete: true, chunks: expected });
  });

  it('refuses a chunk of another recording', async () => {
    const spliced = replaced(closed, chunkAt(4), record(other, 4));
    expect(await listen(spliced)).toEqual({ complete: true, chunks: all('true', { 4: 'storage.corrupt' }) });
  });

  it('does not pass for complete when its end was cut off, at any byte', async () => {
    for (const length of [
      closed.length - 1,
      closed.length - FOOTER_BYTES,
      chunkAt(CHUNKS),
      chunkAt(6),
      chunkAt(5) + 77,
    ]) {
      const { complete, chunks } = await listen(closed.subarray(0, length));
      expect(complete, `cut at ${length}`).toBe(false);
      expect(chunks.every((word) => word === 'true' || word === 'end')).toBe(true);
    }
  });

  it('does not pass for complete when a chunk was taken out, put in, or the trailer moved', async () => {
    const trailer = closed.subarray(chunkAt(CHUNKS));
    const without = Buffer.concat([closed.subarray(0, chunkAt(3)), closed.subarray(chunkAt(4))]);
    const doubled = Buffer.concat([closed.subarray(0, chunkAt(3)), record(closed, 2), closed.subarray(chunkAt(3))]);
    const shortened = Buffer.concat([closed.subarray(0, chunkAt(5)), trailer]);
    const foreignTrailer = Buffer.concat([closed.subarray(0, chunkAt(CHUNKS)), other.subarray(chunkAt(CHUNKS))]);
    for (const bytes of [without, doubled, shortened, foreignTrailer]) {
      const { complete, chunks } = await listen(bytes);
      expect(complete).toBe(false);
      expect(chunks).not.toContain('FALSE');
    }
    expect((await listen(without)).chunks).toEqual(all('end', { 0: 'true', 1: 'true', 2: 'true' }));
  });

  describe('after recovery', () => {
    const recovered = async (bytes: Buffer) => {
      disk.setContent(fileOf(ID), bytes);
      const report = await store.recover(ID);
      const heard = await listen(disk.content(fileOf(ID)));
      return { ...report, ...heard };
    };

    it('has lost a torn end and nothing else, wherever the tear is', async () => {
      for (const inside of [1, 27, 28, 4_000, RECORD_BYTES - 1])
        expect(await recovered(cutShort.subarray(0, chunkAt(7) + inside)), `torn at ${inside}`).toEqual({
          durationMs: 1_750,
          lostBytes: inside,
          complete: true,
          chunks: all('true', { 7: 'end' }),
        });
    });

    it('has lost a last chunk that arrived in parts', async () => {
      const report = await recovered(replaced(cutShort, chunkAt(7) + 512, Buffer.alloc(512)));
      expect(report).toMatchObject({ durationMs: 1_750, lostBytes: RECORD_BYTES, complete: true });
    });

    it('has a gap where the disk damaged the middle, and all the rest in its place', async () => {
      for (const inside of [0, 5, 9, 15, 25, 3_000]) {
        const report = await recovered(flipped(cutShort, chunkAt(3) + inside));
        expect(report, `byte ${inside}`).toEqual({
          durationMs: 2_000,
          lostBytes: RECORD_BYTES,
          complete: true,
          chunks: all('true', { 3: 'silence' }),
        });
      }
      const reader = await store.openReader(ID);
      expect(reader.gaps).toEqual([{ startMs: 750, endMs: 1_000 }]);
      expect(await reader.read(740, 1_010)).toEqual(
        Int16Array.from([...samplesOf(11_840, 160), ...new Int16Array(4_000), ...samplesOf(16_000, 160)]),
      );
      await reader.close();
    });

    it('goes on after a gap, and keeps it', async () => {
      await recovered(flipped(cutShort, chunkAt(0) + 100));
      const writer = await store.openWriter(ID);
      await writer.append(samplesOf(CHUNKS * CHUNK_SAMPLES, 160));
      await writer.close();
      const reader = await store.openReader(ID);
      expect(reader).toMatchObject({ durationMs: 2_010, complete: true, gaps: [{ startMs: 0, endMs: 250 }] });
      expect(await reader.read(1_990, 2_010)).toEqual(samplesOf(1_990 * 16, 320));
      await reader.close();
    });

    it('takes no chunk twice, none from elsewhere, and none out of order', async () => {
      const doubled = Buffer.concat([cutShort, record(cutShort, 2), record(other, 7)]);
      expect(await recovered(doubled)).toMatchObject({
        durationMs: 2_000,
        lostBytes: 2 * RECORD_BYTES,
        chunks: all('true'),
      });
      const swapped = replaced(replaced(cutShort, chunkAt(2), record(cutShort, 3)), chunkAt(3), record(cutShort, 2));
      const heard = await recovered(swapped);
      expect(heard.chunks).toEqual(all('true', { 2: 'silence' }));
      expect(heard.lostBytes).toBe(RECORD_BYTES);
    });

    it('is not fooled by text that looks like a chunk', async () => {
      const noise = Buffer.alloc(3_000_000, 'CHNK');
      expect(await recovered(Buffer.concat([cutShort, noise]))).toMatchObject({
        durationMs: 2_000,
        lostBytes: noise.length,
        chunks: all('true'),
      });
    });

    it('is the same as before when it was whole', async () => {
      expect(await recovered(closed)).toEqual({ durationMs: 2_000, lostBytes: 0, complete: true, chunks: all('true') });
      expect(disk.content(fileOf(ID)).equals(closed)).toBe(true);
    });
  });
});
