import { beforeEach, describe, expect, it } from 'vitest';
import { EncounterId } from '../../../shared/model/ids.ts';
import { samplesOf } from '../../ports/audio-store.conformance.ts';
import type { AudioStore } from '../../ports/audio.ts';
import { createEncryptedAudioStore } from './encrypted-audio-store.ts';
import { createUnreliableDisk, type UnreliableDisk } from './unreliable-disk.fixture.ts';

const key = new Uint8Array(32).fill(3);
const ID = EncounterId.parse('11111111-2222-4333-8444-555555555555');
const full = expect.objectContaining({ code: 'storage.full', retryable: true }) as Error;
const io = expect.objectContaining({ code: 'storage.io' }) as Error;

describe('when the disk fails', () => {
  let disk: UnreliableDisk;
  let store: AudioStore;
  const reopen = (): AudioStore => createEncryptedAudioStore({ dir: '/audio', key, fs: disk });
  const hear = async (): Promise<Int16Array> => {
    const reader = await reopen().openReader(ID);
    const heard = await reader.read(0, 1e9);
    await reader.close();
    return heard;
  };
  beforeEach(() => {
    disk = createUnreliableDisk();
    store = reopen();
  });

  it('says storage.full at every point where it can fill, and keeps what was there', async () => {
    for (let freeBytes = 0; freeBytes < 9_000; freeBytes += freeBytes < 60 ? 1 : 211) {
      disk = createUnreliableDisk();
      store = reopen();
      const writer = await store.openWriter(ID);
      await writer.append(samplesOf(0, 4_000));
      disk.setFreeBytes(freeBytes);
      let kept = 4_000;
      await writer.append(samplesOf(4_000, 4_000)).then(
        () => {
          kept = 8_000;
        },
        (error: unknown) => expect(error, `free ${freeBytes}`).toEqual(full),
      );
      expect(writer.durationMs).toBe(kept / 16);
      expect(await hear(), `free ${freeBytes}`).toEqual(samplesOf(0, kept));
      expect(
        await reopen()
          .recover(ID)
          .catch((error: unknown) => error),
      ).toEqual(
        expect.toSatisfy(
          (result) =>
            (result as { lostBytes?: number }).lostBytes === 0 || (result as { code?: string }).code === 'storage.full',
        ),
      );
    }
  });

  it('goes on when there is room again', async () => {
    const writer = await store.openWriter(ID);
    await writer.append(samplesOf(0, 4_000));
    disk.setFreeBytes(5_000);
    await expect(writer.append(samplesOf(4_000, 4_000))).rejects.toThrow(full);
    await expect(writer.append(samplesOf(4_000, 4_000))).rejects.toThrow(full);
    disk.setFreeBytes(Infinity);
    await writer.append(samplesOf(4_000, 4_000));
    await writer.close();
    expect(await hear()).toEqual(samplesOf(0, 8_000));
  });

  it('goes on even when the half-written chunk could not be cut off at once', async () => {
    const writer = await store.openWriter(ID);
    await writer.append(samplesOf(0, 4_000));
    disk.setFreeBytes(5_000);
    disk.failNext('truncate', 'EIO');
    await expect(writer.append(samplesOf(4_000, 4_000))).rejects.toThrow(full);
    disk.setFreeBytes(Infinity);
    await writer.append(samplesOf(4_000, 1_000));
    await writer.close();
    expect(await reopen().recover(ID)).toEqual({ durationMs: 312.5, lostBytes: 0 });
    expect(await hear()).toEqual(samplesOf(0, 5_000));
  });

  it('does not acknowledge what could not be synced', async () => {
    const writer = await store.openWriter(ID);
    await writer.append(samplesOf(0, 4_000));
    disk.failNext('sync', 'EIO');
    await expect(writer.append(samplesOf(4_000, 4_000))).rejects.toThrow(io);
    expect(writer.durationMs).toBe(250);
    await writer.append(samplesOf(4_000, 800));
    await writer.close();
    expect(await hear()).toEqual(samplesOf(0, 4_800));
  });

  it('says storage.full when there is no room to close, and lets recovery close it later', async () => {
    const writer = await store.openWriter(ID);
    await writer.append(samplesOf(0, 4_000));
    disk.setFreeBytes(10);
    await expect(writer.close()).rejects.toThrow(full);
    disk.setFreeBytes(Infinity);
    expect((await store.recover(ID)).durationMs).toBe(250);
    const reader = await store.openReader(ID);
    expect(reader.complete).toBe(true);
    expect(await reader.read(0, 250)).toEqual(samplesOf(0, 4_000));
    await reader.close();
  });

  it('begins no recording it has no room for, and can begin it later', async () => {
    disk.setFreeBytes(20);
    await expect(store.openWriter(ID)).rejects.toThrow(full);
    expect(await store.has(ID)).toBe(false);
    disk.setFreeBytes(Infinity);
    const writer = await store.openWriter(ID);
    await writer.append(samplesOf(0, 16));
    await writer.close();
    expect(await hear()).toEqual(samplesOf(0, 16));
  });

  it('says storage.full for a spool, which can be thrown away then', async () => {
    const spool = await store.openSpool('s');
    disk.setFreeBytes(100_000);
    const fill = async (): Promise<void> => {
      for (let n = 0; n < 10; n += 1) await spool.append(new Uint8Array(40_000));
    };
    await expect(fill()).rejects.toThrow(full);
    await spool.discard();
    expect(await disk.list('/audio/spool')).toEqual([]);
  });
});
