import { claimOf, type Check, type Claim } from './verify-claims.ts';
import type { Reading } from './verify-reading.ts';
import { standOf } from './verify-stand.ts';

interface Habit {
  readonly name: string;
  /** What a note says, and what people say. */
  readonly claim: RegExp;
  readonly said: RegExp;
}

/** Tobacco, alcohol and drugs: no dictionary of findings holds them, and a turned one follows a patient for years. */
const HABITS: readonly Habit[] = [
  {
    name: 'tobacco',
    claim: /\b(?:tobacco|smok(?:e|es|er|ed|ing)|cigarettes?|vap(?:e|es|ed|ing)|nicotine)\b/g,
    said: /\b(?:tobacco|smok\w*|cigarettes?|cigs?|vap\w*|packs?|nicotine|dip|chew|juul)\b/g,
  },
  {
    name: 'alcohol',
    claim:
      /\b(?:alcohol|drinks? (?:\S+ ){0,4}(?:alcohol|beers?|wine|liquor|six pack|socially|nightly|daily)|alcoholic|etoh)\b/g,
    said: /\b(?:alcohol\w*|drink\w*|drank|beers?|wine|liquor|whisk\w*|vodka|etoh|booze|sober)\b/g,
  },
  {
    name: 'drugs',
    claim:
      /\b(?:(?:illicit|recreational|street|illegal) (?:drugs?|substances?)|drug use|uses drugs|marijuana|cannabis|cocaine|heroin|meth)\b/g,
    said: /\b(?:drugs?|substances?|marijuana|weed|pot|cannabis|cocaine|heroin|meth|edibles?|thc)\b/g,
  },
];

const QUIT =
  /\b(?:quit|stopped|gave (?:it|that|them|those)? ?up|used to|former\w*|ex-?smoker|no longer|not any ?more|ago|clean|sober|back in|tried (?:it|pot|weed|some|that|marijuana|cocaine)|experiment\w*|(?:nothing|not|none) since|in (?:college|high school)|when i was)\b/;
/** Said of what is, or of what was: a claim that needs no more than that it was ever so passes as `was`. */
const FORMER =
  /\b(?:former\w*|quit\w*|stopped|previous\w*|past|ex-?smoker|history of|used to|no longer|smoked|drank|remote|(?:used|tried)\b(?: \S+){1,4} in|in (?:college|high school)|experiment\w*|years ago|sober|since|recover\w*)\b/;

/** A habit is there, was there and is no more, never was, or is not there: and the evidence has to say so. */
export function checkHabits(check: Check): Claim[] {
  return HABITS.flatMap((habit) => claimsOf(check, habit));
}

function claimsOf(check: Check, { claim, said }: Habit): Claim[] {
  const { sentence, evidence } = check;
  const stands = evidence.flatMap((quote, q) => wordsOf(quote, said).map((at) => standOf(evidence, q, at)));
  if (stands.length === 0) return [];
  const isQuit = stands.some(({ q }) => QUIT.test(around(evidence, q)));
  const no = stands.some((stand) => stand.no);
  const yes = stands.some((stand) => stand.yes);
  return wordsOf(sentence, claim).flatMap((at) => {
    const meaning = sentence.meanings[at]!;
    const clause = clauseAround(sentence, at);
    if (meaning.conditional || meaning.person !== 'patient') return [];
    const isNever = sentence.words.slice(Math.max(0, at - 4), at).some(({ norm }) => norm === 'never');
    const isNot = meaning.negated || /\b(?:non-?smoker|non-?drinker)\b/.test(clause);
    const wrong = isNot
      ? isNever
        ? isQuit || !no
        : !no && !isQuit
      : FORMER.test(clause)
        ? !isQuit &&
          ((NOW_TOO.test(clause) ? false : stands.some(({ q }) => NOW.test(around(evidence, q)))) ||
            !stands.some(({ past, gone }) => past || gone))
        : ADVICE.test(clause)
          ? false
          : (isQuit || no) && !(yes && !isQuit);
    return wrong ? [claimOf(check, 'negation', at, at + 1, 'contradicted')] : [];
  });
}

/** "Smokes since age 20": of now, too. */
const NOW_TOO = /\b(?:current\w*|smokes|drinks|uses|vapes|still)\b/;

/** Said of now, whatever was before. */
const NOW =
  /\b(?:i|he|she|they) (?:still |only |do |just )?(?:smoke|smokes|drink|drinks|vape|vapes)\b|\b(?:packs?|cigarettes?|beers?|drinks?) (?:a|per) (?:day|week|night)\b/;

/** "Smoking cessation was discussed", "avoid alcohol": said of it, and no claim that it is done. */
const ADVICE =
  /\b(?:cessation|counsel\w*|avoid\w*|advis\w*|discuss\w*|recommend\w*|limit\w*|reduc\w*|cut\w*|encourag\w*|smoke detectors?|exposure|second-?hand|stop\w*|quitting|interested|trying|try|want\w*|plan\w*|denies|desire|abstain\w*|refrain\w*|help\w*)\b/;

function wordsOf({ line }: Reading, pattern: RegExp): number[] {
  return [...line.text.matchAll(pattern)].map((match) => line.wordAt(match.index));
}

/** The quote and what answers it. */
const around = (evidence: readonly Reading[], q: number): string =>
  evidence
    .slice(q, q + 2)
    .map(({ line }) => line.text)
    .join(' . ');

function clauseAround({ words }: Reading, at: number): string {
  let low = at;
  while (low > 0 && !/^[.;?!]$/.test(words[low - 1]!.norm)) low--;
  let high = at;
  while (high < words.length && !/^[.;?!]$/.test(words[high]!.norm)) high++;
  return words
    .slice(low, high)
    .map(({ norm }) => norm)
    .join(' ');
}
