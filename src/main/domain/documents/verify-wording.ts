import type { Lexicon } from '../understanding/lexicon.ts';
import { normalizeNumbers } from '../understanding/numbers.ts';
import { tokenize, type Token } from '../understanding/tokens.ts';
import { verifySentence } from '../note/verify-sentence.ts';
import type { PlainWords } from './plain-words.ts';

/**
 * Whether a sentence in other words still says what it was made from, no more and no less: read back through the table of plain words, it must
 * name the same numbers with their units, the same drugs, the same sides and as many negations, and every finding must be one that stands in the
 * source with the same assertion (the note's own verifier). Shares the dictionary and the table with the writer, not its rules.
 * @returns the claims that differ; empty: it may stand
 */
export function changedClaims(text: string, written: string, parts: { lexicon: Lexicon; plain: PlainWords }): string[] {
  const { lexicon, plain } = parts;
  const source = inFull(written);
  const back = inFull(plain.toClinical(text, source));
  const mine = claimsOf(read(back), lexicon);
  const theirs = claimsOf(read(source), lexicon);
  const changed = new Set<string>();
  for (const kind of ['numbers', 'drugs', 'sides'] as const) {
    for (const claim of mine[kind]) if (!theirs[kind].includes(claim)) changed.add(claim);
    for (const claim of theirs[kind]) if (!mine[kind].includes(claim)) changed.add(claim);
  }
  if (mine.negations !== theirs.negations) changed.add('not');
  for (const problem of verifySentence(back, [source], lexicon).problems) changed.add(problem.claim);
  return [...changed];
}

const NEGATION = /^(?:no|not|never|without|none|nor|neither|denies|denied|deny|avoid|against|cannot)$/;

interface Claims {
  readonly numbers: string[];
  readonly drugs: string[];
  readonly sides: string[];
  readonly negations: number;
}

function read(text: string): Token[] {
  return normalizeNumbers(tokenize(text));
}

/** b.i.d., t.i.d., q.i.d. */
const LATIN = /\b[btq]\.?i\.?d\b\.?/gi;
const TIMES: Readonly<Record<string, string>> = { b: 'twice daily', t: 'three times daily', q: 'four times daily' };
const inFull = (text: string): string => text.replace(LATIN, (found) => TIMES[found[0]!.toLowerCase()]!);

const WORD_NUMBERS: Readonly<Record<string, string>> = { once: '1', twice: '2' };

function claimsOf(tokens: readonly Token[], lexicon: Lexicon): Claims {
  return {
    numbers: tokens.flatMap((token) => {
      if (token.kind === 'number') return [token.norm.replace(/,/g, '')];
      return WORD_NUMBERS[token.norm] === undefined ? [] : [WORD_NUMBERS[token.norm]!];
    }),
    drugs: lexicon
      .find(tokens)
      .filter(({ concept }) => concept.kind === 'drug')
      .map(({ concept }) => concept.preferred),
    sides: tokens.flatMap((token, i) => {
      if (token.norm === 'right' && /^(?:away|now|after|before)$/.test(tokens[i + 1]?.norm ?? '')) return [];
      if (/^(?:left|right)$/.test(token.norm)) return [token.norm];
      return /^(?:both|bilateral|bilaterally)$/.test(token.norm) ? ['both'] : [];
    }),
    negations: tokens.filter((token) => NEGATION.test(token.norm)).length,
  };
}
