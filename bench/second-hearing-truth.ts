/** Where a recogniser's text differs from a person's transcript, at words that can harm; and whether a second hearing marked it. */
import { readFileSync } from 'node:fs';
import type { TranscriptSegment, TranscriptWord, WordRisk } from '../src/shared/model/transcript.ts';
import { hearingTokens, type PlacedWord } from '../src/main/domain/speech/hearing-tokens.ts';
import { tokenRisks, type RiskVocabulary } from '../src/main/domain/speech/risk.ts';

/** A stretch in which text and transcript differ. Word indices; empty where the recogniser left something out. */
export interface HearingError {
  readonly from: number;
  readonly to: number;
  /** A word that can harm is on either side. */
  readonly isRisky: boolean;
  readonly heard: string;
  readonly said: string;
}

export interface Truth {
  readonly words: readonly TranscriptWord[];
  readonly risks: readonly {
    readonly risk: WordRisk;
    readonly from: number;
    readonly to: number;
    readonly isRight: boolean;
  }[];
  readonly errors: readonly HearingError[];
}

/** Words of a transcript with its turns tagged `D:` and `P:`; what stands in brackets was not said. */
export const spokenWords = (text: string): PlacedWord[] =>
  text
    .split('\n')
    .map((line) => line.replace(/^\s*[A-Z]:\s*/, '').replace(/\[[^\]]*\]|\([^)]*\)|<[^>]*>/g, ' '))
    .join(' ')
    .split(/\s+/)
    .filter((word) => word !== '')
    .map((word) => ({ text: word, startMs: 0, endMs: 0, confidence: 1 }));

export function truthOf(segments: readonly TranscriptSegment[], spoken: string, vocabulary: RiskVocabulary): Truth {
  const words = [...segments].sort((a, b) => a.startMs - b.startMs).flatMap((segment) => segment.words);
  const heard = hearingTokens(words);
  const risks = tokenRisks(heard, words, vocabulary);
  const said = spokenWords(spoken);
  const reference = hearingTokens(said);
  const referenceRisks = tokenRisks(reference, said, vocabulary);
  const pairs = align(
    heard.map((token) => token.norm),
    reference.map((token) => token.norm),
  );
  const isRight = new Set<number>();
  const errors: HearingError[] = [];
  let nextWord = 0;
  for (let at = 0; at < pairs.length;) {
    const isSame = ([i, j]: Pair): boolean =>
      i !== undefined && j !== undefined && heard[i]!.norm === reference[j]!.norm;
    if (isSame(pairs[at]!)) {
      const i = pairs[at++]![0]!;
      isRight.add(i);
      nextWord = heard[i]!.last + 1;
      continue;
    }
    let end = at;
    while (end < pairs.length && !isSame(pairs[end]!)) end++;
    const stretch = pairs.slice(at, end);
    const left = stretch.flatMap(([i]) => (i === undefined ? [] : [i]));
    const right = stretch.flatMap(([, j]) => (j === undefined ? [] : [j]));
    const from = left.length > 0 ? heard[left[0]!]!.first : nextWord;
    const to = left.length > 0 ? heard[left.at(-1)!]!.last + 1 : nextWord;
    errors.push({
      from,
      to,
      isRisky: left.some((i) => risks[i] !== undefined) || right.some((j) => referenceRisks[j] !== undefined),
      heard: words
        .slice(from, to)
        .map((word) => word.text)
        .join(' '),
      said: right.map((j) => reference[j]!.norm).join(' '),
    });
    at = end;
  }
  return {
    words,
    errors,
    risks: heard.flatMap(({ first, last }, i) =>
      risks[i] === undefined ? [] : [{ risk: risks[i], from: first, to: last + 1, isRight: isRight.has(i) }],
    ),
  };
}

export interface Mark {
  readonly from: number;
  readonly to: number;
  readonly heardAgain: string;
}

/** Neighbours with the same second hearing are one mark. */
export function marksOf(words: readonly TranscriptWord[]): Mark[] {
  const marks: Mark[] = [];
  words.forEach(({ heardAgain }, at) => {
    if (heardAgain === undefined) return;
    const last = marks.at(-1);
    if (last?.to === at && last.heardAgain === heardAgain) marks[marks.length - 1] = { ...last, to: at + 1 };
    else marks.push({ from: at, to: at + 1, heardAgain });
  });
  return marks;
}

/** Left-out words have no place of their own: the words on both sides of the gap stand for them. */
export const touches = (mark: { from: number; to: number }, error: { from: number; to: number }): boolean =>
  error.from === error.to
    ? mark.from <= error.from && error.from <= mark.to
    : mark.from < error.to && error.from < mark.to;

export interface Tally {
  risky: number;
  wrong: number;
  wrongMarked: number;
  marks: number;
  marksAtErrors: number;
  riskyErrors: number;
  riskyErrorsMarked: number;
}

export const NO_TALLY: Tally = {
  risky: 0,
  wrong: 0,
  wrongMarked: 0,
  marks: 0,
  marksAtErrors: 0,
  riskyErrors: 0,
  riskyErrorsMarked: 0,
};

export function tally({ words, risks, errors }: Truth): Tally {
  const marks = marksOf(words);
  const isMarked = (place: { from: number; to: number }): boolean => marks.some((mark) => touches(mark, place));
  const wrong = risks.filter((word) => !word.isRight);
  const risky = errors.filter((error) => error.isRisky);
  return {
    risky: risks.length,
    wrong: wrong.length,
    wrongMarked: wrong.filter(isMarked).length,
    marks: marks.length,
    marksAtErrors: marks.filter((mark) => errors.some((error) => touches(mark, error))).length,
    riskyErrors: risky.length,
    riskyErrorsMarked: risky.filter(isMarked).length,
  };
}

export const add = (a: Tally, b: Tally): Tally =>
  Object.fromEntries(Object.entries(a).map(([key, value]) => [key, value + b[key as keyof Tally]])) as unknown as Tally;

export const readTruth = (
  segments: readonly TranscriptSegment[],
  referenceFile: string,
  vocabulary: RiskVocabulary,
): Truth => truthOf(segments, readFileSync(referenceFile, 'utf8'), vocabulary);

type Pair = readonly [number | undefined, number | undefined];

/** Least edits; a substitution costs a little more than a word lost or gained, so that unlike words are not paired where they needn't be. */
function align(heard: readonly string[], said: readonly string[]): Pair[] {
  const columns = said.length + 1;
  const cost = new Float64Array((heard.length + 1) * columns);
  const move = new Uint8Array(cost.length);
  const [MATCH, EXTRA, LOST] = [0, 1, 2];
  for (let i = 0; i <= heard.length; i++)
    for (let j = 0; j <= said.length; j++) {
      if (i === 0 && j === 0) continue;
      const at = i * columns + j;
      const match = i > 0 && j > 0 ? cost[at - columns - 1]! + (heard[i - 1] === said[j - 1] ? 0 : 1.1) : Infinity;
      const extra = i > 0 ? cost[at - columns]! + 0.7 : Infinity;
      const lost = j > 0 ? cost[at - 1]! + 0.7 : Infinity;
      const best = Math.min(match, extra, lost);
      cost[at] = best;
      move[at] = best === match ? MATCH : best === extra ? EXTRA : LOST;
    }
  const pairs: Pair[] = [];
  for (let i = heard.length, j = said.length; i > 0 || j > 0;) {
    const step = move[i * columns + j]!;
    if (step !== LOST) i--;
    if (step !== EXTRA) j--;
    pairs.push([step === LOST ? undefined : i, step === EXTRA ? undefined : j]);
  }
  return pairs.reverse();
}
