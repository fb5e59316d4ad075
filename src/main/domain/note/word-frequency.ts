import type { Candidate } from '../understanding/candidates.ts';
import type { Worded } from './word.ts';
import type { Voice } from './third-person.ts';

const WAKES = /\b(?:does|do|did) (?:it|they|that|the \w+)(?: ever)? wake (?:you|him|her)\b/;
const NO = /^(?:(?:um|well|,) )*(?:no|nope|not|never)\b/;
/** "A couple of times a week", "most nights", "twice a night". */
const OFTEN =
  /\b((?:(?:a )?(?:couple|few)(?: of)?|several|\d+|two|three|four|five|six) (?:times|nights?) (?:a|per|each) (?:week|night|month)|(?:once|twice) (?:a|per) (?:week|night|month)|every (?:other )?night|most nights|(?:couple|few) (?:times|nights) a week)\b/;
const wordsOf = (tokens: Candidate['unit']['tokens']): string => tokens.map(({ norm }) => norm).join(' ');

/** What only the question says and an amount answers: "Does it wake you at night?" "Couple times a week." */
export function wordFrequency({ question, unit }: Candidate, { lead }: Pick<Voice, 'lead'>): Worded | undefined {
  if (!question || unit.speaker === 'clinician') return undefined;
  const said = wordsOf(unit.tokens);
  if (NO.test(said) || !WAKES.test(wordsOf(question.tokens))) return undefined;
  const often = OFTEN.exec(said)?.[1];
  const isYes = /^(?:(?:oh|um|well|,) )*(?:yes|yeah|yep|it does|sometimes|all the time)\b/.test(said);
  if (often === undefined && !isYes) return undefined;
  const times = often?.replace(/^(?=(?:couple|few)\b)/, 'a ').replace(/\bcouple (?=times|nights)/, 'couple of ');
  return {
    text: `It wakes ${lead} at night${times === undefined ? '' : ` ${times}`}.`,
    slot: 'hpi',
    usesQuestion: true,
    trust: 0.8,
  };
}
