import type { Token } from '../understanding/tokens.ts';
import type { Person } from './person.ts';
import { ADVERBS, AUXILIARY, isBaseVerb, isPastVerb, isVerbForm, thirdPerson } from './verbs.ts';

/** A clause being reworded: words in order, commas as words of their own. */
export type Words = string[];

const DISCOURSE = [
  'okay', 'ok', 'alright', 'all right', 'so', 'and', 'but', 'well', 'now', 'yeah', 'yes', 'yep', 'right', 'no', 'nope', 'oh', 'then', 'i mean', 'you know', 'actually', 'honestly', 'basically', 'i guess', 'i would say', 'i think',
  'like', 'because', 'cause', 'great', 'good', 'perfect', 'sure', 'again', 'also', 'anyway', 'obviously', 'unfortunately', 'really', 'just', 'or', 'um', 'let us see', 'see', 'absolutely', 'definitely', 'exactly', 'correct', 'mm-hmm', 'mhm', 'i see', 'of course', 'you see', 'to be honest', 'it seems like', 'hey', 'hmm', 'got it', 'gotcha', 'let me see', 'uh-huh', 'fine', 'as i said', 'like i said', 'i know', 'look', 'listen', 'for sure', 'not really', 'doctor', 'doc', 'sir', "ma'am", 'that is right', 'that is good', 'yup', 'yea', 'nah', 'which is', 'it is just that', 'other than that', 'i was like', 'thankfully', 'luckily', 'i believe', 'i suppose', 'i feel like', 'hi', 'hello', 'thank you', 'thanks', 'please', 'not at all', 'otherwise', 'the thing is', 'i must say',
].map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length); // prettier-ignore
const INNER = [
  'you know what i mean', 'you know', 'i mean', 'i guess', 'i would say', 'kind of', 'sort of', 'or anything like that', 'or something like that', 'and stuff like that', 'and things like that', 'stuff like that', 'things like that', 'or anything',
  'or something', 'and stuff', 'and everything', 'and all that', 'basically', 'actually', 'literally', 'honestly', 'just', 'obviously', 'really', 'if that makes sense', 'to be honest', 'as well', 'right now okay', 'go ahead and', 'definitely', 'if you will', 'whatever', 'at this point in time', 'i think', 'of course',
].map((phrase) => phrase.split(' ')).sort((a, b) => b.length - a.length); // prettier-ignore
const TRAILING = ['okay', 'alright', 'right', 'you know', 'so', 'and', 'but', 'or', 'too', 'though', 'yeah', 'um', 'because', 'like', 'sir', "ma'am", 'doctor', 'doc', 'if that is okay', 'all right', 'to', 'the', 'a', 'then', 'anyway', 'that', 'well', 'i', 'if', 'correct', 'is that right', 'good', 'ok', 'please', 'of', 'with', 'in', 'also', 'sorry', 'yes', 'no', 'for']
  .map((phrase) => phrase.split(' '))
  .sort((a, b) => b.length - a.length); // prettier-ignore

function matchesAt(words: readonly string[], i: number, phrase: readonly string[]): boolean {
  return phrase.every((word, k) => words[i + k] === word);
}

export function toWords(tokens: readonly Token[]): Words {
  return tokens.map((token) => (token.kind === 'number' ? token.text : keepCase(token)));
}

/** Lower-cases sentence capitals but keeps acronyms (MRI, CT) and codes (L5). */
function keepCase(token: Token): string {
  if (/^[A-Z]{2,}s?$/.test(token.text) || /^[LCTS]\d{1,2}$/.test(token.text)) return token.text;
  return token.norm;
}

/** Takes off what only keeps the conversation going. Hedges that change the meaning ("maybe", "probably") stay. */
export function stripDiscourse(input: readonly string[]): Words {
  let words = [...input];
  for (let changed = true; changed && words.length > 0;) {
    changed = false;
    while (words[0] === ',' || words[0] === ':') {
      words = words.slice(1);
      changed = true;
    }
    for (const phrase of DISCOURSE) {
      if (words.length >= phrase.length && matchesAt(words, 0, phrase)) {
        const next = words[phrase.length];
        if (
          phrase.length === 1 &&
          phrase[0] === 'no' &&
          next !== ',' &&
          next !== 'i' &&
          next !== 'no' &&
          next !== 'not' &&
          next !== 'it' &&
          next !== 'just' &&
          next !== undefined
        )
          continue;
        if (
          phrase[0] === 'right' &&
          next !== ',' &&
          next !== 'so' &&
          next !== 'and' &&
          next !== 'i' &&
          next !== undefined &&
          next !== 'okay'
        )
          continue;
        if (
          phrase[0] === 'good' &&
          phrase.length === 1 &&
          next !== ',' &&
          next !== undefined &&
          next !== 'okay' &&
          next !== 'so' &&
          next !== 'and' &&
          next !== 'i'
        )
          continue;
        if (phrase[0] === 'like' && isNoun(next)) {
          /* "like a fluttering": a comparison that means little; still off */
        }
        if (phrase.join(' ') === 'i think' && next === undefined) continue;
        words = words.slice(phrase.length);
        changed = true;
        break;
      }
    }
    for (const phrase of TRAILING) {
      if (words.length >= phrase.length && matchesAt(words, words.length - phrase.length, phrase)) {
        if (
          phrase[0] === 'right' &&
          (words.at(-2) === 'the' || words.at(-2) === 'my' || words.at(-2) === 'your' || words.at(-2) === 'on')
        )
          continue;
        if (phrase[0] === 'no' || phrase[0] === 'well' || phrase[0] === 'good') {
          if (words.at(-2) !== ',') continue;
        }
        words = words.slice(0, -phrase.length);
        changed = true;
        break;
      }
    }
    while (words.at(-1) === ',' || words.at(-1) === ':') {
      words = words.slice(0, -1);
      changed = true;
    }
  }
  const out: Words = [];
  for (let i = 0; i < words.length;) {
    const phrase = INNER.find((candidate) => matchesAt(words, i, candidate) && innerMayGo(words, i, candidate));
    if (phrase) {
      i += phrase.length;
      if (words[i] === ',' && (out.length === 0 || out.at(-1) === ',')) i++;
    } else out.push(words[i++]!);
  }
  return out.filter((word, i) => !(word === ',' && (out[i - 1] === ',' || i === 0 || i === out.length - 1)));
}

function isNoun(word: string | undefined): boolean {
  return word === 'a' || word === 'the';
}

function innerMayGo(words: readonly string[], i: number, phrase: readonly string[]): boolean {
  const before = words[i - 1] ?? '';
  const after = words[i + phrase.length] ?? '';
  const text = phrase.join(' ');
  if (text === 'kind of' || text === 'sort of')
    return !['what', 'a', 'any', 'some', 'this', 'that', 'same', 'the', 'these', 'no', 'another'].includes(before);
  if (text === 'you know')
    return (
      !['do', 'did', 'let', 'as', 'if'].includes(before) &&
      !['if', 'what', 'how', 'when', 'the', 'about'].includes(after)
    );
  if (text === 'really' || text === 'just' || text === 'actually')
    return !(before === 'not' && text === 'really' && false);
  if (text === 'i mean' || text === 'i guess' || text === 'i think') return after !== '';
  return true;
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
      out.push(word);
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
    const name = subjects === 0 ? voice.lead : person.subject;
    subjects++;
    singularSubject = name === 'the patient' || !person.plural;
    out.push(name);
    for (let j = i + 1; j < k; j++) out.push(input[j]!);
    if (k < input.length) {
      out.push(inverted ? verb : agree(verb, singularSubject));
      i = k;
      // Coordinated present verbs keep the subject: "I take Lasix and feel better".
      if (!AUXILIARY.has(verb) && isBaseVerb(verb) && singularSubject) {
        for (let j = k + 1; j < input.length - 1; j++) {
          if (input[j] === 'i' || input[j] === 'you') break;
          out.push(input[j]!);
          i = j;
          if (input[j] === 'and' && isBaseVerb(input[j + 1]!) && !NOUNISH.has(input[j + 1]!)) {
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
  return isBaseVerb(verb) ? thirdPerson(verb) : verb;
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
  text = text.charAt(0).toUpperCase() + text.slice(1);
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
