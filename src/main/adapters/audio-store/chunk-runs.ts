import { HEADER_BYTES, RECORD_OVERHEAD_BYTES } from './sealed-layout.ts';

/** Where one chunk stands. */
export interface ChunkPlace {
  readonly index: number;
  /** Of the record's first byte in the file. */
  readonly offset: number;
  /** Of the chunk's first plaintext byte in the whole text. */
  readonly start: number;
  /** Plaintext bytes. */
  readonly lengthBytes: number;
}

/** Neighbouring chunks of one size: what a recording mostly is, so that twelve hours of index are a few numbers. */
interface Run {
  readonly firstIndex: number;
  readonly firstOffset: number;
  readonly firstStart: number;
  readonly chunkBytes: number;
  count: number;
}

/**
 * The index of a sealed file, in order. Between two runs the text may jump: a gap, where damage took chunks that nothing
 * can bring back.
 */
export interface ChunkRuns {
  /** Index that the next chunk gets. */
  readonly nextIndex: number;
  /** Offset after the last chunk's record. */
  readonly endOffset: number;
  /** Plaintext bytes from the first to the end of the last chunk, gaps included. */
  readonly totalBytes: number;
  readonly runs: readonly Readonly<Run>[];
  add(place: ChunkPlace): void;
  /** The chunk that holds text position `start`, or the next one after it. */
  at(start: number): ChunkPlace | undefined;
  gaps(): { start: number; end: number }[];
  copy(): ChunkRuns;
}

export function createChunkRuns(initial: readonly Readonly<Run>[] = []): ChunkRuns {
  const runs: Run[] = initial.map((run) => ({ ...run }));
  const last = (): Run | undefined => runs.at(-1);
  const stride = (run: Run): number => run.chunkBytes + RECORD_OVERHEAD_BYTES;
  const endStart = (run: Run): number => run.firstStart + run.count * run.chunkBytes;

  return {
    get nextIndex() {
      const run = last();
      return run ? run.firstIndex + run.count : 0;
    },
    get endOffset() {
      const run = last();
      return run ? run.firstOffset + run.count * stride(run) : HEADER_BYTES;
    },
    get totalBytes() {
      const run = last();
      return run ? endStart(run) : 0;
    },
    runs,
    add({ index, offset, start, lengthBytes }) {
      const run = last();
      const follows =
        run?.chunkBytes === lengthBytes &&
        index === run.firstIndex + run.count &&
        offset === run.firstOffset + run.count * stride(run) &&
        start === endStart(run);
      if (follows) run.count += 1;
      else runs.push({ firstIndex: index, firstOffset: offset, firstStart: start, chunkBytes: lengthBytes, count: 1 });
    },
    at(start) {
      let low = 0;
      let high = runs.length;
      // First run that ends after `start`.
      while (low < high) {
        const middle = (low + high) >> 1;
        if (endStart(runs[middle]!) <= start) low = middle + 1;
        else high = middle;
      }
      const run = runs[low];
      if (!run) return undefined;
      const n = Math.max(0, Math.floor((start - run.firstStart) / run.chunkBytes));
      return {
        index: run.firstIndex + n,
        offset: run.firstOffset + n * stride(run),
        start: run.firstStart + n * run.chunkBytes,
        lengthBytes: run.chunkBytes,
      };
    },
    gaps() {
      const found: { start: number; end: number }[] = [];
      let expected = 0;
      for (const run of runs) {
        if (run.firstStart > expected) found.push({ start: expected, end: run.firstStart });
        expected = endStart(run);
      }
      return found;
    },
    copy: () => createChunkRuns(runs),
  };
}

const RUN_BYTES = 28;

/** u32 count, then per run: index u32, offset u64, start u64, chunk bytes u32, count u32; big-endian. */
export function encodeRuns({ runs }: ChunkRuns): Buffer {
  const bytes = Buffer.alloc(4 + runs.length * RUN_BYTES);
  bytes.writeUInt32BE(runs.length, 0);
  runs.forEach((run, n) => {
    const at = 4 + n * RUN_BYTES;
    bytes.writeUInt32BE(run.firstIndex, at);
    bytes.writeBigUInt64BE(BigInt(run.firstOffset), at + 4);
    bytes.writeBigUInt64BE(BigInt(run.firstStart), at + 12);
    bytes.writeUInt32BE(run.chunkBytes, at + 20);
    bytes.writeUInt32BE(run.count, at + 24);
  });
  return bytes;
}

/** undefined for a table that does not count up. */
export function decodeRuns(bytes: Buffer): ChunkRuns | undefined {
  if (bytes.length < 4 || bytes.length !== 4 + bytes.readUInt32BE(0) * RUN_BYTES) return undefined;
  const runs: Run[] = [];
  let tip = createChunkRuns();
  for (let at = 4; at < bytes.length; at += RUN_BYTES) {
    const run: Run = {
      firstIndex: bytes.readUInt32BE(at),
      firstOffset: Number(bytes.readBigUInt64BE(at + 4)),
      firstStart: Number(bytes.readBigUInt64BE(at + 12)),
      chunkBytes: bytes.readUInt32BE(at + 20),
      count: bytes.readUInt32BE(at + 24),
    };
    const countsUp =
      run.firstIndex >= tip.nextIndex &&
      run.firstOffset >= tip.endOffset &&
      run.firstStart >= tip.totalBytes &&
      run.chunkBytes > 0 &&
      run.count > 0;
    if (!countsUp) return undefined;
    runs.push(run);
    tip = createChunkRuns([run]);
  }
  return createChunkRuns(runs);
}
