import { createChunkRuns, type ChunkRuns } from './chunk-runs.ts';
import type { OpenFile } from './file-system.ts';
import {
  CHUNK_MAGIC_BYTES,
  openRecord,
  openTrailer,
  parseFooter,
  parseRecordHead,
  type FileSeal,
  type RecordHead,
} from './sealed-format.ts';
import {
  FOOTER_BYTES,
  HEADER_BYTES,
  LARGEST_CHUNK_BYTES,
  RECORD_HEAD_BYTES,
  RECORD_OVERHEAD_BYTES,
} from './sealed-layout.ts';

/** The index of a closed file, from its trailer; undefined when there is none that authenticates and fits the file. */
export async function readTrailer(file: OpenFile, seal: FileSeal): Promise<ChunkRuns | undefined> {
  const size = await file.size();
  if (size < HEADER_BYTES + RECORD_OVERHEAD_BYTES + FOOTER_BYTES) return undefined;
  const footer = new Uint8Array(FOOTER_BYTES);
  await file.read(footer, size - FOOTER_BYTES);
  const length = parseFooter(footer);
  const offset = length === undefined ? -1 : size - FOOTER_BYTES - length;
  if (length === undefined || offset < HEADER_BYTES) return undefined;
  const record = new Uint8Array(length);
  await file.read(record, offset);
  const runs = openTrailer(seal, record);
  // A trailer that does not stand where its own index ends: bytes were cut out of the file, or put in.
  return runs?.endOffset === offset ? runs : undefined;
}

/**
 * The index of a file without a trailer, from the heads of its records alone: quick, for looking at a recording that is
 * not closed. Ends at the first head that does not follow. What it lists is authenticated when it is read.
 */
export async function scanHeads(file: OpenFile): Promise<ChunkRuns> {
  const runs = createChunkRuns();
  const size = await file.size();
  const bytes = new Uint8Array(RECORD_HEAD_BYTES);
  for (;;) {
    const offset = runs.endOffset;
    if (offset + RECORD_OVERHEAD_BYTES > size) return runs;
    await file.read(bytes, offset);
    const head = parseRecordHead(bytes);
    const follows =
      head?.type === 'chunk' &&
      head.index === runs.nextIndex &&
      head.start === runs.totalBytes &&
      offset + head.length + RECORD_OVERHEAD_BYTES <= size;
    if (!follows) return runs;
    runs.add({ index: head.index, offset, start: head.start, lengthBytes: head.length });
  }
}

export interface DeepScan {
  readonly runs: ChunkRuns;
  /** Bytes of the file that belong to no whole chunk: a torn end, or damage in the middle. */
  readonly lostBytes: number;
}

/**
 * The index of whatever a crash (or a failing disk) left, every chunk authenticated. Where a chunk is damaged, the search
 * goes on for the next that is whole: a bad sector in the middle costs its own chunk, not the rest of the visit. Chunks
 * never go back in order: one that was moved or doubled is not taken twice.
 */
export async function scanDeep(file: OpenFile, seal: FileSeal): Promise<DeepScan> {
  const runs = createChunkRuns();
  const size = await file.size();
  const buffer = new Uint8Array(LARGEST_CHUNK_BYTES + RECORD_OVERHEAD_BYTES);
  let offset = HEADER_BYTES;
  let takenBytes = 0;
  for (;;) {
    const recordBytes = await takeChunkAt(file, seal, runs, offset, size, buffer);
    if (recordBytes > 0) {
      offset += recordBytes;
      takenBytes += recordBytes;
      continue;
    }
    const next = await findChunk(file, seal, runs, offset + 1, size);
    if (next === undefined) return { runs, lostBytes: size - HEADER_BYTES - takenBytes };
    offset = next;
  }
}

/** Adds the chunk at `offset` when it is whole and goes forward. Returns the bytes of its record, else 0. */
async function takeChunkAt(
  file: OpenFile,
  seal: FileSeal,
  runs: ChunkRuns,
  offset: number,
  size: number,
  buffer: Uint8Array,
): Promise<number> {
  const headBytes = buffer.subarray(0, RECORD_HEAD_BYTES);
  if (offset + RECORD_OVERHEAD_BYTES > size) return 0;
  await file.read(headBytes, offset);
  const head = forwardHead(headBytes, runs, size - offset);
  if (!head) return 0;
  const record = buffer.subarray(0, head.length + RECORD_OVERHEAD_BYTES);
  await file.read(record, offset);
  if (!openRecord(seal, record)) return 0;
  runs.add({ index: head.index, offset, start: head.start, lengthBytes: head.length });
  return record.byteLength;
}

/** The head of a chunk that fits into `roomBytes` and stands later in the text than everything taken so far. */
function forwardHead(bytes: Uint8Array, runs: ChunkRuns, roomBytes: number): RecordHead | undefined {
  const head = parseRecordHead(bytes);
  const forward =
    head?.type === 'chunk' &&
    head.index >= runs.nextIndex &&
    head.start >= runs.totalBytes &&
    head.length + RECORD_OVERHEAD_BYTES <= roomBytes;
  return forward ? head : undefined;
}

/** Offset of the next chunk from `from` on that authenticates and goes forward. Reads each stretch of the file once. */
async function findChunk(
  file: OpenFile,
  seal: FileSeal,
  runs: ChunkRuns,
  from: number,
  size: number,
): Promise<number | undefined> {
  const window = Buffer.alloc(LARGEST_CHUNK_BYTES);
  const record = new Uint8Array(LARGEST_CHUNK_BYTES + RECORD_OVERHEAD_BYTES);
  let offset = from;
  while (offset + RECORD_OVERHEAD_BYTES <= size) {
    const bytes = window.subarray(0, await file.read(window, offset));
    for (let at = bytes.indexOf(CHUNK_MAGIC_BYTES); at >= 0; at = bytes.indexOf(CHUNK_MAGIC_BYTES, at + 1)) {
      // A head that the window cuts is seen whole at the beginning of the next one.
      if (at + RECORD_HEAD_BYTES > bytes.length) break;
      const head = forwardHead(bytes.subarray(at, at + RECORD_HEAD_BYTES), runs, size - offset - at);
      if (!head) continue;
      const candidate = record.subarray(0, head.length + RECORD_OVERHEAD_BYTES);
      await file.read(candidate, offset + at);
      if (openRecord(seal, candidate)) return offset + at;
    }
    offset += Math.max(1, bytes.length - RECORD_HEAD_BYTES + 1);
  }
  return undefined;
}
