/** What an English-only recogniser made of one stretch of sound. */
export interface HeardStretch {
  readonly durationMs: number;
  /** Mean log-probability of what was written, by token. */
  readonly averageLogProbability: number;
  readonly words: readonly { readonly text: string }[];
}

/** Less than this says nothing about a language. */
const SHORTEST_MS = 2_500;
const FEWEST_WORDS = 4;
/** People repeat themselves; a fifth of the words in phrases that come again is still talk. */
const USUAL_REPETITION = 0.2;
const REPETITION_WEIGHT = 0.5;
/** Strangeness of a stretch that by itself is not English, and of one that is not when its neighbour is not either. */
const SURE = 0.9;
const DOUBTFUL = 0.52;

/**
 * How unlike English a stretch was, or `undefined` when it is too short to tell. A recogniser that knows English alone writes English
 * whatever it hears; but it is unsure of every word, or it falls back on one phrase and says that again and again. Clear English is at 0.05
 * to 0.4, other languages from 0.55 (docs/decisions/0027).
 */
export function strangenessOf({ durationMs, averageLogProbability, words }: HeardStretch): number | undefined {
  if (durationMs < SHORTEST_MS || words.length < FEWEST_WORDS) return undefined;
  return -averageLogProbability + REPETITION_WEIGHT * Math.max(0, repetitionOf(words) - USUAL_REPETITION);
}

/** Share of the words that are in a phrase of three words which comes more than once. */
function repetitionOf(words: readonly { readonly text: string }[]): number {
  const plain = words.map(({ text }) => text.toLowerCase().replace(/[^a-z0-9']+/g, ''));
  const places = new Map<string, number[]>();
  for (let at = 0; at + 3 <= plain.length; at++) {
    const phrase = plain.slice(at, at + 3).join(' ');
    places.set(phrase, [...(places.get(phrase) ?? []), at]);
  }
  const repeated = new Set<number>();
  for (const starts of places.values())
    if (starts.length > 1) for (const start of starts) for (let i = 0; i < 3; i++) repeated.add(start + i);
  return repeated.size / words.length;
}

export interface LanguageWatch {
  /** The next stretch of one recording; says whether it was another language. */
  push(stretch: HeardStretch): boolean;
}

/** Watches a recording stretch by stretch: one that leaves no doubt counts alone, doubtful ones when two come in a row. */
export function createLanguageWatch(): LanguageWatch {
  let before = 0;
  return {
    push(stretch) {
      const strangeness = strangenessOf(stretch);
      if (strangeness === undefined) return false;
      const isOther = strangeness >= SURE || (strangeness >= DOUBTFUL && before >= DOUBTFUL);
      before = strangeness;
      return isOther;
    },
  };
}
