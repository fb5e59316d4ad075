import type { Support } from '../../../shared/model/note.ts';
import { answerKind } from '../understanding/answers.ts';
import { relativeIn, scopeOf } from '../understanding/context-scope.ts';
import type { Lexicon, Mention } from '../understanding/lexicon.ts';
import { normalizeNumbers } from '../understanding/numbers.ts';
import { fold, tokenize, type Token } from '../understanding/tokens.ts';
import { unsaidTimes } from './verify-times.ts';

export type ProblemKind = 'no-evidence' | 'number' | 'drug' | 'side' | 'negation' | 'experiencer' | 'finding';

export interface SupportProblem {
  readonly kind: ProblemKind;
  /** The words of the sentence that lack support. */
  readonly claim: string;
}

export interface Verdict {
  readonly support: Support;
  readonly problems: readonly SupportProblem[];
}

const SIDES = new Set(['left', 'right', 'bilateral', 'bilaterally', 'both']);
const NEGATIVE_WORD =
  /\b(no|not|never|none|denies|denied|without|nothing|nope|nah|neither|negative|normal|clear|good|fine|okay|unremarkable|ruled|free|mm-mm|resolved|gone|nor)\b/;

function read(text: string): Token[] {
  return normalizeNumbers(tokenize(text));
}

/** Numbers with their unit ("20 mg", "140/90"), units folded so that "percent" and "%" agree. */
function numbers(tokens: readonly Token[]): string[] {
  return tokens
    .filter((token) => token.kind === 'number')
    .map((token) => token.norm.replace(/,/g, '').replace(/(st|nd|rd|th|s)$/, ''));
}

function sides(tokens: readonly Token[]): Set<string> {
  const out = new Set<string>();
  tokens.forEach((token, i) => {
    if (!SIDES.has(token.norm)) return;
    if (token.norm === 'right' && /^(now|away|after|before|there|here|okay|,|on)$/.test(tokens[i + 1]?.norm ?? 'okay'))
      return;
    if (token.norm === 'left' && /^(for|work|to|him|her|me|it|off|over|him)$/.test(tokens[i + 1]?.norm ?? '')) return;
    out.add(token.norm === 'both' || token.norm === 'bilaterally' ? 'bilateral' : token.norm);
  });
  return out;
}

/**
 * Checks every claim of a sentence that can do harm against its evidence: numbers with units, drugs, sides, findings with their
 * negation, and who has them. Shares only the dictionary with the generator, not its rules. Words that make no such claim pass.
 */
export function verifySentence(text: string, quotes: readonly string[], lexicon: Lexicon): Verdict {
  if (quotes.length === 0) return { support: 'needs-review', problems: [{ kind: 'no-evidence', claim: text }] };
  const problems: SupportProblem[] = [];
  const tokens = read(text);
  const evidence = quotes.map(read);
  const all = evidence.flat();
  const said = new Set(numbers(all));
  const saidParts = new Set([...said].flatMap((value) => [value, ...value.split(/[ /]/)]));
  for (const word of evidence.flat())
    if (word.kind === 'word' && SMALL[word.norm] !== undefined) saidParts.add(SMALL[word.norm]!);
  for (const value of numbers(tokens)) {
    if (said.has(value)) continue;
    const whole = value.split(/[ /]/);
    // "3/10" from "three"; "10" is the scale's own word. A unit must have been said with its number.
    if (
      whole.every((part) => saidParts.has(part) || (value.endsWith('/10') && part === '10')) &&
      !/ (mg|mcg|g|ml|units)$/i.test(value)
    )
      continue;
    problems.push({ kind: 'number', claim: value });
  }
  for (const claim of unsaidTimes(tokens, evidence)) problems.push({ kind: 'number', claim });
  const evidenceSides = sides(all);
  for (const side of sides(tokens)) {
    if (evidenceSides.has(side) || (side === 'bilateral' && evidenceSides.has('left') && evidenceSides.has('right')))
      continue;
    problems.push({ kind: 'side', claim: side });
  }
  const perQuote = evidence.map((quote) => ({ tokens: quote, mentions: lexicon.find(quote) }));
  for (const mention of lexicon.find(tokens)) {
    const kind = mention.concept.kind;
    if (kind === 'anatomy' || kind === 'procedure' || kind === 'test') continue;
    const claim = tokens
      .slice(mention.start, mention.end)
      .map((token) => token.text)
      .join(' ');
    let hits = hitsOf(perQuote, mention.concept.id);
    let literal =
      hits.length > 0 || ` ${all.map((token) => token.norm).join(' ')} `.includes(` ${claim.toLowerCase()} `);
    if (!literal && mention.end - mention.start > 1) {
      // "knee pain" said as "my knee … hurts": every word of the claim is there, by itself or by what it means.
      const parts = tokens
        .slice(mention.start, mention.end)
        .map((token) => ({ word: fold(token.norm), concept: lexicon.lookup(token.norm)?.id }));
      literal = parts.every(
        ({ word, concept }) =>
          all.some((token) => fold(token.norm) === word) ||
          (concept !== undefined && hitsOf(perQuote, concept).length > 0),
      );
      const heads = parts.map(({ concept }) => concept).filter((id) => id !== undefined && !id.startsWith('anatomy'));
      if (literal) hits = heads.flatMap((id) => hitsOf(perQuote, id!));
    }
    if (!literal) {
      problems.push({ kind: kind === 'drug' ? 'drug' : 'finding', claim });
      continue;
    }
    if (kind === 'drug' || hits.length === 0) continue;
    const scope = scopeOf(tokens, mention);
    const negatedHere = scope.assertion === 'negated';
    if (!agrees(negatedHere, hits, perQuote)) problems.push({ kind: 'negation', claim });
    const relativeHere = relativeIn(tokens) !== undefined || /\bfamily\b/i.test(text);
    const family = hits.every(({ q, other }) => scopeOf(perQuote[q]!.tokens, other).experiencer === 'family');
    if (family && !relativeHere) problems.push({ kind: 'experiencer', claim });
  }
  return { support: problems.length === 0 ? 'supported' : 'needs-review', problems };
}

type Quotes = readonly { tokens: readonly Token[]; mentions: readonly Mention[] }[];

function hitsOf(quotes: Quotes, id: string): { q: number; other: Mention }[] {
  return quotes.flatMap((quote, q) =>
    quote.mentions.filter((other) => other.concept.id === id).map((other) => ({ q, other })),
  );
}

function agrees(
  negated: boolean,
  hits: readonly { q: number; other: Mention }[],
  quotes: readonly { tokens: readonly Token[] }[],
): boolean {
  return hits.some(({ q, other }) => {
    const quote = quotes[q]!;
    const here = scopeOf(quote.tokens, other).assertion === 'negated';
    const reply = quotes[q + 1];
    const answer = reply ? answerKind(reply.tokens) : undefined;
    if (negated) {
      if (here) return true;
      // A question answered with a no, or with all but what was singled out.
      return (
        answer === 'no' ||
        answer === 'exception' ||
        (reply !== undefined && NEGATIVE_WORD.test(reply.tokens.map((token) => token.norm).join(' ')))
      );
    }
    // "since the fall": a question takes that for granted, whatever its answer.
    const given = /^(?:the|this|that|your|their|his|her)$/.test(quote.tokens[other.start - 1]?.norm ?? '');
    return !here && (answer !== 'no' || given);
  });
}

const SMALL: Readonly<Record<string, string>> = {
  one: '1',
  two: '2',
  three: '3',
  four: '4',
  five: '5',
  six: '6',
  seven: '7',
  eight: '8',
  nine: '9',
  ten: '10',
  zero: '0',
  once: '1',
  twice: '2',
};
