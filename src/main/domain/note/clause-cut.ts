/** Where running speech is cut into clauses, and what is taken off the ends of each. */
import { COMPLEMENT, headsOf, isMain, openSubordinate, skip, type Head } from './clause-heads.ts';
import { tagsOf, type Tag } from './clause-tags.ts';

/** Joined clauses longer than this stand as sentences of their own. */
const LONG = 18;

export const SHORTEST = 3;

/** Cuts where a new sentence begins without a word that joins it, and long chains of "and I … but I … so I …". */
export function cut(words: readonly string[]): string[][] {
  const tags = tagsOf(words);
  const heads = headsOf(words, tags);
  const at = new Set<number>();
  heads.forEach((head, k) => {
    if (head.subject === undefined) return;
    // "weeks right now and it's on my right foot": what stands before the first clause is no part of it.
    if (k === 0) {
      if (head.link === 'cc') at.add(skip(tags, head.subject - 1, -1));
      return;
    }
    const fronted = openSubordinate(words, tags, heads, k);
    if (head.link === 'none' && !fronted) at.add(head.subject);
    else if (head.link === 'comma' && !fronted && !isAside(words, tags, heads[k - 1]!))
      at.add(frontOf(tags, head.subject, heads[k - 1]!.at));
    else if (head.link === 'cc') {
      const joiner = skip(tags, head.subject - 1, -1);
      const from = Math.max(0, ...[...at].filter((cutAt) => cutAt <= joiner));
      const to = heads[k + 1]?.subject ?? words.length;
      const conditional = tags
        .slice(from, joiner)
        .some((_, n) => words[from + n] === 'if' || words[from + n] === 'unless');
      if (!conditional && to - from > LONG && joiner - from >= SHORTEST) at.add(joiner);
    }
  });
  const points = [0, ...[...at].sort((a, b) => a - b), words.length];
  return points.slice(0, -1).map((from, k) => words.slice(from, points[k + 1]));
}

/** "…, but with the pain, I have been …": the phrase before the comma is the new clause's own. */
function frontOf(tags: readonly Tag[], subject: number, previous: number): number {
  const comma = skip(tags, subject - 1, -1);
  for (let i = comma - 1; i > previous + 1; i--) {
    if (tags[i] !== ',' && tags[i] !== 'CC') continue;
    return tags[i + 1] === 'P' || tags[i + 1] === 'ADV' || tags[i + 1] === 'SUB' ? i : subject;
  }
  return subject;
}

/** "when I walk it hurts" gets its comma. */
export function punctuated(words: readonly string[]): string[] {
  const tags = tagsOf(words);
  const heads = headsOf(words, tags);
  const k = heads.findIndex((head, n) => n > 0 && head.link === 'none' && openSubordinate(words, tags, heads, n));
  const at = k < 0 ? undefined : heads[k]!.subject;
  return at === undefined || words[at - 1] === ',' ? [...words] : [...words.slice(0, at), ',', ...words.slice(at)];
}

function isAside(words: readonly string[], tags: readonly Tag[], previous: Head): boolean {
  return tags[previous.at] === 'V' && COMPLEMENT.test(words[previous.at]!);
}

export function trim(clause: readonly string[]): string[] {
  let words = [...clause];
  for (;;) {
    const first = words[0];
    if (first === undefined) return [];
    if (first === ',') words = words.slice(1);
    else if (/^(?:and|but|so|or|then|well|plus|also|like)$/.test(first) && words.length > 1) words = words.slice(1);
    else if (first === 'that' && /^(?:i|he|she|we|they|my|the|there|it)$/.test(words[1] ?? '')) words = words.slice(1);
    else break;
  }
  words = withoutOpenTail(words);
  while (words.length > 0 && /^(?:,|and|but|so|or|then|too|though)$/.test(words.at(-1)!)) words = words.slice(0, -1);
  // "works , well", "sometimes it bothers him , sometimes": an afterthought that says nothing.
  while (words.at(-2) === ',' && (AFTERTHOUGHT.test(words.at(-1)!) || /ing$/.test(words.at(-1)!)))
    words = words.slice(0, -2);
  return words;
}

const AFTERTHOUGHT =
  /^(?:here|well|sometimes|off|even|probably|maybe|mostly|usually|recently|too|still|there|it|that|actually|kicking|today|now|right)$/;

/** "… and as she was running up to the lane": what happened then is not said. */
function withoutOpenTail(words: string[]): string[] {
  const joined = words.findLastIndex(
    (word, i) =>
      /^(?:and|but|so)$/.test(word) &&
      (/^(?:when|as|while|if|whenever|because)$/.test(words[i + 1] ?? '') ||
        (/^(?:sometimes|then|especially|maybe|even)$/.test(words[i + 1] ?? '') &&
          /^(?:when|if|because|while)$/.test(words[i + 2] ?? '')) ||
        (word === 'but' && /^(?:with|for|in|at|on|from)$/.test(words[i + 1] ?? ''))),
  );
  if (joined <= 2) return words;
  const tail = words.slice(joined + 1);
  const tags = tagsOf(tail);
  const heads = headsOf(tail, tags);
  return heads.some((head, k) => isMain(tail, tags, heads, head, k)) ? words : words.slice(0, joined);
}
