import type { ClinicalFact } from '../../../shared/model/facts.ts';
import { readClauses } from './clauses.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';
import type { Person } from './person.ts';
import type { Slot } from './statement.ts';
import { stripDiscourse } from './discourse.ts';
import { sentence, toThirdPerson } from './third-person.ts';
import type { Wording } from './wording.ts';

/** A sentence made from facts, with the facts that it says: what each rests on is the sentence's evidence. */
export interface Composed {
  readonly slot: Slot;
  /** Finished sentence. */
  readonly text: string;
  readonly facts: readonly ClinicalFact[];
}

/** What composing needs to know beside the facts. */
export interface ComposeVoice {
  readonly person: Person;
  readonly wording: Wording;
  readonly polish: (text: string) => string;
  /** For names as they were said. */
  readonly lexicon?: Lexicon;
}

const wordsOf = (value: string): string[] =>
  value
    .replace(/[,;:]/g, ' ,')
    .split(/\s+/)
    .filter((word) => word !== '');

/** "when I walk" → "when he walks": words of a fact within a sentence about the patient. */
export function phrase(value: string, { person, wording }: ComposeVoice): string {
  const words = wording.apply(stripDiscourse(wordsOf(value.toLowerCase() === value ? value : keepNames(value))));
  const opener = /^(?:when|whenever|while|after|before|if|since|once|because|until)$/.test(words[0] ?? '') ? 1 : 0;
  const voice = { speaker: 'patient' as const, person, lead: person.plural ? 'the patient' : person.subject };
  return [...words.slice(0, opener), ...toThirdPerson(words.slice(opener), voice)]
    .join(' ')
    .replace(/ ,/g, ',')
    .replace(/^(?:about|around) (?=\d)/, 'approximately ');
}

const keepNames = (value: string): string =>
  value
    .replace(/\b(?:I|My|It|The|A)\b/g, (word) => word.toLowerCase())
    .replace(/^[A-Z](?=[a-z]* )/, (letter) => letter.toLowerCase());

/** Words of a fact that are a clause of their own, as a sentence; undefined where they are none. */
export function clauseSentence(value: string, voice: ComposeVoice): string | undefined {
  const words = voice.wording.apply(stripDiscourse(wordsOf(keepNames(value))));
  const clauses = readClauses(words, { speaker: 'patient' });
  const first = clauses[0];
  if (!first) return undefined;
  const own = { speaker: 'patient' as const, person: voice.person, lead: 'the patient' };
  return voice.polish(sentence(toThirdPerson(first, own)));
}

/** Whether a phrase still speaks in a person that a note does not have, or breaks off. */
export function isUsable(value: string): boolean {
  return (
    value !== '' &&
    value.split(' ').length <= 12 &&
    !/\b(?:i|me|my|mine|myself|you|your|we|us|our|um|uh|okay|yeah|like)\b/i.test(value) &&
    !/(?:^|\s)(?:the|a|an|my|of|and|or|but|to|with|in|on|at|for|is|was|that|it|because|if|when|so|very|really|their|his|her)$/i.test(
      value,
    )
  );
}

export function list(items: readonly string[], last: 'and' | 'or' = 'and'): string {
  if (items.length <= 1) return items[0] ?? '';
  if (items.length === 2) return `${items[0]!} ${last} ${items[1]!}`;
  return `${items.slice(0, -1).join(', ')}, ${last} ${items.at(-1)!}`;
}

/** "Bactrim", where the fact names what is in it: what somebody reacts to stands as they know it. */
export function nameAsSaid(fact: ClinicalFact, { lexicon }: ComposeVoice): string {
  for (const { quote } of lexicon === undefined ? [] : fact.evidence) {
    const tokens = tokenize(quote);
    const mention = lexicon!.find(tokens).find(({ concept }) => concept.preferred === fact.term);
    if (!mention) continue;
    const name = quote.slice(tokens[mention.start]!.start, tokens[mention.end - 1]!.end).toLowerCase();
    // "One of his Percocets".
    return /[a-z]s$/.test(name) && lexicon!.lookup(name.slice(0, -1))?.preferred === fact.term
      ? name.slice(0, -1)
      : name;
  }
  return fact.term;
}
