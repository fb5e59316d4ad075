import type { Transcript, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { applyCorrections } from './corrections.ts';
import { ENDS, isInside } from './boundary.ts';
import { withoutFalseStarts } from './false-starts.ts';
import { withoutFillers } from './fillers.ts';
import type { Lexicon } from './lexicon.ts';
import type { BinaryModel } from './linear-model.ts';
import { normalizeNumbers } from './numbers.ts';
import { withoutRepetitions } from './repetitions.ts';
import { BROKEN_OFF, tokenize, type Token } from './tokens.ts';

/** A segment of a stretch; its characters stand at `base` and on in the offsets of the stretch's tokens. */
export interface Part {
  readonly segmentIndex: number;
  readonly base: number;
}

/** Segments of one speaker that are one turn of speech: a single one, or several cut apart by a pause or another's "mm-hmm". */
export interface SpokenStretch {
  readonly parts: readonly Part[];
  readonly tokens: readonly Token[];
}

/** Raw words to what was meant: numbers as digits; corrections, fillers, repetitions and false starts gone. */
export function cleanTokens(raw: readonly Token[], lexicon?: Lexicon): Token[] {
  return withoutFalseStarts(withoutRepetitions(withoutFillers(applyCorrections(normalizeNumbers(raw), lexicon))));
}

export function toStretches(
  transcript: Transcript,
  boundary: BinaryModel | undefined,
  lexicon: Lexicon | undefined,
): SpokenStretch[] {
  const { segments } = transcript;
  const raw = segments.map((segment) => tokenize(segment.text));
  const capitals = usesCapitals(segments);
  const out: SpokenStretch[] = [];
  const taken = new Set<number>();
  segments.forEach((_, first) => {
    if (taken.has(first)) return;
    taken.add(first);
    const parts: Part[] = [{ segmentIndex: first, base: 0 }];
    let tokens = raw[first]!;
    let last = first;
    let base = segments[first]!.text.length + 1;
    for (;;) {
      const next = nextOf(segments, raw, last, taken);
      if (next === undefined) break;
      const join = joinOf(segments[last]!, segments[next]!, tokens, raw[next]!, boundary, capitals);
      if (join === undefined) break;
      // What only kept the speaker going stands for nothing any more.
      for (let k = last + 1; k <= next; k++) taken.add(k);
      parts.push({ segmentIndex: next, base });
      const shift = base;
      const before = ENDS.has(tokens.at(-1)?.norm ?? '') || tokens.at(-1)?.norm === ',' ? tokens.slice(0, -1) : tokens;
      const end = before.at(-1)?.end ?? 0;
      tokens = [
        ...before,
        ...(join === 'pause' ? [{ text: BROKEN_OFF, norm: ',', start: end, end, kind: 'punct' as const }] : []),
        ...raw[next]!.map((token) => ({ ...token, start: token.start + shift, end: token.end + shift })),
      ];
      base += segments[next]!.text.length + 1;
      last = next;
    }
    out.push({ parts, tokens: cleanTokens(tokens, lexicon) });
  });
  return out;
}

/** Segments begin with a capital: then a small letter at a beginning says that something goes on. */
function usesCapitals(segments: readonly TranscriptSegment[]): boolean {
  const lettered = segments.filter((segment) => /^\s*[A-Za-z]/.test(segment.text));
  return lettered.filter((segment) => /^\s*[A-Z]/.test(segment.text)).length >= lettered.length * 0.7;
}

const BACKCHANNEL =
  /^(?:mm-hmm|mm|mhm|uh-huh|okay|ok|right|alright|sure|yeah|yep|oh|i|see|got|it|good|great|go|ahead|,|[.!])$/;
const MOST_BETWEEN = 2;

/** The next segment of the same speaker, when nothing but a backchannel lies between. */
function nextOf(
  segments: readonly TranscriptSegment[],
  raw: readonly (readonly Token[])[],
  last: number,
  taken: ReadonlySet<number>,
): number | undefined {
  const { speaker } = segments[last]!;
  if (speaker === 'unknown') return undefined;
  for (let k = last + 1; k < segments.length && k <= last + 1 + MOST_BETWEEN; k++) {
    if (taken.has(k)) return undefined;
    if (segments[k]!.speaker === speaker) return raw[k]!.length === 0 ? undefined : k;
    if (!raw[k]!.every((token) => BACKCHANNEL.test(token.norm)) || raw[k]!.length > 4) return undefined;
  }
  return undefined;
}

/** After these no sentence ends, whatever mark a recogniser set. */
const HANGING =
  /^(?:the|a|an|my|your|his|our|their|of|with|from|because|if|than|very|and|or|but|into|at|some|taking|having|getting)$/;
/** The same where no mark stands. */
const HANGING_UNMARKED = /^(?:is|are|am|was|were|about|for|these|i|we|they|he|she|her|to|on|by|have|has)$/;
/** These begin a sentence of their own. */
const FRESH =
  /^(?:i|you|we|he|she|they|so|okay|ok|alright|yes|yeah|no|well|and|but|what|how|when|do|does|did|are|is|have|any|let|now|hi|hello|right|sure|great|good)$/;

function joinOf(
  before: TranscriptSegment,
  after: TranscriptSegment,
  said: readonly Token[],
  next: readonly Token[],
  boundary: BinaryModel | undefined,
  capitals: boolean,
): 'pause' | 'run' | undefined {
  const last = said.at(-1);
  if (!last || last.norm === '?') return undefined;
  const words = said.filter((token) => token.kind !== 'punct').map((token) => token.norm);
  const begins = next.filter((token) => token.kind !== 'punct').map((token) => token.norm);
  if (words.length === 0 || begins.length === 0) return undefined;
  // "… dr. gutierrez-" "mm." ". a couple of weeks ago": typists mark what goes on.
  if (/^\s*(?:[-–—]\s*)?[.,]\s*[a-z]/.test(after.text) || /^\s*[-–—]\s*[a-z]/.test(after.text)) return 'pause';
  if (/(?:[-–—]|\.\.+|…)\s*[.]?\s*$/.test(before.text))
    return FRESH.test(begins[0]!) && !HANGING.test(words.at(-1)!) ? undefined : 'pause';
  const isMarked = ENDS.has(last.norm);
  if (HANGING.test(words.at(-1)!) && words.length > 2 && !FRESH.test(begins[0]!)) return 'run';
  if (isMarked) return undefined;
  if (HANGING_UNMARKED.test(words.at(-1)!) && words.length > 2 && !FRESH.test(begins[0]!)) return 'run';
  if (last.norm === ',') return FRESH.test(begins[0]!) ? undefined : 'run';
  if (capitals) return /^\s*[a-z]/.test(after.text) && !FRESH.test(begins[0]!) ? 'run' : undefined;
  return boundary && words.length > 3 && !FRESH.test(begins[0]!) && isInside(boundary, words, begins)
    ? 'run'
    : undefined;
}
