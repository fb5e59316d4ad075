/**
 * What the role model looks at. Training and the product call the same functions, so a feature cannot drift between the two.
 *
 * A transcript is a sequence of units (words, their punctuation set aside). Each unit gives hashed features to the question "who says
 * this word?" (`node`), each gap between two units to the question "does the speaker change here?" (`edge`).
 */

/** Punctuation after a unit. */
export const PUNCTUATION = { none: 0, comma: 1, period: 2, question: 3, dash: 4 } as const;

/**
 * What lies between a unit and the next. `inside` and `line` belong to text whose lines are whole turns; `loose-line` to text whose lines
 * are not; `cut` to the borders of a recogniser's segments.
 */
export const BOUNDARY = { none: 0, inside: 1, line: 2, looseLine: 3, cut: 4 } as const;

export interface RoleUnits {
  /** Normalised words: lower case, digits as `#`, no punctuation around them. */
  readonly words: readonly string[];
  /** PUNCTUATION class after each word. */
  readonly punctuation: Uint8Array;
  /** BOUNDARY class after each word; the last entry means nothing. */
  readonly boundary: Uint8Array;
}

export interface RoleFeatures {
  readonly count: number;
  /** `count` rows of `NODE_FEATURES` 32-bit hashes. */
  readonly node: Int32Array;
  /** `count` rows of `EDGE_FEATURES` 32-bit hashes: row i is the gap between unit i and i + 1. */
  readonly edge: Int32Array;
  /** 1 where the gap after the unit lies within a line that is a whole turn. */
  readonly inside: Uint8Array;
}

export const NODE_FEATURES = 20;
export const EDGE_FEATURES = 26;

/** A sentence longer than this is text without punctuation: its ends say nothing. */
const LONGEST_SENTENCE = 45;

/** FNV-1a over UTF-16 code units. */
export function hashWord(word: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < word.length; index++) hash = Math.imul(hash ^ word.charCodeAt(index), 0x01000193);
  return hash | 0;
}

function mix(a: number, b: number): number {
  let hash = Math.imul(a ^ (b + 0x9e3779b9 + (a << 6) + (a >>> 2)), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

const START = hashWord('<s>');
const END = hashWord('</s>');

/** Contractions as tokenised corpora write them ("do n't", "i 'm") join the word before them. */
const CLITIC = /^(?:n't|'(?:s|m|d|re|ve|ll))$/;

/**
 * Whitespace tokens to units. `unitOf[i]` is the unit that token i belongs to (a token of punctuation alone belongs to the word before it),
 * or -1 for punctuation before the first word.
 */
export function toUnits(tokens: readonly string[]): {
  words: string[];
  punctuation: number[];
  unitOf: Int32Array;
} {
  const words: string[] = [];
  const punctuation: number[] = [];
  const unitOf = new Int32Array(tokens.length).fill(-1);
  tokens.forEach((token, index) => {
    const lower = token.toLowerCase().replaceAll('’', "'");
    const word = lower.replace(/^[^\p{L}\p{N}']+|[^\p{L}\p{N}]+$/gu, '').replace(/\d+/g, '#');
    const last = words.length - 1;
    if (word === '' || word === "'") {
      if (last >= 0) punctuation[last] = Math.max(punctuation[last]!, punctuationOf(lower));
    } else if (last >= 0 && CLITIC.test(word)) {
      words[last] += word;
      punctuation[last] = punctuationOf(lower);
    } else {
      words.push(word);
      punctuation.push(punctuationOf(lower));
    }
    unitOf[index] = words.length - 1;
  });
  return { words, punctuation, unitOf };
}

function punctuationOf(token: string): number {
  const tail = /[^\p{L}\p{N}]*$/u.exec(token)?.[0] ?? '';
  if (tail.includes('?')) return PUNCTUATION.question;
  if (/[.!;…]/.test(tail)) return PUNCTUATION.period;
  if (/[,:]/.test(tail)) return PUNCTUATION.comma;
  if (/[-–—]/.test(tail)) return PUNCTUATION.dash;
  return PUNCTUATION.none;
}

const bucket = (length: number) =>
  length <= 3 ? length : length <= 5 ? 4 : length <= 8 ? 5 : length <= 14 ? 6 : length <= 25 ? 7 : 8;

interface Sentence {
  readonly first: number;
  readonly last: number;
  readonly question: boolean;
  /** False where the text has no punctuation: then the stretch is no sentence. */
  readonly known: boolean;
  /** Hash of the whole sentence where it is at most four words. */
  readonly whole: number;
}

function sentencesOf(units: RoleUnits, hashes: Int32Array): Sentence[] {
  const sentences: Sentence[] = [];
  const count = units.words.length;
  for (let first = 0; first < count;) {
    let last = first;
    while (
      last + 1 < count &&
      units.punctuation[last] !== PUNCTUATION.period &&
      units.punctuation[last] !== PUNCTUATION.question &&
      units.boundary[last]! < BOUNDARY.line
    )
      last++;
    let whole = 0;
    if (last - first < 4) for (let index = first; index <= last; index++) whole = mix(whole, hashes[index]!);
    sentences.push({
      first,
      last,
      question: units.punctuation[last] === PUNCTUATION.question,
      known: last - first < LONGEST_SENTENCE,
      whole,
    });
    first = last + 1;
  }
  return sentences;
}

/** Hashes of every feature of every unit and gap. Pure; about 50 hashes a word. */
export function featurise(units: RoleUnits): RoleFeatures {
  const count = units.words.length;
  const hashes = Int32Array.from(units.words, hashWord);
  const word = (index: number) => (index < 0 ? START : index >= count ? END : hashes[index]!);
  const node = new Int32Array(count * NODE_FEATURES);
  const edge = new Int32Array(count * EDGE_FEATURES);
  const sentences = sentencesOf(units, hashes);

  sentences.forEach((sentence, sentenceIndex) => {
    const before = sentences[sentenceIndex - 1];
    const after = sentences[sentenceIndex + 1];
    const length = bucket(sentence.last - sentence.first + 1);
    const opening = mix(word(sentence.first), word(Math.min(sentence.first + 1, sentence.last)));
    const ending = sentence.question ? 1 : 0;
    const asked = before?.question ? 1 : 0;
    const punctuated = units.punctuation[sentence.last]! >= PUNCTUATION.period ? 1 : 0;
    const shape = mix(mix(length, ending), mix(asked, punctuated));
    for (let at = sentence.first; at <= sentence.last; at++) {
      const [w, p1, p2, n1, n2] = [word(at), word(at - 1), word(at - 2), word(at + 1), word(at + 2)];
      const place = Math.min(7, Math.floor((8 * at) / count));
      const inSentence = Math.min(4, at - sentence.first);
      let row = at * NODE_FEATURES;
      const put = (kind: number, value: number) => {
        node[row++] = mix(kind, value);
      };
      put(1, 0);
      put(2, w);
      put(3, mix(p1, w));
      put(4, mix(w, n1));
      put(5, mix(mix(p1, w), n1));
      put(6, mix(p2, w));
      put(7, mix(w, n2));
      put(8, mix(mix(p2, p1), w));
      put(9, mix(mix(w, n1), n2));
      put(10, mix(place, at < 40 ? Math.floor(at / 8) : 9));
      put(11, mix(w, units.punctuation[at]!));
      if (sentence.known) {
        put(12, shape);
        put(13, mix(shape, word(sentence.first)));
        put(14, opening);
        put(15, mix(word(sentence.first), w));
        put(16, mix(ending, w));
        put(17, mix(mix(asked, inSentence), w));
        if (sentence.whole !== 0) put(18, sentence.whole);
        if (before?.known && before.whole !== 0) put(19, before.whole);
        put(20, mix(asked, opening));
        if (after?.known && after.whole !== 0) put(21, after.whole);
      }
      while (row < (at + 1) * NODE_FEATURES) put(0, 0);

      const boundary = units.boundary[at]!;
      const mark = mix(boundary, units.punctuation[at]!);
      const closes = at === sentence.last;
      row = at * EDGE_FEATURES;
      const link = (kind: number, value: number) => {
        edge[row++] = mix(kind, value);
      };
      link(100, 0);
      link(101, boundary);
      link(102, mark);
      link(103, w);
      link(104, n1);
      link(105, mix(w, n1));
      link(106, mix(n1, n2));
      link(107, mix(p1, w));
      link(108, mix(mark, w));
      link(109, mix(mark, n1));
      link(110, mix(mark, mix(n1, n2)));
      link(111, mix(mark, mix(p1, w)));
      link(112, mix(mix(p1, w), n1));
      link(113, mix(mix(w, n1), n2));
      link(114, mix(mix(p2, p1), w));
      link(115, mix(mix(n1, n2), word(at + 3)));
      if (closes && after && sentence.known && after.known) {
        const nextLength = bucket(after.last - after.first + 1);
        const nextEnding = after.question ? 1 : 0;
        const turn = mix(mix(ending, nextEnding), boundary);
        link(116, mix(mark, length));
        link(117, mix(mark, nextLength));
        link(118, mix(turn, mix(length, nextLength)));
        link(119, mix(turn, n1));
        link(120, mix(turn, word(sentence.first)));
        link(121, mix(turn, mix(word(sentence.first), n1)));
        link(122, mix(turn, mix(opening, n1)));
        if (sentence.whole !== 0) link(123, mix(turn, sentence.whole));
        if (after.whole !== 0) link(124, mix(turn, after.whole));
        if (sentence.whole !== 0 && after.whole !== 0) link(125, mix(sentence.whole, after.whole));
      }
      while (row < (at + 1) * EDGE_FEATURES) link(0, 0);
    }
  });
  const inside = units.boundary.map((boundary) => (boundary === BOUNDARY.inside ? 1 : 0));
  return { count, node, edge, inside };
}
