import { type BiasCandidate } from './bias.ts';
import { hasDrugContext, isEveryday, plainWord } from './correct-vocabulary-words.ts';
import { similarityOfSounds } from './phonetic.ts';
import type { HeardWord } from './words.ts';

/** What the sound says to a candidate, in nats. */
export interface SoundScore {
  /** Log-probability of the phrase less that of what was written. */
  readonly gain: number;
  /** The same of the next few tokens, after the phrase and after what was written. */
  readonly gainAfter: number;
  /** Log-probability of the phrase here less the most it has elsewhere in the window; a rival that nobody proposed has none. */
  readonly lift?: number;
  /** Tokens of the phrase, and of what was written. */
  readonly phraseTokens: number;
  readonly writtenTokens: number;
}

export interface ScoredCandidate extends BiasCandidate {
  readonly score: SoundScore;
}

export interface Decided extends BiasCandidate {
  /** 0..1: the chance that the phrase was said. */
  readonly probability: number;
}

export const totalOf = ({ score }: ScoredCandidate): number => score.gain + score.gainAfter;

/** A phrase that loses more than this is not worth comparing with its rivals. */
export const HOPELESS = -30;

/** What is known of a candidate; the names are for the trainer's print. */
export const FEATURES = [
  'one', 'total', 'total a token', 'after', 'similarity', 'least confidence', 'place of a drug', 'everyday', 'weight', 'tokens', 'margin', 'lift',
] as const; // prettier-ignore

export function biasFeatures(
  words: readonly HeardWord[],
  candidate: ScoredCandidate,
  all: readonly ScoredCandidate[],
): number[] {
  const { start, end, phrase, similarity, score } = candidate;
  const stretch = words.slice(start, end);
  const plain = stretch.map((word) => plainWord(word.text));
  return [
    1,
    Math.max(-40, Math.min(5, totalOf(candidate))) / 10,
    Math.max(-10, totalOf(candidate) / score.phraseTokens) / 4,
    Math.max(-10, Math.min(10, score.gainAfter)) / 10,
    similarity,
    Math.min(...stretch.map((word) => word.confidence)),
    hasDrugContext(words, start, end) ? 1 : 0,
    plain.filter(isEveryday).length / plain.length,
    Math.min(10, phrase.weight) / 10,
    score.phraseTokens / 10,
    marginOf(candidate, all) / 10,
    Math.max(-10, Math.min(HIGHEST_LIFT, score.lift ?? 0)) / 10,
  ];
}

/** So alike, two phrases are one name in two spellings. */
const SAME_NAME = 0.9;
const WIDEST_MARGIN = 15;
const HIGHEST_LIFT = 40;
/** Nats a token by which a name has to be more probable here than elsewhere: some names are probable anywhere. */
const LEAST_LIFT = 1.5;

/**
 * How much better the phrase fits than the best other name in its place. Where any name fits as well as this one, none was said: in
 * the end it is this, not how well one fits, that tells a name from noise.
 */
function marginOf(candidate: ScoredCandidate, all: readonly ScoredCandidate[]): number {
  let best = -Infinity;
  for (const rival of all) {
    const shared = Math.min(rival.end, candidate.end) - Math.max(rival.start, candidate.start);
    const covered = Math.max(rival.end, candidate.end) - Math.min(rival.start, candidate.start);
    // A rival for a part of the words only would have less to lose.
    if (shared < covered / 2 || rival.phrase.text === candidate.phrase.text || totalOf(rival) <= best) continue;
    if (similarityOfSounds(rival.phrase.sounds, candidate.phrase.sounds, SAME_NAME) < SAME_NAME) best = totalOf(rival);
  }
  return Math.max(-WIDEST_MARGIN, Math.min(WIDEST_MARGIN, totalOf(candidate) - best));
}

/** Learned by `bench/vocabulary-train.ts` (docs/decisions/0038). */
const WEIGHTS: readonly number[] = [0.446, 0.154, 2.856, -0.704, 1.066, 0.305, 1.234, 0.641, 0.784, 0.845, 1.45, 0.967];
/** Log-odds by which a name that is merely common is less likely than one that the chart has. */
const MERELY_KNOWN = 3;
/** Where a drug would be no surprise, elsewhere, and for a name that is merely common. */
const LEAST_PROBABILITY = { expected: 0.45, likely: 0.65, known: 0.8 } as const;
/** So many nats worse than another name, even the chart's own is not written: a new drug may just have been named. */
const MUCH_WORSE = -5;
/** Where another name fits better the chart's is a guess: below what the note takes for clear, so that a person listens. */
const A_GUESS = 0.45;
/** The sound of one sentence never makes a name as sure as words that were heard plainly. */
const SUREST = 0.9;

function weigh(
  words: readonly HeardWord[],
  candidate: ScoredCandidate,
  all: readonly ScoredCandidate[],
): { readonly candidate: ScoredCandidate; readonly logOdds: number; readonly margin: number } {
  const features = biasFeatures(words, candidate, all);
  const sum = features.reduce((total, feature, i) => total + feature * WEIGHTS[i]!, 0);
  const logOdds = candidate.phrase.isLikely ? sum : sum - MERELY_KNOWN;
  return { candidate, logOdds, margin: marginOf(candidate, all) };
}

/** A guess is worth a listener's time only where a drug would be no surprise. */
const leastMargin = (words: readonly HeardWord[], { start, end }: BiasCandidate): number =>
  hasDrugContext(words, start, end) ? MUCH_WORSE : 0;

/** Which candidates to write: the most probable first, no two in one place, none that a rival beats. In order of place. */
export function decideBias(words: readonly HeardWord[], candidates: readonly ScoredCandidate[]): Decided[] {
  const weighed = candidates
    .map((candidate) => weigh(words, candidate, candidates))
    .filter(({ candidate, margin }) => totalOf(candidate) >= HOPELESS && margin >= leastMargin(words, candidate))
    .sort((a, b) => b.logOdds - a.logOdds);
  const taken = new Set<number>();
  const decided: Decided[] = [];
  for (const { candidate, logOdds, margin } of weighed) {
    const { start, end, phrase, similarity, score } = candidate;
    const places = Array.from({ length: end - start }, (_, i) => start + i);
    if (places.some((place) => taken.has(place))) continue;
    places.forEach((place) => taken.add(place));
    const probability = 1 / (1 + Math.exp(-logOdds));
    const isExpected = hasDrugContext(words, start, end);
    const isLikelyEnough = phrase.isLikely
      ? probability >= (isExpected ? LEAST_PROBABILITY.expected : LEAST_PROBABILITY.likely)
      : probability >= LEAST_PROBABILITY.known && margin >= 0;
    const standsOut = score.lift !== undefined && score.lift >= LEAST_LIFT * score.phraseTokens;
    if (isLikelyEnough && standsOut)
      decided.push({
        start,
        end,
        phrase,
        similarity,
        probability: margin < 0 ? Math.min(A_GUESS, probability) : probability,
      });
  }
  return decided.sort((a, b) => a.start - b.start);
}

/** The words with what was decided in place of what was written, which `heardAs` keeps. */
export function replaceWords(words: readonly HeardWord[], decided: readonly Decided[]): HeardWord[] {
  const out: HeardWord[] = [];
  let at = 0;
  for (const one of decided) {
    out.push(...words.slice(at, one.start), ...written(words, one));
    at = one.end;
  }
  out.push(...words.slice(at));
  return out;
}

function written(words: readonly HeardWord[], { start, end, phrase, probability }: Decided): HeardWord[] {
  const stretch = words.slice(start, end);
  const first = stretch[0]!;
  const last = stretch.at(-1)!;
  const before = /^[^\p{L}\p{N}]*/u.exec(first.text)![0];
  const after = /[^\p{L}\p{N}]*$/u.exec(last.text)![0];
  const isOpening =
    /^[^\p{L}]*\p{Lu}/u.test(first.text) && (start === 0 || /[.?!]["')]*$/.test(words[start - 1]!.text));
  const text = isOpening ? phrase.text[0]!.toUpperCase() + phrase.text.slice(1) : phrase.text;
  const parts = text.split(' ');
  const stepMs = (last.endMs - first.startMs) / parts.length;
  return parts.map((part, i) => ({
    text: `${i === 0 ? before : ''}${part}${i === parts.length - 1 ? after : ''}`,
    startMs: Math.round(first.startMs + stepMs * i),
    endMs: Math.round(first.startMs + stepMs * (i + 1)),
    confidence: Number(Math.min(SUREST, probability).toFixed(3)),
    heardAs: stretch.map((word) => word.text).join(' '),
  }));
}
