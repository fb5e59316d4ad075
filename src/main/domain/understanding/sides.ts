import type { Side } from '../../../shared/model/facts.ts';
import type { Mention } from './lexicon.ts';
import { fold, type Token } from './tokens.ts';

const NOT_SIDE_AFTER_RIGHT =
  /^(now|away|after|before|there|here|when|around|at|in|on|behind|under|above|below|as|up|down|through|,|end|thing|direction|track|out|back|because|so|okay|and|but|i|you|it|that|this|to|for|amount|dose|medicine|time|way|kind|person|place|the|over|off|along|next|by)$/;
const NOT_SIDE_AFTER_LEFT =
  /^(work|home|him|me|them|it|over|for|alone|early|the|my|school|town|out|off|in|a|us|messages?|because|before|after|without|at|when|yesterday)$/;
const OPENS =
  /^(my|the|your|his|her|on|in|of|this|that|both|a|mild|severe|upper|lower|outer|inner|bad|sore|swollen|painful|no|not|your|just|only|mostly|and|or|chronic|acute|more|is|was|worse|your|,|left|right|their|its|to|down|with|into|for|at)$/;

/** The side that a word names, where it names one: "right now" and "I left work" name none. */
function sideAt(tokens: readonly Token[], i: number): Side | undefined {
  const word = tokens[i]!.norm;
  const next = tokens[i + 1]?.norm;
  const before = tokens[i - 1]?.norm;
  if (word === 'bilateral' || word === 'bilaterally') return 'bilateral';
  if (word === 'left-sided' || word === 'left-side') return 'left';
  if (word === 'right-sided' || word === 'right-side') return 'right';
  if (word === 'both') {
    if (next === 'of' || next === ',' || next === undefined)
      return before === 'in' || before === 'on'
        ? 'bilateral'
        : /^(them|sides?|my|the)$/.test(tokens[i + 2]?.norm ?? '')
          ? 'bilateral'
          : undefined;
    return /^(sides?|my|the|your|his|her|knees|legs|arms|eyes|ears|feet|ankles|hands|hips|shoulders|wrists|elbows|lungs|calves|heels|thighs|breasts|lower|upper|thumbs|temples|tonsils|kidneys|ovaries|feet|big)$/.test(
      next,
    )
      ? 'bilateral'
      : undefined;
  }
  if (word !== 'left' && word !== 'right') return undefined;
  if (next === 'and' && /^(left|right)$/.test(tokens[i + 2]?.norm ?? '')) return 'bilateral';
  if (before === 'and' && /^(left|right)$/.test(tokens[i - 2]?.norm ?? '')) return 'bilateral';
  const opened = before === undefined || OPENS.test(before);
  if (word === 'right') {
    if (before === 'all' || before === 'is that' || before === ',')
      return next !== undefined &&
        /^(one|side|knee|leg|arm|ear|eye|hip|foot|hand|shoulder|ankle|wrist|elbow)$/.test(next)
        ? 'right'
        : undefined;
    if (next === undefined) return /^(the|my|your|his|her)$/.test(before ?? '') ? 'right' : undefined;
    if (/^(the|my|your|his|her)$/.test(before ?? '') && /^(and|but|,|is|was|when|because|it|so|in|now)$/.test(next))
      return before === 'the' ? 'right' : undefined;
    return NOT_SIDE_AFTER_RIGHT.test(next) || !opened ? undefined : 'right';
  }
  if (next === undefined) return opened ? 'left' : undefined;
  return NOT_SIDE_AFTER_LEFT.test(next) && before !== 'the' && before !== 'my' && before !== 'your'
    ? undefined
    : opened
      ? 'left'
      : undefined;
}

/** The side that goes with a mention or a site: the nearest, within a few words, that no other site claims. */
export function sideNear(
  tokens: readonly Token[],
  from: number,
  to: number,
  others: readonly Mention[] = [],
): Side | undefined {
  for (let i = from - 1; i >= Math.max(0, from - 3); i--) {
    if (others.some((mention) => i >= mention.start && i < mention.end)) break;
    const side = sideAt(tokens, i);
    if (side) return side;
  }
  for (let i = from; i < to; i++) {
    const side = sideAt(tokens, i);
    if (side) return side;
  }
  for (let i = to; i < Math.min(tokens.length, to + 6); i++) {
    if (others.some((mention) => i >= mention.start && i < mention.end)) break;
    if (/^(but|,)$/.test(tokens[i]!.norm)) break;
    const side = sideAt(tokens, i);
    // "pain in my knee on the right": the side follows; "… and my left leg": another site.
    if (side && !/^(and|or)$/.test(tokens[i - 1]?.norm ?? '') && !claimed(tokens, i, others)) return side;
  }
  return undefined;
}

function claimed(tokens: readonly Token[], i: number, others: readonly Mention[]): boolean {
  return others.some(
    (mention) => mention.start > i && mention.start - i <= 2 && !/^(side)$/.test(tokens[i + 1]?.norm ?? ''),
  );
}

/** Any side in the sentence, where it names only one. */
export function onlySide(tokens: readonly Token[]): Side | undefined {
  let found: Side | undefined;
  for (let i = 0; i < tokens.length; i++) {
    const side = sideAt(tokens, i);
    if (!side) continue;
    if (found && found !== side) return undefined;
    found = side;
  }
  return found;
}

const SINGULAR: Readonly<Record<string, string>> = { feet: 'foot', teeth: 'tooth', calves: 'calf' };

/** "Knees" and "knee" are one place. */
export const siteKey = (site: string): string => SINGULAR[site] ?? fold(site);
