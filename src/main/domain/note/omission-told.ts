import { scopeOf } from '../understanding/context-scope.ts';
import type { Candidate } from '../understanding/candidates.ts';
import type { Lexicon, Mention } from '../understanding/lexicon.ts';
import { tokenize, type Token } from '../understanding/tokens.ts';

/** What the note says: which concepts, which of them denied, and with which numbers. */
export interface Told {
  /** All that the candidate names stands in the note already, the same way and with the same numbers. */
  says(candidate: Candidate): boolean;
  names(conceptId: string): boolean;
  /** Every number of the words stands somewhere in the note. */
  hasNumbers(tokens: readonly Token[]): boolean;
}

const keyOf = ({ concept }: Mention, negated: boolean): string => `${negated ? 'no ' : ''}${concept.id}`;

/** "20 mg", "a1c" and "twice" hold 20, nothing and 2. */
function numbersIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap(({ norm, kind }) =>
    kind === 'number' ? (norm.match(/\d+(?:\.\d+)?/g) ?? []).map((digits) => String(Number(digits))) : [],
  );
}

export function toldBy(sentences: readonly string[], lexicon: Lexicon): Told {
  const keys = new Set<string>();
  const ids = new Set<string>();
  const numbers = new Set<string>();
  for (const text of sentences) {
    const tokens = tokenize(text);
    for (const mention of lexicon.find(tokens)) {
      keys.add(keyOf(mention, scopeOf(tokens, mention).assertion === 'negated'));
      ids.add(mention.concept.id);
    }
    for (const number of numbersIn(tokens)) numbers.add(number);
  }
  return {
    names: (conceptId) => ids.has(conceptId),
    hasNumbers: (tokens) => numbersIn(tokens).every((number) => numbers.has(number)),
    says: ({ unit, mentions }) => {
      const clinical = mentions.filter(({ concept }) => concept.kind !== 'anatomy');
      if (clinical.length === 0) return false;
      if (!numbersIn(unit.tokens).every((number) => numbers.has(number))) return false;
      return clinical.every((mention) =>
        keys.has(keyOf(mention, scopeOf(unit.tokens, mention).assertion === 'negated')),
      );
    },
  };
}
