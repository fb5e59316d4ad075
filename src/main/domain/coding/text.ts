import { ABBREVIATIONS, AMBIGUOUS } from './lexicon-abbreviations.ts';
import { PHRASES, SPELLINGS } from './lexicon-phrases.ts';
import { WORD_GROUPS } from './lexicon-words.ts';

/** One canonical word of a diagnosis, with where it came from in the source text (UTF-16 offsets, end exclusive). */
export interface Token {
  /** Canonical word; a leading `!` marks that the text says it is absent ("without bleeding"). */
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** Stood in parentheses or brackets: nonessential, as in the alphabetic index. */
  readonly optional: boolean;
}

interface RawWord {
  text: string;
  start: number;
  end: number;
  optional: boolean;
  /** A comma, semicolon or full stop stood before it. */
  afterBoundary: boolean;
  upper: boolean;
}

interface TrieNode {
  readonly next: Map<string, TrieNode>;
  value?: readonly string[];
}

const STOP = new Set(
  `a an the of in on to by for from at as and or is are was were be been has have had her his their my your our its it she he they i we
  you patient pt who that this these those due with into than so such very some any type's nature which while during when per via about
  also mellitus being having do does did me him them there here just really feel feels feeling get gets getting got s t`
    .split(/\s+/)
    .filter(Boolean),
);

const UNCHANGED = new Set(
  `diabetes herpes rabies scabies measles mumps hives shingles feces caries series species pus lens always gas yes previous
  pancreas biceps triceps quadriceps arthritis sepsis this was has is his diabetes`.split(/\s+/),
);

const NEGATORS = new Set(['without', 'no', 'not', 'denies', 'denied', 'deny']);
const NEGATION_ENDS = new Set(['with', 'but', 'however', 'due', 'because']);
/** After these "of" goes on with what is absent ("without evidence of infection"); else it names the site ("without foreign body of hand"). */
const OF_GOES_ON = new Set([
  'evidence',
  'mention',
  'sign',
  'history',
  'loss',
  'damage',
  'complaint',
  'symptom',
  'risk',
]);
const NUMBERED = new Set(['type', 'stage', 'class', 'grade', 'category']);
const ROMAN: Readonly<Record<string, string>> = { i: '1', ii: '2', iii: '3', iv: '4', v: '5', iiia: '3a', iiib: '3b' };
const ORDINALS: Readonly<Record<string, string>> = { '1st': 'first', '2nd': 'second', '3rd': 'third', '4th': 'fourth' };
const SKIPPED = new Set(['the', 'a', 'an', 'my', 'his', 'her', 'is', 'are', 'was', 'of', 'in']);
const MOST_PHRASE_WORDS = 10;
const KIDNEY_STAGED = new Set(['ckd']);

const shortForms = new Set(
  ABBREVIATIONS.trim()
    .split('\n')
    .map((line) => (line.split(' = ')[0] ?? '').trim())
    .filter((short) => short.length >= 3 && !short.includes('/')),
);

/** Plural to singular, spelling to American, ordinals to words. Same on both sides, so an odd stem does no harm. */
function stem(word: string): string {
  let w = ORDINALS[word] ?? word;
  if (w.endsWith('s') && shortForms.has(w.slice(0, -1))) return w.slice(0, -1);
  if (w.length > 4) for (const [from, to] of SPELLINGS) if (from.test(w)) w = w.replace(from, to);
  if (w.length <= 3 || UNCHANGED.has(w) || /(?:ss|us|is|os)$/.test(w) || !w.endsWith('s')) return w;
  if (w.endsWith('ies') && w.length > 4) return `${w.slice(0, -3)}y`;
  if (w.endsWith('oses') || w.endsWith('itises')) return `${w.slice(0, -2)}is`;
  if (/(?:ss|sh|ch|x|z)es$/.test(w)) return w.slice(0, -2);
  return w.slice(0, -1);
}

const stemCache = new Map<string, string>();
function stemOf(word: string): string {
  let stemmed = stemCache.get(word);
  if (stemmed === undefined) {
    stemmed = stem(word);
    // Free text brings endless words: the cache is for the vocabulary, not for everything ever typed.
    if (stemCache.size < 60_000) stemCache.set(word, stemmed);
  }
  return stemmed;
}

const canonicalWords = new Map<string, string>();
for (const line of WORD_GROUPS.trim().split('\n')) {
  const [words = '', canonical = ''] = line.split(' > ');
  for (const word of words.trim().split(/\s+/)) canonicalWords.set(stem(word), canonical.trim());
}

function canonicalWord(word: string): string {
  return canonicalWords.get(word) ?? word;
}

/** Lower case, diacritics folded, possessives blanked: same length as the source, so that offsets hold. */
function fold(source: string): string {
  let folded = source.toLowerCase();
  if (folded.length !== source.length) folded = source;
  return folded
    .replace(/[’‘`]/g, "'")
    .replace(/[^ -~]/g, (ch) => ch.normalize('NFD')[0] ?? ' ')
    .replace(/'s\b/g, '  ');
}

const WORD = /\d+\.\d+|[a-z0-9]+(?:\/[a-z0-9]+)*\/?|[()[\],;:.]/g;

/** Splits into stemmed words; `a/b` stays whole only where it is a known short form. */
function rawWords(source: string): RawWord[] {
  const words: RawWord[] = [];
  let depth = 0;
  let boundary = false;
  const text = fold(source);
  for (const match of text.matchAll(WORD)) {
    const piece = match[0];
    const start = match.index;
    if (piece.length === 1 && '()[],;:.'.includes(piece)) {
      if (piece === '(' || piece === '[') depth += 1;
      else if (piece === ')' || piece === ']') depth = Math.max(0, depth - 1);
      else boundary = true;
      continue;
    }
    const whole = slashForms.has(piece);
    const glued = /^(ckd|stage|type|grade|class|dm)([1-5][ab]?)$/.exec(piece);
    const parts = whole ? [piece] : glued && !GLUED_FORMS.has(piece) ? [glued[1]!, glued[2]!] : piece.split('/');
    let offset = start;
    for (const part of parts) {
      if (part !== '') {
        words.push({
          text: whole ? part : stemOf(part),
          start: offset,
          end: offset + part.length,
          optional: depth > 0,
          afterBoundary: boundary,
          upper:
            part.length > 1 &&
            source.slice(offset, offset + part.length).toUpperCase() === source.slice(offset, offset + part.length),
        });
        boundary = false;
      }
      offset += part.length + (glued ? 0 : 1);
    }
  }
  return words;
}

const slashForms = new Set<string>();
/** Short forms of their own that end in a number. */
const GLUED_FORMS = new Set(['dm1', 'dm2']);
const trie: TrieNode = { next: new Map() };
const ambiguous = new Map<string, readonly string[]>();

function addPhrase(words: readonly string[], value: readonly string[]): void {
  let node = trie;
  for (const written of words) {
    const word = canonicalWord(written);
    let next = node.next.get(word);
    if (!next) {
      next = { next: new Map() };
      node.next.set(word, next);
    }
    node = next;
  }
  node.value = value;
}

function valueAt(words: readonly string[]): readonly string[] | undefined {
  let node: TrieNode | undefined = trie;
  for (const word of words) node = node?.next.get(canonicalWord(word));
  return node?.value;
}

/** "type ii", "stage 3a", "class 1" are one word each; "ckd 3" means its stage. */
function joinNumbers(words: readonly RawWord[]): RawWord[] {
  const joined: RawWord[] = [];
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!;
    const next = words[i + 1];
    const numeral = next && !next.afterBoundary ? (ROMAN[next.text] ?? next.text) : '';
    if (NUMBERED.has(word.text) && /^[0-9][a-d]?$/.test(numeral) && next) {
      joined.push({ ...word, text: `${word.text}${numeral}`, end: next.end });
      i += 1;
    } else if (KIDNEY_STAGED.has(word.text) && /^[1-5][ab]?$/.test(numeral) && next) {
      joined.push(word, { ...next, text: `stage${numeral}` });
      i += 1;
    } else if (word.text === 'bipolar' && /^[12]$/.test(numeral) && next) {
      joined.push(word, { ...next, text: `type${numeral}` });
      i += 1;
    } else joined.push(word);
  }
  return joined;
}

function loadTables(): void {
  for (const line of `${ABBREVIATIONS}${AMBIGUOUS}`.split('\n')) {
    const short = line.split(' = ')[0]?.trim() ?? '';
    if (short.includes('/')) slashForms.add(short);
  }
  // Phrases first: what an abbreviation stands for may itself be one.
  const reversed: { words: string[]; value: readonly string[] }[] = [];
  for (const line of PHRASES.trim().split('\n')) {
    const [left = '', right = ''] = line.split(' > ');
    const value = right
      .trim()
      .split(/\s+/)
      .map((word) => (/^(type|stage)\d/.test(word) ? word : canonicalWord(stemOf(word))));
    for (const phrase of left.split('|')) {
      const words = joinNumbers(rawWords(phrase)).map((word) => word.text);
      addPhrase(words, value);
      // "cholesterol high" is "high cholesterol".
      if (words.length === 2) reversed.push({ words: [words[1]!, words[0]!], value });
    }
  }
  for (const { words, value } of reversed) if (!valueAt(words)) addPhrase(words, value);
  const expand = (words: string): readonly string[] => tokenize(words).map((token) => token.text);
  for (const line of ABBREVIATIONS.trim().split('\n')) {
    const [short = '', words = ''] = line.split(' = ');
    const key = short.trim();
    addPhrase([slashForms.has(key) ? key : stemOf(key)], expand(words));
  }
  for (const line of AMBIGUOUS.trim().split('\n')) {
    const [short = '', words = ''] = line.split(' = ');
    ambiguous.set(short.trim(), expand(words));
  }
}

/**
 * The canonical words of a title, a synonym or a query, in order. Abbreviations, lay expressions, plurals, British spelling and Roman
 * numerals come out the same on both sides; fillers are dropped; what stands after "without" is marked absent.
 * `surface` counts the words as written (singular), for spelling repair.
 */
export function tokenize(source: string, surface?: Map<string, number>): Token[] {
  const raw = rawWords(source);
  if (surface) for (const word of raw) surface.set(word.text, (surface.get(word.text) ?? 0) + 1);
  const words = joinNumbers(raw);
  const tokens: Token[] = [];
  let negated = false;
  for (let i = 0; i < words.length;) {
    const word = words[i]!;
    if (word.afterBoundary || NEGATION_ENDS.has(word.text)) negated = false;
    if (word.text === 'of' && !OF_GOES_ON.has(words[i - 1]?.text ?? '')) negated = false;
    const found = longestPhrase(words, i);
    const short = found ? undefined : ambiguous.get(word.text);
    if (!found && NEGATORS.has(word.text)) {
      negated = true;
      i += 1;
      continue;
    }
    const length = found?.length ?? 1;
    const end = words[i + length - 1]!.end;
    const optional = words.slice(i, i + length).every((part) => part.optional);
    const expanded = found?.value ?? (short && (word.upper || words.length <= 3) ? short : undefined);
    for (const text of expanded ?? [canonicalWord(word.text)]) {
      if (STOP.has(text) || (text.length === 1 && !/[a-d0-9]/.test(text))) continue;
      tokens.push({
        text: negated && !text.startsWith('!') ? `!${text}` : text,
        start: word.start,
        end,
        optional,
      });
    }
    i += length;
  }
  return tokens;
}

/** The longest expression that begins at `from`; articles and the like may stand in between ("the room is spinning"). */
function longestPhrase(
  words: readonly RawWord[],
  from: number,
): { length: number; value: readonly string[] } | undefined {
  let node = trie.next.get(canonicalWord(words[from]!.text));
  let best: { length: number; value: readonly string[] } | undefined;
  let length = 1;
  while (node) {
    if (node.value) best = { length, value: node.value };
    let word = words[from + length];
    let next = word && !word.afterBoundary ? node.next.get(canonicalWord(word.text)) : undefined;
    while (!next && word && !word.afterBoundary && SKIPPED.has(word.text) && length < MOST_PHRASE_WORDS) {
      length += 1;
      word = words[from + length];
      next = word && !word.afterBoundary ? node.next.get(canonicalWord(word.text)) : undefined;
    }
    node = next;
    length += 1;
  }
  return best;
}

/** Words as written (singular, folded) with their place: what spelling repair works on. */
export function surfaceWords(source: string): { text: string; start: number; end: number }[] {
  return rawWords(source).map(({ text, start, end }) => ({ text, start, end }));
}

const lexicon = new Set<string>();
/** Every word that the tables know, fillers included: correct spellings, whether or not a title uses them. */
export function lexiconWords(): ReadonlySet<string> {
  return lexicon;
}

loadTables();
for (const word of [...canonicalWords.keys(), ...STOP, ...NEGATORS, ...NUMBERED, ...ambiguous.keys()])
  lexicon.add(word);
(function collect(node: TrieNode): void {
  for (const [word, next] of node.next) {
    lexicon.add(word);
    collect(next);
  }
})(trie);
