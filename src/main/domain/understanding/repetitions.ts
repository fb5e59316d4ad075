import type { Token } from './tokens.ts';

/** Words that are said twice only by way of a restart; "very, very" and "no, no" mean something. */
const RESTARTED =
  /^(?:i|the|a|an|my|your|his|her|their|it|he|she|we|they|you|in|on|at|of|to|for|with|from|and|or|so|is|are|was|were|am|do|does|have|has|this|these)$/;
const REPLY = /^(?:yes|yeah|no|nope|not|okay|very|really|,)$/;
const BETWEEN = /^(?:,|just|like|so|and|well)$/;
const LONGEST = 6;

/** "in the lower back, just in the lower back", "a an aching": what was said twice in a row stands once, where it was said last. */
export function withoutRepetitions(input: readonly Token[]): Token[] {
  let tokens = [...input];
  for (let n = LONGEST; n >= 1; n--) {
    for (let i = 0; i + 2 * n <= tokens.length;) {
      const gap = gapOf(tokens, i, n);
      if (gap === undefined) i++;
      else tokens = [...tokens.slice(0, i), ...tokens.slice(i + n + gap)];
    }
  }
  return tokens.filter((token, i) => !isRestart(token, tokens[i + 1], tokens[i + 2]));
}

/** "a an aching", "that that one area", "no no real pain": the first of two. */
function isRestart(token: Token, next: Token | undefined, after: Token | undefined): boolean {
  if (token.norm === 'a') return next?.norm === 'an';
  if (token.norm === 'an') return next?.norm === 'a';
  if (token.norm !== next?.norm || !after || after.kind === 'punct') return false;
  if (token.norm === 'that')
    return !/^(?:is|was|has|would|will|might|i|you|he|she|it|we|they|the|my)$/.test(after.norm);
  return token.norm === 'no' && !/^(?:no|not|i|it|he|she|we|they|that|you|there)$/.test(after.norm);
}

/** Tokens between two equal stretches of n tokens, the first beginning at i; undefined where the second is not there. */
function gapOf(tokens: readonly Token[], i: number, n: number): number | undefined {
  const word = tokens[i]!.norm;
  if (word !== tokens[i + n]?.norm && word !== tokens[i + n + 1]?.norm && word !== tokens[i + n + 2]?.norm)
    return undefined;
  const first = tokens.slice(i, i + n).map((token) => token.norm);
  if (first[0] === ',' || first.at(-1) === ',' || first.every((word) => REPLY.test(word))) return undefined;
  if (first.some((word) => /^[.?!;:]$/.test(word))) return undefined;
  if (n === 1 && !RESTARTED.test(first[0]!) && !/^\d+ [a-z]/.test(first[0]!)) return undefined;
  for (let gap = 0; gap <= 2; gap++) {
    if (gap > 0 && !BETWEEN.test(tokens[i + n + gap - 1]?.norm ?? '')) return undefined;
    // "you have so you have got": only a beginning is begun again after a conjunction; "he is and he was" says two things.
    if (
      gap > 0 &&
      /^(?:so|and|well)$/.test(tokens[i + n + gap - 1]!.norm) &&
      !(
        n === 2 &&
        /^(?:i|you|he|she|it|we|they)$/.test(first[0]!) &&
        /^(?:am|is|are|was|were|have|has|had|do|did|can|will|would)$/.test(first[1]!)
      )
    )
      return undefined;
    // A single pronoun twice around a comma is a restart; around "just" or "like" it need not be.
    if (n === 1 && gap > 0 && tokens[i + n + gap - 1]!.norm !== ',') return undefined;
    const second = tokens.slice(i + n + gap, i + 2 * n + gap).map((token) => token.norm);
    if (second.length === n && second.every((word, k) => word === first[k])) return gap;
  }
  return undefined;
}
