import { endianness } from 'node:os';

const SWAP = endianness() === 'BE';
export const BYTES_PER_SAMPLE = 2;

/** Little-endian bytes of the samples: always a copy, so that the caller may use its buffer again. */
export function samplesToBytes(samples: Int16Array): Buffer {
  const bytes = Buffer.from(Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
  return SWAP ? bytes.swap16() : bytes;
}

/** Samples of little-endian bytes. May share the memory of `bytes`, which the caller gives away. */
export function bytesToSamples(bytes: Buffer): Int16Array {
  const aligned = bytes.byteOffset % BYTES_PER_SAMPLE === 0 ? bytes : Buffer.from(bytes);
  const whole = SWAP ? aligned.swap16() : aligned;
  return whole.byteOffset % BYTES_PER_SAMPLE === 0
    ? new Int16Array(whole.buffer, whole.byteOffset, whole.byteLength / BYTES_PER_SAMPLE)
    : new Int16Array(new Uint8Array(whole).buffer);
}
