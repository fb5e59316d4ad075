import type { Token } from '../understanding/tokens.ts';
import { readClauses } from './clauses.ts';
import { stripDiscourse } from './discourse.ts';
import type { Person } from './person.ts';
import { toThirdPerson, toWords, type Voice } from './third-person.ts';
import { withoutSecondSubject } from './word-history.ts';
import type { Wording } from './wording.ts';

export interface WordedClause {
  readonly words: string[];
  /** The same for "He reports that …": begins with the pronoun. Only of what the patient said. */
  readonly told?: string[];
  /** Says who told it: rests on the words that say so, too. */
  readonly byInformant?: boolean;
}

/** What was told, as clauses in the third person that can each stand as a sentence. `proxy`: told by somebody else than the patient. */
export function wordClauses(tokens: readonly Token[], voice: Voice, wording: Wording, proxy = false): WordedClause[] {
  const words = withoutSecondSubject(wording.apply(stripDiscourse(toWords(tokens))));
  const said = proxy ? patientNamed(words, voice.person) : words;
  return readClauses(said, { speaker: voice.speaker, proxy })
    .filter((clause) => isAboutPatient(clause, voice.speaker))
    .flatMap((clause): WordedClause[] => {
      if (proxy) return wordProxy(clause, voice);
      const told =
        voice.speaker === 'patient'
          ? { told: withoutName(toThirdPerson(clause, { ...voice, lead: voice.person.subject }), voice) }
          : {};
      return [{ words: toThirdPerson(clause, voice), ...told }];
    });
}

/** "He reports that his back hurts": the one who speaks needs no name of his own. */
const withoutName = (words: string[], { person }: Voice): string[] =>
  words[0] === 'the' && words[1] === "patient's" ? [person.possessive, ...words.slice(2)] : words;

const CHILD = /^(?:daughter|son|child|kid|baby|mother|mom|father|dad|wife|husband|toddler|boy|girl)$/;

/** "My daughter has …" is the patient. */
function patientNamed(words: readonly string[], person: Person): string[] {
  const out: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const little = words[i + 1] === 'little' ? 1 : 0;
    if (words[i] === 'my' && CHILD.test(words[i + 1 + little] ?? '')) {
      out.push(out.length === 0 ? (person.plural ? 'they' : person.subject) : person.object);
      i += 1 + little;
    } else out.push(words[i]!);
  }
  return out;
}

const PARENT = /^(?:mom|mum|mommy|mother|dad|daddy|father|grandma|grandpa|grandmother|grandfather)$/;

/** "I gave her Tylenol" of a mother: "Her mother gave her Tylenol." Where nobody said who speaks, such a clause is left out. */
function wordProxy(clause: readonly string[], voice: Voice): WordedClause[] {
  const { person } = voice;
  if (/^i am (?:his|her|their|the) \w+$/.test(clause.join(' '))) return [];
  if (clause.some((word) => /^(?:we|us|our|ours|mine)$/.test(word))) return [];
  // "Dad fell on Tuesday", of the daughter in the room: whose father he is, stays said.
  const child = /^(?:grand)?(daughter|son)$/.exec(person.informant?.relation ?? '');
  if (child && PARENT.test(clause[0] ?? '')) {
    const teller = `${person.plural ? "the patient's" : person.possessive} ${person.informant!.relation!}`;
    const told = [child[1] === 'daughter' ? 'her' : 'his', ...clause];
    return [{ words: [...teller.split(' '), 'said', ...told], byInformant: true }];
  }
  const self = clause.some((word) => /^(?:i|me|my|myself)$/.test(word));
  if (!self) {
    const named = clause[0] === person.subject && !person.plural ? ['the', 'patient', ...clause.slice(1)] : [...clause];
    return [{ words: named }];
  }
  const relation = person.informant?.relation;
  if (relation === undefined) return [];
  const who = `${person.plural ? "the patient's" : person.possessive} ${relation}`;
  const teller: Person = { subject: who, object: who, possessive: `${who}'s`, reflexive: 'themselves', plural: false };
  return [{ words: toThirdPerson(clause, { ...voice, person: teller, lead: who }), byInformant: true }];
}

/** The clinician's own doings and general remarks are no history; nor is the visit's own talk. */
function isAboutPatient(clause: readonly string[], speaker: Voice['speaker']): boolean {
  const text = clause.join(' ');
  if (VISIT_TALK.test(text)) return false;
  if (OTHERS.test(text) && !/\b(?:i|me)\b/.test(text)) return false;
  if (speaker === 'patient') return !STRANGERS.test(text) && !/\bthey (?:said|say)\b/.test(text);
  if (GENERAL.test(text) || /^(?:patient is|medical record)/.test(text)) return false;
  // A remark that names no one is history only as something that was found or done.
  if (
    !/\b(?:you|your|he|she|his|her|him|patient|male|female|man|woman|gentleman|year-old)\b/.test(text) &&
    !(PAST.test(text) && clause.length >= 4)
  )
    return false;
  return !/^(?:i|we|let|that|this|they|these|those)\b/.test(text) && !/\b(?:i|we)\b/.test(text);
}

const PAST = /\b(?:was|were|had|showed|revealed|confirmed|came|demonstrated|removed|placed|found|underwent)\b/;
const OTHERS =
  /^(?:my|our|a|some|the) (?:neighbou?r|friend|co-?worker|boss|colleague|husband|wife|partner|roommate|girlfriend|boyfriend|kids?|children|dog|cat|buddy|lady friend|grandkids|teammate)s?\b/;
/** "They said …": people whom nobody named. */
const STRANGERS =
  /^(?:and )?they (?:have said|have told|had said|said|say|told|think|thought|want|wanted|called|call|did|do|put|gave|took|found|came|went|checked|ran|decided|sent|will|would|looked|asked|try|tried|charge|charged|make|made|know|knew|are charging|were charging|have a)\b/;
const VISIT_TALK =
  /^(?:(?:that|it|this) (?:is|would be|will be|sounds|makes|works|was) (?:all|it|me|sense|great|good|fine|okay|perfect|awesome|wonderful|right|for me|correct|(?:so|very|really|pretty) (?:great|good|nice))\b(?! at| for (?:my|his|her))|i (?:can|will|would|could) (?:do|try|think about|appreciate|see|be happy|like) (?:that|it|this|you|to know|to ask)|i (?:understand|agree|appreciate|have no questions|do not have any questions|am good|am ready|hope|wish|wonder|thought i would ask)|i do not know (?:what|how|why|where|who)|i would (?:like|love|rather) to (?:know|ask|thank)|i (?:do|did|have|am|was|will|would|can|could)$|(?:that|it) hurts$|that is (?:tender|sore|it|correct|right)|it is always)\b|\b(?:medical record number|continue with the consultation|^name (?:is|was)|private (?:place|space)|quiet and private|hear me|see me|speak at the moment|have a consultation|my name is|date of birth|when i do that|when you do that|insurance)\b/;
const GENERAL =
  /\b(?:will|should|can|going to|would|could|may|might|let us|make sure|side effects?|people|patients|usually|generally|typically)\b/;
