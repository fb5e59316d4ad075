import type { Reading } from './verify-reading.ts';

const ALLERGIC = /\ballerg(?:ic|y|ies)\b/;
const OF_ALLERGY = /\b(?:allerg\w*|reaction|hives|rash|swell\w*|anaphyla\w*)\b/;
const BARRED = /\b(?:can not|cannot|could not|must not) (?:take|have|tolerate|use|be given)\b/;

/** "Allergic to penicillin" of "Any allergies?" "I can't take penicillin.": a no that says the same. */
export const isBarred = (sentence: Reading, quote: Reading, evidence: readonly Reading[]): boolean =>
  ALLERGIC.test(sentence.line.text) &&
  BARRED.test(quote.line.text) &&
  evidence.some(({ line }) => OF_ALLERGY.test(line.text));
