/**
 * Recognisers sometimes fall into a loop and repeat a phrase until they run out of room. `loopStart` looks at the tokens so far
 * and, if they end in such a loop, says how many to keep: the text up to the end of the phrase's first occurrence.
 * People do repeat themselves ("no, no, no"), so short phrases must repeat often before it counts.
 */
export function loopStart(
  tokens: readonly number[],
  /** Punctuation: "I'm tired. I'm tired, I'm tired." is a loop all the same. */
  isMark: (token: number) => boolean = () => false,
): number | undefined {
  const places = tokens.map((_, at) => at).filter((at) => !isMark(tokens[at]!));
  const keep = firstOfLoop(places.map((at) => tokens[at]!));
  return keep === undefined ? undefined : places[keep - 1]! + 1;
}

function firstOfLoop(tokens: readonly number[]): number | undefined {
  const length = tokens.length;
  for (let period = 1; period <= 12; period++) {
    const repeats = countRepeats(tokens, length, period);
    const enough = period === 1 ? 8 : period <= 3 ? 6 : 3;
    if (repeats >= enough && repeats * period >= 12) return length - (repeats - 1) * period;
    if (period === 1 && repeats >= enough) return length - (repeats - 1);
  }
  return undefined;
}

function countRepeats(tokens: readonly number[], length: number, period: number): number {
  let same = 0;
  for (let i = length - 1; i - period >= 0 && tokens[i] === tokens[i - period]; i--) same++;
  return Math.floor(same / period) + 1;
}

/** More tokens a second than anyone speaks. */
const TOKENS_PER_SECOND = 7.5;

/** How many tokens a stretch of audio may become. */
export const tokenLimit = (durationMs: number): number => Math.ceil((durationMs / 1000) * TOKENS_PER_SECOND) + 6;
