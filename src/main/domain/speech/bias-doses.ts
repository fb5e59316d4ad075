import type { BiasCandidate, Phrase } from './bias.ts';
import { totalOf, type Decided, type ScoredCandidate } from './bias-decision.ts';
import { isNumber, isRisky, plainWord } from './correct-vocabulary-words.ts';
import { similarityOfSounds, soundsOf, weightOfSounds, type Sounds } from './phonetic.ts';
import type { HeardWord } from './words.ts';

/**
 * Doses that were torn to pieces ("a hill of grams", "for milligrams"): the sound is asked which common dose it was. A number that stands
 * before its unit is never touched, whatever the chart says: a dose may have been changed.
 */

const NUMBERS =
  `one;two;two point five;three;four;five;six;seven point five;eight;ten;twelve;twelve point five;fourteen;fifteen;sixteen;eighteen;twenty;
  twenty five;thirty;thirty six;forty;forty five;fifty;sixty;seventy;seventy five;eighty;eighty one;ninety;one hundred;a hundred;
  one hundred twenty;one hundred twenty five;one hundred fifty;two hundred;two hundred fifty;three hundred;three hundred twenty five;four hundred;
  four fifty;five hundred;six hundred;six hundred fifty;seven hundred fifty;eight hundred;one thousand;a thousand;half a;point one;
  point two;point two five;point four;point five;point six;zero point one;zero point two five;zero point four;zero point five`
    .split(';')
    .map((number) => number.trim());
/** What follows small numbers only is not asked about after large ones. */
const UNITS: readonly { readonly one: string; readonly many: string; readonly numbers: readonly string[] }[] = [
  { one: 'milligram', many: 'milligrams', numbers: NUMBERS },
  {
    one: 'microgram',
    many: 'micrograms',
    numbers: NUMBERS.filter((number) => !/point|half|thousand/.test(number)),
  },
];
const SOUNDS_OF_UNITS = UNITS.map(({ many }) => soundsOf(many));
const EXACT_UNIT = /^(?:milli|micro)grams?$/;

const LONGEST_UNIT = 3;
const LONGEST_NUMBER = 3;
const LIKE_A_UNIT = 0.5;
const DOUBTED_WORD = 0.85;
const HEARD_WELL = 0.6;
const MOST_OF_A_STRETCH = 7;
const MOST_OF_A_WINDOW = 48;

const PHRASES: readonly (readonly Phrase[])[] = UNITS.map(({ one, many, numbers }) =>
  numbers.map((number, rank): Phrase => {
    const text = `${number} ${number === 'one' || number === 'half a' ? one : many}`;
    const sounds = soundsOf(text);
    return { text, isLikely: true, rank, sounds, weight: weightOfSounds(sounds) };
  }),
);

/** Stretches that may have been a dose, each with the doses that sound most like it. */
export function doseCandidates(words: readonly HeardWord[]): BiasCandidate[] {
  const plain = words.map((word) => plainWord(word.text));
  const found: BiasCandidate[] = [];
  for (let unit = 0; unit < words.length; unit++) {
    for (let end = unit + 1; end <= Math.min(words.length, unit + LONGEST_UNIT); end++) {
      // A unit that stands is the whole of the unit.
      if (end - unit > 1 && plain.slice(unit, end).some((word) => EXACT_UNIT.test(word))) break;
      if (!isLikeUnit(words, plain, unit, end)) continue;
      for (let start = Math.max(0, unit - LONGEST_NUMBER); start <= unit; start++)
        if (canBeDose(words, plain, start, unit, end))
          found.push(...likeliest(plain, start, end).filter((candidate) => keepsNumbers(words, plain, candidate)));
      if (/[.,?!]["')]*$/.test(words[end - 1]!.text)) break;
    }
  }
  const unique = new Map(
    found.map((candidate) => [`${candidate.start}-${candidate.end} ${candidate.phrase.text}`, candidate]),
  );
  return [...unique.values()].sort((a, b) => b.similarity - a.similarity).slice(0, MOST_OF_A_WINDOW);
}

function isLikeUnit(words: readonly HeardWord[], plain: readonly string[], start: number, end: number): boolean {
  if (end === start + 1 && EXACT_UNIT.test(plain[start]!)) return true;
  const stretch = words.slice(start, end);
  if (stretch.every((word) => word.confidence >= DOUBTED_WORD) || stretch.some((word) => word.heardAs !== undefined))
    return false;
  const sounds = soundsOf(plain.slice(start, end).join(' '));
  return SOUNDS_OF_UNITS.some((unit) => similarityOfSounds(sounds, unit, LIKE_A_UNIT) >= LIKE_A_UNIT);
}

/** Not where a dose stands already, and not over words that turn a sentence round. */
function canBeDose(
  words: readonly HeardWord[],
  plain: readonly string[],
  start: number,
  unit: number,
  end: number,
): boolean {
  const isExact = end === unit + 1 && EXACT_UNIT.test(plain[unit]!);
  const before = plain[unit - 1];
  const hasNumber = before !== undefined && isNumber(before);
  if (isExact && (hasNumber || start === unit)) return false;
  const stretch = words.slice(start, end);
  if (stretch.some((word) => word.heardAs !== undefined)) return false;
  if (plain.slice(start, end).some((word, i) => isRisky(word) && stretch[i]!.confidence >= DOUBTED_WORD)) return false;
  return words.slice(start, end - 1).every((word) => !/[.?!]["')]*$/.test(word.text));
}

function likeliest(plain: readonly string[], start: number, end: number): BiasCandidate[] {
  const sounds: Sounds = soundsOf(spokenNumbers(plain.slice(start, end)).join(' '));
  return PHRASES.flatMap((phrases) =>
    phrases
      .map((phrase): BiasCandidate => ({ start, end, phrase, similarity: similarityOfSounds(sounds, phrase.sounds) }))
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, MOST_OF_A_STRETCH),
  ).filter((candidate) => candidate.similarity >= 0.4);
}

/** A number that was heard well stays in the dose. */
function keepsNumbers(words: readonly HeardWord[], plain: readonly string[], candidate: BiasCandidate): boolean {
  const said = candidate.phrase.text.split(' ');
  for (let at = candidate.start; at < candidate.end; at++)
    if (isNumber(plain[at]!) && words[at]!.confidence >= HEARD_WELL && !said.includes(plain[at]!)) return false;
  return true;
}

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const spokenNumbers = (words: readonly string[]): string[] =>
  words.map((word) => word.replace(/\d/g, (digit) => ` ${DIGITS[Number(digit)]!} `));

/** A dose may lose this much against what was written, and has to be this much better than the next one with another number. */
const MOST_LOST = -16;
const LEAST_LEAD = 1;
/** Below the note's limit for a dose that was heard clearly: a person is asked to listen. */
const CONFIDENCE = 0.45;

/** "A hundred" and "one hundred" are one amount. */
const amountOf = ({ phrase }: BiasCandidate): string =>
  phrase.text.replace(/^a /, 'one ').replace(/^zero point/, 'point');

export function decideDoses(candidates: readonly ScoredCandidate[]): Decided[] {
  const ranked = [...candidates].sort((a, b) => totalOf(b) - totalOf(a));
  const decided: Decided[] = [];
  for (const candidate of ranked) {
    if (totalOf(candidate) < MOST_LOST) break;
    const overlaps = (other: BiasCandidate): boolean => other.start < candidate.end && candidate.start < other.end;
    if (decided.some(overlaps)) continue;
    const rival = ranked.find((other) => overlaps(other) && amountOf(other) !== amountOf(candidate));
    if (rival && totalOf(candidate) - totalOf(rival) < LEAST_LEAD) {
      // Nobody can tell which: better what was written, which a reader doubts.
      decided.push({ ...candidate, probability: 0 });
      continue;
    }
    decided.push({ ...candidate, probability: CONFIDENCE });
  }
  return decided.filter((one) => one.probability > 0).sort((a, b) => a.start - b.start);
}
