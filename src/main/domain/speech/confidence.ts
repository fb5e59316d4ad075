import type { HeardWord } from './words.ts';

/** What a search knows of one word, beside the word: one entry a token, punctuation after the word left out. */
export interface WordEvidence {
  readonly logProbabilities: readonly number[];
  /** Of the likeliest other token in each place. */
  readonly runnersUp: readonly number[];
  /** By the token model; 0 without one. */
  readonly language: readonly number[];
  /** Nats by which the nearest rival of the word was behind; absent: no rival. */
  readonly behind?: number;
}

/** What confidence is made of. Fitted by `bench/listening-train-confidence.ts`, in this order. */
export const CONFIDENCE_FEATURES = [
  'one',
  'least',
  'sum',
  'gap',
  'language',
  'rival',
  'before',
  'after',
  'letters',
] as const;

/** Log-odds of a probability given as its logarithm, kept within what a logistic can use. */
function logOdds(logProbability: number): number {
  const probability = Math.min(0.999, Math.max(0.001, Math.exp(logProbability)));
  return Math.log(probability / (1 - probability));
}
const least = (values: readonly number[]): number => values.reduce((low, value) => Math.min(low, value), 0);
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const within = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));

/** The features of each word, in the order of `CONFIDENCE_FEATURES`, each of about the size of one. */
export function confidenceFeatures(words: readonly HeardWord[], evidence: readonly WordEvidence[]): number[][] {
  const surety = evidence.map(({ logProbabilities }) => logOdds(least(logProbabilities)) / 4);
  return words.map((word, i) => {
    const { logProbabilities, runnersUp, language, behind } = evidence[i]!;
    const gaps = logProbabilities.map((value, k) => value - runnersUp[k]!);
    const letters = word.text.replace(/[^\p{L}\p{N}]/gu, '').length;
    return [
      1,
      surety[i]!,
      within(sum(logProbabilities), -8, 0) / 4,
      within(Math.min(...gaps, 8), -4, 8) / 4,
      within(sum(language) / Math.max(1, language.length), -12, 0) / 6,
      behind === undefined ? 0 : (6 - within(behind, -2, 6)) / 4,
      surety[i - 1] ?? 1,
      surety[i + 1] ?? 1,
      Math.min(letters, 10) / 5,
    ];
  });
}

/**
 * The chance that each word is right: logistic in the features of `confidenceFeatures`, fitted on the words of the shared recordings
 * (docs/MODEL-CARD.md). A recogniser's own probability is a little too sure of what it is sure of, and doubts much that is right.
 */
export const calibrateConfidences = (words: readonly HeardWord[], evidence: readonly WordEvidence[]): number[] =>
  confidenceFeatures(words, evidence).map((features) =>
    logistic(features.reduce((total, value, k) => total + value * WEIGHTS[k]!, 0)),
  );

const logistic = (value: number): number => 1 / (1 + Math.exp(-value));

const WEIGHTS: readonly number[] = [-0.024, 1.895, 0.399, -0.296, 0.774, -0.394, 0.562, 0.755, 0.928];
