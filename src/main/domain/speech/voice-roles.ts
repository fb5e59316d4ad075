import type { VoiceFrames } from './voice-features.ts';
import type { Background } from './voice-mixture.ts';
import { gatherSpeech, likelihood, type Span, type Speech, Voice } from './voice-models.ts';

/**
 * Frames next to each other are alike: each says a tenth of what it would say by itself. Where a visit's voices turn out to tell less, or
 * nothing, its own words say so (`trust`).
 */
const MOST_TRUST = 0.1;
const TRUSTS = [0, 0.005, 0.01, 0.02, 0.035, 0.05, 0.07, MOST_TRUST];
/** However clear a voice, one word of it is no more than this sure (log-odds): times of words are not exact. */
const MOST_OF_A_WORD = 4;
/** Units of one block are judged by models that have not heard the block. */
const BLOCK_UNITS = 20;

/** What the sound is asked about: the words of a visit, in order. */
export interface VoicedUnits {
  readonly frames: VoiceFrames;
  readonly spans: readonly Span[];
  /** Utterance of each word: what a block may not cut through. */
  readonly utterance: Int32Array;
  /** Sounds of this visit that were learned before. */
  readonly background?: Background;
  /** Frames that are looked at, if there are more. */
  readonly mostFrames?: number;
}

export interface RoleEvidence {
  /** Log-odds of the clinician against the patient that each word's sound adds. */
  readonly logOdds: Float64Array;
  /** What a frame says counts this much; 0: the two voices can't be told apart. */
  readonly trust: number;
  /** Share of the question "which of the two?" that the sound of a word answers, as far as the words confirm it: 0 nothing, 1 all of it. */
  readonly tells: number;
}

/** Blocks of whole utterances with at least BLOCK_UNITS words. */
function blocksOf(utterance: Int32Array): Int32Array {
  const block = new Int32Array(utterance.length);
  let current = 0;
  let first = 0;
  for (let unit = 1; unit < utterance.length; unit++) {
    if (utterance[unit] !== utterance[unit - 1] && unit - first >= BLOCK_UNITS) {
      current++;
      first = unit;
    }
    block[unit] = current;
  }
  return block;
}

/** log(sigmoid(x)) */
const logSigmoid = (x: number) => (x < 0 ? x - Math.log1p(Math.exp(x)) : -Math.log1p(Math.exp(-x)));

/** How much the visit's own words believe its voices: the trust under which the sound foretells best what the words say. */
function trustOf(
  raw: Float64Array,
  clinician: Float64Array,
  counts: (unit: number) => boolean,
): { trust: number; tells: number } {
  let best = 0;
  let bestScore = -Infinity;
  let count = 0;
  for (let unit = 0; unit < raw.length; unit++) if (counts(unit)) count++;
  for (const trust of TRUSTS) {
    let score = 0;
    for (let unit = 0; unit < raw.length; unit++) {
      if (!counts(unit)) continue;
      const odds = clip(trust * raw[unit]!);
      score += clinician[unit]! * logSigmoid(odds) + (1 - clinician[unit]!) * logSigmoid(-odds);
    }
    if (score > bestScore) [best, bestScore] = [trust, score];
  }
  return { trust: best, tells: count === 0 ? 0 : (bestScore / count + Math.LN2) / Math.LN2 };
}

const clip = (value: number) => Math.max(-MOST_OF_A_WORD, Math.min(MOST_OF_A_WORD, value));

export interface VoiceListener {
  readonly speech: Speech;
  /**
   * @param clinician each word's probability, as far as known now; NaN for words that belong to neither
   * @param wordsOnly the same, from the words alone: what the trust is measured against
   */
  compare(clinician: Float64Array, wordsOnly: Float64Array): RoleEvidence;
}

export function listenToRoles({
  frames,
  spans,
  utterance,
  background,
  mostFrames,
}: VoicedUnits): VoiceListener | undefined {
  const speech = gatherSpeech(frames, spans, background, mostFrames);
  if (!speech) return undefined;
  const block = blocksOf(utterance);
  const blocks = (block.at(-1) ?? 0) + 1;
  const framesOf = (unit: number) => speech.firstOf[unit + 1]! - speech.firstOf[unit]!;

  const compare = (clinician: Float64Array, wordsOnly: Float64Array): RoleEvidence => {
    const parts = Array.from({ length: blocks }, () => [new Voice(), new Voice()] as const);
    for (let unit = 0; unit < spans.length; unit++) {
      const probability = clinician[unit]!;
      if (Number.isNaN(probability)) continue;
      const [patientPart, clinicianPart] = parts[block[unit]!]!;
      patientPart.hear(speech, unit, 1 - probability);
      clinicianPart.hear(speech, unit, probability);
    }
    const whole = [new Voice(), new Voice()];
    for (const part of parts) for (const role of [0, 1]) whole[role]!.add(part[role]!);
    const raw = new Float64Array(spans.length);
    for (let unit = 0; unit < spans.length;) {
      const here = block[unit]!;
      const [p, c] = [0, 1].map((role) => whole[role]!.without(parts[here]![role]!).describe(speech.background));
      for (; unit < spans.length && block[unit] === here; unit++)
        raw[unit] = likelihood(speech, c!, unit) - likelihood(speech, p!, unit);
    }
    const { trust, tells } = trustOf(raw, wordsOnly, (unit) => framesOf(unit) > 0 && !Number.isNaN(clinician[unit]));
    return { logOdds: raw.map((value) => clip(trust * value)), trust, tells };
  };
  return { speech, compare };
}
