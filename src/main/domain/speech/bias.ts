import { isNumber, isRisky, plainWord } from './correct-vocabulary-words.ts';
import { similarityOfSounds, soundsOf, weightOfSounds, type Sounds } from './phonetic.ts';
import { entryOfPhrase } from './word-list.ts';
import type { HeardWord } from './words.ts';

/**
 * Contextual biasing after the search, first half: where might a word stand that this visit is likely to have? Whatever the recogniser
 * was not sure of and that sounds a little like a likely word is worth asking about. Who asks the sound (teacher forcing) is the
 * engine's affair; what its answer means is decided in `bias-decision.ts`.
 */

/** A phrase that may have been said. `likely`: by the chart or the clinician's list; otherwise merely a common name. */
export interface Phrase {
  readonly text: string;
  /** How it is written by somebody who only hears it, where the clinician said so. */
  readonly soundsLike?: string;
  readonly isLikely: boolean;
  /** Place among the likely ones, most likely first. */
  readonly rank: number;
  readonly sounds: Sounds;
  readonly weight: number;
}

export interface PhraseIndex {
  readonly likely: readonly Phrase[];
  readonly known: readonly Phrase[];
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
/** Mean confidence under which a stretch is in doubt; on synthetic speech nine in ten misheard drugs are. */
const DOUBTED = 0.8;
const CERTAIN = 0.93;
/** How alike a stretch has to sound before the sound is asked. The sound tells better than the spelling: this only saves work. */
const WORTH_ASKING = { doubted: 0.22, sure: 0.55, known: 0.66, rival: 0.35 } as const;
/** Phrases after these in the list have to sound more alike: a list of thousands would be asked about everywhere. */
const FIRST_PHRASES = 250;
const WORTH_ASKING_LATER = 0.55;
/** A number, a negation or a side that was heard this well is not taken into a name. */
const HEARD_WELL = 0.6;
/** Of the stretches and phrases of a window, only the most alike are asked about. */
const MOST_OF_A_STRETCH = 4;
const MOST_OF_A_PHRASE = 10;
const MOST_OF_A_WINDOW = 60;
const MOST_RIVALS = 6;

export function indexPhrases(likely: readonly string[], known: readonly string[] = []): PhraseIndex {
  const seen = new Set<string>();
  const toPhrase = (raw: string, isLikely: boolean): Phrase[] => {
    const { term, soundsLike } = entryOfPhrase(raw.trim().replace(/\s+/g, ' '));
    const key = term.toLowerCase();
    if (seen.has(key)) return [];
    const rank = seen.size;
    seen.add(key);
    const sounds = soundsOf(soundsLike ?? term);
    const weight = weightOfSounds(sounds);
    if (weight < SHORTEST_WEIGHT) return [];
    return [{ text: term, ...(soundsLike === undefined ? {} : { soundsLike }), isLikely, rank, sounds, weight }];
  };
  return {
    likely: likely.flatMap((text) => toPhrase(text, true)),
    known: known.flatMap((text) => toPhrase(text, false)),
    standing: seen,
  };
}

interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly sounds: Sounds;
  readonly weight: number;
  /** Mean confidence of its words. */
  readonly surety: number;
}

/** What to ask about, most alike first. */
export function biasCandidates(words: readonly HeardWord[], index: PhraseIndex): BiasCandidate[] {
  const found = stretchesOf(words, index.standing).flatMap((stretch) => {
    if (stretch.surety >= CERTAIN) return [];
    const isDoubted = stretch.surety < DOUBTED;
    const likely = index.likely.flatMap((phrase) => {
      const needed = !isDoubted
        ? WORTH_ASKING.sure
        : phrase.rank < FIRST_PHRASES
          ? WORTH_ASKING.doubted
          : WORTH_ASKING_LATER;
      return alike(stretch, phrase, needed);
    });
    const known = isDoubted ? index.known.flatMap((phrase) => alike(stretch, phrase, WORTH_ASKING.known)) : [];
    return [...mostAlike(likely, MOST_OF_A_STRETCH), ...mostAlike(known, 1)];
  });
  const ofPhrase = new Map<Phrase, number>();
  return mostAlike(found, Infinity)
    .filter(({ phrase }) => {
      const count = (ofPhrase.get(phrase) ?? 0) + 1;
      ofPhrase.set(phrase, count);
      return count <= MOST_OF_A_PHRASE;
    })
    .slice(0, MOST_OF_A_WINDOW);
}

/** Names that could be meant where a candidate stands: those that sound like it or like what was written. */
export function rivalsOf(
  words: readonly HeardWord[],
  { start, end, phrase }: BiasCandidate,
  { likely, known }: PhraseIndex,
): BiasCandidate[] {
  const sounds = soundsOf(wordsBetween(words, start, end));
  const stretch = { start, end, sounds, weight: weightOfSounds(sounds), surety: 0 };
  const rivals = [...known, ...likely.slice(0, FIRST_PHRASES)].flatMap((other) => {
    if (other === phrase) return [];
    const toPhrase = similarityOfSounds(phrase.sounds, other.sounds, WORTH_ASKING.rival);
    const toStretch = similarityOfSounds(sounds, other.sounds, WORTH_ASKING.rival);
    const nearest = Math.max(toPhrase, toStretch);
    if (nearest < WORTH_ASKING.rival) return [];
    return [{ candidate: { start, end, phrase: other, similarity: similarityTo(stretch, other) }, nearest }];
  });
  return rivals
    .sort((a, b) => b.nearest - a.nearest)
    .slice(0, MOST_RIVALS)
    .map((rival) => rival.candidate);
}

function stretchesOf(words: readonly HeardWord[], standing: ReadonlySet<string>): Stretch[] {
  const blocked = words.map((word) => {
    const plain = plainWord(word.text);
    const canHarm = isNumber(plain) || isRisky(plain);
    return standing.has(plain) || (canHarm && word.confidence >= HEARD_WELL);
  });
  const stretches: Stretch[] = [];
  for (let start = 0; start < words.length; start++) {
    let confidences = 0;
    for (let end = start + 1; end <= Math.min(words.length, start + LONGEST_STRETCH); end++) {
      if (blocked[end - 1]) break;
      confidences += words[end - 1]!.confidence;
      const sounds = soundsOf(wordsBetween(words, start, end));
      stretches.push({ start, end, sounds, weight: weightOfSounds(sounds), surety: confidences / (end - start) });
      if (/[.?!]["')]*$/.test(words[end - 1]!.text)) break;
    }
  }
  return stretches;
}

const wordsBetween = (words: readonly HeardWord[], start: number, end: number): string =>
  words
    .slice(start, end)
    .map((word) => plainWord(word.text))
    .join(' ');

function alike(stretch: Stretch, phrase: Phrase, needed: number): BiasCandidate[] {
  // The distance is at least the difference of the weights.
  if (Math.abs(phrase.weight - stretch.weight) > (1 - needed) * ((phrase.weight + stretch.weight) / 2)) return [];
  const similarity = similarityOfSounds(stretch.sounds, phrase.sounds, needed);
  return similarity < needed ? [] : [{ start: stretch.start, end: stretch.end, phrase, similarity }];
}

const similarityTo = (stretch: Stretch, phrase: Phrase): number => similarityOfSounds(stretch.sounds, phrase.sounds);

const mostAlike = (candidates: readonly BiasCandidate[], count: number): BiasCandidate[] =>
  [...candidates].sort((a, b) => b.similarity - a.similarity || a.start - b.start || a.end - b.end).slice(0, count);

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
