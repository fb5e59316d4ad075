import type { SegmentId } from '../../../shared/model/ids.ts';
import type { Speaker, TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';

export interface Token {
  readonly text: string;
  /** Index into the segment's text. */
  readonly from: number;
  readonly to: number;
}

export interface Piece {
  readonly segment: TranscriptSegment;
  readonly tokens: readonly Token[];
  /** Index of the first token among all tokens of the visit. */
  readonly firstToken: number;
}

export function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(/\S+/g), (match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}

export interface Run {
  /** Tokens [from, to) of the piece. */
  readonly from: number;
  to: number;
  readonly role: number;
}

/** `a` … `z`, `aa` …: the suffix of the n-th part of a segment. */
function suffix(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : suffix(Math.floor(index / 26) - 1) + letter;
}

/**
 * The segment's words by its tokens. A recogniser's words and the whitespace tokens of its text are nearly always the same; where they
 * are not, words are dealt out in proportion.
 */
export function wordsBetween(piece: Piece, from: number, to: number): TranscriptWord[] {
  const { words } = piece.segment;
  if (words.length === piece.tokens.length) return words.slice(from, to);
  const at = (index: number) => Math.round((index * words.length) / piece.tokens.length);
  return words.slice(at(from), at(to));
}

/** Where the piece is cut in time: at its words where they are known, else in proportion to its letters. */
function timeAt(piece: Piece, token: number, previousEnd: number): number {
  const { segment, tokens } = piece;
  const first = wordsBetween(piece, token, tokens.length)[0];
  const share = tokens[token]!.from / segment.text.length;
  const time = first?.startMs ?? segment.startMs + share * (segment.endMs - segment.startMs);
  return Math.min(segment.endMs, Math.max(previousEnd, Math.round(time)));
}

export type NameVoice = (voice: number) => string;

/** `v1`, `v2` … in the order in which they are first asked for. */
export function nameVoices(): NameVoice {
  const names = new Map<number, string>();
  return (voice) => {
    const name = names.get(voice) ?? `v${String(names.size + 1)}`;
    names.set(voice, name);
    return name;
  };
}

export interface Decided {
  readonly speaker: Speaker;
  /** Which of the voices, before they have their numbers; undefined where the sound does not tell. */
  readonly voice: number | undefined;
}

export function splitPiece(
  piece: Piece,
  runs: readonly Run[],
  decided: readonly Decided[],
  name: NameVoice,
): TranscriptSegment[] {
  const { segment, tokens } = piece;
  const told = ({ speaker, voice }: Decided) => ({ speaker, ...(voice === undefined ? {} : { voice: name(voice) }) });
  if (runs.length === 1) return [{ ...segment, ...told(decided[0]!) }];
  let startMs = segment.startMs;
  return runs.map((run, index) => {
    const isLast = index === runs.length - 1;
    const endMs = isLast ? segment.endMs : timeAt(piece, runs[index + 1]!.from, startMs);
    const from = index === 0 ? 0 : tokens[run.from]!.from;
    const to = isLast ? segment.text.length : tokens[runs[index + 1]!.from]!.from;
    const part: TranscriptSegment = {
      ...segment,
      id: `${segment.id}${suffix(index)}` as SegmentId,
      startMs,
      endMs,
      ...told(decided[index]!),
      text: segment.text.slice(from, to).trim(),
      words: wordsBetween(piece, run.from, isLast ? tokens.length : runs[index + 1]!.from),
    };
    startMs = endMs;
    return part;
  });
}
