import type { WordRisk } from '../../../shared/model/transcript.ts';
import { plainWord } from './correct-vocabulary-words.ts';
import { hearingTokens, type HearingToken, type PlacedWord } from './hearing-tokens.ts';
import { similarityOfSounds, soundsOf } from './phonetic.ts';
import { tokenRisks, type RiskVocabulary } from './risk.ts';

/** Further apart than this, two words are not the same sound. */
const LONGEST_SHIFT_MS = 1_500;
/** What it costs to have nothing on the other side, and to stand elsewhere by a second. */
const GAP = 0.72;
const MISPLACED = 0.15;
/** So many words in a row that only the first hearing has were not denied by the second, but lost. */
const LONGEST_LOSS = 5;

/** A word of this confidence is not doubted because the second hearing has nothing there. */
const SURE = 0.9;
const SOUNDS_ALIKE = 0.6;
const NO = /^(?:no|nope|nah|none)$/;
const YES = /^(?:yes|yeah|yep|yup|sure|sometimes|definitely|mhm|mm-hmm|uh-huh)$/;

/** Words of the first hearing against words of the second, where a word that can harm is on either side. */
export interface Disagreement {
  /** Indices of the first hearing's words, `to` exclusive; never empty. */
  readonly from: number;
  readonly to: number;
  /** What the second hearing wrote there; empty where it heard nothing. */
  readonly heardAgain: string;
  readonly risk: WordRisk;
  /** The least of the words that differ. 0 for a side that has none. */
  readonly firstConfidence: number;
  readonly secondConfidence: number;
}

export interface Comparison {
  readonly disagreements: readonly Disagreement[];
  /** Confidence of the second hearing for the words of the first that it confirms, by their index. */
  readonly agreed: ReadonlyMap<number, number>;
  /** Words of the first, risky or not, that the second wrote otherwise or left out. Fillers are in neither. */
  readonly disputed: ReadonlySet<number>;
}

/** Two hearings of the same sound: which words of the first the second confirms, and where risky ones are disputed. */
export function compareHearings(
  first: readonly PlacedWord[],
  second: readonly PlacedWord[],
  vocabulary: RiskVocabulary,
): Comparison {
  const sides = [first, second].map((words): Side => {
    const tokens = hearingTokens(words);
    return { words, tokens, risks: tokenRisks(tokens, words, vocabulary) };
  }) as [Side, Side];
  const pairs = withoutLosses(align(sides[0].tokens, sides[1].tokens));
  const agreed = new Map<number, number>();
  const disputed = new Set<number>();
  for (const [i, j] of pairs) {
    if (i === undefined) continue;
    const { first: from, last } = sides[0].tokens[i]!;
    for (let word = from; word <= last; word++)
      if (isSame(sides, [i, j])) agreed.set(word, Math.min(sides[1].tokens[j!]!.confidence, agreed.get(word) ?? 1));
      else disputed.add(word);
  }
  const disagreements: Disagreement[] = [];
  for (const found of groupsOf(sides, pairs).flatMap((group) => disagreementOf(sides, pairs, group) ?? [])) {
    const isDoubt = isCredible(found, first, vocabulary);
    if (isDoubt) disagreements.push(found);
    for (let word = found.from; word < found.to; word++)
      if (isDoubt) disputed.add(word);
      else disputed.delete(word);
  }
  for (const word of disputed) agreed.delete(word);
  return { disagreements, agreed, disputed };
}

interface Side {
  readonly words: readonly PlacedWord[];
  readonly tokens: readonly HearingToken[];
  readonly risks: readonly (WordRisk | undefined)[];
}

/** Indices of tokens that stand against each other; undefined: nothing does. */
type Pair = readonly [number | undefined, number | undefined];

/** Pairs words by what they say, how they sound and when they were said, at the least cost (Needleman & Wunsch 1970). */
function align(first: readonly HearingToken[], second: readonly HearingToken[]): Pair[] {
  const sounds = [first, second].map((tokens) => tokens.map((token) => soundsOf(token.norm)));
  const columns = second.length + 1;
  const cost = new Float64Array((first.length + 1) * columns);
  const move = new Uint8Array(cost.length);
  const [MATCH, DROP, INSERT] = [0, 1, 2];
  for (let i = 0; i <= first.length; i++)
    for (let j = 0; j <= second.length; j++) {
      if (i === 0 && j === 0) continue;
      const at = i * columns + j;
      const match =
        i > 0 && j > 0
          ? cost[at - columns - 1]! + costOf(first[i - 1]!, second[j - 1]!, sounds[0]![i - 1]!, sounds[1]![j - 1]!)
          : Infinity;
      const drop = i > 0 ? cost[at - columns]! + GAP : Infinity;
      const insert = j > 0 ? cost[at - 1]! + GAP : Infinity;
      const best = Math.min(match, drop, insert);
      cost[at] = best;
      move[at] = best === match ? MATCH : best === drop ? DROP : INSERT;
    }
  const pairs: Pair[] = [];
  for (let i = first.length, j = second.length; i > 0 || j > 0;) {
    const step = move[i * columns + j]!;
    if (step !== INSERT) i--;
    if (step !== DROP) j--;
    pairs.push([step === INSERT ? undefined : i, step === DROP ? undefined : j]);
  }
  return pairs.reverse();
}

/** Where the second hearing lost the thread it tells nothing: long stretches of which it has no word are left out. */
function withoutLosses(pairs: readonly Pair[]): Pair[] {
  const kept: Pair[] = [];
  for (let at = 0; at < pairs.length;) {
    let end = at;
    while (end < pairs.length && pairs[end]![1] === undefined) end++;
    if (end - at < LONGEST_LOSS) kept.push(...pairs.slice(at, Math.max(end, at + 1)));
    at = Math.max(end, at + 1);
  }
  return kept;
}

function costOf(a: HearingToken, b: HearingToken, soundsA: string, soundsB: string): number {
  const shiftMs = Math.abs(a.startMs + a.endMs - b.startMs - b.endMs) / 2;
  if (shiftMs > LONGEST_SHIFT_MS) return Infinity;
  const misplaced = (MISPLACED * shiftMs) / 1_000;
  if (a.norm === b.norm) return misplaced;
  return misplaced + 1.1 - 0.5 * similarityOfSounds(soundsA, soundsB);
}

const isSame = ([first, second]: readonly [Side, Side], [i, j]: Pair): boolean =>
  i !== undefined && j !== undefined && first.tokens[i]!.norm === second.tokens[j]!.norm;

/** Ranges of pairs that differ and hold a risky word: the risky pair, what has no counterpart beside it, and the rest of their words. */
function groupsOf(sides: readonly [Side, Side], pairs: readonly Pair[]): [number, number][] {
  const isRisky = ([i, j]: Pair): boolean =>
    (i !== undefined && sides[0].risks[i] !== undefined) || (j !== undefined && sides[1].risks[j] !== undefined);
  const groups: [number, number][] = [];
  pairs.forEach((pair, at) => {
    if (isSame(sides, pair) || !isRisky(pair)) return;
    let [from, to] = [at, at + 1];
    /** Takes in what has no counterpart on `side`. */
    const takeGaps = (side: 0 | 1): void => {
      while (from > 0 && pairs[from - 1]![side] === undefined) from--;
      while (to < pairs.length && pairs[to]![side] === undefined) to++;
    };
    const isEmpty = (side: 0 | 1): boolean => pairs.slice(from, to).every((inside) => inside[side] === undefined);
    if (pair[0] !== undefined) takeGaps(0);
    if (pair[1] !== undefined) takeGaps(1);
    // Only in the first hearing: a neighbour that was written otherwise is part of the same trouble.
    const differs = (other: Pair | undefined): boolean =>
      other !== undefined && other[0] !== undefined && other[1] !== undefined && !isSame(sides, other);
    if (isEmpty(1) && differs(pairs[to])) to++;
    else if (isEmpty(1) && differs(pairs[from - 1])) from--;
    // Only in the second: it is shown at the word after it, or else before it.
    if (isEmpty(0) && to < pairs.length) to++;
    else if (isEmpty(0) && from > 0) from--;
    while (from > 0 && sharesWord(sides, pairs[from - 1]!, pairs[from]!)) from--;
    while (to < pairs.length && sharesWord(sides, pairs[to - 1]!, pairs[to]!)) to++;
    const before = groups.at(-1);
    if (before && from <= before[1]) groups[groups.length - 1] = [Math.min(before[0], from), Math.max(before[1], to)];
    else groups.push([from, to]);
  });
  return groups.filter(([from, to]) => pairs.slice(from, to).some(([i]) => i !== undefined));
}

/** "Don't" is two tokens of one word: what is said of the one is said of the word. */
function sharesWord(sides: readonly [Side, Side], a: Pair, b: Pair): boolean {
  return ([0, 1] as const).some((side) => {
    const [left, right] = [a[side], b[side]];
    if (left === undefined || right === undefined) return false;
    return sides[side].tokens[right]!.first <= sides[side].tokens[left]!.last;
  });
}

function disagreementOf(
  sides: readonly [Side, Side],
  pairs: readonly Pair[],
  [start, end]: readonly [number, number],
): Disagreement | undefined {
  const group = pairs.slice(start, end);
  const ranges = ([0, 1] as const).map((side): [number, number] => {
    const tokens = group.flatMap((pair) => (pair[side] === undefined ? [] : [sides[side].tokens[pair[side]]!]));
    if (tokens.length === 0) return [0, 0];
    return [Math.min(...tokens.map((token) => token.first)), Math.max(...tokens.map((token) => token.last)) + 1];
  }) as [[number, number], [number, number]];
  const [[from, to], again] = trim(sides, ranges);
  const heardAgain = sides[1].words
    .slice(...again)
    .map((word) => word.text)
    .join(' ');
  const risk = riskOf(sides, group);
  if (risk === undefined || from === to) return undefined;
  const least = (words: readonly PlacedWord[]): number => Math.min(1, ...words.map((word) => word.confidence));
  return {
    from,
    to,
    heardAgain,
    risk,
    firstConfidence: least(sides[0].words.slice(from, to)),
    secondConfidence: again[0] === again[1] ? 0 : least(sides[1].words.slice(...again)),
  };
}

/**
 * Not every difference speaks against the first hearing. Common words that sound like the very drug it wrote ("tile at all") are what becomes
 * of a name without help; a word that it is sure of was rather lost by the second; and who is asked and says "no" is believed unless the second
 * hearing has a "yes".
 */
function isCredible(
  { from, to, heardAgain, firstConfidence }: Disagreement,
  first: readonly PlacedWord[],
  { drugs }: RiskVocabulary,
): boolean {
  if (heardAgain === '') return firstConfidence < SURE;
  const wrote = first.slice(from, to).map((word) => plainWord(word.text));
  const isAnswer = wrote.length === 1 && NO.test(wrote[0]!) && /\?["')]*$/.test(first[from - 1]?.text ?? '');
  if (
    isAnswer &&
    !heardAgain
      .split(' ')
      .map(plainWord)
      .some((word) => YES.test(word))
  )
    return false;
  const isDrug = (word: string): boolean => drugs.has(word) || drugs.has(word.replace(/s$/, ''));
  if (!wrote.some(isDrug) || heardAgain.split(' ').map(plainWord).some(isDrug)) return true;
  return similarityOfSounds(soundsOf(wrote.join(' ')), soundsOf(heardAgain)) < SOUNDS_ALIKE;
}

/** Words that both wrote alike at the ends do not belong to the dispute. One of the first hearing's stays, to carry it. */
function trim(
  sides: readonly [Side, Side],
  [[a, b], [c, d]]: readonly [readonly [number, number], readonly [number, number]],
): [[number, number], [number, number]] {
  let [from, to, againFrom, againTo] = [a, b, c, d];
  const isAlike = (i: number, j: number): boolean =>
    plainWord(sides[0].words[i]!.text) === plainWord(sides[1].words[j]!.text);
  while (to - from > 1 && againTo > againFrom && isAlike(to - 1, againTo - 1)) [to, againTo] = [to - 1, againTo - 1];
  while (to - from > 1 && againTo > againFrom && isAlike(from, againFrom))
    [from, againFrom] = [from + 1, againFrom + 1];
  return [
    [from, to],
    [againFrom, againTo],
  ];
}

/** The first hearing's risk where it has one, else that of the second. */
function riskOf(sides: readonly [Side, Side], group: readonly Pair[]): WordRisk | undefined {
  for (const side of [0, 1] as const)
    for (const pair of group) {
      const risk = pair[side] === undefined || isSame(sides, pair) ? undefined : sides[side].risks[pair[side]];
      if (risk !== undefined) return risk;
    }
  return undefined;
}
