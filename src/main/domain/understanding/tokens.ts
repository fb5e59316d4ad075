/**
 * Words of a segment, normalised, each still tied to the characters it came from. Everything later in the pipeline works on
 * these; a sentence of a note can therefore always say which characters of the transcript it rests on.
 */
export interface Token {
  /** As it may be printed: expanded contraction, digits for spoken numbers, otherwise the spoken form. */
  readonly text: string;
  /** Lower-case form for matching. */
  readonly norm: string;
  /** Character offsets in the segment's text, end exclusive. */
  readonly start: number;
  readonly end: number;
  readonly kind: 'word' | 'number' | 'punct';
}

const FILLERS = new Set(['um', 'uh', 'er', 'ah', 'uhm', 'erm', 'hmm', 'hm', 'umm', 'uhh', 'ehm', 'eh']);

const WHOLE: Readonly<Record<string, readonly string[]>> = {
  gonna: ['going', 'to'],
  wanna: ['want', 'to'],
  gotta: ['have', 'to'],
  lemme: ['let', 'me'],
  gimme: ['give', 'me'],
  kinda: ['kind', 'of'],
  sorta: ['sort', 'of'],
  "can't": ['can', 'not'],
  cannot: ['can', 'not'],
  "won't": ['will', 'not'],
  "ain't": ['is', 'not'],
  "let's": ['let', 'us'],
  "y'all": ['you'],
  "ma'am": ["ma'am"],
  "'cause": ['because'],
  cuz: ['because'],
  dunno: ['do', 'not', 'know'],
};
const IS_HOSTS = new Set([
  'i', 'it', 'he', 'she', 'that', 'what', 'there', 'here', 'how', 'who', 'where', 'when', 'this', 'everything', 'nothing', 'which', 'one',
]); // prettier-ignore
/** After these, 's stands for "has". */
const AFTER_HAS = new Set([
  'been',
  'got',
  'had',
  'gotten',
  'become',
  'gone',
  'started',
  'come',
  'improved',
  'worsened',
  'lost',
  'fallen',
  'stopped',
  'tried',
  'missed',
  'complained',
  'noticed',
  'taken',
]);
/** Nothing is owned by these: "Dad's had some falls", "my mom's been tired". */
const HAS_ALWAYS = new Set(['been', 'had', 'got', 'gotten', 'become', 'gone']);

const RAW =
  /\bC\.(?=\s?diff)|\b[ap]\s?\.\s?m\b\.?|[A-Za-z]+-\d+(?:[A-Za-z])?|[A-Za-z]+(?:[''’][A-Za-z]+)*(?:-[A-Za-z]*)*|\$?\d+(?:[.,/]\d+)*(?:st|nd|rd|th|s)?(?:\+|%)?(?:-?[A-Za-z]+)*|[''’][A-Za-z]+|\.\.+|…|[.?!,;:%+]/g;

/** Little words: whole when a dash follows, not the stump of a longer one ("would- i tend to"). */
const FUNCTION_WORDS = new Set(
  'i a you he she it we they my the is am are was has had do did to in on of or so no if as at and but for not can yes hi him her his its our all any out now may who how too with that this what when then will go get got see say bit day lot one two up down off back had been'.split(
    ' ',
  ),
);
/** Whole words of a visit, short as they are, where the other broke in behind them ("order an mri-"). */
const SHORT_NOUNS = new Set([
  'mri',
  'ekg',
  'ecg',
  'emg',
  'cbc',
  'leg',
  'arm',
  'hip',
  'eye',
  'ear',
  'toe',
  'ice',
  'lab',
  'jaw',
  'rib',
]);
/** Words that look like a stutter and are none. */
const NO_STUTTER = /^(?:d-dimer|t-tubes?|s-shaped|c-curve|c-collar|co-\w+|re-\w+|de-\w+|pre-\w+|non-\w+|e-\w+)$/i;

/** "i-i" is "i", "s-systolic" is "systolic", "the-the" is "the"; other compounds stay. */
function withoutStutter(word: string): string {
  if (!word.includes('-') || NO_STUTTER.test(word)) return word;
  const parts = word.split('-');
  const last = parts.at(-1)!.toLowerCase();
  const stutters = parts.slice(0, -1).every((part) => {
    const lower = part.toLowerCase();
    return lower === last || (lower.length <= 2 && last.length > 2 && last.startsWith(lower));
  });
  return stutters ? parts.at(-1)! : word;
}

/** Titles whose full stop ends nothing. */
const TITLES = new Set(['dr', 'mr', 'mrs', 'ms', 'st']);

interface Piece {
  text: string;
  start: number;
  end: number;
}

function rawPieces(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(RAW)) {
    let word = match[0];
    const start = match.index;
    let end = start + word.length;
    if (/^[ap]\s?\.\s?m/i.test(word)) word = `${word.charAt(0).toLowerCase()}.m.`;
    if (/[A-Za-z]-$/.test(word)) {
      const stem = word.replace(/-+$/, '');
      end = start + stem.length;
      const next = /[a-z']+/.exec(text.slice(start + word.length).toLowerCase())?.[0] ?? '';
      const lower = stem.toLowerCase();
      const whole = FUNCTION_WORDS.has(lower);
      // A broken-off word ("f- felt", "sys- systolic"): the stump says nothing the whole word does not.
      if (next.startsWith(lower) && (!whole || next !== lower)) continue;
      if (!whole && stem.length <= 3 && !(next === '' && SHORT_NOUNS.has(lower))) continue;
      pieces.push({ text: stem.replace(/’/g, "'"), start, end });
      // The dash marks where the speaker broke off, once a word of the same turn follows.
      if (next !== '' && next !== lower) pieces.push({ text: '-', start: end, end: end + 1 });
      continue;
    }
    const once = withoutStutter(word);
    if (once.length < word.length) {
      // The last part is the word; the ones before are the stutter.
      pieces.push({ text: once.replace(/’/g, "'"), start: end - once.length, end });
      continue;
    }
    if (/^(?:\.\.+|…)$/.test(word)) {
      // A pause; an end only where a capital says that something new begins.
      const next = /^\s*[.…]*\s*(\S+)/.exec(text.slice(end))?.[1] ?? '';
      word = /^[A-Z]/.test(next) && !/^I\b/.test(next) ? '.' : ',';
    }
    pieces.push({ text: word.replace(/’/g, "'"), start, end });
  }
  return pieces;
}

/** Tokenised transcripts split clitics off ("do n't", "i 'm", "gon na"): put them together again. */
function rejoin(pieces: Piece[]): Piece[] {
  const out: Piece[] = [];
  for (const piece of pieces) {
    const last = out.at(-1);
    const lower = piece.text.toLowerCase();
    const before = last?.text.toLowerCase();
    if (last && before && piece.start - last.end <= 1) {
      if (lower === "n't" || /^'(m|s|re|ve|ll|d)$/.test(lower)) {
        last.text += lower;
        last.end = piece.end;
        continue;
      }
      const pair = `${before} ${lower}`;
      if (
        pair === 'gon na' ||
        pair === 'wan na' ||
        pair === 'got ta' ||
        pair === 'lem me' ||
        pair === 'gim me' ||
        pair === 'can not'
      ) {
        last.text = last.text + piece.text;
        last.end = piece.end;
        continue;
      }
    }
    out.push({ ...piece });
  }
  return out;
}

function expand(piece: Piece, next: string | undefined): string[] {
  const word = piece.text;
  const lower = word.toLowerCase();
  const whole = WHOLE[lower];
  if (whole) return [...whole];
  if (lower.endsWith("n't")) return [word.slice(0, -3), 'not'];
  const clitic = /^(.+)'(m|re|ve|ll|d|s)$/i.exec(word);
  if (!clitic) return [word];
  const host = clitic[1]!;
  switch (clitic[2]!.toLowerCase()) {
    case 'm':
      return [host, 'am'];
    case 're':
      return [host, 'are'];
    case 've':
      return [host, 'have'];
    case 'll':
      return [host, 'will'];
    case 'd':
      return [host, next === 'been' || next === 'had' || next === 'better' ? 'had' : 'would'];
    default:
      if (!IS_HOSTS.has(host.toLowerCase())) return next !== undefined && HAS_ALWAYS.has(next) ? [host, 'has'] : [word];
      return [host, next !== undefined && AFTER_HAS.has(next) ? 'has' : 'is'];
  }
}

/**
 * Segment text to tokens: contractions expanded, fillers, stumps and immediate repetitions ("for , for your") dropped.
 * Offsets of an expanded contraction are those of the whole contraction.
 */
export function tokenize(text: string): Token[] {
  const pieces = rejoin(rawPieces(text));
  const tokens: Token[] = [];
  pieces.forEach((piece, index) => {
    if (/^[.?!,;:%+-]+$/.test(piece.text)) {
      const last = tokens.at(-1);
      if (piece.text === '.' && last && TITLES.has(last.norm) && pieces[index + 1] !== undefined) return;
      if (piece.text === '%' && last?.kind !== 'punct' && last) {
        tokens.push({ text: '%', norm: '%', start: piece.start, end: piece.end, kind: 'word' });
        return;
      }
      if (piece.text === '+') return;
      if (last?.kind === 'punct') {
        // ", ." or "? ." keep the stronger mark; a dash before a full stop breaks off, it does not end ("and- . blood pressure").
        if (last.text === BROKEN_OFF) return;
        if (last.norm === ',' && piece.text !== ',' && piece.text !== '-') tokens[tokens.length - 1] = punct(piece);
        return;
      }
      if (last) tokens.push(punct(piece));
      return;
    }
    // "the er" is a place.
    if (
      FILLERS.has(piece.text.toLowerCase()) &&
      !(
        piece.text.toLowerCase() === 'er' &&
        (piece.text === 'ER' || tokens.at(-1)?.norm === 'the' || tokens.at(-1)?.norm === 'an')
      )
    )
      return;
    const parts = expand(piece, pieces[index + 1]?.text.toLowerCase());
    for (const part of parts) {
      if (part === '') continue;
      tokens.push({
        text: part,
        norm: part.toLowerCase(),
        start: piece.start,
        end: piece.end,
        kind: /^\$?\d/.test(part) ? 'number' : 'word',
      });
    }
  });
  return dropRepeats(tokens);
}

/** Text of the comma that stands for a dash at which the speaker broke off; its `norm` is a comma. */
export const BROKEN_OFF = '-';

function punct(piece: Piece): Token {
  const mark = piece.text === '-' ? ',' : piece.text;
  return { text: piece.text, norm: mark, start: piece.start, end: piece.end, kind: 'punct' };
}

/** "for , for your", "i i i think", "i want i want": the last run stands. */
function dropRepeats(tokens: Token[]): Token[] {
  let out = tokens;
  for (const size of [1, 2, 3]) {
    const kept: Token[] = [];
    for (let i = 0; i < out.length; i++) {
      let j = i + size;
      if (out[j]?.norm === ',') j++;
      let same = j + size <= out.length;
      for (let k = 0; same && k < size; k++) {
        const a = out[i + k]!;
        const b = out[j + k]!;
        same = a.kind === 'word' && a.norm === b.norm && (size > 1 || !KEEP_TWICE.has(a.norm));
      }
      if (same) {
        i = j - 1;
        continue;
      }
      kept.push(out[i]!);
    }
    out = kept;
  }
  return out;
}
const KEEP_TWICE = new Set(['had', 'that', 'no', 'very', 'okay', 'yes', 'zero', 'oh', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']); // prettier-ignore

/** Light plural folding for matching, the same on lexicon and transcript. */
export function fold(word: string): string {
  const { length } = word;
  if (length < 4 || word.at(-1) !== 's') return word;
  if (length > 4 && word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  const before = word.at(-2);
  return before === 's' || before === 'u' || before === 'i' ? word : word.slice(0, -1);
}
