import { scoreBinary, type BinaryModel } from './linear-model.ts';
import type { Token } from './tokens.ts';

/** One sentence-like stretch and the mark it ended with ("" where the speaker or the recogniser gave none). */
export interface Stretch {
  readonly tokens: Token[];
  readonly mark: string;
}

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));
export const ENDS: ReadonlySet<string> = set('. ? ! ;');

const CLASSES: readonly (readonly [string, ReadonlySet<string>])[] = [
  ['S', set('i you he she it we they')],
  ['T', set('there that this these those everything anything nothing everyone')],
  ['D', set('the a an another each every no some any')],
  ['M', set('my your his her our their its')],
  ['V', set('is are was were am be been being')],
  ['A', set('have has had do does did can could will would should may might must')],
  ['N', set('not never')],
  ['W', set('what how when where who why which whose')],
  ['C', set('and but or so')],
  ['K', set('if because since although though unless while until than as whether like after before')],
  ['P', set('of to in on at for with from by about into over under through during around per without between')],
  ['O', set('okay ok alright right yes yeah no well now hi hello great good perfect sure')],
  ['R', set('me him them us')],
  ['L', set('let please')],
];
const CLASS_OF = new Map(CLASSES.flatMap(([name, words]) => [...words].map((word) => [word, name] as const)));

function classOf(word: string | undefined): string {
  if (word === undefined) return '^';
  if (/^\d/.test(word)) return '#';
  const known = CLASS_OF.get(word);
  if (known) return known;
  if (word.endsWith('ing')) return 'g';
  if (word.endsWith('ed')) return 'd';
  if (word.endsWith('ly')) return 'y';
  return word.endsWith('s') ? 's' : 'w';
}

/**
 * Features of the gap between words[i] and words[i + 1], when the running sentence began at words[from]; the same in training
 * and use. Words, their classes, and whether the sentence so far has a subject and a verb.
 */
export function boundaryFeatures(words: readonly string[], i: number, from: number): string[] {
  const at = (k: number): string => {
    const word = words[k];
    return word === undefined ? '^' : /^\d/.test(word) ? '#' : word;
  };
  const [b, a, x, y, z] = [at(i - 1), at(i), at(i + 1), at(i + 2), at(i + 3)];
  const [cb, ca, cx, cy, cz, cu] = [-1, 0, 1, 2, 3, 4].map((k) => classOf(words[i + k]));
  const so = clauseState(words, from, i);
  const ahead = nounThenVerb(words, i + 1);
  return [
    `a=${a}`,
    `x=${x}`,
    `ab=${b} ${a}`,
    `xy=${x} ${y}`,
    `ax=${a} ${x}`,
    `b=${b}`,
    `y=${y}`,
    `xyz=${x} ${y} ${z}`,
    `axy=${a} ${x} ${y}`,
    `abx=${b} ${a} ${x}`,
    `1${ca}${cx}`,
    `2${cb}${ca}${cx}${cy}`,
    `3${ca}${cx}${cy}${cz}`,
    `4${a}|${cx}${cy}`,
    `5${ca}|${x} ${y}`,
    `6${cx}${cy}${cz}${cu}`,
    `h${so}`,
    `h${so}${cx}${cy}`,
    `h${so}${ca}${cx}`,
    `h${so}x=${x}`,
    `h${so}a=${a}`,
    `h${so}v${ahead}`,
    `h${so}${ca}v${ahead}`,
    `v${ahead}a=${a}`,
    `n${lengthBucket(i + 1 - from)}`,
    `n${lengthBucket(i + 1 - from)}x=${x}`,
  ];
}

const lengthBucket = (n: number): number => (n < 3 ? n : n < 6 ? 3 : n < 10 ? 6 : n < 16 ? 10 : n < 26 ? 16 : 26);

/** "0": nothing yet, "s": a subject, "v": a verb too, "k": the clause hangs on an "if" or a "when" at its head. */
function clauseState(words: readonly string[], from: number, to: number): string {
  let state = '0';
  let hangs = '';
  for (let k = from; k <= to; k++) {
    const kind = classOf(words[k]);
    if (k - from < 3 && (kind === 'K' || words[k] === 'when' || words[k] === 'once')) hangs = 'k';
    if (state === '0' && (kind === 'S' || kind === 'T' || kind === 'M' || kind === 'D')) state = 's';
    else if ((state === 's' || state === '0') && (kind === 'V' || kind === 'A' || (kind === 'd' && state === 's')))
      state = 'v';
    else if (state === 's' && k > from && CLASS_OF.get(words[k - 1]!) === 'S' && (kind === 'w' || kind === 's'))
      state = 'v';
  }
  return state + hangs;
}

/** How many words until a verb, if what follows is a noun phrase and its verb ("the cervix is", "your lungs are"). */
function nounThenVerb(words: readonly string[], i: number): number {
  const first = classOf(words[i]);
  if (first !== 'D' && first !== 'M' && first !== 'w' && first !== 's' && first !== 'T' && first !== 'S') return 0;
  for (let k = 1; k <= 4; k++) {
    const kind = classOf(words[i + k]);
    if (kind === 'V' || kind === 'A') return k;
    if (!'wsgd'.includes(kind)) return 0;
  }
  return 0;
}

/** Chosen on dialogues not trained on: a missed end joins two facts, a false one only shortens a sentence. */
const THRESHOLD = -0.3;
/** The longer a sentence runs beyond this, the less it takes to end it. */
const LONG_SENTENCE = 16;
const IMPATIENCE = 0.08;
/** So sure that no sentence ends: a pause between segments then lies inside one. */
const INSIDE = -3;

const AUX = set('do does did are is was were have has had can could would will any should am');
const QUESTION_PAIRS =
  /^(do you|did you|are you|have you|were you|how are|how is|how long|how often|how about|how many|how much|what about|does it|has it|any other|what kind|when did|do they)$/;
const OPENERS = set('so okay now and alright then but or');
const HOLDERS = set(
  'how what when where why if whether which who long often much many pain kind medications symptoms about else other think know see that the and or so okay now alright then but time',
);

/** How far the words that follow look like a new statement: lowers the bar for the model. */
function leaning(words: readonly string[], i: number): number {
  const before = words[i - 1] ?? '';
  const four = words.slice(i, i + 5);
  if (
    four[0] === 'on' &&
    /^(your|his|her|physical|examination|exam|abdominal|vaginal)$/.test(four[1] ?? '') &&
    four.slice(1).some((word) => word.startsWith('exam'))
  )
    return before === 'and' ? 0 : 4;
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
    !/^(that|if|and|so|but|because|know|think|see|is|are|or|when|out|in|up|while|where|since|like|over|right|down|which|exam|examination)$/.test(
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

/** From this many words on, a sentence without a pause in it is a run-on whatever mark ends it. */
const RUN_ON_WORDS = 26;
const WORDS_A_COMMA = 16;

/** Cuts at the marks, and where there are none (`model`) at the ends that the words themselves show. */
export function splitSentences(tokens: readonly Token[], model: BinaryModel | undefined): Stretch[] {
  const parts: Stretch[] = [];
  let current: Token[] = [];
  const flush = (mark: string): void => {
    if (current.length > 0) parts.push({ tokens: current, mark });
    current = [];
  };
  for (const token of tokens) {
    if (token.kind !== 'punct') current.push(token);
    else if (ENDS.has(token.norm)) flush(token.norm);
    else if (current.length > 0) current.push(token);
  }
  flush('');
  if (!model) return parts;
  const isMarked = parts.filter((part) => part.mark !== '').length > 0;
  return parts.flatMap((part) => {
    const words = part.tokens.filter((token) => token.kind !== 'punct').length;
    const commas = part.tokens.length - words;
    const isRunOn = words >= RUN_ON_WORDS && words / (commas + 1) > WORDS_A_COMMA;
    if (words < 3 || (isMarked && part.mark !== '' && !isRunOn)) return [part];
    // A last part without a mark in text that has marks: cut short, not run together.
    if (isMarked && part.mark === '' && !isRunOn && words < RUN_ON_WORDS / 2) return [part];
    return cutRunOn(part, model);
  });
}

function cutRunOn(part: Stretch, model: BinaryModel): Stretch[] {
  const words = part.tokens.filter((token) => token.kind !== 'punct').map((token) => token.norm);
  const out: Stretch[] = [];
  let current: Token[] = [];
  let from = 0;
  let index = -1;
  for (const token of part.tokens) {
    current.push(token);
    if (token.kind === 'punct') continue;
    index++;
    if (index === words.length - 1) break;
    if (hangsOn(current, words[index + 1]!)) continue;
    const isEnd =
      scoreBinary(model, boundaryFeatures(words, index, from)) >
        THRESHOLD - leaning(words, index + 1) - IMPATIENCE * Math.max(0, index - from - LONG_SENTENCE) ||
      questionStarts(words, index + 1);
    if (!isEnd) continue;
    out.push({ tokens: current, mark: '' });
    current = [];
    from = index + 1;
  }
  const rest = part.tokens.slice(out.reduce((sum, { tokens }) => sum + tokens.length, 0));
  if (rest.length > 0) out.push({ tokens: rest, mark: part.mark });
  return out;
}

/** Whether a pause between two stretches of one speaker lies inside a sentence, by their words alone. */
export function isInside(model: BinaryModel, before: readonly string[], after: readonly string[]): boolean {
  const head = before.slice(-24);
  const words = [...head, ...after.slice(0, 5)];
  return scoreBinary(model, boundaryFeatures(words, head.length - 1, 0)) < INSIDE;
}

/** "if it does not get better | then we can get an x-ray" is one statement; "we decide if …" hangs on nothing. */
function hangsOn(current: readonly Token[], next: string): boolean {
  if (current.length > 22 || !/^(then|we|i|and|you|or|just|call|come|go|let|please)$/.test(next)) return false;
  const at = current.findLastIndex((token) => token.norm === 'if' || token.norm === 'unless');
  if (at < 0 || current.length - at >= 14) return false;
  if (/^(?:decide|see|know|sure|ask|tell|wonder|check|determine)$/.test(current[at - 1]?.norm ?? '')) return false;
  const after = current.slice(at + 1);
  // The condition and what follows from it are two subjects; a third begins something else.
  return (
    !after.some((token) => /^(call|then|come|return)$/.test(token.norm)) &&
    after.filter((token) => SUBJECT.has(token.norm)).length < 2
  );
}

const SUBJECT = set('i it he she they we there you this that');
const HANGS = set('if unless when whenever while because since after before as once until although though where');
const CLAUSE_HEAD = set('you i it that there he she they we this');

/** Cuts a long sentence before ", and I …" and a run of sentences joined by commas, so that one unit says one thing. */
export function cutLong(tokens: Token[]): Token[][] {
  const spliced = cutSplices(tokens);
  return spliced
    .flatMap(cutAtConjunctions)
    .map(trimCommas)
    .filter((part) => part.length > 0);
}

/** "i have chest pain, it started yesterday, it hurts when i breathe": each a sentence of its own. */
function cutSplices(tokens: Token[]): Token[][] {
  const out: Token[][] = [];
  let from = 0;
  for (let i = 4; i < tokens.length - 3; i++) {
    if (tokens[i - 1]!.norm !== ',' || i - from < 4 || !SUBJECT.has(tokens[i]!.norm)) continue;
    const next = tokens[i + 1]!.norm;
    const isVerb = AUX.has(next) || next === 'am' || /(?:ed|s)$/.test(next);
    const head = tokens.slice(from, i);
    const isClause =
      head.some((token, k) => k > 0 && (AUX.has(token.norm) || /ed$/.test(token.norm)) && token.norm !== 'any') &&
      head.slice(0, 3).some((token) => CLAUSE_HEAD.has(token.norm) || /^(?:my|your|the)$/.test(token.norm));
    if (
      !isVerb ||
      !isClause ||
      head.some((token) => HANGS.has(token.norm) || /^(?:what|how|know|think)$/.test(token.norm))
    )
      continue;
    out.push(head);
    from = i;
  }
  out.push(tokens.slice(from));
  return out;
}

function cutAtConjunctions(tokens: Token[]): Token[][] {
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
    const clause = CLAUSE_HEAD.has(next) || next === 'these' || next === 'those';
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
  return out;
}

function trimCommas(tokens: Token[]): Token[] {
  let from = 0;
  let to = tokens.length;
  while (from < to && tokens[from]!.kind === 'punct') from++;
  while (to > from && tokens[to - 1]!.kind === 'punct') to--;
  return tokens.slice(from, to);
}
