import type { TranscriptWord, WordRisk } from '../../../shared/model/transcript.ts';
import { unitOfWord } from '../understanding/numbers.ts';
import { buildVocabulary, type DrugName, type Term } from './correct-vocabulary-terms.ts';
import { hasDrugContext, isEveryday, plainWord } from './correct-vocabulary-words.ts';
import { hearingTokens, type HearingToken, type PlacedWord } from './hearing-tokens.ts';
import { similarityOfSounds, soundsOf, weightOfSounds } from './phonetic.ts';

/** What a visit's risky words are known by, beside those of the language itself. */
export interface RiskVocabulary {
  /** Names of one word, lower case: every common drug, and what is likely in this visit. */
  readonly drugs: ReadonlySet<string>;
  /** What is likely in this visit (the chart's drugs, the clinician's own words): what sounds like one of these may be one. */
  readonly likely: readonly Term[];
}

/** `vocabulary` as in `TranscriptionOptions`: the visit's own names and phrases. */
export function riskVocabulary(input: {
  readonly drugNames: readonly DrugName[];
  readonly vocabulary?: readonly string[] | undefined;
}): RiskVocabulary {
  const { terms } = buildVocabulary({ terms: input.vocabulary, drugs: input.drugNames });
  const likely = terms.filter((term) => term.tier === 'own');
  const named = [...likely, ...terms.filter((term) => term.isDrug)];
  return { drugs: new Set(named.map((term) => term.text.toLowerCase())), likely };
}

export const NO_VOCABULARY: RiskVocabulary = { drugs: new Set(), likely: [] };

const NEGATIONS = new Set(
  'no not never none neither nor nothing nobody nowhere without deny denies denied negative hardly'.split(' '),
);
const SIDES = new Set(['left', 'right', 'both', 'bilateral', 'bilaterally']);
/** "I have left", "he left the": a verb. */
const BEFORE_LEFT_VERB = /^(?:have|has|had|i|he|she|we|they|who|just|already|is|are|any|nothing|much)$/;
const AFTER_LEFT_VERB = /^(?:home|work|my|me|him|us|them|over|out|off|behind|alone|school|for|it)$/;
/** "Right now", "is that right", "right here": no side. */
const BEFORE_RIGHT_WORD =
  /^(?:is|that|are|was|okay|yes|not|quite|about|just|so|feel|seem|feels|seems|am|be|do|up|back)$/;
const AFTER_RIGHT_WORD =
  /^(?:now|away|here|there|after|before|when|at|around|below|above|in|under|next|where|up|down|about|the|on|so|okay|and|i|you|it|because|but|if|then|to|off|back|this|well|do|are|have|is|behind|over|through|beside|between)$/;
/** How much, how often: what a dose is made of beside its number and its unit of mass. */
const DOSE_WORDS =
  /^(?:(?:tablet|pill|capsule|puff|drop|spray|unit|teaspoon|tablespoon|dose|patch|injection)s?e?s?|twice|once|daily|double|half|quarter|nightly|milli\w+|micro\w+|mgs?|mcgs?)$/;
/** So little alike, a word is no trace of a likely name. */
const NEAR = 0.66;
const NEAR_WINDOW = 4;
/** A word this sure is believed to be what it says, though a name sounds like it. */
const SURE = 0.85;
/** Units of a time or of a body are no dose, but their number is a number. */
const NO_DOSE_UNITS = new Set(['%', 'cm', 'mm', 'kg', 'degrees']);

/**
 * Why each token, misheard, could harm; undefined where it could not. By what it says, and by its neighbours: "right now" is no side, "this
 * one" no number.
 */
export function tokenRisks(
  tokens: readonly HearingToken[],
  words: readonly PlacedWord[],
  vocabulary: RiskVocabulary,
): (WordRisk | undefined)[] {
  return tokens.map((token, at) => {
    const { norm } = token;
    if (NEGATIONS.has(norm)) return 'negation';
    if (SIDES.has(norm)) return isSide(tokens, words, at) ? 'side' : undefined;
    if (token.kind === 'number') {
      const unit = norm.split(' ')[1];
      if (unit !== undefined && !NO_DOSE_UNITS.has(unit)) return 'dose';
      if (isPronoun(tokens, at)) return undefined;
      return DOSE_WORDS.test(tokens[at + 1]?.norm ?? '') ? 'dose' : 'number';
    }
    if (norm === 'hundred' || norm === 'thousand') return 'number';
    const unit = unitOfWord(norm);
    if (DOSE_WORDS.test(norm) || (unit !== undefined && !NO_DOSE_UNITS.has(unit))) return 'dose';
    const plain = plainWord(norm);
    if (vocabulary.drugs.has(plain) || vocabulary.drugs.has(plain.replace(/s$/, ''))) return 'drug';
    const isUnknown = plain.length > 3 && !isEveryday(plain) && token.confidence < SURE;
    return isUnknown && hasDrugContext(words as readonly TranscriptWord[], token.first, token.last + 1)
      ? 'drug'
      : undefined;
  });
}

/** The same for words, with those that sound like a likely name: `lies in a pearl` where the chart has lisinopril. */
export function withRisks(words: readonly TranscriptWord[], vocabulary: RiskVocabulary): TranscriptWord[] {
  const tokens = hearingTokens(words);
  const risks = new Map<number, WordRisk>();
  tokenRisks(tokens, words, vocabulary).forEach((risk, at) => {
    const { first, last } = tokens[at]!;
    if (risk !== undefined) for (let i = first; i <= last; i++) risks.set(i, risk);
  });
  for (const i of nearNames(words, vocabulary.likely)) if (!risks.has(i)) risks.set(i, 'drug');
  return words.map((word, i) => {
    const risk = risks.get(i);
    return risk === word.risk ? word : withRisk(word, risk);
  });
}

function withRisk({ risk: _, ...word }: TranscriptWord, risk: WordRisk | undefined): TranscriptWord {
  return risk === undefined ? word : { ...word, risk };
}

function isSide(tokens: readonly HearingToken[], words: readonly PlacedWord[], at: number): boolean {
  const { norm, last } = tokens[at]!;
  const before = tokens[at - 1]?.norm ?? '';
  const after = tokens[at + 1]?.norm ?? '';
  if (norm === 'left') return !BEFORE_LEFT_VERB.test(before) && !AFTER_LEFT_VERB.test(after);
  if (norm !== 'right') return true;
  const isAnswer = /[,.?!]$/.test(words[last]!.text) || after === '';
  if (isAnswer) return /^(?:the|my|your|his|her|on|or|to|left|both)$/.test(before);
  return !BEFORE_RIGHT_WORD.test(before) && !AFTER_RIGHT_WORD.test(after);
}

/** "One" that counts nothing: "this one", "one of those", "no one". */
function isPronoun(tokens: readonly HearingToken[], at: number): boolean {
  if (tokens[at]!.norm !== '1') return false;
  return (
    /^(?:this|that|the|no|any|some|every|each|which|another|other|last|first|next|new)$/.test(
      tokens[at - 1]?.norm ?? '',
    ) || /^(?:of|that|thing|is|who|more|another|in|or|and|side|$)/.test(tokens[at + 1]?.norm ?? '')
  );
}

/** Words that, alone or with their neighbours, sound like a name that is likely here. */
function nearNames(words: readonly PlacedWord[], likely: readonly Term[]): Set<number> {
  const near = new Set<number>();
  if (likely.length === 0) return near;
  for (let start = 0; start < words.length; start++)
    for (let end = start + 1; end <= Math.min(words.length, start + NEAR_WINDOW); end++) {
      const window = words.slice(start, end);
      const plain = window.map((word) => plainWord(word.text));
      if (Math.min(...window.map((word) => word.confidence)) < SURE && !plain.every(isEveryday)) {
        const sounds = soundsOf(plain.join(' '));
        const weight = weightOfSounds(sounds);
        const isNear = likely.some(
          (term) =>
            Math.abs(term.weight - weight) <= (1 - NEAR) * ((term.weight + weight) / 2) &&
            similarityOfSounds(sounds, term.sounds, NEAR) >= NEAR,
        );
        if (isNear) for (let i = start; i < end; i++) near.add(i);
      }
      if (/[.?!]["')]*$/.test(words[end - 1]!.text)) break;
    }
  return near;
}
