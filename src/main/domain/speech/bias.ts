import { hasDrugContext, isEveryday, isNumber, isRisky, plainWord } from './correct-vocabulary-words.ts';
import { similarityOfSounds, soundsOf, weightOfSounds, type Sounds } from './phonetic.ts';
import type { HeardWord } from './words.ts';

/**
 * Contextual biasing after the search: where the recogniser wrote something that sounds like a word this visit is likely to have, the
 * sound is asked which of the two it was. Pure: who asks (teacher forcing) is the engine's affair.
 */

/** A phrase that may have been said. `likely`: by the chart or the clinician's list; otherwise merely a common name. */
export interface Phrase {
  readonly text: string;
  readonly isLikely: boolean;
  readonly sounds: Sounds;
  readonly weight: number;
}

export interface PhraseIndex {
  /** Ascending by weight. */
  readonly phrases: readonly Phrase[];
  /** Lower case: a word that is one of these was heard, and is never taken for another. */
  readonly standing: ReadonlySet<string>;
}

/** Words `start` to `end` (exclusive) may have been `phrase`. */
export interface BiasCandidate {
  readonly start: number;
  readonly end: number;
  readonly phrase: Phrase;
  /** 0..1, of the sounds of what was written and of the phrase. */
  readonly similarity: number;
}

/** Words that one phrase may have been torn into. */
const LONGEST_STRETCH = 5;
/** Phrases under this weight sound like too many ordinary words. */
const SHORTEST_WEIGHT = 2.4;
/** How alike a stretch has to sound before the sound is asked. */
const WORTH_ASKING = { likely: 0.33, known: 0.68 } as const;
/** Of the stretches and phrases of a window, only the most alike are asked about. */
const MOST_OF_A_PHRASE = 2;
const MOST_OF_A_STRETCH = 3;
const MOST_OF_A_WINDOW = 60;

export function indexPhrases(likely: readonly string[], known: readonly string[] = []): PhraseIndex {
  const byText = new Map<string, Phrase>();
  const add = (raw: string, isLikely: boolean): void => {
    const text = raw.trim().replace(/\s+/g, ' ');
    const key = text.toLowerCase();
    if (byText.has(key)) return;
    const sounds = soundsOf(text);
    byText.set(key, { text, isLikely, sounds, weight: weightOfSounds(sounds) });
  };
  for (const text of likely) add(text, true);
  for (const text of known) add(text, false);
  return {
    phrases: [...byText.values()]
      .filter((phrase) => phrase.weight >= SHORTEST_WEIGHT)
      .sort((a, b) => a.weight - b.weight),
    standing: new Set(byText.keys()),
  };
}

/** What to ask about, most alike first. */
export function biasCandidates(words: readonly HeardWord[], { phrases, standing }: PhraseIndex): BiasCandidate[] {
  const plain = words.map((word) => plainWord(word.text));
  const blocked = words.map((_, i) => standing.has(plain[i]!) || isNumber(plain[i]!));
  const found: BiasCandidate[] = [];
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= Math.min(words.length, start + LONGEST_STRETCH); end++) {
      if (blocked[end - 1]) break;
      const sounds = soundsOf(plain.slice(start, end).join(' '));
      const weight = weightOfSounds(sounds);
      const ofStretch: BiasCandidate[] = [];
      for (const phrase of phrases) {
        const needed = phrase.isLikely ? WORTH_ASKING.likely : WORTH_ASKING.known;
        // The distance is at least the difference of the weights.
        if (Math.abs(phrase.weight - weight) > (1 - needed) * ((phrase.weight + weight) / 2)) continue;
        const similarity = similarityOfSounds(sounds, phrase.sounds, needed);
        if (similarity >= needed) ofStretch.push({ start, end, phrase, similarity });
      }
      found.push(...mostAlike(ofStretch, MOST_OF_A_STRETCH));
      if (/[.?!]["')]*$/.test(words[end - 1]!.text)) break;
    }
  }
  const ofPhrase = new Map<Phrase, number>();
  return mostAlike(found, Infinity)
    .filter(({ phrase }) => {
      const count = (ofPhrase.get(phrase) ?? 0) + 1;
      ofPhrase.set(phrase, count);
      return count <= MOST_OF_A_PHRASE * 3;
    })
    .slice(0, MOST_OF_A_WINDOW);
}

const mostAlike = (candidates: readonly BiasCandidate[], count: number): BiasCandidate[] =>
  [...candidates].sort((a, b) => b.similarity - a.similarity || a.start - b.start || a.end - b.end).slice(0, count);

/** What the sound says to a candidate, in nats. */
export interface SoundScore {
  /** Log-probability of the phrase less that of what was written. */
  readonly gain: number;
  /** The same of the next few tokens, after the phrase and after what was written. */
  readonly gainAfter: number;
  /** Tokens of the phrase, and of what was written. */
  readonly phraseTokens: number;
  readonly writtenTokens: number;
}

export const FEATURES = [
  'one',
  'gain',
  'gainAfter',
  'similarity',
  'surety',
  'least',
  'context',
  'everyday',
  'risky',
  'weight',
  'tokens',
] as const;

/** What is known of a candidate, in the order of `FEATURES`. */
export function biasFeatures(words: readonly HeardWord[], candidate: BiasCandidate, score: SoundScore): number[] {
  const { start, end, phrase, similarity } = candidate;
  const stretch = words.slice(start, end);
  const least = Math.min(...stretch.map((word) => word.confidence));
  const mean = stretch.reduce((sum, word) => sum + word.confidence, 0) / stretch.length;
  const plain = stretch.map((word) => plainWord(word.text));
  return [
    1,
    Math.max(-30, score.gain) / 10,
    Math.max(-10, Math.min(10, score.gainAfter)) / 10,
    similarity,
    mean,
    least,
    hasDrugContext(words, start, end) ? 1 : 0,
    plain.filter(isEveryday).length / plain.length,
    plain.some(isRisky) ? 1 : 0,
    Math.min(10, phrase.weight) / 10,
    score.phraseTokens / 10,
  ];
}

/** Which tokens a word is written with: from the first to `end` (exclusive); from `marks` on they are only punctuation. */
export interface WordTokens {
  readonly start: number;
  readonly marks: number;
  readonly end: number;
}

/** The tokens of the words that `wordsFromTokens` makes of these pieces, one entry a word. */
export function tokensOfWords(pieces: readonly string[]): WordTokens[] {
  const spans: WordTokens[] = [];
  let start = 0;
  const flush = (end: number): void => {
    if (pieces.slice(start, end).join('').trim() !== '') {
      let marks = end;
      while (marks > start + 1 && /^[^\p{L}\p{N}]*$/u.test(pieces[marks - 1]!)) marks--;
      spans.push({ start, marks, end });
    }
    start = end;
  };
  pieces.forEach((piece, at) => {
    if (piece.startsWith(' ') && at > start) flush(at);
  });
  flush(pieces.length);
  return spans;
}

export interface Decided extends BiasCandidate {
  /** 0..1 */
  readonly probability: number;
}

/** Placeholder until learned. */
const WEIGHTS: readonly number[] = [];

export function decideBias(
  words: readonly HeardWord[],
  candidates: readonly (BiasCandidate & { readonly score: SoundScore })[],
): Decided[] {
  void words;
  void candidates;
  void WEIGHTS;
  return [];
}

export function replaceWords(words: readonly HeardWord[], decided: readonly Decided[]): HeardWord[] {
  void decided;
  return [...words];
}
