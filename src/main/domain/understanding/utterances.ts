import type { Speaker, Transcript } from '../../../shared/model/transcript.ts';
import { applyCorrections } from './corrections.ts';
import type { Lexicon } from './lexicon.ts';
import { settleSpeakers } from './speakers.ts';
import { scoreBinary, type BinaryModel } from './linear-model.ts';
import { normalizeNumbers } from './numbers.ts';
import { withoutRepetitions } from './repetitions.ts';
import { tokenize, type Token } from './tokens.ts';

/** One sentence-like stretch of one speaker: the unit of understanding. */
export interface Unit {
  readonly index: number;
  readonly segmentIndex: number;
  readonly speaker: Speaker;
  /** Without the closing mark; commas stay in. */
  readonly tokens: readonly Token[];
  readonly question: boolean;
  /** First and last unit of the segment. */
  readonly opens: boolean;
  readonly closes: boolean;
}

const ENDS = new Set(['.', '?', '!', ';']);
const WH = new Set(['what', 'how', 'when', 'where', 'who', 'why', 'which', 'whose']);
const AUX = new Set(['do', 'does', 'did', 'are', 'is', 'was', 'were', 'have', 'has', 'had', 'can', 'could', 'would', 'will', 'any', 'should', 'am']); // prettier-ignore
const PRONOUN = new Set(['you', 'i', 'it', 'that', 'there', 'he', 'she', 'they', 'we', 'this', 'your', 'the', 'anything', 'anyone', 'any', 'these', 'those']); // prettier-ignore
const LEAD = new Set(['okay', 'ok', 'alright', 'so', 'and', 'well', 'now', 'right', 'but', 'yeah', 'then', 'also', 'good', 'great', 'or', 'all', 'no', 'yes', 'sure', 'hm', 'ah', 'oh', 'just']); // prettier-ignore

/** Features of the gap between tokens[i] and tokens[i + 1]; shared with training. */
export function boundaryFeatures(words: readonly string[], i: number): string[] {
  const at = (k: number): string => {
    const word = words[k];
    return word === undefined ? '^' : /^\d/.test(word) ? '#' : word;
  };
  const [b, a, x, y, z] = [at(i - 1), at(i), at(i + 1), at(i + 2), at(i + 3)];
  return [`a=${a}`, `x=${x}`, `ab=${b} ${a}`, `xy=${x} ${y}`, `ax=${a} ${x}`, `b=${b}`, `y=${y}`, `xyz=${x} ${y} ${z}`, `axy=${a} ${x} ${y}`]; // prettier-ignore
}

/** A question by its form: for text that lost its question marks. */
export function looksLikeQuestion(words: readonly string[]): boolean {
  let i = 0;
  while (i < words.length && (LEAD.has(words[i]!) || words[i] === ',')) i++;
  const first = words[i] ?? '';
  const second = words[i + 1] ?? '';
  if (WH.has(first))
    return first !== 'what' || second !== 'i' ? !(first === 'when' && PRONOUN.has(second) && second !== 'did') : false;
  if (first === 'any') return true;
  // "don't you …" asks, "don't worry" does not.
  if (AUX.has(first) && second === 'not') return first !== 'do' || PRONOUN.has(words[i + 2] ?? '');
  if (AUX.has(first) && PRONOUN.has(second)) return true;
  return /^(how about|what about)/.test(`${first} ${second}`);
}

/** Chosen on held-out dialogues: a missed end joins two facts, a false one only shortens a sentence. */
const THRESHOLD = -0.5;
const QUESTION_PAIRS =
  /^(do you|did you|are you|have you|were you|how are|how is|how long|how often|how about|how many|how much|what about|does it|has it|any other|what kind|when did|do they)$/;
const OPENERS = new Set(['so', 'okay', 'now', 'and', 'alright', 'then', 'but', 'or']);
const HOLDERS = new Set([
  'how',
  'what',
  'when',
  'where',
  'why',
  'if',
  'whether',
  'which',
  'who',
  'long',
  'often',
  'much',
  'many',
  'pain',
  'kind',
  'medications',
  'symptoms',
  'about',
  'else',
  'other',
  'think',
  'know',
  'see',
  'that',
  'the',
  'and',
  'or',
  'so',
  'okay',
  'now',
  'alright',
  'then',
  'but',
  'time',
]);

/** How far the words that follow look like a new statement: lowers the bar for the model. */
function leaning(words: readonly string[], i: number): number {
  const before = words[i - 1] ?? '';
  const four = words.slice(i, i + 5);
  if (
    four[0] === 'on' &&
    /^(your|his|her|physical|examination|exam|abdominal|vaginal)$/.test(four[1] ?? '') &&
    four.slice(1).some((word) => word.startsWith('exam'))
  )
    return 4;
  const text = `${four.join(' ')} `;
  if (
    /^(what i (want|would|am)|i am going to|i want to|i would like|we are going to|let us|i also|i will|we will|i recommend|why do not we|otherwise|you do have|you have got|i do (not )?(see|hear|feel|think)|i reviewed) /.test(
      text,
    )
  )
    return HOLDERS.has(before) || /^(is|do|that|which|where|because|and|so|but|if|when|as|of|to)$/.test(before)
      ? 0
      : 1.5;
  if (
    four[0] === 'your' &&
    four.slice(2).some((word) => /^(is|are|shows?|looks?|was|were)$/.test(word)) &&
    !/^(on|of|in|to|with|for|at|from|about|under|over|is|are|and|check|get|your|that|through|by|continue|than|feel|examine|checked|see|hear|increase|take|taking|reviewed|review|like|because|if|when|how|what|or|but|so)$/.test(
      before,
    )
  )
    return 2;
  return 0;
}

function questionStarts(words: readonly string[], i: number): boolean {
  const word = words[i]!;
  const next = words[i + 1] ?? '';
  const before = words[i - 1] ?? '';
  // "… of the knee so you have", "… now i want": a new sentence, whatever the model says.
  if (
    (word === 'so' || word === 'now' || word === 'okay' || word === 'alright') &&
    !/^(is|are|am|be|doing|feel|feeling|just|do|and|right|was|okay|think|not|even|until|by|from|for|that|than|or|but|up|ever)$/.test(
      before,
    )
  ) {
    if (/^(i|you|we|it|he|she|they|there|your|my|let|what|here|for|as|in|the|this|so|any|a)$/.test(next) && i >= 3)
      return true;
  }
  if (
    word === 'there' &&
    /^(is|are|was)$/.test(next) &&
    i >= 4 &&
    !/^(that|if|and|so|but|because|know|think|see|is|are|or|when|out|in|up|while|where|since|like|over|right|down|which)$/.test(
      before,
    )
  )
    return true;
  const opener = OPENERS.has(word);
  const at = opener ? i + 1 : i;
  if (!QUESTION_PAIRS.test(`${words[at] ?? ''} ${words[at + 1] ?? ''}`)) return false;
  return opener
    ? words[i] !== 'or' || !HOLDERS.has(words[i - 1] ?? '')
    : !HOLDERS.has(words[i - 1] ?? '') && !AUX.has(words[i - 1] ?? '');
}

function split(
  tokens: readonly Token[],
  model: BinaryModel | undefined,
  punctuated: boolean,
): { tokens: Token[]; mark: string }[] {
  const parts: { tokens: Token[]; mark: string }[] = [];
  let current: Token[] = [];
  const words = tokens.filter((token) => token.kind !== 'punct').map((token) => token.norm);
  let wordIndex = -1;
  for (const token of tokens) {
    if (token.kind === 'punct') {
      if (ENDS.has(token.norm)) {
        if (current.length > 0) parts.push({ tokens: current, mark: token.norm });
        current = [];
      } else if (current.length > 0) current.push(token);
      continue;
    }
    wordIndex++;
    current.push(token);
    if (
      !punctuated &&
      model &&
      wordIndex < words.length - 1 &&
      !hangsOn(current, words[wordIndex + 1]!) &&
      (scoreBinary(model, boundaryFeatures(words, wordIndex)) > THRESHOLD - leaning(words, wordIndex + 1) ||
        questionStarts(words, wordIndex + 1))
    ) {
      parts.push({ tokens: current, mark: '' });
      current = [];
    }
  }
  if (current.length > 0) parts.push({ tokens: current, mark: '' });
  return parts;
}

/** "if it does not get better | then we can get an x-ray" is one statement. */
function hangsOn(current: readonly Token[], next: string): boolean {
  if (current.length > 22 || !/^(then|we|i|and|you|or|just|call|come|go|let|please)$/.test(next)) return false;
  const at = current.findLastIndex((token) => token.norm === 'if' || token.norm === 'unless');
  return (
    at >= 0 &&
    current.length - at < 18 &&
    !current.slice(at).some((token) => /^(call|then|come|return)$/.test(token.norm))
  );
}

/** Cuts a long sentence before ", and I …" and the like, so that one unit says one thing. */
function cutLong(tokens: Token[]): Token[][] {
  if (tokens.length < 14) return [tokens];
  const out: Token[][] = [];
  let from = 0;
  for (let i = 5; i < tokens.length - 4; i++) {
    if (i - from < 5) continue;
    const word = tokens[i]!.norm;
    const comma = tokens[i - 1]!.norm === ',';
    // What follows an "if" hangs on it.
    if (tokens.slice(from, i).some((token) => token.norm === 'if' || token.norm === 'unless')) continue;
    const conjunction = word === 'but' || word === 'so' || word === 'and';
    if (!conjunction) continue;
    // "… but I didn't take it" changes what stands before it.
    if (word === 'but' && tokens.length - i < 9) continue;
    const next = tokens[i + 1]!.norm === ',' ? tokens[i + 2]!.norm : tokens[i + 1]!.norm;
    const after = tokens[i + 2]!.norm;
    const clause = PRONOUN.has(next) && next !== 'any' && next !== 'your' && next !== 'the' && next !== 'anything';
    const then =
      (next === 'then' && tokens[i - 1]!.norm !== 'now') ||
      (next === 'your' && comma) ||
      (next === 'the' && comma && word === 'but') ||
      (word === 'and' && comma && next === 'my' && after !== 'left');
    if (clause || then) {
      out.push(tokens.slice(from, i));
      from = i;
    }
  }
  out.push(tokens.slice(from));
  return out.map(trimCommas).filter((part) => part.length > 0);
}

function trimCommas(tokens: Token[]): Token[] {
  let from = 0;
  let to = tokens.length;
  while (from < to && tokens[from]!.kind === 'punct') from++;
  while (to > from && tokens[to - 1]!.kind === 'punct') to--;
  return tokens.slice(from, to);
}

/** Transcript to units, in order. Segments that could not be decoded carry no words and give none. */
export function toUnits(transcript: Transcript, boundary: BinaryModel | undefined, lexicon?: Lexicon): Unit[] {
  const units: Unit[] = [];
  transcript.segments.forEach((segment, segmentIndex) => {
    const tokens = withoutRepetitions(applyCorrections(normalizeNumbers(tokenize(segment.text)), lexicon));
    const marks = tokens.filter((token) => token.kind === 'punct' && ENDS.has(token.norm)).length;
    const words = tokens.filter((token) => token.kind !== 'punct').length;
    // Fewer than one full stop in forty words: the recogniser gave no punctuation worth trusting.
    const punctuated = marks > 0 && words / marks < 40;
    const parts = split(tokens, boundary, punctuated || words < 3);
    const made: Omit<Unit, 'index' | 'opens' | 'closes'>[] = [];
    for (const part of parts) {
      const pieces = cutLong(trimCommas(part.tokens));
      pieces.forEach((piece, k) => {
        if (piece.length === 0) return;
        const norms = piece.map((token) => token.norm);
        const question = (part.mark === '?' && k === pieces.length - 1) || (part.mark !== '.' && looksLikeQuestion(norms)) || (part.mark === '.' && looksLikeQuestion(norms) && segment.speaker !== 'patient' && AUX.has(norms[0]!)); // prettier-ignore
        made.push({ segmentIndex, speaker: segment.speaker, tokens: piece, question });
      });
    }
    made.forEach((unit, k) =>
      units.push({ ...unit, index: units.length, opens: k === 0, closes: k === made.length - 1 }),
    );
  });
  return settleSpeakers(units, transcript);
}
