import type { Token } from '../understanding/tokens.ts';
import type { Person } from './person.ts';
import { baseVerb } from './clause-tags.ts';
import { ADVERBS, AUXILIARY, isBaseVerb, isPastVerb, isVerbForm, thirdPerson } from './verbs.ts';
import { capital } from './sentence-text.ts';

/** A clause being reworded: words in order, commas as words of their own. */
export type Words = string[];

export function toWords(tokens: readonly Token[]): Words {
  return tokens.map((token) => (token.kind === 'number' ? token.text : keepCase(token)));
}

/** Lower-cases sentence capitals but keeps acronyms (MRI, CT) and codes (L5). */
function keepCase(token: Token): string {
  if (
    (/^[A-Z]{2,}s?$/.test(token.text) && token.text !== 'OK' && token.text !== 'NO' && token.text !== 'YES') ||
    /^[LCTS]\d{1,2}$/.test(token.text)
  )
    return token.text;
  return token.norm;
}

const OBJECT_BEFORE = new Set([
  'want', 'like', 'have', 'let', 'get', 'help', 'need', 'make', 'start', 'put', 'refer', 'send', 'give', 'see', 'for', 'to', 'with', 'on', 'of', 'about', 'from', 'told', 'tell', 'ask',
  'asked', 'show', 'keep', 'gave', 'prescribe', 'prescribed', 'by', 'at', 'advise', 'remind', 'encourage', 'thank', 'bring', 'had', 'causing', 'giving', 'bothering', 'after', 'allow', 'allows', 'helps', 'made', 'makes', 'schedule', 'continue', 'examined', 'getting', 'putting', 'starting', 'sending', 'switch', 'taking', 'seen', 'saw', 'follow', 'than', 'keeping', 'giving', 'hit', 'between', 'around', 'through', 'into',
]); // prettier-ignore

export interface Voice {
  readonly speaker: 'patient' | 'clinician';
  readonly person: Person;
  /** Words for the first subject: "the patient" or the pronoun. */
  readonly lead: string;
}

/**
 * Turns first person (patient's words) or second person (clinician's words) into the third, with agreement. The first subject
 * becomes `voice.lead`; later ones the pronoun. Words that do not concern the person stay exactly as said.
 */
export function toThirdPerson(input: readonly string[], voice: Voice): Words {
  const { person } = voice;
  const out: Words = [];
  let subjects = 0;
  let singularSubject = true;
  const self = voice.speaker === 'patient' ? 'i' : 'you';
  for (let i = 0; i < input.length; i++) {
    const word = input[i]!;
    const before = input[i - 1] ?? '';
    const prior = out.at(-1) ?? '';
    if (voice.speaker === 'patient') {
      if (word === 'me') {
        out.push(person.object);
        continue;
      }
      if (word === 'my' || word === 'our') {
        // "The patient's chest hurts when they press on it": a neutral pronoun needs its noun first.
        if (out.length === 0 && person.plural && word === 'my') {
          out.push("the patient's");
          subjects++;
          continue;
        }
        out.push(person.possessive);
        continue;
      }
      if (word === 'mine') {
        out.push(`${person.possessive === 'his' ? 'his' : `${person.possessive}s`}`);
        continue;
      }
      if (word === 'myself') {
        out.push(person.reflexive);
        continue;
      }
      if (word === 'we') {
        out.push('they');
        continue;
      }
    } else {
      if (word === 'your') {
        if (out.length === 0 && person.plural) {
          out.push("the patient's");
          subjects++;
          continue;
        }
        out.push(person.possessive);
        continue;
      }
      if (word === 'yours') {
        out.push(person.possessive === 'his' ? 'his' : `${person.possessive}s`);
        continue;
      }
      if (word === 'yourself') {
        out.push(person.reflexive);
        continue;
      }
    }
    if (word !== self) {
      // "I do exams and have not felt anything": the second verb has the same subject.
      const coordinated =
        subjects > 0 &&
        singularSubject &&
        (before === 'and' || before === 'but') &&
        (word === 'have' || word === 'am' || (word === 'do' && input[i + 1] === 'not'));
      out.push(coordinated ? agree(word, true) : word);
      continue;
    }
    let k = i + 1;
    while (k < input.length && ADVERBS.has(input[k]!)) k++;
    const verb = input[k] ?? '';
    const isObject =
      voice.speaker === 'clinician' &&
      (!isVerbForm(verb) ||
        (OBJECT_BEFORE.has(before) && !(before === 'have' && AUXILIARY.has(verb)) && !AUXILIARY.has(verb))) &&
      (OBJECT_BEFORE.has(before) || !isVerbForm(verb));
    if (isObject) {
      out.push(subjects === 0 && person.plural ? 'the patient' : person.object);
      if (subjects === 0 && person.plural) subjects++;
      continue;
    }
    const inverted = AUXILIARY.has(prior) && i > 0 && i <= 2;
    // "It bothers her when she sits": named by a pronoun already.
    const named = out.some((other) => other === person.object || other === person.possessive);
    const name = subjects === 0 && !named ? voice.lead : person.subject;
    subjects++;
    singularSubject = name === 'the patient' || !person.plural;
    out.push(name);
    for (let j = i + 1; j < k; j++) out.push(input[j]!);
    // "you do have" is "has".
    const emphatic = verb === 'do' && (isBaseVerb(input[k + 1] ?? '') || input[k + 1] === 'have') && !inverted;
    if (emphatic) {
      out.push(agree(input[k + 1]!, singularSubject));
      i = k + 1;
      continue;
    }
    if (k < input.length) {
      out.push(inverted ? verb : agree(verb, singularSubject));
      i = k;
      // Coordinated present verbs keep the subject: "I take Lasix and feel better".
      if (!AUXILIARY.has(verb) && isBaseVerb(verb) && singularSubject) {
        for (let j = k + 1; j < input.length - 1; j++) {
          if (input[j] === 'i' || input[j] === 'you') break;
          out.push(input[j]!);
          i = j;
          if ((input[j] === 'and' || input[j] === 'or') && isBaseVerb(input[j + 1]!) && !NOUNISH.has(input[j + 1]!)) {
            out.push(thirdPerson(input[j + 1]!));
            i = j + 1;
            break;
          }
          if (['me', 'my', 'your', 'our', 'myself', 'yourself', 'we', 'mine'].includes(input[j]!)) {
            out.pop();
            i = j - 1;
            break;
          }
        }
      }
    } else i = k - 1;
  }
  return out;
}

const NOUNISH = new Set(['ice', 'rest', 'cough', 'test', 'walk', 'pain', 'drink', 'sleep', 'work', 'exercise', 'stretch', 'ache', 'swell', 'massage', 'support', 'stress', 'shower', 'run', 'ride', 'burn', 'step', 'turn', 'itch', 'brace', 'pull', 'look', 'heal', 'back', 'help', 'pass', 'rate', 'type', 'play', 'use', 'change', 'call', 'check', 'plan', 'want', 'need', 'bike', 'limp', 'bruise', 'bend']); // prettier-ignore

function agree(verb: string, singular: boolean): string {
  if (verb === 'am' || verb === 'are') return singular ? 'is' : 'are';
  if (verb === 'was' || verb === 'were') return singular ? 'was' : 'were';
  if (!singular) return verb;
  if (verb === 'have' || verb === 'do') return thirdPerson(verb);
  if (AUXILIARY.has(verb) || isPastVerb(verb))
    return verb === 'read' || verb === 'hurt' || verb === 'put' || verb === 'hit' || verb === 'cut' || verb === 'quit'
      ? verb
      : verb;
  return baseVerb(verb) ? thirdPerson(verb) : verb;
}

/** Joins words to a sentence: commas close up, first letter up, full stop at the end. */
export function sentence(words: readonly string[]): string {
  let text = words
    .join(' ')
    .replace(/ ,/g, ',')
    .replace(/,+/g, ',')
    .replace(/\s+/g, ' ')
    .replace(/ %/g, '%')
    .trim()
    .replace(/[,:;]+$/, '');
  if (text === '') return '';
  text = capital(text);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
