import type { Speaker, TranscriptSegment } from '../../../shared/model/transcript.ts';
import { BOUNDARY, PUNCTUATION, type RoleUnits, toUnits } from './role-model-features.ts';
import {
  type ChainScores,
  CLINICIAN,
  type DecodedRoles,
  PATIENT,
  type RoleModel,
  decodeScores,
  scoreRoles,
} from './role-model.ts';
import {
  type Decided,
  nameVoices,
  type Piece,
  type Run,
  splitPiece,
  tokensOf,
  wordsBetween,
} from './segment-pieces.ts';
import { voiceBeliefs, weightOf } from './voice-beliefs.ts';
import { type DecodedVoices, decodeWithVoices } from './voice-decode.ts';
import type { VoiceFrames } from './voice-features.ts';
import type { Background } from './voice-mixture.ts';
import { gatherSpeech, type Span } from './voice-models.ts';

/** Under this mean probability a stretch is `unknown`: a wrong speaker costs more than a missing one. */
export const CLEAR_ENOUGH = 0.6;

/**
 * Share of line ends with a change of speaker from which on the lines of a text are taken to be whole turns; less will do where lines hold
 * several sentences, since a text broken at sentences has no such line.
 */
const LINES_ARE_TURNS = 0.6;
const LONG_LINES_ARE_TURNS = 0.5;
const LONG_LINES_SHARE = 0.1;
/** Share of ends of turns with a change of speaker above which two lines of one speaker are the exception that takes more than odd words (log-odds). */
const TAKE_TURNS = 0.9;
const TURN_BONUS = 5;

/** Enough for the last few minutes, in a few thousandths of a second. */
const LIVE_FRAMES = 3_000;

/** What the words of a visit sound like. */
export interface VisitSound {
  /** Segments that are not in it are decided by their words. */
  readonly frames: VoiceFrames;
  /** Sounds learned before from this visit, so that they need not be learned for every few words of it. */
  readonly background?: Background;
  /** While the visit goes on nobody is called a third person, and fewer frames are looked at. */
  readonly isGoingOn?: boolean;
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

interface LineEnds {
  /** Line ends with a line after them, and how many of them have a change of speaker. */
  readonly ends: number;
  readonly changes: number;
  /** Share of lines that hold several sentences. */
  readonly long: number;
}

function lineEndsOf(chain: Chain, { labels }: DecodedRoles): LineEnds {
  let changes = 0;
  let ends = 0;
  let long = 0;
  let first = 0;
  for (const last of chain.lastUnit) {
    if (last < 0) continue;
    if (chain.units.punctuation.subarray(first, last).some(endsSentence)) long++;
    first = last + 1;
    if (first >= labels.length) continue;
    ends++;
    if (labels[last] !== labels[first]) changes++;
  }
  return { ends, changes, long: long / (ends + 1) };
}

/** Whether the lines of a text are whole turns, by how often the speaker changes from one to the next. */
function linesAreTurns({ ends, changes, long }: LineEnds): boolean {
  if (ends === 0) return false;
  const share = changes / ends;
  return share >= LINES_ARE_TURNS || (share >= LONG_LINES_ARE_TURNS && long > LONG_LINES_SHARE);
}

/** What the words say. Lines of a text that are turns, and nearly always take turns, take turns where the words are not against it. */
function scoresOf(chain: Chain, model: RoleModel, text: boolean): ChainScores {
  if (!text) return scoreRoles(model, withBoundaries(chain, BOUNDARY.none, BOUNDARY.cut), chain.fixed);
  const loose = scoreRoles(model, withBoundaries(chain, BOUNDARY.none, BOUNDARY.looseLine), chain.fixed);
  if (!linesAreTurns(lineEndsOf(chain, decodeScores(loose)))) return loose;
  const scores = scoreRoles(model, withBoundaries(chain, BOUNDARY.inside, BOUNDARY.line), chain.fixed);
  const { ends, changes } = lineEndsOf(chain, decodeScores(scores));
  // A text of a few lines has shown little: it counts as one that takes turns as most do.
  if ((changes + 10 * TAKE_TURNS) / (ends + 10) <= TAKE_TURNS) return scores;
  for (const last of chain.lastUnit) {
    if (last < 0) continue;
    scores.toClinician[last] = scores.toClinician[last]! + TURN_BONUS;
    scores.toPatient[last] = scores.toPatient[last]! + TURN_BONUS;
  }
  return scores;
}

/** Where each unit lies in time, and in which piece: what the sound is asked about. Only words with times of their own have sound. */
function timesOf(chain: Chain): { spans: Span[]; utterance: Int32Array } {
  const count = chain.units.words.length;
  const spans = Array.from({ length: count }, () => ({ startMs: 0, endMs: 0 }));
  const utterance = new Int32Array(count);
  chain.pieces.forEach((piece, index) => {
    let last = -1;
    piece.tokens.forEach((_, token) => {
      const unit = chain.unitOf[piece.firstToken + token]!;
      if (unit < 0) return;
      utterance[unit] = index;
      const words = wordsBetween(piece, token, token + 1);
      if (words.length === 0) return;
      const startMs = unit === last ? spans[unit]!.startMs : words[0]!.startMs;
      spans[unit] = { startMs, endMs: words.at(-1)!.endMs };
      last = unit;
    });
  });
  return { spans, utterance };
}

function decodeHeard(chain: Chain, model: RoleModel, sound: VisitSound): DecodedVoices {
  const scores = scoresOf(chain, model, false);
  return decodeWithVoices(
    scores,
    { ...sound, ...timesOf(chain), mostFrames: sound.isGoingOn ? LIVE_FRAMES : undefined },
    !sound.isGoingOn,
  );
}

/** The sounds that the voices of these segments are made of. @returns undefined where there is too little speech */
export function learnSounds(segments: readonly TranscriptSegment[], frames: VoiceFrames): Background | undefined {
  return gatherSpeech(frames, timesOf(chainOf(segments)).spans)?.background;
}

const wordsOnly = (decoded: DecodedRoles): DecodedVoices => ({ ...decoded, third: undefined, sound: undefined });

/** In place of a role: somebody else. */
const THIRD = 2;

/** Stretches of one role within a piece. A piece without any word (a lone dash) has no run. */
function runsOf(piece: Piece, chain: Chain, { labels, third }: DecodedVoices): Run[] {
  const runs: Run[] = [];
  piece.tokens.forEach((_, index) => {
    const unit = chain.unitOf[piece.firstToken + index]!;
    if (unit < 0) return;
    const role = third?.[unit] ? THIRD : labels[unit]!;
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
  role === THIRD ? 'other' : probability < CLEAR_ENOUGH ? 'unknown' : role === CLINICIAN ? 'clinician' : 'patient';

/** Neighbouring runs that came out alike (both `unknown`, in the same voice) are one. */
function joinAlike(runs: readonly Run[], decided: readonly Decided[]): { runs: Run[]; decided: Decided[] } {
  const joined: { runs: Run[]; decided: Decided[] } = { runs: [], decided: [] };
  runs.forEach((run, index) => {
    const last = joined.runs.at(-1);
    const before = joined.decided.at(-1);
    if (last && before!.speaker === decided[index]!.speaker && before!.voice === decided[index]!.voice)
      last.to = run.to;
    else {
      joined.runs.push({ ...run });
      joined.decided.push(decided[index]!);
    }
  });
  return joined;
}

/** Log-odds (natural) that a run's sound must reach before it is called a voice. */
const SURE_VOICE = 1;

/** The run's voice as the sound tells, whatever its words say. */
function voiceOf(piece: Piece, run: Run, chain: Chain, { sound }: DecodedVoices): number | undefined {
  if (!sound) return undefined;
  if (run.role === THIRD) return THIRD;
  let sum = 0;
  for (let index = run.from; index < run.to; index++) {
    const unit = chain.unitOf[piece.firstToken + index]!;
    // A unit of several tokens counts once.
    if (index === run.from || unit !== chain.unitOf[piece.firstToken + index - 1]) sum += unit < 0 ? 0 : sound[unit]!;
  }
  if (Math.abs(sum) < SURE_VOICE) return undefined;
  return sum > 0 ? CLINICIAN : PATIENT;
}

/**
 * Decides who said what, from the words and, with `sound`, from what they sound like. Segments whose speaker is known already (a tag,
 * a person's correction) are kept and held: they teach their neighbours. Every other segment gets `clinician` or `patient`, `other` where
 * a third voice is heard, or `unknown` where nothing tells; one that holds several speakers' words is split where the speaker changes,
 * at word borders: parts are `${id}a`, `${id}b` …, in order, their texts verbatim slices of the segment's. With `sound`, segments get a `voice`
 * where the sound tells which. The same input gives the same output.
 *
 * Pass the segments as the recogniser gave them (all of the visit at once: later words help earlier ones); see `reassignSpeakers` for a
 * transcript that was split before.
 */
export function assignSpeakers(
  segments: readonly TranscriptSegment[],
  model: RoleModel,
  sound?: VisitSound,
): TranscriptSegment[] {
  const chain = chainOf(segments);
  const decoded = sound
    ? decodeHeard(chain, model, sound)
    : wordsOnly(decodeScores(scoresOf(chain, model, isText(segments))));
  const pieces = new Map(chain.pieces.map((piece) => [piece.segment, piece]));
  const name = nameVoices();
  return segments.flatMap((segment) => {
    const piece = pieces.get(segment);
    if (!piece) return [segment];
    if (segment.speaker !== 'unknown' || segment.flags.includes('speaker-corrected')) {
      const voice = voiceOf(piece, { from: 0, to: piece.tokens.length, role: -1 }, chain, decoded);
      return [voice === undefined ? segment : { ...segment, voice: name(voice) }];
    }
    const runs = runsOf(piece, chain, decoded);
    if (runs.length === 0) return [segment];
    const decided = runs.map((run) => ({
      speaker: speakerOf(run.role, certainty(piece, run, chain, decoded)),
      voice: voiceOf(piece, run, chain, decoded),
    }));
    const joined = joinAlike(runs, decided);
    return splitPiece(piece, joined.runs, joined.decided, name);
  });
}

/**
 * Decides again after a person corrected some segments (flag `speaker-corrected`): those are held, all others are decided anew with that
 * knowledge, their neighbours by the words and those of the same `voice` by what is now known of it; no segment is split or renamed, so that
 * evidence which points at them stays whole.
 */
export function reassignSpeakers(segments: readonly TranscriptSegment[], model: RoleModel): TranscriptSegment[] {
  const isHeld = (segment: TranscriptSegment) => segment.flags.includes('speaker-corrected');
  const taken = notOther(segments);
  const open = segments.map((segment): TranscriptSegment => {
    const held = isHeld(segment) || (segment.speaker === 'other' && !taken.has(segment.voice));
    return held ? segment : { ...segment, speaker: 'unknown' };
  });
  const chain = chainOf(open);
  const scores = scoresOf(chain, model, isText(open));
  const byWords = decodeScores(scores).clinician;
  const unitsOf = (piece: Piece): number[] => [
    ...new Set(piece.tokens.map((_, index) => chain.unitOf[piece.firstToken + index]!).filter((unit) => unit >= 0)),
  ];
  const beliefs = voiceBeliefs(
    chain.pieces.map((piece) => ({
      voice: piece.segment.voice,
      held: isHeld(piece.segment),
      clinician: unitsOf(piece).map((unit) => byWords[unit]!),
    })),
  );
  for (const piece of chain.pieces) {
    if (isHeld(piece.segment)) continue;
    const units = unitsOf(piece);
    const weight = weightOf(beliefs.get(piece.segment.voice ?? '') ?? 0, units.length);
    for (const unit of units) scores.node[unit] = scores.node[unit]! + weight;
  }
  const { clinician } = decodeScores(scores);
  const pieces = new Map(chain.pieces.map((piece) => [piece.segment, piece]));
  return open.map((segment) => {
    const piece = pieces.get(segment);
    if (!piece || isHeld(segment)) return segment;
    const said = unitsOf(piece).map((unit) => clinician[unit]!);
    if (said.length === 0) return segment;
    const mean = said.reduce((sum, value) => sum + value, 0) / said.length;
    const role = mean >= 0.5 ? CLINICIAN : PATIENT;
    return { ...segment, speaker: speakerOf(role, Math.max(mean, 1 - mean)) };
  });
}

/** Voices that were taken for a third person's until somebody said of a turn of theirs that it is one of the two. */
function notOther(segments: readonly TranscriptSegment[]): Set<string | undefined> {
  const held = segments.filter((segment) => segment.voice !== undefined && segment.flags.includes('speaker-corrected'));
  const words = (voice: string | undefined, other: boolean) =>
    held
      .filter((segment) => segment.voice === voice && (segment.speaker === 'other') === other)
      .reduce((sum, segment) => sum + segment.text.split(/\s+/).length, 0);
  return new Set(held.map(({ voice }) => voice).filter((voice) => words(voice, false) > words(voice, true)));
}
