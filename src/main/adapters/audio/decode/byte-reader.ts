/** The recording as the decoding thread sees it: bytes by position, asked of the thread that owns them. */
export interface ByteReader {
  readonly sizeBytes: number;
  /** Up to `length` bytes; shorter only at the end. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

const BLOCK_BYTES = 1 << 18;
const KEPT_BLOCKS = 6;

/** Reads in blocks and keeps the last few: demuxers ask for a few bytes at a time, and each question crosses threads. */
export function cacheBlocks(source: ByteReader): ByteReader {
  const blocks = new Map<number, Promise<Uint8Array>>();
  const block = (index: number): Promise<Uint8Array> => {
    const known = blocks.get(index);
    const promise = known ?? source.read(index * BLOCK_BYTES, BLOCK_BYTES);
    blocks.delete(index);
    blocks.set(index, promise);
    if (blocks.size > KEPT_BLOCKS) blocks.delete(blocks.keys().next().value!);
    return promise;
  };
  return {
    sizeBytes: source.sizeBytes,
    async read(offset, length) {
      const end = Math.min(source.sizeBytes, offset + length);
      const bytes = new Uint8Array(Math.max(0, end - offset));
      for (let at = offset; at < end;) {
        const index = Math.floor(at / BLOCK_BYTES);
        const from = at - index * BLOCK_BYTES;
        const part = (await block(index)).subarray(from, from + end - at);
        if (part.length === 0) return bytes.subarray(0, at - offset);
        bytes.set(part, at - offset);
        at += part.length;
      }
      return bytes;
    },
  };
}
