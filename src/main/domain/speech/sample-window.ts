/**
 * The recent past of a recording: samples come in at the end, are read by their position in the recording, and are let go from
 * the front, so that memory holds what is still needed and nothing more.
 */
export interface SampleWindow {
  readonly startSample: number;
  readonly endSample: number;
  append(samples: Float32Array): void;
  /** A copy of [from, to), which must lie within the window. */
  copy(fromSample: number, toSample: number): Float32Array;
  dropBefore(sample: number): void;
}

export function createSampleWindow(): SampleWindow {
  let buffer = new Float32Array(1 << 16);
  let start = 0;
  let length = 0;

  return {
    get startSample() {
      return start;
    },
    get endSample() {
      return start + length;
    },
    append(samples) {
      if (length + samples.length > buffer.length) {
        const grown = new Float32Array(Math.max(buffer.length * 2, length + samples.length));
        grown.set(buffer.subarray(0, length));
        buffer = grown;
      }
      buffer.set(samples, length);
      length += samples.length;
    },
    copy(fromSample, toSample) {
      if (fromSample < start || toSample > start + length) throw new RangeError('outside the window');
      return buffer.slice(fromSample - start, toSample - start);
    },
    dropBefore(sample) {
      const drop = Math.min(length, Math.max(0, sample - start));
      // Moving the rest costs its length: only worth it when at least as much goes.
      if (drop === 0 || (drop < length - drop && drop < 1 << 16)) return;
      buffer.copyWithin(0, drop, length);
      start += drop;
      length -= drop;
    },
  };
}
