import { describe, expect, it } from 'vitest';
import { createChunkRuns, decodeRuns, encodeRuns, type ChunkRuns } from './chunk-runs.ts';

/** Chunks of these sizes one after the other; a negative size is a gap of that many plaintext bytes (and of one chunk). */
function runsOf(sizes: number[]): ChunkRuns {
  const runs = createChunkRuns();
  let { nextIndex: index, endOffset: offset, totalBytes: start } = runs;
  for (const size of sizes) {
    if (size > 0) runs.add({ index, offset, start, lengthBytes: size });
    index += 1;
    offset += Math.abs(size) + 44;
    start += Math.abs(size);
  }
  return runs;
}

describe('chunk runs', () => {
  it('begin empty, after the header', () => {
    expect(createChunkRuns()).toMatchObject({ nextIndex: 0, endOffset: 48, totalBytes: 0 });
    expect(createChunkRuns().at(0)).toBeUndefined();
    expect(createChunkRuns().gaps()).toEqual([]);
  });

  it('find the chunk of every position', () => {
    const sizes = [10, 10, 10, 3, 10, 10, 7, 1, 1, 1];
    const runs = runsOf(sizes);
    expect(runs.runs).toHaveLength(5);
    let start = 0;
    let offset = 48;
    sizes.forEach((size, index) => {
      for (let n = 0; n < size; n += 1) expect(runs.at(start + n)).toEqual({ index, offset, start, lengthBytes: size });
      start += size;
      offset += size + 44;
    });
    expect(runs.at(start)).toBeUndefined();
    expect(runs).toMatchObject({ nextIndex: 10, endOffset: offset, totalBytes: 63 });
  });

  it('know their gaps, and the chunk after one', () => {
    const runs = runsOf([-5, 10, 10, -10, 10, 4]);
    expect(runs.gaps()).toEqual([
      { start: 0, end: 5 },
      { start: 25, end: 35 },
    ]);
    expect(runs.at(0)).toMatchObject({ index: 1, start: 5 });
    expect(runs.at(25)).toMatchObject({ index: 4, start: 35, lengthBytes: 10 });
    expect(runs.at(48)).toMatchObject({ index: 5, start: 45, lengthBytes: 4 });
    expect(runs.totalBytes).toBe(49);
  });

  it('stay small over twelve hours of a steady microphone', () => {
    const runs = createChunkRuns();
    for (let n = 0; n < 172_800; n += 1)
      runs.add({ index: n, offset: 48 + n * 8_044, start: n * 8_000, lengthBytes: 8_000 });
    expect(runs.runs).toHaveLength(1);
    expect(runs.totalBytes / 32).toBe(12 * 3_600_000);
    expect(runs.at(8_000 * 100_000 + 17)).toMatchObject({ index: 100_000, offset: 48 + 100_000 * 8_044 });
  });

  it('read back as they were written, and go on from there', () => {
    const runs = runsOf([10, 10, -3, 5, 7, 7]);
    const back = decodeRuns(encodeRuns(runs))!;
    expect(back.runs).toEqual(runs.runs);
    for (const grown of [runs, back]) grown.add({ index: 6, offset: grown.endOffset, start: 42, lengthBytes: 7 });
    expect(back.runs).toEqual(runs.runs);
    expect(decodeRuns(encodeRuns(createChunkRuns()))?.totalBytes).toBe(0);
  });

  it('are not read from what does not count up, or is not whole', () => {
    const bytes = encodeRuns(runsOf([10, 10, 5]));
    expect(decodeRuns(bytes.subarray(0, bytes.length - 1))).toBeUndefined();
    expect(decodeRuns(Buffer.alloc(0))).toBeUndefined();
    const backwards = Buffer.concat([bytes.subarray(0, 4), bytes.subarray(32), bytes.subarray(4, 32)]);
    expect(decodeRuns(backwards)).toBeUndefined();
    const empty = Buffer.from(bytes);
    empty.writeUInt32BE(0, 4 + 24);
    expect(decodeRuns(empty)).toBeUndefined();
  });

  it('copy without sharing', () => {
    const runs = runsOf([10]);
    const copy = runs.copy();
    runs.add({ index: 1, offset: runs.endOffset, start: 10, lengthBytes: 10 });
    expect(copy.totalBytes).toBe(10);
  });
});
