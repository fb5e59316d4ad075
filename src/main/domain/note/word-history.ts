import type { Token } from '../understanding/tokens.ts';
import { stripDiscourse } from './discourse.ts';
import { toThirdPerson, toWords, type Voice } from './third-person.ts';
import { AUXILIARY, isBaseVerb, isPastVerb, isVerbForm } from './verbs.ts';
import { wordHedge } from './word-diagnosis.ts';
import type { Wording } from './wording.ts';

/** A patient's (or, in the second person, the clinician's) statement of history as third-person words; undefined when nothing is left. */
export function wordHistory(tokens: readonly Token[], voice: Voice, wording: Wording): string[] | undefined {
  let words = stripDiscourse(toWords(tokens));
  if (voice.speaker === 'clinician') words = wordHedge(words);
  words = withoutSecondSubject(wording.apply(words));
  if (words.length < 2) return undefined;
  if (
    voice.speaker === 'patient' &&
    words[0] === 'i' &&
    (words[1] === 'think' || words[1] === 'believe') &&
    words.length > 4
  )
    words = ['i', 'believe', ...words.slice(words[2] === 'that' ? 3 : 2)];
  return toThirdPerson(words, voice);
}

/** "my father, he had a stroke": the pronoun says the subject again. "every morning I have not missed …" begins with "I". */
export function withoutSecondSubject(words: string[]): string[] {
  if (/^(?:every|each) \w+ i have not missed\b/.test(words.join(' '))) return words.slice(2);
  const again = words.findIndex(
    (word, i) =>
      i <= 3 &&
      words[i + 1] === ',' &&
      /^(?:father|dad|grandfather|brother|uncle|son|mother|mom|grandmother|sister|aunt|daughter)$/.test(word) &&
      /^(?:he|she)$/.test(words[i + 2] ?? ''),
  );
  return again < 0 ? words : [...words.slice(0, again + 1), ...words.slice(again + 3)];
}

/** A yes/no question turned into the statement it asks about: "are you taking your metformin" → "you are taking your metformin". */
export function declare(words: readonly string[], negate: boolean): string[] | undefined {
  const [aux, subject, ...rest] = words;
  if (aux === undefined || subject === undefined || rest.length === 0) return undefined;
  if (!AUXILIARY.has(aux)) {
    // A statement with a rising tone: "you're taking your medication?"
    if (!negate && aux === 'your' && rest.length > 1 && isVerbForm(rest[0]!)) return [...words];
    if (aux !== 'you' || !isVerbForm(subject)) return undefined;
    if (!negate) return [...words];
    return AUXILIARY.has(subject) ? [aux, subject, 'not', ...rest] : [aux, 'do', 'not', subject, ...rest];
  }
  if (subject === 'not') {
    // "don't you have …"
    if (rest[0] !== 'you') return undefined;
    return declare([aux, ...rest], negate);
  }
  let length = 1;
  if (subject === 'your' || subject === 'the') {
    length = 2;
    while (length < words.length - 2 && !isVerbForm(words[length]!) && !/ing$/.test(words[length]!) && length < 5)
      length++;
  } else if (!['you', 'it', 'that', 'they', 'there', 'this', 'he', 'she'].includes(subject)) return undefined;
  const noun = words.slice(1, 1 + (length === 1 ? 1 : length - 1));
  const predicate = words.slice(1 + noun.length);
  const first = predicate[0];
  if (first === undefined) return undefined;
  const cleaned = predicate[0] === 'ever' ? predicate.slice(1) : predicate;
  const positive = cleaned.filter(
    (word, i) => !(word === 'any' || (word === 'ever' && i < 4) || (word === 'still' && false)),
  );
  if (aux === 'do' || aux === 'does' || aux === 'did') {
    if (negate) return [...noun, aux, 'not', ...cleaned];
    if (aux === 'did') {
      const past =
        PAST_OF[positive[0] ?? ''] ?? (isBaseVerb(positive[0] ?? '') ? regularPast(positive[0]!) : undefined);
      return past === undefined ? undefined : [...noun, past, ...positive.slice(1)];
    }
    return [...noun, ...positive];
  }
  return negate ? [...noun, aux, 'not', ...cleaned] : [...noun, aux, ...positive];
}

const PAST_OF: Readonly<Record<string, string>> = {
  have: 'had', take: 'took', get: 'got', go: 'went', feel: 'felt', see: 'saw', do: 'did', fall: 'fell', hit: 'hit', hurt: 'hurt', come: 'came', eat: 'ate', drink: 'drank', hear: 'heard', lose: 'lost', make: 'made', find: 'found', give: 'gave', begin: 'began', tell: 'told', say: 'said', put: 'put', quit: 'quit', wake: 'woke', sleep: 'slept', bring: 'brought', keep: 'kept', break: 'broke', leave: 'left', know: 'knew', think: 'thought', run: 'ran', throw: 'threw', buy: 'bought', meet: 'met', cut: 'cut', set: 'set', sit: 'sat', stand: 'stood', drive: 'drove', ride: 'rode', write: 'wrote', read: 'read', speak: 'spoke', spend: 'spent', send: 'sent', build: 'built', catch: 'caught', teach: 'taught', fight: 'fought', understand: 'understood', forget: 'forgot', hold: 'held', pay: 'paid', let: 'let', lie: 'lay', lay: 'laid', shake: 'shook', swim: 'swam', grow: 'grew', blow: 'blew', wear: 'wore', win: 'won', choose: 'chose', draw: 'drew', fly: 'flew', sing: 'sang', stick: 'stuck', strike: 'struck', swell: 'swelled', bleed: 'bled', lead: 'led', bend: 'bent', mean: 'meant', shoot: 'shot',
}; // prettier-ignore

export function pastOf(base: string): string | undefined {
  return PAST_OF[base] ?? (isBaseVerb(base) ? regularPast(base) : undefined);
}

function regularPast(base: string): string {
  if (base.endsWith('e')) return `${base}d`;
  if (/[^aeiou]y$/.test(base)) return `${base.slice(0, -1)}ied`;
  if (/^(stop|drop|plan|trip|step|pop|grab|skip|jog|slip)$/.test(base)) return `${base}${base.at(-1)!}ed`;
  return `${base}ed`;
}

/** Whether the words hold a finite verb, so that they can stand as a sentence. */
export function hasVerb(words: readonly string[]): boolean {
  return words.some(
    (word, i) =>
      AUXILIARY.has(word) ||
      isPastVerb(word) ||
      (i > 0 &&
        (isBaseVerb(word) ||
          (word.endsWith('s') && isBaseVerb(word.slice(0, -1))) ||
          (word.endsWith('es') && isBaseVerb(word.slice(0, -2))))),
  );
}

export function joinList(items: readonly string[], last: 'or' | 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  if (items.length === 2) return `${items[0]!} ${last} ${items[1]!}`;
  return `${items.slice(0, -1).join(', ')}, ${last} ${items.at(-1)!}`;
}
