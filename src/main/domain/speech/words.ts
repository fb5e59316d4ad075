/** One decoded token: its piece of text (a leading space begins a word), how likely it was, and where it begins in its segment. */
export interface HeardToken {
  readonly text: string;
  readonly logProbability: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Times are from the beginning of the segment. */
export interface HeardWord {
  readonly text: string;
  readonly startMs: number;
  readonly endMs: number;
  readonly confidence: number;
  /** What was written where the vocabulary put this word; each of several words carries the whole of it. */
  readonly heardAs?: string;
  /** What the nearest rival of this word was, where there was one. */
  readonly alternative?: HeardAlternative;
}

export interface HeardAlternative {
  readonly text: string;
  /** Nats by which the rival was behind when it was given up; below 0, the rest of the sentence spoke against it. */
  readonly behind: number;
}

/** No word is drawn out longer than this; what is left of the stretch until the next word was a pause. */
const LONGEST_WORD_MS = 1_200;
const MS_PER_CHARACTER = 110;

/**
 * Joins tokens to words. A word is as sure as its least sure token: one wrong syllable makes a wrong drug. Tokens that are
 * punctuation only lengthen no word and lower no confidence.
 */
export function wordsFromTokens(tokens: readonly HeardToken[]): HeardWord[] {
  const words: HeardWord[] = [];
  let group: HeardToken[] = [];
  const flush = (): void => {
    const text = group
      .map((token) => token.text)
      .join('')
      .trim();
    if (text !== '') {
      const spoken = group.filter((token) => /[A-Za-z0-9]/.test(token.text));
      const counted = spoken.length > 0 ? spoken : group;
      const startMs = counted[0]!.startMs;
      const longest = Math.min(LONGEST_WORD_MS, 200 + MS_PER_CHARACTER * text.length);
      const endMs = Math.min(counted.at(-1)!.endMs, startMs + longest);
      const logProbability = Math.min(...counted.map((token) => token.logProbability));
      words.push({ text, startMs, endMs: Math.max(endMs, startMs), confidence: Math.exp(Math.min(0, logProbability)) });
    }
    group = [];
  };
  for (const token of tokens) {
    if (token.text.startsWith(' ') && group.length > 0) flush();
    group.push(token);
  }
  flush();
  return words;
}

/** The segment's text as its words say it: joined by single spaces, so that a quote of words is always a substring. */
export const textOfWords = (words: readonly HeardWord[]): string => words.map((word) => word.text).join(' ');
