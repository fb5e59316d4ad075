import { z } from 'zod';

const BYTES_A_SECOND = 16_000 * 2;

/** Sound that goes with a call whole: 16 kHz mono signed 16-bit little-endian, no longer than this many seconds. */
export const pcmOfAtMost = (seconds: number): z.ZodType<Uint8Array, Uint8Array> =>
  z.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= seconds * BYTES_A_SECOND);
