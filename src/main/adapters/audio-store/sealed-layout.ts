/** Sizes of format 1; the picture is in `sealed-format.ts`. */
export const HEADER_BYTES = 48;
export const RECORD_HEAD_BYTES = 28;
export const TAG_BYTES = 16;
export const FOOTER_BYTES = 8;
/** Bytes a record takes on the disk beyond its plaintext. */
export const RECORD_OVERHEAD_BYTES = RECORD_HEAD_BYTES + TAG_BYTES;
export const LARGEST_CHUNK_BYTES = 1024 * 1024;
export const LARGEST_TRAILER_BYTES = 64 * 1024 * 1024;
