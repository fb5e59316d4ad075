import type { Speaker, Transcript } from '../../../shared/model/transcript.ts';
import { cutLong, splitSentences } from './boundary.ts';
import type { Lexicon } from './lexicon.ts';
import type { UnitModels } from './linear-model.ts';
import { isForMachine } from './machine-talk.ts';
import { settleSpeakers } from './speakers.ts';
import { cutRuns } from './clinician-runs.ts';
import { cutShortAnswer } from './short-answers.ts';
import { toStretches, type Part } from './stretches.ts';
import type { Token } from './tokens.ts';

/** One sentence-like stretch of one speaker: the unit of understanding. */
export interface Unit {
  readonly index: number;
  readonly segmentIndex: number;
  readonly speaker: Speaker;
  /** Where the unit goes on in later segments: their characters stand at `base` and on in the offsets of the tokens. */
  readonly parts?: readonly Part[];
  /** Without the closing mark; commas stay in. Offsets count from the start of the (first) segment's text. */
  readonly tokens: readonly Token[];
  readonly question: boolean;
  /** A full stop, or another mark that ends a sentence, stands behind it. */
  readonly marked?: boolean;
  /** First and last unit of the segment. */
  readonly opens: boolean;
  readonly closes: boolean;
}

const WH = new Set(['what', 'how', 'when', 'where', 'who', 'why', 'which', 'whose']);
const AUX = new Set(['do', 'does', 'did', 'are', 'is', 'was', 'were', 'have', 'has', 'had', 'can', 'could', 'would', 'will', 'any', 'should', 'am']); // prettier-ignore
const PRONOUN = new Set(['you', 'i', 'it', 'that', 'there', 'he', 'she', 'they', 'we', 'this', 'your', 'the', 'anything', 'anyone', 'any', 'these', 'those']); // prettier-ignore
const LEAD = new Set(['okay', 'ok', 'alright', 'so', 'and', 'well', 'now', 'right', 'but', 'yeah', 'then', 'also', 'good', 'great', 'or', 'all', 'no', 'yes', 'sure', 'hm', 'ah', 'oh', 'just']); // prettier-ignore

/** A question by its form: for text that lost its question marks. */
function looksLikeQuestion(words: readonly string[]): boolean {
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

const AGREEABLE =
  /^(?:(?:and|so|,) )*(?:okay|ok|alright|all right|is that (?:okay|ok|alright|all right|good|fine)(?: with you)?|does that (?:sound (?:good|okay|alright|all right)|make sense)(?: to you)?|sounds? good|(?:do )?you know|got it|congratulations|good for you|great job|good job|(?:do )?you understand|you know what i mean)$/;

/**
 * How many tokens of "…, okay?" at the end only ask for a nod. Nothing of a question by form, and nothing of "…, right?" and "…, correct?": those
 * ask whether it is so, and their answer tells.
 */
function tagLength(words: readonly string[]): number {
  for (let n = Math.min(7, words.length - 3); n >= 1; n--) {
    const tail = words
      .slice(words.length - n)
      .join(' ')
      .replace(/^, /, '');
    if (!AGREEABLE.test(tail)) continue;
    const rest = words.slice(0, words.length - n);
    while (rest.at(-1) === ',') rest.pop();
    return rest.length < 3 || looksLikeQuestion(rest) ? 0 : words.length - rest.length;
  }
  return 0;
}

/** After these a verb before its subject asks nothing of its own: "what kind of pain do you have", "if it does you can". */
const NO_QUESTION_AFTER =
  /^(?:what|how|when|where|who|why|which|whose|that|if|as|than|so|not|kind|type|sort|and|or|but|because|everything|anything|medications|whether|only|neither|nor|i|you|he|she|they|we|it|the|a|your|my|to|of|,)$/;

/** "So we won't use that are you allergic to anything else": recognised speech sets no mark before a question. */
function cutQuestion(piece: readonly Token[]): (readonly Token[])[] {
  const norms = piece.map((token) => token.norm);
  if (looksLikeQuestion(norms) || norms.some((word) => WH.has(word))) return [piece];
  for (let i = norms.length - 3; i >= 4; i--) {
    if (norms.length - i > 14) break;
    if (!/^(?:do|does|did|are|have|has|is)$/.test(norms[i]!) || !/^(?:you|there|he|she|your)$/.test(norms[i + 1]!))
      continue;
    if (NO_QUESTION_AFTER.test(norms[i - 1]!)) continue;
    return [piece.slice(0, i), piece.slice(i)];
  }
  return [piece];
}

/** "My sister had that, should I worry?": told first, asked then. */
function cutAside(piece: readonly Token[]): (readonly Token[])[] {
  const norms = piece.map((token) => token.norm);
  for (let i = norms.length - 3; i >= 4; i--) {
    if (norms[i - 1] !== ',' || !/^(?:should|could|can|is|does|do|will|would|am)$/.test(norms[i]!)) continue;
    if (/^(?:i|it|that|this|we|he|she)$/.test(norms[i + 1]!)) return [piece.slice(0, i - 1), piece.slice(i)];
  }
  return [piece];
}

/** Transcript to units, in order. Segments that could not be decoded carry no words and give none. */
export function toUnits(transcript: Transcript, boundary: UnitModels | undefined, lexicon?: Lexicon): Unit[] {
  const units: Unit[] = [];
  for (const { parts, tokens } of toStretches(transcript, boundary, lexicon)) {
    const speaker = transcript.segments[parts[0]!.segmentIndex]!.speaker;
    const made: Omit<Unit, 'index' | 'opens' | 'closes'>[] = [];
    const before = units.at(-1);
    const asked = before?.question && before.speaker !== speaker ? before.tokens : undefined;
    for (const sentence of splitSentences(tokens, boundary)) {
      const pieces = cutLong(sentence.tokens).flatMap((piece) =>
        speaker === 'patient'
          ? cutAside(piece)
          : cutShortAnswer(piece, made.length === 0 ? asked : undefined).flatMap((part) => cutQuestion(part)),
      );
      pieces.forEach((piece, k) => {
        const all = piece.map((token) => token.norm);
        if (isForMachine(all)) return;
        const tag = speaker === 'patient' ? 0 : tagLength(all);
        const own = piece.slice(0, piece.length - tag);
        const norms = all.slice(0, own.length);
        // "I'll prescribe you meloxicam, okay?" tells; what it asks is whether it was heard.
        const mark = tag > 0 && k === pieces.length - 1 && sentence.mark === '?' ? '' : sentence.mark;
        const question =
          (mark === '?' && k === pieces.length - 1) ||
          (looksLikeQuestion(norms) && (mark !== '.' || (speaker !== 'patient' && AUX.has(norms[0]!))));
        const marked = sentence.mark !== '' && k === pieces.length - 1;
        made.push({ ...placed(own, parts), speaker, question, ...(marked ? { marked } : {}) });
      });
    }
    made.forEach((unit, k) =>
      units.push({ ...unit, index: units.length, opens: k === 0, closes: k === made.length - 1 }),
    );
  }
  return cutRuns(withEchoes(settleSpeakers(units, transcript, boundary?.voices)), transcript, lexicon);
}

/** "There's a polyp on the left." "A polyp": a patient who says the clinician's word again asks, and tells nothing. */
function withEchoes(units: readonly Unit[]): Unit[] {
  return units.map((unit, i) => {
    const before = units[i - 1];
    if (unit.speaker !== 'patient' || unit.question || unit.tokens.length > 3 || unit.marked === true) return unit;
    if (before?.speaker !== 'clinician' || before.question || !unit.opens || !unit.closes) return unit;
    const said = new Set(
      units
        .slice(Math.max(0, i - 8), i)
        .flatMap(({ speaker, tokens }) => (speaker === 'clinician' ? tokens.map(({ norm }) => norm) : [])),
    );
    const own = unit.tokens.filter(({ norm }) => !ECHO_LIGHT.test(norm));
    return own.length > 0 && own.every(({ norm }) => norm.length > 3 && said.has(norm))
      ? { ...unit, question: true }
      : unit;
  });
}

const ECHO_LIGHT = /^(?:a|an|the|my|oh|no|really)$/;

/** The segment of a piece; a piece over several segments says which of its characters lie where. */
function placed(tokens: readonly Token[], parts: readonly Part[]): Pick<Unit, 'segmentIndex' | 'tokens' | 'parts'> {
  const partOf = (offset: number): Part => parts.findLast((part) => part.base <= offset)!;
  const first = partOf(tokens[0]!.start);
  const local = tokens.map((token) => ({ ...token, start: token.start - first.base, end: token.end - first.base }));
  const own = parts
    .filter((part) => part.base >= first.base && part.base <= tokens.at(-1)!.start)
    .map((part) => ({ segmentIndex: part.segmentIndex, base: part.base - first.base }));
  return { segmentIndex: first.segmentIndex, tokens: local, ...(own.length > 1 ? { parts: own } : {}) };
}
