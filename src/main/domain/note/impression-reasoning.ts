import { wholeClauses } from './clauses.ts';
import { clippings, inThird, isFinished, type Phrase } from './clinical-phrase.ts';
import { HYPOTHETICAL, type Impression } from './impression.ts';
import type { Person } from './person.ts';
import { asSentence } from './sentence-text.ts';

/** A sentence of its own about the patient, a problem, a drug or a test. */
const ABOUT =
  /^(?:the patient|patient|he|she|(?:the |a |an |this |these |his |her |their |some |your )?(?:[a-z0-9'-]+ ){0,4}?[a-z0-9'-]+) (?:is|are|was|were|has|have|had|can|may|might|could|should|will|does|do|shows?|showed|reveals?|revealed|helps?|needs?|causes?|requires?|remains?|continues?|presents?|appears?|demonstrates?|reports?|reviewed|discussed|wants?|prefers?|understands?|agrees?)\b/;

const NURSE =
  /\b(?:nurse|front desk|medical assistant|scribe|be back|my ma|discount|website|stipend|parking|insurance)\b/i;

/** Speech runs on: two clauses with nothing between them are no sentence. */
export function isOneClause(text: string): boolean {
  const clauses = wholeClauses(text);
  const bare = (words: string): string =>
    words
      .toLowerCase()
      .replace(/[^a-z0-9' ]/g, '')
      .replace(/\s+/g, ' ')
      .trim();
  return clauses.length === 1 && bare(clauses[0]!.join(' ')) === bare(text);
}

/** Explains words, or tells what happened in the room: nothing that is thought of this patient. */
const TALK =
  /\bmeans\b|\bis what\b|\bby the way\b|\bunfortunately\b|\bon that day\b|\b(?:said|says) as\b|^(?:Another name|The criteria|The most common|Completed|Under the plan|A deep breath|Patients|People|Options include)\b|^There (?:is|are) (?:a lot of|many|lots of|several|no cure)\b|^(?:One|Two|Three|Four|Five) and\b|^(?:The patient|He|She|They) (?:heard|is trying|was going to|does the|is in pain|received|said|(?:is|will be) able to|is not going to be)\b/;

export const isTalk = (sentence: string): boolean => TALK.test(sentence);

/** Leans on what was said before, or on the room. */
const LEANS =
  /^(?:(?:it|this|that|these|they|those)(?: (?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|does|do|also|means|helps|looks|seems)\b|$)|they|it|there|(?:he|she) will|we|i|(?:the patient|you) (?:is|are) (?:here|in a|going|looking|right|welcome|aware|young|also)|what|which|how|when|where|who|if|i|as|we|because|one|good|great)\b/;

const isClinical = ({ mentions, text }: Phrase): boolean =>
  mentions.some(({ concept }) => concept.kind !== 'anatomy') || /\d/.test(text);

/** Why, or what is known of a problem, a drug or a test: a clause that stands on its own. */
export function composeReasoning(text: string, phrase: Phrase, person: Person): Impression | undefined {
  if (HYPOTHETICAL.test(text) || LEANS.test(text)) return undefined;
  if (text.split(' ').length < 4 || !isClinical({ ...phrase, text })) return undefined;
  for (const clip of clippings(text)) {
    const out = asSentence(inThird(clip.replace(/ (?:okay|here|there|today|right now|as well|too|so)$/, ''), person));
    if (!isFinished(out) || isTalk(out) || NURSE.test(out) || /^(?:we|our|found|completed)\b/i.test(out)) continue;
    if (!ABOUT.test(out.toLowerCase()) || out.split(' ').length < 5 || !isOneClause(out)) continue;
    return { text: out, kind: 'reasoning', certainty: 'definite' };
  }
  return undefined;
}
