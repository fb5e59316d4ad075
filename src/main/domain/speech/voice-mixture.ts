import { CEPSTRA } from './voice-features.ts';

/**
 * What all voices of a visit have in common: a mixture of sounds (Gaussians with diagonal covariance over cepstra), learned from the visit
 * itself. A person's voice is how they make each of these sounds (`voice-models.ts`).
 */
export interface Background {
  /** One a sound; sum 1. */
  readonly weight: Float64Array;
  /** SOUNDS rows of CEPSTRA. */
  readonly mean: Float64Array;
  readonly variance: Float64Array;
}

export const SOUNDS = 16;
/** Of each frame, only its likeliest sounds are kept. */
export const KEPT_SOUNDS = 4;

/** Enough to learn the sounds from; more speech costs time and changes nothing. */
const LEARN_FROM = 8_000;
const ROUNDS = 6;
/** Of the variance over all frames: no sound is narrower. */
const NARROWEST = 0.05;

/**
 * Expectation maximisation from an even spread of frames: same frames, same mixture.
 * @param frames rows of CEPSTRA, at least SOUNDS of them
 */
export function learnBackground(frames: Float32Array): Background {
  const count = frames.length / CEPSTRA;
  const step = Math.max(1, count / LEARN_FROM);
  const used = Math.floor(count / step);
  const rowOf = (index: number) => Math.floor(index * step) * CEPSTRA;

  const overall = new Float64Array(CEPSTRA);
  const spread = new Float64Array(CEPSTRA);
  for (let i = 0; i < used; i++)
    for (let k = 0; k < CEPSTRA; k++) overall[k] = overall[k]! + frames[rowOf(i) + k]! / used;
  for (let i = 0; i < used; i++)
    for (let k = 0; k < CEPSTRA; k++) spread[k] = spread[k]! + (frames[rowOf(i) + k]! - overall[k]!) ** 2 / used;

  const weight = new Float64Array(SOUNDS).fill(1 / SOUNDS);
  const mean = new Float64Array(SOUNDS * CEPSTRA);
  const variance = new Float64Array(SOUNDS * CEPSTRA);
  for (let sound = 0; sound < SOUNDS; sound++) {
    const row = rowOf(Math.floor(((sound + 0.5) * used) / SOUNDS));
    for (let k = 0; k < CEPSTRA; k++) {
      mean[sound * CEPSTRA + k] = frames[row + k]!;
      variance[sound * CEPSTRA + k] = spread[k]! + 1e-6;
    }
  }
  const background = { weight, mean, variance };
  const share = new Float64Array(SOUNDS);
  for (let round = 0; round < ROUNDS; round++) {
    const total = new Float64Array(SOUNDS);
    const first = new Float64Array(SOUNDS * CEPSTRA);
    const second = new Float64Array(SOUNDS * CEPSTRA);
    const constant = constants(background);
    for (let i = 0; i < used; i++) {
      const row = rowOf(i);
      shares(background, constant, frames, row, share);
      for (let sound = 0; sound < SOUNDS; sound++) {
        const part = share[sound]!;
        if (part < 1e-3) continue;
        total[sound] = total[sound]! + part;
        const at = sound * CEPSTRA;
        for (let k = 0; k < CEPSTRA; k++) {
          const value = frames[row + k]!;
          first[at + k] = first[at + k]! + part * value;
          second[at + k] = second[at + k]! + part * value * value;
        }
      }
    }
    for (let sound = 0; sound < SOUNDS; sound++) {
      weight[sound] = (total[sound]! + 1) / (used + SOUNDS);
      if (total[sound]! < 1) continue;
      for (let k = 0; k < CEPSTRA; k++) {
        const at = sound * CEPSTRA + k;
        mean[at] = first[at]! / total[sound]!;
        variance[at] = Math.max(NARROWEST * spread[k]! + 1e-6, second[at]! / total[sound]! - mean[at] ** 2);
      }
    }
  }
  return background;
}

/** Logarithm of each sound's weight and height. */
export function constants({ weight, variance }: Background): Float64Array {
  return weight.map((value, sound) => {
    let sum = Math.log(value);
    for (let k = 0; k < CEPSTRA; k++) sum -= 0.5 * Math.log(variance[sound * CEPSTRA + k]!);
    return sum;
  });
}

/** Probability of each sound for the frame that begins at `row`, into `share`. */
export function shares(
  { mean, variance }: Background,
  constant: Float64Array,
  frames: Float32Array,
  row: number,
  share: Float64Array,
): void {
  let best = -Infinity;
  for (let sound = 0; sound < SOUNDS; sound++) {
    let score = constant[sound]!;
    const at = sound * CEPSTRA;
    for (let k = 0; k < CEPSTRA; k++) {
      const off = frames[row + k]! - mean[at + k]!;
      score -= (0.5 * off * off) / variance[at + k]!;
    }
    share[sound] = score;
    if (score > best) best = score;
  }
  let sum = 0;
  for (let sound = 0; sound < SOUNDS; sound++) sum += share[sound] = Math.exp(share[sound]! - best);
  for (let sound = 0; sound < SOUNDS; sound++) share[sound] = share[sound]! / sum;
}
