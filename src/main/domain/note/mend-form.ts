import { clauseCuts } from './run-on.ts';
import type { Slot, Statement } from './statement.ts';
import { formFault } from './well-formed.ts';
import { capital } from './sentence-text.ts';

/** A clause with fewer words says too little to be saved by itself. */
const FEWEST_WORDS = 3;
/** What is cut off another clause, or short, has to stand by itself. */
const FEWEST_WORDS_AFTER = 5;
/** Where a sentence may stop early without turning into another claim: never before an "if", an "unless", a "but" or an "except". */
const STOPS =
  /,? (?:and|so|which|because|where|what|or whatever|as well as|just to|in order to|right (?:here|there|where)|that means)\b/g;
const SYSTEM = /^[A-Z][a-z]+(?:,? (?:and )?[a-z]+){0,4}: /;

/**
 * A sentence of bad form, cut down to what is well-formed in it: clauses that nothing joined stand apart, a tail that leads nowhere
 * goes. No word is added or moved. What cannot be mended is left out, so its words can stand in the omission ledger.
 */
export function mendForm(statement: Statement): Statement[] {
  const fault = formFault(statement);
  if (fault === undefined) return [statement];
  if (statement.list || fault === 'senseless' || fault === 'machine') return [];
  const prefix = SYSTEM.exec(statement.text)?.[0] ?? '';
  const body = impersonal(statement.slot, statement.text.slice(prefix.length).replace(/[.\s]+$/, ''));
  const pieces = apart(body)
    .map((piece, i) => shorten(statement, piece, i === 0 ? FEWEST_WORDS : FEWEST_WORDS_AFTER))
    .filter((piece) => piece !== undefined);
  return pieces.map((piece, i) => ({ ...statement, text: i === 0 ? `${prefix}${piece}` : piece }));
}

const INTENTION =
  /\b(?:what )?I (?:am going to|am gonna|will|would like to|want to|would also like to|also want to|also would like to|am also going to)(?: go ahead and| potentially)?(?: do is)?(?: to)?\b/g;
const SENSED = /\bI (?:do |can |also |still |did )*(?:appreciate|hear|see|feel|note|noticed?|find|detect)\b/g;
const NOT_SENSED =
  /\bI (?:do|did|can|could) not (?:really )?(?:appreciate|hear|see|feel|note|notice|find|detect) (?:any|an?|much)\b/g;

/** The clinician's own "I" as notes write it: findings are there, orders are made, what was done stands first. */
function impersonal(slot: Slot, text: string): string {
  if (slot === 'exam' || slot === 'results')
    return capital(
      text
        .replace(NOT_SENSED, 'there is no')
        .replace(SENSED, 'there is')
        .replace(
          /\bthere is (some |bilateral |no |any )?(\w+ )?(rales|crackles|wheezes|rhonchi|murmurs|bruits|masses|lesions|nodes)\b/g,
          (_, some = '', word = '', noun = '') => `there are ${some}${word}${noun}`,
        ),
    );
  if (slot !== 'assessment' && slot !== 'plan') return text;
  return capital(
    text
      .replace(INTENTION, 'we will')
      .replace(
        /^(?:I|we) (?:have |also |have also )?((?:recommended|ordered|explained|reviewed|discussed|prescribed|advised|counsell?ed|placed|sent|refilled|encouraged)\b)/i,
        '$1',
      )
      .replace(/^(?:I|we) (?:would |do |also )*recommend\b/i, 'recommend')
      .replace(/^we (?:talked|spoke) about\b/i, 'discussed')
      .replace(/^I am concerned\b/, 'there is concern'),
  );
}

function apart(text: string): string[] {
  const { cuts } = clauseCuts(text);
  const from = [0, ...cuts];
  return from.map((at, i) => text.slice(at, from[i + 1]).trim());
}

/** The longest beginning of a clause that is well-formed. */
function shorten(statement: Statement, clause: string, fewest: number): string | undefined {
  const ends = [...clause.matchAll(STOPS)].map((match) => match.index);
  for (const end of [clause.length, ...ends.reverse()]) {
    const text = sentence(clause.slice(0, end));
    if (text.split(' ').length < (end === clause.length ? fewest : FEWEST_WORDS_AFTER)) return undefined;
    if (formFault({ ...statement, text }) === undefined) return text;
  }
  return undefined;
}

function sentence(words: string): string {
  const text = words
    .replace(/^(?:and|so|but|or|then|also|now|,)+\b[\s,]*/i, '')
    .replace(/[\s,;:]+$/, '')
    .replace(/,? (?:and|so|or|then|but|too|also|there|here)$/i, '');
  return `${capital(text)}.`;
}
