/** The finite verbs of a stretch of words, where their subjects begin and what joins each to what stands before it. */
import type { Tag } from './clause-tags.ts';

export interface Head {
  /** First word of the finite verb group. */
  readonly at: number;
  /** Where its subject begins; undefined for "and walks", "which hurts". */
  readonly subject: number | undefined;
  readonly link: 'start' | 'cc' | 'sub' | 'wh' | 'comma' | 'complement' | 'relative' | 'none' | 'shared' | 'missing';
}

export const FINITE: ReadonlySet<Tag> = new Set<Tag>(['BE', 'HV', 'DO', 'MOD', 'V', 'VZ', 'VD']);

export const skip = (tags: readonly Tag[], from: number, step: 1 | -1): number => {
  let i = from;
  while (i >= 0 && i < tags.length && (tags[i] === 'ADV' || tags[i] === 'NOT')) i += step;
  return i;
};

function isHead(words: readonly string[], tags: readonly Tag[], i: number): boolean {
  const tag = tags[i]!;
  if (!FINITE.has(tag)) return false;
  const p = tags[skip(tags, i - 1, -1)];
  if (p === 'MOD' || p === 'TO') return false;
  if (p === 'DO' && (tag === 'V' || words[i] === 'have' || words[i] === 'do')) return false;
  // "helps keep", "let it heal": a bare infinitive.
  if (tag === 'V' && (p === 'V' || p === 'VZ' || p === 'VD' || p === 'OBJ')) return false;
  return true;
}

export const COMPLEMENT =
  /^(?:think|thinks|thought|believe|believes|believed|hopes|mention|mentions|wishes|saying|thinking|feel|felt|feels|say|said|says|know|knew|guess|hope|noticed|notice|notices|found|find|finds|sure|afraid|scared|terrified|hoping|glad|worried|wish|realized|figured|assume|suspect|heard|see|saw|happy|concerned|mentioned|like|time|way|day|everything|all|whatever|reason|sense|me|you|states|reports|denies|suppose|seems|remember|remembers|recall|recalls|that)$/;

export function headsOf(words: readonly string[], tags: readonly Tag[]): Head[] {
  const heads: Head[] = [];
  for (let i = 0; i < tags.length; i++) {
    if (!isHead(words, tags, i)) continue;
    const j = skip(tags, i - 1, -1);
    const p = tags[j];
    if (p === 'CC') {
      heads.push({ at: i, subject: undefined, link: heads.length > 0 ? 'shared' : 'missing' });
      continue;
    }
    if (p === 'WH') {
      heads.push({ at: i, subject: undefined, link: 'wh' });
      continue;
    }
    if (p === ',' && heads.length > 0) {
      // "the pain, which is bad, is …", "it comes, goes": a list of verbs, or a subject before an aside.
      heads.push({ at: i, subject: undefined, link: heads.at(-1)!.link === 'wh' ? 'shared' : 'missing' });
      continue;
    }
    const start = subjectStart(words, tags, j, heads.at(-1)?.at ?? -1);
    if (start === undefined) {
      heads.push({ at: i, subject: undefined, link: 'missing' });
      continue;
    }
    heads.push({ at: i, subject: start, link: linkOf(words, tags, start, i, heads.length > 0) });
  }
  return heads;
}

/** Where the noun phrase or pronoun that ends at `end` begins; undefined where there is none. */
function subjectStart(words: readonly string[], tags: readonly Tag[], end: number, after: number): number | undefined {
  if (end < 0) return undefined;
  if (tags[end] === 'PRO') return end;
  let i = end;
  let found = false;
  let nearest: number | undefined;
  for (; i > after; i--) {
    const tag = tags[i]!;
    if (tag === 'CC') {
      // "my knees and ankles hurt"
      if (words[i] !== 'but' && i > 0 && (tags[i - 1] === 'N' || tags[i - 1] === 'NUM') && after < 0) continue;
      break;
    }
    if (!['N', 'NUM', 'Q', 'DET', 'POSS', 'P', 'VG', 'VN', 'ADV', 'OBJ', 'TO', 'V', 'NOT'].includes(tag)) break;
    if (tag === 'V' && tags[i - 1] !== 'TO') break;
    if (tag === 'N' || tag === 'NUM' || tag === 'Q' || tag === 'VG') found = true;
    if ((tag === 'DET' || tag === 'POSS') && nearest === undefined && tags[i - 1] !== 'P') nearest = i;
  }
  if (!found) return undefined;
  if (tags[end] === 'P' || tags[end] === 'DET' || tags[end] === 'POSS' || tags[end] === 'TO') return undefined;
  // Right after a verb stands its object: only a new determiner can begin a subject there.
  if (i >= 0 && i === after) return nearest;
  const start = skip(tags, i + 1, 1);
  // "for the last nights my neck has …"; "back in October was …" has none.
  if (/^(?:P|TO|OBJ|V)$/.test(tags[start] ?? 'P')) return nearest;
  if (tags[start] === 'VG' && IDLE.test(words[start]!)) return undefined;
  return start;
}

/** "doing is hanging around": no activity that could hurt or help. */
const IDLE = /^(?:looking|doing|going|having|being|getting|trying|saying|thinking|taking)$/;

function linkOf(
  words: readonly string[],
  tags: readonly Tag[],
  start: number,
  head: number,
  later: boolean,
): Head['link'] {
  if (start === 0) return 'start';
  const before = skip(tags, start - 1, -1);
  const tag = tags[before];
  if (tag === undefined) return 'start';
  if (tag === 'CC') return 'cc';
  if (tag === 'SUB') return words[before] === 'like' ? 'complement' : 'sub';
  if (tag === 'WH') return 'wh';
  if (tag === ',') return 'comma';
  if (!later) return 'start';
  if (COMPLEMENT.test(words[before]!)) return 'complement';
  if (tag === 'P' && /^(?:after|before|since|until|than|like)$/.test(words[before]!)) return 'sub';
  // "the pills I take", "the most I have had": nothing follows that the verb could be about.
  if ((tag === 'N' || tag === 'Q' || tag === 'NUM') && tags[start] === 'PRO' && words[start] !== 'it') {
    let end = head + 1;
    while (end < tags.length && ['ADV', 'NOT', 'BEN', 'BEB', 'VN', 'V', 'VG', 'HV', 'TO'].includes(tags[end]!)) end++;
    const rest = tags[end];
    const noun = words[before]!;
    if (
      tags[head] !== 'BE' &&
      (rest === undefined || ['P', ',', 'BE', 'HV', 'VD', 'VZ', 'MOD', 'CC', 'SUB'].includes(rest)) &&
      !/^(?:today|now|then|pain|ago|week|month|year|days|weeks|months|years|hours|well|better|worse|fine|okay|good)$/.test(
        noun,
      )
    )
      return 'relative';
  }
  return 'none';
}

/** "when I walk, it hurts": the clause before began with a subordinator and waits for its main clause. */
export function openSubordinate(
  words: readonly string[],
  tags: readonly Tag[],
  heads: readonly Head[],
  k: number,
): boolean {
  const previous = heads[k - 1]!;
  if (previous.link !== 'sub' && previous.link !== 'wh') return false;
  const start = previous.subject ?? previous.at;
  const lead = skip(tags, start - 1, -1);
  // Nothing finite stands before the subordinator in this sentence.
  const earlier = heads.slice(0, k - 1);
  const since = earlier.at(-1);
  // "I've noticed, when work gets stressful, my pressure goes up": the condition hangs on what is noticed.
  if (since !== undefined && lead > since.at && (COMPLEMENT.test(words[lead - 1] ?? '') || words[lead - 1] === 'that'))
    return true;
  return since === undefined || (since.link === 'sub' && earlier.length === 1 && lead > since.at);
}

export function isMain(
  words: readonly string[],
  tags: readonly Tag[],
  heads: readonly Head[],
  head: Head,
  k: number,
): boolean {
  if (head.link === 'start' || head.link === 'comma') return true;
  if (head.link === 'cc') return k === 0 || heads.slice(0, k).some((other, n) => isMain(words, tags, heads, other, n));
  return head.link === 'none' && openSubordinate(words, tags, heads, k);
}
