import type { SegmentId } from '../../../shared/model/ids.ts';
import type { Speaker, TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';
import { BOUNDARY, PUNCTUATION, type RoleUnits, toUnits } from './role-model-features.ts';
import { CLINICIAN, type DecodedRoles, PATIENT, type RoleModel, decodeRoles } from './role-model.ts';

/** Under this mean probability a stretch is `unknown`: a wrong speaker costs more than a missing one. */
export const CLEAR_ENOUGH = 0.6;

/**
 * Share of line ends with a change of speaker from which on the lines of a text are taken to be whole turns; less will do where lines hold
 * several sentences, since a text broken at sentences has no such line.
 */
const LINES_ARE_TURNS = 0.6;
const LONG_LINES_ARE_TURNS = 0.5;
const LONG_LINES_SHARE = 0.1;

interface Token {
  readonly text: string;
  /** Index into the segment's text. */
  readonly from: number;
  readonly to: number;
}

interface Piece {
  readonly segment: TranscriptSegment;
  readonly tokens: readonly Token[];
  /** Index of the first token among all tokens of the visit. */
  readonly firstToken: number;
}

function tokensOf(text: string): Token[] {
  return Array.from(text.matchAll(/\S+/g), (match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }));
}

/** A transcript made from text carries confidence 1 on every word; no recogniser is that sure of itself. */
function isText(segments: readonly TranscriptSegment[]): boolean {
  return segments.every((segment) => segment.words.every((word) => word.confidence === 1));
}

interface Chain {
  readonly pieces: readonly Piece[];
  readonly units: { words: string[]; punctuation: Uint8Array };
  /** Unit of each token of all pieces. */
  readonly unitOf: Int32Array;
  /** Last unit of each piece, -1 where it has none. */
  readonly lastUnit: Int32Array;
  readonly fixed: Int8Array;
}

/** Segments with a third voice say nothing about the two roles and stay out of the chain. */
function chainOf(segments: readonly TranscriptSegment[]): Chain {
  const pieces: Piece[] = [];
  const words: string[] = [];
  const punctuation: number[] = [];
  const unitOf: number[] = [];
  const lastUnit: number[] = [];
  const fixed: number[] = [];
  for (const segment of segments) {
    if (segment.speaker === 'other') continue;
    const tokens = tokensOf(segment.text);
    const units = toUnits(tokens.map((token) => token.text));
    pieces.push({ segment, tokens, firstToken: unitOf.length });
    const offset = words.length;
    // Punctuation before the first word of a segment goes with that word.
    for (const unit of units.unitOf) unitOf.push(units.words.length === 0 ? -1 : offset + Math.max(0, unit));
    words.push(...units.words);
    punctuation.push(...units.punctuation);
    const role = segment.speaker === 'clinician' ? CLINICIAN : segment.speaker === 'patient' ? PATIENT : -1;
    fixed.push(...units.words.map(() => role));
    lastUnit.push(units.words.length === 0 ? -1 : words.length - 1);
  }
  return {
    pieces,
    units: { words, punctuation: Uint8Array.from(punctuation) },
    unitOf: Int32Array.from(unitOf),
    lastUnit: Int32Array.from(lastUnit),
    fixed: Int8Array.from(fixed),
  };
}

function withBoundaries(chain: Chain, inside: number, between: number): RoleUnits {
  const boundary = new Uint8Array(chain.units.words.length).fill(inside);
  for (const last of chain.lastUnit) if (last >= 0) boundary[last] = between;
  return { ...chain.units, boundary };
}

const endsSentence = (mark: number) => mark === PUNCTUATION.period || mark === PUNCTUATION.question;

/** Whether the lines of a text are whole turns, by how often the speaker changes from one to the next. */
function linesAreTurns(chain: Chain, decoded: DecodedRoles): boolean {
  let changes = 0;
  let ends = 0;
  let long = 0;
  let first = 0;
  for (const last of chain.lastUnit) {
    if (last < 0) continue;
    if (chain.units.punctuation.subarray(first, last).some(endsSentence)) long++;
    first = last + 1;
    if (first >= decoded.labels.length) continue;
    ends++;
    if (decoded.labels[last] !== decoded.labels[first]) changes++;
  }
  if (ends === 0) return false;
  const share = changes / ends;
  return share >= LINES_ARE_TURNS || (share >= LONG_LINES_ARE_TURNS && long / (ends + 1) > LONG_LINES_SHARE);
}

function decode(chain: Chain, model: RoleModel, text: boolean): DecodedRoles {
  if (!text) return decodeRoles(model, withBoundaries(chain, BOUNDARY.none, BOUNDARY.cut), chain.fixed);
  const loose = decodeRoles(model, withBoundaries(chain, BOUNDARY.none, BOUNDARY.looseLine), chain.fixed);
  if (!linesAreTurns(chain, loose)) return loose;
  return decodeRoles(model, withBoundaries(chain, BOUNDARY.inside, BOUNDARY.line), chain.fixed);
}

interface Run {
  /** Tokens [from, to) of the piece. */
  readonly from: number;
  to: number;
  readonly role: number;
}

/** Stretches of one role within a piece. A piece without any word (a lone dash) has no run. */
function runsOf(piece: Piece, chain: Chain, decoded: DecodedRoles): Run[] {
  const runs: Run[] = [];
  piece.tokens.forEach((_, index) => {
    const unit = chain.unitOf[piece.firstToken + index]!;
    if (unit < 0) return;
    const role = decoded.labels[unit]!;
    const last = runs.at(-1);
    if (last?.role === role) last.to = index + 1;
    else runs.push({ from: index, to: index + 1, role });
  });
  return runs;
}

/** Mean probability, over the run's words, that the run's role is right. */
function certainty(piece: Piece, run: Run, chain: Chain, decoded: DecodedRoles): number {
  let sum = 0;
  for (let index = run.from; index < run.to; index++) {
    const clinician = decoded.clinician[chain.unitOf[piece.firstToken + index]!]!;
    sum += run.role === CLINICIAN ? clinician : 1 - clinician;
  }
  return sum / (run.to - run.from);
}

const speakerOf = (role: number, probability: number): Speaker =>
  probability < CLEAR_ENOUGH ? 'unknown' : role === CLINICIAN ? 'clinician' : 'patient';

/** `a` … `z`, `aa` …: the suffix of the n-th part of a segment. */
function suffix(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : suffix(Math.floor(index / 26) - 1) + letter;
}

/**
 * The segment's words by its tokens. A recogniser's words and the whitespace tokens of its text are nearly always the same; where they
 * are not, words are dealt out in proportion.
 */
function wordsBetween(piece: Piece, from: number, to: number): TranscriptWord[] {
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

function splitPiece(piece: Piece, runs: readonly Run[], speakers: readonly Speaker[]): TranscriptSegment[] {
  const { segment, tokens } = piece;
  if (runs.length === 1) return [{ ...segment, speaker: speakers[0]! }];
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
      speaker: speakers[index]!,
      text: segment.text.slice(from, to).trim(),
      words: wordsBetween(piece, run.from, isLast ? tokens.length : runs[index + 1]!.from),
    };
    startMs = endMs;
    return part;
  });
}

/** Neighbouring runs that came out alike (both `unknown`) are one. */
function joinAlike(runs: readonly Run[], speakers: readonly Speaker[]): { runs: Run[]; speakers: Speaker[] } {
  const joined: { runs: Run[]; speakers: Speaker[] } = { runs: [], speakers: [] };
  runs.forEach((run, index) => {
    const last = joined.runs.at(-1);
    if (last && joined.speakers.at(-1) === speakers[index]) last.to = run.to;
    else {
      joined.runs.push({ ...run });
      joined.speakers.push(speakers[index]!);
    }
  });
  return joined;
}

/**
 * Decides who said what, from the words alone. Segments whose speaker is known already (a tag, a person's correction) are kept and
 * held: they teach their neighbours. Every other segment gets `clinician` or `patient`, or `unknown` where the words don't tell; one that holds
 * both speakers' words is split where the speaker changes, at word borders: parts are `${id}a`, `${id}b` …, in order, their texts
 * verbatim slices of the segment's. The same input gives the same output.
 *
 * Pass the segments as the recogniser gave them (all of the visit at once: later words help earlier ones); see `reassignSpeakers` for a
 * transcript that was split before.
 */
export function assignSpeakers(segments: readonly TranscriptSegment[], model: RoleModel): TranscriptSegment[] {
  const chain = chainOf(segments);
  const decoded = decode(chain, model, isText(segments));
  const pieces = new Map(chain.pieces.map((piece) => [piece.segment, piece]));
  return segments.flatMap((segment) => {
    const piece = pieces.get(segment);
    if (!piece || segment.speaker !== 'unknown' || segment.flags.includes('speaker-corrected')) return [segment];
    const runs = runsOf(piece, chain, decoded);
    if (runs.length === 0) return [segment];
    const speakers = runs.map((run) => speakerOf(run.role, certainty(piece, run, chain, decoded)));
    const joined = joinAlike(runs, speakers);
    return splitPiece(piece, joined.runs, joined.speakers);
  });
}

/**
 * Decides again after a person corrected some segments (flag `speaker-corrected`): those are held, all others are decided anew with that
 * knowledge, and no segment is split or renamed, so that evidence which points at them stays whole.
 */
export function reassignSpeakers(segments: readonly TranscriptSegment[], model: RoleModel): TranscriptSegment[] {
  const open = segments.map((segment): TranscriptSegment => {
    const held = segment.flags.includes('speaker-corrected') || segment.speaker === 'other';
    return held ? segment : { ...segment, speaker: 'unknown' };
  });
  const chain = chainOf(open);
  const decoded = decode(chain, model, isText(open));
  const pieces = new Map(chain.pieces.map((piece) => [piece.segment, piece]));
  return open.map((segment) => {
    const piece = pieces.get(segment);
    if (!piece || segment.flags.includes('speaker-corrected')) return segment;
    const units = piece.tokens.flatMap((_, index) => {
      const unit = chain.unitOf[piece.firstToken + index]!;
      return unit < 0 ? [] : [decoded.clinician[unit]!];
    });
    if (units.length === 0) return segment;
    const clinician = units.reduce((sum, value) => sum + value, 0) / units.length;
    const role = clinician >= 0.5 ? CLINICIAN : PATIENT;
    return { ...segment, speaker: speakerOf(role, Math.max(clinician, 1 - clinician)) };
  });
}
