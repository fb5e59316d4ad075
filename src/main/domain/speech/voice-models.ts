import { CEPSTRA, type VoiceFrames } from './voice-features.ts';
import { type Background, constants, KEPT_SOUNDS, learnBackground, shares, SOUNDS } from './voice-mixture.ts';

/** Pitch is compared in steps of a semitone and a fifth, from 68 Hz up. */
const PITCH_BINS = 26;
const LOWEST_PITCH = 5.4;
const PITCH_BIN = 1.2;
/** Frames of the background that every voice is mixed with: what was heard little of stays near to what all have in common. */
const PRIOR_FRAMES = 16;
const PRIOR_WEIGHT = 64;
const PRIOR_PITCH = 5;
/** Memory and time stop growing here: of longer visits every second, third … frame is looked at. */
const MOST_FRAMES = 100_000;

/** A stretch of the recording with words in it, in milliseconds. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

/** The frames under a visit's words, each with its likeliest sounds. */
export interface Speech {
  readonly background: Background;
  readonly constant: Float64Array;
  readonly count: number;
  /** Frames of the recording that each frame here stands for. */
  readonly each: number;
  readonly cepstra: Float32Array;
  /** KEPT_SOUNDS a frame. */
  readonly sound: Uint8Array;
  readonly share: Float32Array;
  /** Bin of the pitch, -1 where there is none. */
  readonly pitch: Int8Array;
  /** First frame of each span, and one past the last. */
  readonly firstOf: Int32Array;
}

/**
 * @param known sounds that were learned before, from this visit: saves learning them again
 * @param mostFrames of more, every second, third … is looked at
 * @returns undefined where there is too little speech to tell anything
 */
export function gatherSpeech(
  frames: VoiceFrames,
  spans: readonly Span[],
  known?: Background,
  mostFrames = MOST_FRAMES,
): Speech | undefined {
  const bounds = spans.map(({ startMs, endMs }) => frames.between(startMs, endMs));
  const total = bounds.reduce((sum, { from, to }) => sum + to - from, 0);
  const each = Math.max(1, Math.ceil(total / mostFrames));
  const firstOf = new Int32Array(spans.length + 1);
  const chosen: number[] = [];
  bounds.forEach(({ from, to }, span) => {
    firstOf[span] = chosen.length;
    for (let frame = from; frame < to; frame++) if (frame % each === 0 && frames.isHeard(frame)) chosen.push(frame);
  });
  firstOf[spans.length] = chosen.length;
  const count = chosen.length;
  if (count < 8 * SOUNDS) return undefined;

  const cepstra = new Float32Array(count * CEPSTRA);
  const pitch = new Int8Array(count);
  chosen.forEach((frame, at) => {
    frames.cepstra(frame, cepstra, at * CEPSTRA);
    const semitones = frames.pitch(frame);
    pitch[at] =
      semitones === undefined
        ? -1
        : Math.max(0, Math.min(PITCH_BINS - 1, Math.floor((semitones - LOWEST_PITCH) / PITCH_BIN)));
  });
  const background = known ?? learnBackground(cepstra);
  const constant = constants(background);
  const sound = new Uint8Array(count * KEPT_SOUNDS);
  const share = new Float32Array(count * KEPT_SOUNDS);
  const all = new Float64Array(SOUNDS);
  for (let at = 0; at < count; at++) {
    shares(background, constant, cepstra, at * CEPSTRA, all);
    for (let kept = 0; kept < KEPT_SOUNDS; kept++) {
      let best = 0;
      for (let i = 1; i < SOUNDS; i++) if (all[i]! > all[best]!) best = i;
      sound[at * KEPT_SOUNDS + kept] = best;
      share[at * KEPT_SOUNDS + kept] = all[best]!;
      all[best] = -1;
    }
  }
  return { background, constant, count, each, cepstra, sound, share, pitch, firstOf };
}

/** What is known of a voice: sums over its frames, so that what one stretch added can be taken away again. */
export class Voice {
  readonly #total = new Float64Array(SOUNDS);
  readonly #first = new Float64Array(SOUNDS * CEPSTRA);
  readonly #pitch = new Float64Array(PITCH_BINS);
  #frames = 0;

  /** Frames heard, weighted. */
  get frames(): number {
    return this.#frames;
  }

  /** Adds a span's frames, each counted `weight` times (0 to 1). */
  hear(speech: Speech, span: number, weight: number): void {
    if (weight < 0.02) return;
    for (let at = speech.firstOf[span]!; at < speech.firstOf[span + 1]!; at++) {
      this.#frames += weight;
      const row = at * CEPSTRA;
      for (let kept = at * KEPT_SOUNDS; kept < (at + 1) * KEPT_SOUNDS; kept++) {
        const part = weight * speech.share[kept]!;
        if (part < 1e-3) continue;
        const sound = speech.sound[kept]!;
        this.#total[sound] = this.#total[sound]! + part;
        for (let k = 0; k < CEPSTRA; k++) {
          const cell = sound * CEPSTRA + k;
          this.#first[cell] = this.#first[cell]! + part * speech.cepstra[row + k]!;
        }
      }
      const bin = speech.pitch[at]!;
      if (bin >= 0) this.#pitch[bin] = this.#pitch[bin]! + weight;
    }
  }

  /** Adds what another voice holds (1), or takes it away (-1). */
  add(other: Voice, times: 1 | -1 = 1): void {
    const sum = (into: Float64Array, more: Float64Array) => {
      for (let i = 0; i < into.length; i++) into[i] = into[i]! + times * more[i]!;
    };
    sum(this.#total, other.#total);
    sum(this.#first, other.#first);
    sum(this.#pitch, other.#pitch);
    this.#frames += times * other.#frames;
  }

  without(other: Voice): Voice {
    const rest = new Voice();
    rest.add(this);
    rest.add(other, -1);
    return rest;
  }

  /** How this voice makes each sound, drawn to what all voices have in common by how little of it was heard. */
  describe({ weight, mean }: Background): VoiceModel {
    const logWeight = new Float64Array(SOUNDS);
    const ownMean = new Float64Array(SOUNDS * CEPSTRA);
    let sum = 0;
    for (let sound = 0; sound < SOUNDS; sound++)
      sum += Math.max(0, this.#total[sound]!) + PRIOR_WEIGHT * weight[sound]!;
    for (let sound = 0; sound < SOUNDS; sound++) {
      // Sums that were added and taken away again may end a hair under nothing.
      const total = Math.max(0, this.#total[sound]!);
      logWeight[sound] = Math.log((total + PRIOR_WEIGHT * weight[sound]!) / sum) - Math.log(weight[sound]!);
      for (let k = 0; k < CEPSTRA; k++) {
        const cell = sound * CEPSTRA + k;
        ownMean[cell] = (this.#first[cell]! + PRIOR_FRAMES * mean[cell]!) / (total + PRIOR_FRAMES);
      }
    }
    // Neighbouring pitches share what was heard of them.
    const smooth = this.#pitch.map((value, bin) =>
      Math.max(1, PRIOR_PITCH + 0.5 * value + 0.25 * ((this.#pitch[bin - 1] ?? 0) + (this.#pitch[bin + 1] ?? 0))),
    );
    const all = smooth.reduce((a, b) => a + b, 0);
    return { logWeight, mean: ownMean, logPitch: smooth.map((value) => Math.log(value / all)) };
  }
}

export interface VoiceModel {
  /** Of each sound, against the background. */
  readonly logWeight: Float64Array;
  readonly mean: Float64Array;
  readonly logPitch: Float64Array;
}

/** Log-likelihood of a span's frames in this voice, up to what is the same for every voice of the visit. */
export function likelihood(speech: Speech, model: VoiceModel, span: number): number {
  const { variance } = speech.background;
  let sum = 0;
  for (let at = speech.firstOf[span]!; at < speech.firstOf[span + 1]!; at++) {
    const row = at * CEPSTRA;
    let best = -Infinity;
    let total = 0;
    for (let kept = at * KEPT_SOUNDS; kept < (at + 1) * KEPT_SOUNDS; kept++) {
      if (speech.share[kept]! < 0.01) continue;
      const sound = speech.sound[kept]!;
      let score = speech.constant[sound]! + model.logWeight[sound]!;
      for (let k = 0; k < CEPSTRA; k++) {
        const cell = sound * CEPSTRA + k;
        const off = speech.cepstra[row + k]! - model.mean[cell]!;
        score -= (0.5 * off * off) / variance[cell]!;
      }
      if (score > best) {
        total = total * Math.exp(best - score) + 1;
        best = score;
      } else total += Math.exp(score - best);
    }
    sum += best + Math.log(total);
    const bin = speech.pitch[at]!;
    if (bin >= 0) sum += model.logPitch[bin]!;
  }
  return sum * speech.each;
}
