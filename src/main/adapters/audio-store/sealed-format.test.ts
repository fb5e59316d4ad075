import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { EncounterId } from '../../../shared/model/ids.ts';
import { createChunkRuns } from './chunk-runs.ts';
import { createEncryptedAudioStore } from './encrypted-audio-store.ts';
import {
  newHeader,
  openChunkAt,
  openHeader,
  openRecord,
  openTrailer,
  parseFooter,
  parseRecordHead,
  sealChunk,
  sealTrailer,
} from './sealed-format.ts';
import { FOOTER_BYTES, LARGEST_CHUNK_BYTES } from './sealed-layout.ts';
import { createUnreliableDisk } from './unreliable-disk.fixture.ts';

const key = new Uint8Array(32).map((_, n) => n);
const ID = EncounterId.parse('11111111-2222-4333-8444-555555555555');

describe('sealed files, format 1', () => {
  /** A recording of 19 samples as the first release wrote it. Every later release has to read it. */
  const FIRST_RELEASE = [
    'Q1NTRUFMRUQBAQAAAAAAAL5EvR6LD+nxSBZwETt0lPVsW2lFfdV7XZKl3aUVm70CQ0hOSwAAAAAAAAAQAAAAAAAAAACtxfJKQrG/',
    'ddiVzuNYHtjnobW8v6k+iLoZPp4h4WdlLNoAGVPk83lCQ0hOSwAAAAEAAAAQAAAAAAAAABB27s6ExN/VRqwLShVx0UZmLNO0Vlz5',
    'nhZKqAxxasCYRBAWkCuX2l5jQ0hOSwAAAAIAAAAGAAAAAAAAACDAeoMLbm/EWlTxafVe+BAwhAddVGZVMba4r8bNz/RUUkxSAAAA',
    'AwAAADwAAAAAAAAAJuOFNoxY5tTz3WGVEvwgfAA27lBDfkAKx0j8t8BpSBvnuGCD75s2MsU/QSOGoVpF0dewI2MfcQcnk2HSuTB7',
    'BCOhIHfNILa0d6P3t6BVWUmoq7SdUwAAAGhTRU5E',
  ].join('');

  it('reads what the first release wrote', async () => {
    const disk = createUnreliableDisk();
    disk.setContent(`/audio/${ID}.audio`, Buffer.from(FIRST_RELEASE, 'base64'));
    const reader = await createEncryptedAudioStore({ dir: '/audio', key, fs: disk }).openReader(ID);
    expect(reader.complete).toBe(true);
    expect([...(await reader.read(0, 10))]).toEqual([
      0, 1, -1, 32767, -32768, 258, -2, 7, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,
    ]);
    await reader.close();
  });

  it('gives every file a key of its own, bound to its subject, kind and store', () => {
    const first = newHeader(key, 'audio', 'a');
    const second = newHeader(key, 'audio', 'a');
    expect(Buffer.from(first.seal.key).equals(second.seal.key)).toBe(false);
    expect(openHeader(first.header, key, 'audio', 'a')).toEqual(first.seal);
    const corrupt = expect.objectContaining({ code: 'storage.corrupt' }) as Error;
    expect(() => openHeader(first.header, key, 'audio', 'b')).toThrow(corrupt);
    expect(() => openHeader(first.header, key, 'bytes', 'a')).toThrow(corrupt);
    expect(() => openHeader(first.header, randomBytes(32), 'audio', 'a')).toThrow(corrupt);
    const newer = Buffer.from(first.header);
    newer.writeUInt8(2, 8);
    expect(() => openHeader(newer, key, 'audio', 'a')).toThrow(
      expect.objectContaining({ code: 'storage.newer-version' }) as Error,
    );
  });

  it('never uses a nonce twice, also when a chunk is written again at the same place', () => {
    const { seal } = newHeader(key, 'audio', 'a');
    const nonces = new Set<string>();
    for (let n = 0; n < 500; n += 1) {
      const record = sealChunk(seal, n % 2, 0, Buffer.from('same text'));
      nonces.add(Buffer.concat([record.subarray(4, 8), record.subarray(20, 28)]).toString('hex'));
    }
    expect(nonces.size).toBe(500);
  });

  it('binds a chunk to its place', () => {
    const { seal } = newHeader(key, 'audio', 'a');
    const record = sealChunk(seal, 3, 96, Buffer.from('0123456789'));
    const place = { index: 3, offset: 0, start: 96, lengthBytes: 10 };
    expect(openChunkAt(seal, place, record).toString()).toBe('0123456789');
    for (const other of [{ index: 4 }, { start: 97 }, { lengthBytes: 9 }])
      expect(() => openChunkAt(seal, { ...place, ...other }, record)).toThrow(/storage\.corrupt/);
    const moved = Buffer.from(record);
    moved.writeUInt32BE(4, 4);
    expect(openRecord(seal, moved)).toBeUndefined();
  });

  it('takes no chunk that is empty or too large, and no head that says so', () => {
    const { seal } = newHeader(key, 'audio', 'a');
    expect(() => sealChunk(seal, 0, 0, Buffer.alloc(0))).toThrow(RangeError);
    expect(() => sealChunk(seal, 0, 0, Buffer.alloc(LARGEST_CHUNK_BYTES + 1))).toThrow(RangeError);
    const head = Buffer.from(sealChunk(seal, 0, 0, Buffer.alloc(5)).subarray(0, 28));
    expect(parseRecordHead(head)).toEqual({ type: 'chunk', index: 0, length: 5, start: 0 });
    for (const length of [0, LARGEST_CHUNK_BYTES + 1, 0xffff_ffff]) {
      head.writeUInt32BE(length, 8);
      expect(parseRecordHead(head)).toBeUndefined();
    }
    expect(parseRecordHead(head.subarray(0, 27))).toBeUndefined();
    expect(parseRecordHead(Buffer.alloc(28))).toBeUndefined();
  });

  it('finds its trailer from the footer, and only a true one', () => {
    const { seal } = newHeader(key, 'audio', 'a');
    const runs = createChunkRuns();
    runs.add({ index: 0, offset: 48, start: 0, lengthBytes: 10 });
    const bytes = sealTrailer(seal, runs);
    const footer = bytes.subarray(bytes.length - FOOTER_BYTES);
    expect(parseFooter(footer)).toBe(bytes.length - FOOTER_BYTES);
    expect(openTrailer(seal, bytes.subarray(0, -FOOTER_BYTES))?.runs).toEqual(runs.runs);
    expect(openTrailer(newHeader(key, 'audio', 'a').seal, bytes.subarray(0, -FOOTER_BYTES))).toBeUndefined();
    expect(openTrailer(seal, sealChunk(seal, 1, 10, Buffer.from('x')))).toBeUndefined();
    expect(parseFooter(Buffer.alloc(FOOTER_BYTES))).toBeUndefined();
  });
});
