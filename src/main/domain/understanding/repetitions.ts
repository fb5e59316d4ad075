import type { Token } from './tokens.ts';

/** Words that are said twice only by way of a restart; "very, very" and "no, no" mean something. */
const RESTARTED =
  /^(?:i|the|a|an|my|your|his|her|their|it|he|she|we|they|you|in|on|at|of|to|for|with|from|and|or|so|is|are|was|were|am|do|does|have|has|this|these)$/;
const REPLY = /^(?:yes|yeah|no|nope|not|okay|very|really|,)$/;
const BETWEEN = /^(?:,|just|like)$/;
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
  return tokens.filter((token, i) => !(token.norm === 'a' && tokens[i + 1]?.norm === 'an'));
}

/** Tokens between two equal stretches of n tokens, the first beginning at i; undefined where the second is not there. */
function gapOf(tokens: readonly Token[], i: number, n: number): number | undefined {
  const first = tokens.slice(i, i + n).map((token) => token.norm);
  if (first[0] === ',' || first.at(-1) === ',' || first.every((word) => REPLY.test(word))) return undefined;
  if (first.some((word) => /^[.?!;:]$/.test(word))) return undefined;
  if (n === 1 && !RESTARTED.test(first[0]!) && !/^\d+ [a-z]/.test(first[0]!)) return undefined;
  for (let gap = 0; gap <= 2; gap++) {
    if (gap > 0 && !BETWEEN.test(tokens[i + n + gap - 1]?.norm ?? '')) return undefined;
    // A single pronoun twice around a comma is a restart; around "just" or "like" it need not be.
    if (n === 1 && gap > 0 && tokens[i + n + gap - 1]!.norm !== ',') return undefined;
    const second = tokens.slice(i + n + gap, i + 2 * n + gap).map((token) => token.norm);
    if (second.length === n && second.every((word, k) => word === first[k])) return gap;
  }
  return undefined;
}
