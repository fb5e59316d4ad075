import type { Support } from '../../../shared/model/note.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { remembered, rememberedText, whileRemembering } from '../understanding/remembered.ts';
import { checkAxes } from './verify-check-axes.ts';
import { checkFindings } from './verify-check-findings.ts';
import { checkHabits } from './verify-check-habits.ts';
import { checkNumbers } from './verify-check-numbers.ts';
import { checkOpposites } from './verify-check-opposites.ts';
import { checkPhrases } from './verify-check-phrases.ts';
import { checkSides } from './verify-check-sides.ts';
import { checkTimes } from './verify-check-times.ts';
import { checkWords } from './verify-check-words.ts';
import type { Check, Claim } from './verify-claims.ts';
import { readText, type Reading } from './verify-reading.ts';

export type { Claim, ClaimKind, ClaimVerdict } from './verify-claims.ts';

export interface Verdict {
  readonly support: Support;
  /** Claims without support. */
  readonly problems: readonly Claim[];
  /** Every claim that was looked at, those that hold with the quote that bears them. */
  readonly claims: readonly Claim[];
}

/**
 * Checks each claim of a sentence that can do harm against its evidence: assertion, certainty, side, drug, dose, number and unit, frequency,
 * action, judgement, time, and whose it is. It reads both with a reader of its own (`verify-read.ts` and its neighbours) and shares only the
 * dictionary with the generator: a mistake there cannot prove itself here. Words that make no such claim pass, unless most are unheard.
 *
 * @param quotes in the order in which they were said; an answer after its question
 */
export const verifySentence = (text: string, quotes: readonly string[], lexicon: Lexicon): Verdict =>
  whileRemembering(() => verify(text, quotes, lexicon));

function verify(text: string, quotes: readonly string[], lexicon: Lexicon): Verdict {
  if (quotes.length === 0) {
    const claim: Claim = { kind: 'no-evidence', claim: text, verdict: 'not-heard', start: 0, end: text.length };
    return { support: 'needs-review', problems: [claim], claims: [claim] };
  }
  const sentence = reading(text, lexicon);
  const check: Check = { sentence, evidence: quotes.map((quote) => reading(quote, lexicon)), lexicon };
  const claims = [
    ...checkFindings(check),
    ...checkNumbers(check),
    ...checkSides(check),
    ...checkTimes(check),
    ...checkAxes(check),
    ...checkHabits(check),
    ...checkPhrases(check),
    ...checkOpposites(check),
    ...checkWords(check),
  ].sort((a, b) => a.start - b.start);
  const problems = claims.filter(({ verdict }) => verdict !== 'held');
  return { support: problems.length === 0 ? 'supported' : 'needs-review', problems, claims };
}

/** A draft asks about the same words again and again (as a statement, joined, planned). */
const MOST_READINGS = 2_000;
const readingsBy = remembered((lexicon: Lexicon) => rememberedText(MOST_READINGS, (text) => readText(text, lexicon)));
const reading = (text: string, lexicon: Lexicon): Reading => readingsBy(lexicon)(text);
