import type { TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';
import type { PlacedWord } from './hearing-tokens.ts';
import { withRisks, type RiskVocabulary } from './risk.ts';
import { compareHearings } from './second-hearing.ts';

/**
 * The first hearing's words with what the second makes of them: `risk` on words that can harm, `heardAgain` where one of these is disputed
 * (on each word of the stretch), and confidence by both hearings. Text, times and number of words are untouched.
 */
export function withSecondHearing(
  words: readonly TranscriptWord[],
  second: readonly PlacedWord[],
  vocabulary: RiskVocabulary,
): TranscriptWord[] {
  const { disagreements, agreed, disputed } = compareHearings(words, second, vocabulary);
  const marked = withRisks(words, vocabulary).map((word, i): TranscriptWord => {
    const again = agreed.get(i);
    if (again !== undefined) return { ...word, confidence: agreedConfidence(word.confidence, again) };
    return disputed.has(i) ? { ...word, confidence: disputedConfidence(word.confidence) } : word;
  });
  for (const { from, to, heardAgain, risk } of disagreements) {
    const group = marked.slice(from, to);
    const isNamed = group.some((word) => word.risk !== undefined);
    group.forEach((word, i) => {
      const own = word.risk ?? (i === 0 && !isNamed ? risk : undefined);
      marked[from + i] = { ...word, ...(own === undefined ? {} : { risk: own }), heardAgain };
    });
  }
  return marked;
}

/**
 * The chance that a word is right which both hearings wrote, by how sure each was; logistic in the two log-odds. Fitted, as is
 * `disputedConfidence`, on the words of the shared recordings, clean and with noise (docs/decisions/0032).
 */
export const agreedConfidence = (first: number, second: number): number =>
  rounded(logistic(AGREED.offset + AGREED.first * logOdds(first) + AGREED.second * logOdds(second)));

/** The same for a word that the second hearing wrote otherwise: how sure the first was says little then. */
export const disputedConfidence = (first: number): number =>
  rounded(logistic(DISPUTED.offset + DISPUTED.first * logOdds(first)));

const AGREED = { offset: 0.5, first: 0.55, second: 0.44 };
const DISPUTED = { offset: -0.95, first: 0.48 };

const logistic = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
const rounded = (value: number): number => Number(value.toFixed(3));
function logOdds(probability: number): number {
  const bounded = Math.min(0.995, Math.max(0.005, probability));
  return Math.log(bounded / (1 - bounded));
}

/**
 * What a second hearing says of a segment that may have changed since the first: risks, marks and confidence come over, speaker, flags and
 * everything a person decided stay. Words are matched by place and text; where those differ (a person rewrote the segment), nothing comes over.
 */
export function takeOverMarks(stands: TranscriptSegment, again: TranscriptSegment): TranscriptSegment {
  if (stands.words.length !== again.words.length) return stands;
  const words = stands.words.map((word, i): TranscriptWord => {
    const heard = again.words[i]!;
    if (word.settled || word.text !== heard.text || word.startMs !== heard.startMs) return word;
    const { risk: _risk, heardAgain: _heardAgain, ...rest } = word;
    return {
      ...rest,
      confidence: heard.confidence,
      ...(heard.risk === undefined ? {} : { risk: heard.risk }),
      ...(heard.heardAgain === undefined ? {} : { heardAgain: heard.heardAgain }),
    };
  });
  return { ...stands, words };
}

/** What the second hearing wrote in the place of these neighbours; undefined where it says the same, or there was none. */
export function secondTextOf(words: readonly TranscriptWord[]): string | undefined {
  if (words.every((word) => word.heardAgain === undefined)) return undefined;
  return words
    .flatMap(({ text, heardAgain }, i) => {
      if (heardAgain === undefined) return [text];
      // Each word of a disputed stretch carries the whole of it.
      return heardAgain === words[i - 1]?.heardAgain ? [] : [heardAgain];
    })
    .join(' ');
}
