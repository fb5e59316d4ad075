import { claimOf, type Check, type Claim } from './verify-claims.ts';
import { contentAround } from './verify-content.ts';
import { LONG_PAST } from './verify-read.ts';
import type { Reading } from './verify-reading.ts';
import { TAKES_BACK_SIDE } from './verify-stand.ts';

/** Left and right, each of the part of the body that it was said of. */
export function checkSides(check: Check): Claim[] {
  return [...checkLookedAt(check), ...sideClaims(check)];
}

/** Shown with a side and nothing of its own yet: "now let me see the right". */
const TURNS_TO =
  /\b(?:see|look at|check|try|do|feel|examine|about|on to|over to|and)(?: at)? (?:the|your|this) (left|right)(?: (?:one|side|knee|ankle|hip|shoulder|ear|eye|foot|hand|wrist|elbow|leg|arm))?[ .,?]*$/;

/** "The left ankle looks good, let me see the right" | "a bit tender": what was found then is of the right. */
function checkLookedAt(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const turn = evidence.findIndex(({ line }) => TURNS_TO.test(line.text));
  const quote = evidence[turn + 1];
  if (turn < 0 || !quote || quote.asks || quote.sides.length > 0) return [];
  const side = TURNS_TO.exec(evidence[turn]!.line.text)![1]!;
  return sentence.mentions.flatMap(({ concept, start, end }) => {
    if (concept.kind !== 'symptom' || !quote.mentions.some((other) => other.concept.id === concept.id)) return [];
    if (
      evidence.some((other, q) => q !== turn + 1 && other.mentions.some((mention) => mention.concept.id === concept.id))
    )
      return [];
    const mark = sentence.sides.findLast(({ at }) => at < start);
    return mark !== undefined && /^(?:left|right)$/.test(mark.side) && mark.side !== side
      ? [claimOf(check, 'side', start, end, 'contradicted')]
      : [];
  });
}

function sideClaims(check: Check): Claim[] {
  const { sentence, evidence } = check;
  return sentence.sides.map(({ side, at }) => {
    const place = placeOf(sentence, at);
    let named: string | undefined;
    const said = evidence.flatMap((quote, q) =>
      quote.sides.map((mark) => {
        // "The right one is fine": of what was named last.
        const own = placeOf(quote, mark.at);
        if (own !== undefined) named = own;
        const isBare = /^(?:ones?|side|[.,?!])$/.test(quote.words[mark.at + 1]?.norm ?? '.');
        return { ...mark, q, place: own ?? (isBare ? named : undefined) };
      }),
    );
    // Taken back: what is said last of all holds, and what was said before it no longer.
    const settled = evidence.map((quote) => TAKES_BACK_SIDE.exec(quote.line.text)?.[1]);
    const last = settled.findLastIndex((value) => value !== undefined);
    if (last > 0 && /^(?:left|right)$/.test(side))
      return claimOf(
        check,
        'side',
        at,
        at + 1,
        settled[last] === side ? { quote: evidence[last]!.text } : 'contradicted',
      );
    const own = said.filter((mark) => place === undefined || mark.place === place);
    const same = (marks: typeof said): (typeof said)[number] | undefined =>
      marks.find((mark) => mark.side === side) ??
      (side === 'bilateral' && marks.some((mark) => mark.side === 'left')
        ? marks.find((mark) => mark.side === 'right')
        : undefined);
    // Its own place said otherwise, and never so: another place's side is no support.
    const rivals = said.filter((mark) => place !== undefined && mark.place === place && mark.side !== side);
    // A side of long ago does not bear one of now, where now has its own.
    const isOld = (mark: (typeof said)[number]): boolean =>
      !LONG_PAST.test(sentence.line.text) &&
      said.some((other) => other.side !== mark.side) &&
      LONG_PAST.test(
        evidence[mark.q]!.words.slice(mark.at, mark.at + 9)
          .map(({ norm }) => norm)
          .join(' '),
      );
    // "Both, right worse than left": the side behind the "than" is the other of both.
    if (
      /^(?:left|right)$/.test(side) &&
      /\bthan(?: the)?$/.test(
        sentence.words
          .slice(Math.max(0, at - 2), at)
          .map(({ norm }) => norm)
          .join(' '),
      )
    ) {
      const both = said.find((mark) => mark.side === 'bilateral');
      const lone = said.filter((mark) => /^(?:left|right)$/.test(mark.side));
      if (both && lone.length > 0)
        return claimOf(
          check,
          'side',
          at,
          at + 1,
          lone.some((mark) => mark.side !== side) ? { quote: evidence[both.q]!.text } : 'contradicted',
        );
    }
    if (isTurnedSide(check, side, at, said)) return claimOf(check, 'side', at, at + 1, 'contradicted');
    if (isSaidOfOther(check, side, at, own)) return claimOf(check, 'side', at, at + 1, 'contradicted');
    const held =
      same(own.filter((mark) => !isOld(mark))) ??
      (rivals.length === 0 ? same(said.filter((mark) => !isOld(mark))) : undefined);
    if (held) return claimOf(check, 'side', at, at + 1, { quote: evidence[held.q]!.text });
    if (side === 'bilateral') {
      const each = evidence.find(
        (quote) =>
          // "My knees crack": both.
          (said.length === 0 && PLURAL.test(quote.line.text)) ||
          (/\b(?:each|either|two|hands|feet|knees|legs|hips|shoulders|ears|eyes|lungs|ankles|sides)\b/.test(
            quote.line.text,
          ) &&
            /\b(?:both|each|either|two|sides)\b/.test(quote.line.text)),
      );
      if (each) return claimOf(check, 'side', at, at + 1, { quote: each.text });
    }
    return claimOf(check, 'side', at, at + 1, said.length > 0 ? 'contradicted' : 'not-heard');
  });
}

const PLURAL =
  /\b(?:my|your|his|her|their) (?:knees|hips|shoulders|ankles|wrists|elbows|hands|feet|legs|arms|eyes|ears)\b/;

/** Well on the one side and not on the other: what is said of the one must not be written of the other, nor of both; and "only" is not both. */
function isTurnedSide({ sentence, evidence }: Check, side: string, at: number, said: readonly SaidSide[]): boolean {
  const isLone = /^(?:left|right)$/.test(side);
  if (isLone && sentence.words.slice(at, at + 4).some(({ norm }) => norm === 'only') && said.length > 0)
    return said.some((mark) => mark.side === 'bilateral') && !evidence.some(({ line }) => /\bonly\b/.test(line.text));
  const lone = said.filter((mark) => /^(?:left|right)$/.test(mark.side));
  if (new Set(lone.map((mark) => mark.side)).size < 2 || lone.length > 2 || said.length > lone.length) return false;
  const isWell = lone.map((mark) => WELL.test(partOf(evidence[mark.q]!, mark.at)));
  if (isWell[0] === isWell[1]) return false;
  const claim = partOf(sentence, at);
  const isClaimWell = WELL.test(claim);
  if (sentence.sides.length > 1 && !/[,;.]|\b(?:and|but|while)\b/.test(sentence.line.text)) return false;
  if (!isLone) return true;
  const own = lone.findIndex((mark) => mark.side === side);
  return isWell[own] !== isClaimWell;
}

const WELL =
  /\b(?:normal|fine|great|good|clear|okay|unremarkable|healthy|unaffected|intact|perfect|well|no|not|without|negative|asymptomatic|unlike)\b/;

function partOf({ words }: Reading, at: number): string {
  const isEnd = (i: number): boolean => /^(?:[.;?!,]|but|so|whereas|while|and)$/.test(words[i]!.norm);
  let low = at;
  while (low > 0 && !isEnd(low - 1)) low--;
  let high = at;
  while (high < words.length && !isEnd(high)) high++;
  return words
    .slice(low, high)
    .map(({ norm }) => norm)
    .join(' ');
}

interface SaidSide {
  readonly side: string;
  readonly at: number;
  readonly q: number;
}

/**
 * Both sides of one place were spoken of: "the left knee feels unstable but my right knee hurts", "a left mass, and no masses on the right". What
 * the sentence says of its side must be what was said of that side, and not only what was said of the other.
 */
function isSaidOfOther({ sentence, evidence }: Check, side: string, at: number, own: readonly SaidSide[]): boolean {
  if (!/^(?:left|right)$/.test(side)) return false;
  const mine = own.filter((mark) => mark.side === side);
  const others = own.filter((mark) => /^(?:left|right)$/.test(mark.side) && mark.side !== side);
  if (mine.length === 0 || others.length === 0) return false;
  const claimed = contentAround(sentence, at);
  if (claimed.size === 0) return false;
  const shared = (mark: SaidSide): number => {
    const said = contentAround(evidence[mark.q]!, mark.at);
    return [...claimed].filter((word) => said.has(word)).length;
  };
  const best = (marks: readonly SaidSide[]): number => Math.max(...marks.map(shared));
  return best(mine) === 0 && best(others) > 0;
}

/** The body part that a side belongs to: named right after it, else right before. */
function placeOf(reading: Reading, at: number): string | undefined {
  const parts = reading.mentions.filter(({ concept }) => concept.kind === 'anatomy' || concept.kind === 'symptom');
  const after = parts.find(({ start }) => start > at && start - at <= 3);
  const key = (mention: (typeof parts)[number]): string =>
    /\b(knee|hip|shoulder|ankle|wrist|elbow|hand|foot|leg|arm|eye|ear|back|neck|chest|breast|thigh|calf|finger|toe|thumb|heel|lung|kidney|flank|groin|jaw|face)\b/.exec(
      `${reading.words
        .slice(mention.start, mention.end)
        .map((word) => word.norm)
        .join(' ')
        .replace(/s\b/g, '')} ${mention.concept.preferred}`,
    )?.[1] ?? mention.concept.id;
  if (after && !reading.words.slice(at, after.start).some(({ norm }) => /^[.,;]$/.test(norm))) return key(after);
  const before = parts.filter(({ end }) => end <= at && at - end <= 4).at(-1);
  return before && !reading.words.slice(before.end, at).some(({ norm }) => /^[.;]$/.test(norm))
    ? key(before)
    : undefined;
}
