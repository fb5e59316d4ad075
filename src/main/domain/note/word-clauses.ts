import type { Token } from '../understanding/tokens.ts';
import { readClauses } from './clauses.ts';
import { stripDiscourse } from './discourse.ts';
import { toThirdPerson, toWords, type Voice } from './third-person.ts';
import { withoutSecondSubject } from './word-history.ts';
import type { Wording } from './wording.ts';

/** What was told, as clauses in the third person that can each stand as a sentence. */
export function wordClauses(tokens: readonly Token[], voice: Voice, wording: Wording, proxy = false): string[][] {
  const words = withoutSecondSubject(wording.apply(stripDiscourse(toWords(tokens))));
  return readClauses(words, { speaker: voice.speaker, proxy })
    .filter((clause) => isAboutPatient(clause, voice.speaker))
    .map((clause) => toThirdPerson(clause, voice));
}

/** The clinician's own doings and general remarks are no history; nor is the visit's own talk. */
function isAboutPatient(clause: readonly string[], speaker: Voice['speaker']): boolean {
  const text = clause.join(' ');
  if (VISIT_TALK.test(text)) return false;
  if (OTHERS.test(text) && !/\b(?:i|me)\b/.test(text)) return false;
  if (speaker === 'patient') return true;
  if (GENERAL.test(text)) return false;
  return !/^(?:i|we|let|that|this|they|these|those)\b/.test(text) && !/\b(?:i|we)\b/.test(text);
}

const OTHERS =
  /^(?:my|our|a|some|the) (?:neighbou?r|friend|co-?worker|boss|colleague|husband|wife|partner|roommate|girlfriend|boyfriend|kids?|children|dog|cat|buddy|lady friend|grandkids|teammate)s?\b/;
const VISIT_TALK =
  /^(?:(?:that|it|this) (?:is|would be|will be|sounds|makes|works|was) (?:all|it|me|sense|great|good|fine|okay|perfect|awesome|wonderful|right|for me|correct|(?:so|very|really|pretty) (?:great|good|nice))\b(?! at| for (?:my|his|her))|i (?:can|will|would|could) (?:do|try|think about|appreciate|see|be happy|like) (?:that|it|this|you|to know|to ask)|i (?:understand|agree|appreciate|have no questions|do not have any questions|am good|am ready|hope)|i do not know (?:what|how|why|where|who)|i would (?:like|love|rather) to (?:know|ask|thank))\b/;
const GENERAL =
  /\b(?:will|should|can|going to|would|could|may|might|let us|make sure|side effects?|people|patients|usually|generally|typically)\b/;
