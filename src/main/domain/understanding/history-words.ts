/** Words of time and of denial in what is told of the past. */
import { SPAN } from './details.ts';
import type { Mention } from './lexicon.ts';
import type { Said } from './said.ts';

const WHEN = new RegExp(
  String.raw`\b((?:about |around |maybe |almost |over )?${SPAN} ago|(?:back )?in (?:about )?(?:19|20)\d\d|(?:last|this) (?:year|month|week|fall|spring|summer|winter|january|february|march|april|may|june|july|august|september|october|november|december)|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|at (?:age |the age of |about )?\d{1,2}\b(?! (?:mg|percent))|in (?:my|his|her|their) (?:early |late |mid )?(?:teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|20s|30s|40s|50s|60s|70s|80s)|as (?:a|an) (?:kid|child|baby|teenager|infant)|when (?:i|he|she) was (?:a (?:kid|child|teenager|baby)|\d{1,2}|little|young|in \S+(?: \S+)?|pregnant)|years ago|a (?:long time|while|few years) ago|since (?:childhood|birth|(?:19|20)\d\d)|for (?:about |almost |over )?${SPAN})\b`,
);

export const DENIES =
  /^(?:(?:um|oh|well|,|nope|uh) )*(?:no|none|never|nothing|not that i|nope|nah|neither|not really)\b/;

export function whenIn(text: string): string | undefined {
  return WHEN.exec(text)?.[1]?.replace(/^for /, 'for ');
}

/** Time words near a mention: between it and the next illness or operation, else before it. */
export function whenFor(said: Said, mention: Mention): string | undefined {
  const { line, mentions } = said;
  const next = mentions.find(
    (other) => other.start >= mention.end && /^(?:condition|procedure)$/.test(other.concept.kind),
  );
  const from = line.at[mention.end] ?? line.text.length;
  const to = next ? line.at[next.start]! : line.text.length;
  const after = whenIn(line.text.slice(from, to));
  if (after) return after;
  const previous = mentions.findLast(
    (other) => other.end <= mention.start && other.concept.kind === mention.concept.kind,
  );
  return previous ? undefined : whenIn(line.text.slice(0, line.at[mention.start]!));
}
