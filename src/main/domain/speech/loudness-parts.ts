/** Loudness of a recording in equal parts, for a picture of it: RMS of each part, 0..255 of full scale. */
export interface LoudnessParts {
  /** Samples in order, 16-bit. */
  push(samples: Int16Array): void;
  /** One value a part. Parts that no sample reached are 0. */
  result(): Uint8Array;
}

const FULL_SCALE = 32_768;

export function createLoudnessParts(totalSamples: number, parts: number): LoudnessParts {
  const squares = new Float64Array(parts);
  const counts = new Float64Array(parts);
  /** Where a part ends, in whole samples; the last one takes whatever is longer than was said. */
  const endOf = (part: number): number =>
    part >= parts - 1 ? Infinity : Math.floor(((part + 1) * Math.max(totalSamples, parts)) / parts);
  let part = 0;
  let at = 0;
  return {
    push(samples) {
      let from = 0;
      while (from < samples.length) {
        while (at >= endOf(part)) part += 1;
        const to = Math.min(samples.length, from + (endOf(part) - at));
        let sum = 0;
        for (let i = from; i < to; i += 1) sum += samples[i]! * samples[i]!;
        squares[part]! += sum;
        counts[part]! += to - from;
        at += to - from;
        from = to;
      }
    },
    result: () =>
      Uint8Array.from(squares, (sum, part) =>
        Math.min(255, Math.round((255 * Math.sqrt(sum / Math.max(1, counts[part]!))) / FULL_SCALE)),
      ),
  };
}
