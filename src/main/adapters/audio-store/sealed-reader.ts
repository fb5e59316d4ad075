import type { ChunkPlace, ChunkRuns } from './chunk-runs.ts';
import { withFileErrors } from './file-error.ts';
import type { OpenFile } from './file-system.ts';
import { corrupt, openChunkAt, type FileSeal } from './sealed-format.ts';
import { RECORD_OVERHEAD_BYTES } from './sealed-layout.ts';

export interface SealedReader {
  readonly totalBytes: number;
  readonly gaps: readonly { start: number; end: number }[];
  /**
   * Plaintext bytes [start, end), clamped. Bytes of a gap are zero.
   * @throws AppError `storage.corrupt` when a chunk on the way does not authenticate, `storage.io`
   */
  read(start: number, end: number): Promise<Buffer>;
  close(): Promise<void>;
}

/** Random access to a sealed file by its index. Holds a few opened chunks, so that reading on in small steps opens each once. */
export function createSealedReader(options: {
  file: OpenFile;
  seal: FileSeal;
  runs: ChunkRuns;
  /** Opened chunks kept. Default 2. */
  keep?: number;
}): SealedReader {
  const { file, seal, runs, keep = 2 } = options;
  const opened = new Map<number, Promise<Buffer>>();
  let closing: Promise<void> | undefined;

  const open = async (place: ChunkPlace): Promise<Buffer> => {
    const record = new Uint8Array(place.lengthBytes + RECORD_OVERHEAD_BYTES);
    const count = await file.read(record, place.offset);
    if (count !== record.byteLength) throw corrupt('chunk', place.index);
    return openChunkAt(seal, place, record);
  };

  const chunk = (place: ChunkPlace): Promise<Buffer> => {
    const known = opened.get(place.index);
    // Last used goes last: the first of the map is the one to drop.
    if (known) opened.delete(place.index);
    const plaintext = known ?? open(place);
    opened.set(place.index, plaintext);
    if (!known) plaintext.catch(() => opened.delete(place.index));
    for (const index of opened.keys()) {
      if (opened.size <= keep) break;
      opened.delete(index);
    }
    return plaintext;
  };

  return {
    totalBytes: runs.totalBytes,
    gaps: runs.gaps(),
    read: (start, end) =>
      withFileErrors(async () => {
        const from = Math.min(Math.max(0, start), runs.totalBytes);
        const to = Math.min(Math.max(from, end), runs.totalBytes);
        const out = Buffer.alloc(to - from);
        let at = from;
        while (at < to) {
          const place = runs.at(at);
          if (!place || place.start >= to) break;
          const plaintext = await chunk(place);
          const first = Math.max(at, place.start);
          const last = Math.min(to, place.start + place.lengthBytes);
          plaintext.copy(out, first - from, first - place.start, last - place.start);
          at = last;
        }
        return out;
      }),
    close() {
      opened.clear();
      closing ??= file.close();
      return closing;
    },
  };
}
