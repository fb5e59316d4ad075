import type { TranscriptSegment, TranscriptWord } from '../../../shared/model/transcript.ts';
import { alikesIn, correctAlikes } from './correct-vocabulary-alikes.ts';
import { correctUnits } from './correct-vocabulary-units.ts';
import type { Term, Tier, Vocabulary } from './correct-vocabulary-terms.ts';
import { hasDrugContext, isEveryday, isNumber, isRisky, plainWord } from './correct-vocabulary-words.ts';
import { similarityOfSounds, soundsOf, weightOfSounds } from './phonetic.ts';
import { secondTextOf } from './second-hearing-marks.ts';

export { buildVocabulary, type DrugName, type Term, type Vocabulary } from './correct-vocabulary-terms.ts';

/** Words that one term may have been torn into. */
const LONGEST_WINDOW = 5;

/** How alike window and term have to sound, before what else is known is counted in. Set on synthetic speech and the shared recordings. */
const NEEDED: Readonly<Record<Tier, number>> = {
  chart: 0.68,
  own: 0.72,
  visit: 0.7,
  alias: 0.74,
  problem: 0.8,
  general: 0.88,
};
/** Recognised words this sure are believed unless the term sounds just the same. */
const SURE = 0.9;
const JUST_THE_SAME = 0.93;
/** A merely common drug replaces only what the recogniser doubted. */
const DOUBTED = 0.6;
/** From here on a common drug is a rival; it wins over a charted one that it beats by the margin. */
const RIVAL = 0.76;
const MARGIN = 0.05;
/** A word clearly heard once bears witness for the rest of the visit. */
const CLEARLY_HEARD = 0.7;

/** Corrected words stay below what the note's hearing gate calls clear. */
const WEAKEST = 0.4;
const STRONGEST = 0.6;

/** Two hearings that sound like one name, each in its own way, are better than one. */
const CONFIRMED = 0.75;
/** How much sooner a name is taken that the second hearing wrote out. */
const WITNESS = 0.12;

interface Candidate {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
  readonly similarity: number;
  /** How far above what was needed. */
  readonly surplus: number;
}

/**
 * Puts the names that chart, clinician's list and drug lexicon know where the recogniser wrote something that sounds like them. Nothing is
 * hidden: a corrected word says in `heardAs` what stood there, its confidence is at most 0.6, and its segment is flagged `vocabulary`. Text
 * and words of a segment agree afterwards. Segments that a person typed (every confidence 1) and words that are known drugs stay.
 */
export function correctVocabulary(
  segments: readonly TranscriptSegment[],
  vocabulary: Vocabulary,
  /** `units`: the sound was asked about names already (`bias.ts`), and knows better than their spelling. */
  what: 'names and units' | 'units' = 'names and units',
): TranscriptSegment[] {
  const clear = clearWords(segments);
  const terms = withVisit(clear, vocabulary);
  const alikes = alikesIn(clear);
  // A word that is a term already was heard: no window takes it in.
  const standing = new Set([...vocabulary.known, ...terms.map((term) => term.text.toLowerCase())]);
  return segments.map((segment) => {
    if (!isHeard(segment)) return segment;
    const candidates = what === 'units' ? [] : claim(candidatesOf(segment.words, terms, standing));
    const words = correctAlikes(correctUnits(replace(segment.words, candidates)), alikes);
    if (words.every((word, index) => word === segment.words[index])) return segment;
    return {
      ...segment,
      words,
      text: words.map((word) => word.text).join(' '),
      flags:
        segment.flags.includes('vocabulary') || !words.some((word) => word.heardAs !== undefined)
          ? segment.flags
          : [...segment.flags, 'vocabulary'],
    };
  });
}

const isHeard = ({ text, words }: TranscriptSegment): boolean =>
  words.some((word) => word.confidence < 1) && words.map((word) => word.text).join(' ') === text;

const clearWords = (segments: readonly TranscriptSegment[]): string[] =>
  segments
    .filter(isHeard)
    .flatMap(({ words }) => words)
    .filter((word) => word.confidence >= CLEARLY_HEARD)
    .map((word) => plainWord(word.text));

/** Common drugs that were clearly heard somewhere are likelier in the rest of the visit. */
function withVisit(clear: readonly string[], vocabulary: Vocabulary): readonly Term[] {
  const heard = new Set(clear);
  return vocabulary.terms.map((term) =>
    term.tier === 'general' && heard.has(term.text.toLowerCase()) ? { ...term, tier: 'visit' as const } : term,
  );
}

function candidatesOf(
  words: readonly TranscriptWord[],
  terms: readonly Term[],
  standing: ReadonlySet<string>,
): Candidate[] {
  const plain = words.map((word) => plainWord(word.text));
  const blocked = words.map(
    (word, index) =>
      standing.has(plain[index]!) ||
      word.heardAs !== undefined ||
      word.settled === true ||
      isNumber(plain[index]!) ||
      (isRisky(plain[index]!) && word.confidence >= 0.4),
  );
  const found: Candidate[] = [];
  for (let start = 0; start < words.length; start++) {
    for (let end = start + 1; end <= Math.min(words.length, start + LONGEST_WINDOW); end++) {
      if (blocked[end - 1]) break;
      const window = words.slice(start, end);
      const best = bestTerm(words, start, end, window, terms);
      if (best) found.push(best);
      if (/[.?!]["')]*$/.test(words[end - 1]!.text)) break;
    }
  }
  return found;
}

function bestTerm(
  words: readonly TranscriptWord[],
  start: number,
  end: number,
  window: readonly TranscriptWord[],
  terms: readonly Term[],
): Candidate | undefined {
  const heard = window.map((word) => word.text).join(' ');
  const sounds = soundsOf(heard);
  const weight = weightOfSounds(sounds);
  const least = Math.min(...window.map((word) => word.confidence));
  const mean = window.reduce((sum, word) => sum + word.confidence, 0) / window.length;
  const surety = (least + mean) / 2;
  const context = hasDrugContext(words, start, end);
  const everyday = window.every((word) => isEveryday(plainWord(word.text)));
  const again = secondTextOf(window);
  let best: Candidate | undefined;
  for (const term of terms) {
    const general = term.tier === 'general';
    if (general && (least > DOUBTED || window.length > 3)) continue;
    const isWitnessed = again !== undefined && nameIn(again, term);
    const needed = neededFor(term, { least, surety, context, everyday }) - (isWitnessed ? WITNESS : 0);
    // Common drugs are looked at well below what they need: as rivals they still speak against the charted ones.
    const floor = general ? Math.min(needed, RIVAL) : needed;
    // The distance is at least the difference of the weights.
    if (Math.abs(term.weight - weight) > (1 - floor) * ((term.weight + weight) / 2)) continue;
    const similarity = similarityOfSounds(sounds, term.sounds, floor);
    if (similarity < floor) continue;
    const surplus = similarity - needed;
    const isBetter =
      !best ||
      (general === (best.term.tier === 'general')
        ? surplus > best.surplus
        : similarity > best.similarity + (general ? MARGIN : -MARGIN));
    if (isBetter) best = { start, end, term, similarity, surplus };
  }
  return best;
}

function neededFor(term: Term, heard: { least: number; surety: number; context: boolean; everyday: boolean }): number {
  let needed = NEEDED[term.tier];
  if (term.isDrug) needed += heard.context ? -0.05 : 0.08;
  // Unsure words give way sooner, sure ones later.
  needed += Math.max(-0.05, Math.min(0.1, (heard.surety - 0.55) * 0.3));
  // Short names resemble more.
  needed += Math.max(0, 5 - term.weight) * 0.04;
  if (heard.everyday) needed += 0.08;
  if (heard.least >= SURE) needed = Math.max(needed, JUST_THE_SAME);
  return Math.min(needed, 0.97);
}

const nameIn = (text: string, term: Term): boolean =>
  ` ${text.split(' ').map(plainWord).join(' ')} `.includes(` ${term.text.toLowerCase()} `);

/** Written out, or sounding like it. */
const isHeardIn = (text: string, term: Term): boolean =>
  nameIn(text, term) || similarityOfSounds(soundsOf(text), term.sounds) >= NEEDED[term.tier];

/** Best first; no two take the same word, and none is taken that a rival fits clearly better. */
function claim(found: readonly Candidate[]): Candidate[] {
  const candidates = found.filter(
    (candidate) =>
      candidate.surplus >= 0 &&
      !found.some(
        (rival) =>
          rival.surplus < 0 &&
          rival.start < candidate.end &&
          candidate.start < rival.end &&
          rival.similarity > candidate.similarity + MARGIN,
      ),
  );
  const taken = new Set<number>();
  const kept: Candidate[] = [];
  const order = [...candidates].sort(
    (a, b) => b.similarity + b.surplus - (a.similarity + a.surplus) || a.start - b.start,
  );
  for (const candidate of order) {
    const places = Array.from({ length: candidate.end - candidate.start }, (_, i) => candidate.start + i);
    if (places.some((place) => taken.has(place))) continue;
    places.forEach((place) => taken.add(place));
    kept.push(candidate);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function replace(words: readonly TranscriptWord[], candidates: readonly Candidate[]): TranscriptWord[] {
  const out: TranscriptWord[] = [];
  let at = 0;
  for (const candidate of candidates) {
    out.push(...words.slice(at, candidate.start), ...corrected(words, candidate));
    at = candidate.end;
  }
  out.push(...words.slice(at));
  return out;
}

function corrected(words: readonly TranscriptWord[], { start, end, term, similarity }: Candidate): TranscriptWord[] {
  const window = words.slice(start, end);
  const first = window[0]!;
  const last = window.at(-1)!;
  const heardAs = window.map((word) => word.text).join(' ');
  const before = /^[^\p{L}\p{N}]*/u.exec(first.text)![0];
  const after = /[^\p{L}\p{N}]*$/u.exec(last.text)![0];
  const opens = /^[^\p{L}]*\p{Lu}/u.test(first.text) && (start === 0 || /[.?!]["')]*$/.test(words[start - 1]!.text));
  const text = opens ? term.text[0]!.toUpperCase() + term.text.slice(1) : term.text;
  const share = Math.max(0, Math.min(1, (similarity - 0.65) / 0.3));
  const confidence = Number((WEAKEST + (STRONGEST - WEAKEST) * share).toFixed(3));
  const parts = text.split(' ');
  const stepMs = (last.endMs - first.startMs) / parts.length;
  const again = secondTextOf(window);
  const isConfirmed = again !== undefined && isHeardIn(again, term);
  return parts.map((part, index) => ({
    text: `${index === 0 ? before : ''}${part}${index === parts.length - 1 ? after : ''}`,
    startMs: index === 0 ? first.startMs : Math.round(first.startMs + stepMs * index),
    endMs: index === parts.length - 1 ? last.endMs : Math.round(first.startMs + stepMs * (index + 1)),
    confidence: isConfirmed ? Math.max(confidence, CONFIRMED) : confidence,
    heardAs,
    ...(term.isDrug ? { risk: 'drug' as const } : {}),
    ...(again === undefined || isConfirmed ? {} : { heardAgain: again }),
  }));
}
