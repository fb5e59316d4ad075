/**
 * Steady noise taken out of a stretch of speech (spectral subtraction, Boll 1979, with the floor that keeps it from ringing): fans, traffic,
 * air conditioning, hiss. Where speech stands clear of the noise, or the noise is not steady, the very samples come back: clean
 * recordings are heard as they are.
 */

/** Frames of 32 ms, a quarter of that apart, at 16 kHz. */
const FRAME = 512;
const HOP = 128;
const BINS = FRAME / 2 + 1;
/** Speech that is this much above the quietest frames needs no help. */
const CLEAR_DB = 26;
/** Quiet frames of steady noise are within this of each other; measured: fans 1 to 2.3, a room full of talk 4.6 and more. */
const STEADY_DB = 3.2;
/** Where in the order of a bin's frames the noise is read: speech leaves every bin alone now and then. */
const QUIET_SHARE = 0.15;
/** What is read there is less than the mean of the noise by about this. */
const BIAS = 1.3;
/** How much of the noise is taken away, and what of every bin stays. */
const STRENGTH = 0.7;
const FLOOR = 0.4;
/** Frames over which a bin's power is averaged before noise is read off it, to either side. */
const SMOOTH = 2;

const WINDOW = Float64Array.from({ length: FRAME }, (_, i) =>
  Math.sqrt(0.5 - 0.5 * Math.cos((2 * Math.PI * i) / FRAME)),
);
/** Four squared windows overlap everywhere and add up to two. */
const OVERLAP = 2;
const HALF = FRAME / 2;
const COS = Float64Array.from({ length: HALF }, (_, k) => Math.cos((2 * Math.PI * k) / FRAME));
const SIN = Float64Array.from({ length: HALF }, (_, k) => Math.sin((2 * Math.PI * k) / FRAME));

/** `samples`: 16 kHz mono. The same array where there is nothing to take away, else a new one of the same length. */
export function reduceNoise(samples: Float32Array): Float32Array {
  if (samples.length < 4 * FRAME || !hasSteadyNoise(samples)) return samples;
  const frames = Math.ceil((samples.length + FRAME) / HOP);
  const real = new Float32Array(frames * FRAME);
  const imaginary = new Float32Array(frames * FRAME);
  const power = new Float32Array(frames * BINS);
  const re = new Float64Array(FRAME);
  const im = new Float64Array(FRAME);
  for (let frame = 0; frame < frames; frame++) {
    const from = frame * HOP - FRAME + HOP;
    for (let i = 0; i < FRAME; i++) re[i] = (samples[from + i] ?? 0) * WINDOW[i]!;
    im.fill(0);
    fourier(re, im, -1);
    real.set(re, frame * FRAME);
    imaginary.set(im, frame * FRAME);
    for (let bin = 0; bin < BINS; bin++) power[frame * BINS + bin] = re[bin]! * re[bin]! + im[bin]! * im[bin]!;
  }
  const noise = noiseOf(power, frames);
  const quieter = new Float32Array(samples.length);
  const gains = new Float64Array(BINS).fill(1);
  for (let frame = 0; frame < frames; frame++) {
    for (let bin = 0; bin < BINS; bin++) {
      const ratio = Math.max(1, power[frame * BINS + bin]! / noise[bin]!);
      gains[bin] = (gains[bin]! + Math.max(FLOOR, 1 - STRENGTH / ratio)) / 2;
    }
    for (let i = 0; i < FRAME; i++) {
      const gain = gains[i < BINS ? i : FRAME - i]!;
      re[i] = real[frame * FRAME + i]! * gain;
      im[i] = imaginary[frame * FRAME + i]! * gain;
    }
    fourier(re, im, 1);
    const from = frame * HOP - FRAME + HOP;
    for (let i = Math.max(0, -from); i < FRAME && from + i < samples.length; i++)
      quieter[from + i] = quieter[from + i]! + (re[i]! * WINDOW[i]!) / (FRAME * OVERLAP);
  }
  return quieter;
}

/** Powers of the 20 ms frames in dB, ascending. */
function loudnesses(samples: Float32Array): number[] {
  const length = 320;
  const decibels: number[] = [];
  for (let from = 0; from + length <= samples.length; from += length) {
    let sum = 0;
    for (let i = from; i < from + length; i++) sum += samples[i]! * samples[i]!;
    decibels.push(10 * Math.log10(sum / length + 1e-12));
  }
  return decibels.sort((a, b) => a - b);
}

/**
 * Whether there is a noise that can be taken away: near enough to speech to matter, and steady. Of steady noise the quiet frames are about
 * equally quiet; people who talk elsewhere, or keys, leave them unequal, and what is taken for their noise would be taken from speech.
 */
export function hasSteadyNoise(samples: Float32Array): boolean {
  const decibels = loudnesses(samples);
  const at = (share: number): number => decibels[Math.floor(decibels.length * share)] ?? 0;
  return at(0.75) - at(0.03) < CLEAR_DB && at(0.1) - at(0.02) < STEADY_DB;
}

/** The power of the noise in each bin: what is there when it is nearly quietest. */
function noiseOf(power: Float32Array, frames: number): Float64Array {
  const noise = new Float64Array(BINS);
  const smooth = new Float32Array(Math.max(1, frames - 2 * SMOOTH));
  for (let bin = 0; bin < BINS; bin++) {
    let sum = 0;
    for (let frame = 0; frame < 2 * SMOOTH; frame++) sum += power[frame * BINS + bin]!;
    for (let i = 0; i < smooth.length; i++) {
      sum += power[(i + 2 * SMOOTH) * BINS + bin]!;
      smooth[i] = sum / (2 * SMOOTH + 1);
      sum -= power[i * BINS + bin]!;
    }
    noise[bin] = smooth.toSorted()[Math.floor(smooth.length * QUIET_SHARE)]! * BIAS + 1e-12;
  }
  return noise;
}

/** In place, radix 2; `direction` -1 there, 1 back (not divided by the length). */
function fourier(re: Float64Array, im: Float64Array, direction: 1 | -1): void {
  for (let i = 1, j = 0; i < FRAME; i++) {
    let bit = FRAME >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i >= j) continue;
    const [a, b] = [re[i]!, im[i]!];
    re[i] = re[j]!;
    im[i] = im[j]!;
    re[j] = a;
    im[j] = b;
  }
  for (let span = 1; span < FRAME; span *= 2) {
    const stride = HALF / span;
    for (let k = 0; k < span; k++) {
      const wr = COS[k * stride]!;
      const wi = direction * SIN[k * stride]!;
      for (let a = k; a < FRAME; a += 2 * span) {
        const b = a + span;
        const tr = re[b]! * wr - im[b]! * wi;
        const ti = re[b]! * wi + im[b]! * wr;
        re[b] = re[a]! - tr;
        im[b] = im[a]! - ti;
        re[a] = re[a]! + tr;
        im[a] = im[a]! + ti;
      }
    }
  }
}
