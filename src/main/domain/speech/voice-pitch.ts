/** Pitch is looked for at a quarter of the sampling rate: voices' fundamentals lie under 400 Hz. */
export const PITCH_RATE_HZ = 4_000;
const LOWEST_HZ = 65;
const HIGHEST_HZ = 400;
const SHORTEST_LAG = Math.floor(PITCH_RATE_HZ / HIGHEST_HZ);
const LONGEST_LAG = Math.ceil(PITCH_RATE_HZ / LOWEST_HZ);
/** Samples that are compared with themselves a lag later: 30 ms. */
const COMPARED = 120;
export const PITCH_WINDOW = COMPARED + LONGEST_LAG + 1;
/** Difference to itself a period later, of the power: less is a voice. */
const VOICED = 0.25;

/**
 * The fundamental by YIN (de Cheveigné and Kawahara 2002): the first lag at which the frame is like itself a lag later.
 * @param frame PITCH_WINDOW samples at PITCH_RATE_HZ
 * @returns Hz, or undefined where nothing repeats
 */
export function estimatePitch(frame: Float32Array): number | undefined {
  const normalised = new Float64Array(LONGEST_LAG + 1);
  let running = 0;
  for (let lag = 1; lag <= LONGEST_LAG; lag++) {
    let difference = 0;
    for (let i = 0; i < COMPARED; i++) {
      const d = frame[i]! - frame[i + lag]!;
      difference += d * d;
    }
    running += difference;
    normalised[lag] = running > 0 ? (difference * lag) / running : 1;
  }
  for (let lag = SHORTEST_LAG; lag < LONGEST_LAG; lag++) {
    if (normalised[lag]! >= VOICED || normalised[lag + 1]! < normalised[lag]!) continue;
    const [before, here, after] = [normalised[lag - 1]!, normalised[lag]!, normalised[lag + 1]!];
    const bend = before - 2 * here + after;
    return PITCH_RATE_HZ / (lag + (bend > 0 ? (0.5 * (before - after)) / bend : 0));
  }
  return undefined;
}
