import { claimOf, type Check, type Claim } from './verify-claims.ts';
import { LONG_PAST, stem } from './verify-read.ts';
import type { Reading } from './verify-reading.ts';
import { TAKES_BACK_SIDE } from './verify-stand.ts';
import { timeHeld } from './verify-times.ts';

/** Left and right, each of the part of the body that it was said of. */
export function checkSides(check: Check): Claim[] {
  const { sentence, evidence } = check;
  return sentence.sides.map(({ side, at }) => {
    const place = placeOf(sentence, at);
    const said = evidence.flatMap((quote, q) =>
      quote.sides.map((mark) => ({ ...mark, q, place: placeOf(quote, mark.at) })),
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
    if (isSaidOfOther(check, side, at, own)) return claimOf(check, 'side', at, at + 1, 'contradicted');
    const held =
      same(own.filter((mark) => !isOld(mark))) ??
      (rivals.length === 0 ? same(said.filter((mark) => !isOld(mark))) : undefined);
    if (held) return claimOf(check, 'side', at, at + 1, { quote: evidence[held.q]!.text });
    if (side === 'bilateral') {
      const each = evidence.find(
        (quote) =>
          /\b(?:each|either|two|hands|feet|knees|legs|hips|shoulders|ears|eyes|lungs|ankles|sides)\b/.test(
            quote.line.text,
          ) && /\b(?:both|each|either|two|sides)\b/.test(quote.line.text),
      );
      if (each) return claimOf(check, 'side', at, at + 1, { quote: each.text });
    }
    return claimOf(check, 'side', at, at + 1, said.length > 0 ? 'contradicted' : 'not-heard');
  });
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

/** What a clause says beside its sides and places: its findings, with their no, and its words of weight. */
function contentAround({ words, mentions, meanings }: Reading, at: number): ReadonlySet<string> {
  const isEnd = (i: number): boolean =>
    /^(?:[.;?!,]|but|whereas|while)$/.test(words[i]!.norm) ||
    (words[i]!.norm === 'and' &&
      /^(?:the|my|your|his|her|no|there|left|right|i|it|\d.*)$/.test(words[i + 1]?.norm ?? ''));
  let low = at;
  while (low > 0 && !isEnd(low - 1)) low--;
  let high = at;
  while (high < words.length && !isEnd(high)) high++;
  const inside = mentions.filter(
    ({ concept, start, end }) => concept.kind !== 'anatomy' && start >= low && end <= high,
  );
  const isIn = (i: number): boolean => mentions.some(({ start, end }) => i >= start && i < end);
  const out = new Set(inside.map(({ concept, end }) => `${meanings[end - 1]!.negated ? 'no ' : ''}${concept.id}`));
  for (let i = low; i < high; i++) {
    const { norm, kind } = words[i]!;
    if (kind !== 'word' || isIn(i) || SIDE_FRAME.test(norm)) continue;
    out.add(stem(norm));
  }
  return out;
}

/** Grammar, sides and joints: nothing that one side has and the other has not. */
const SIDE_FRAME =
  /^(?:left|right|both|bilateral|the|a|an|my|your|his|her|their|its|is|are|was|were|be|been|has|have|had|do|does|did|and|or|of|in|on|at|to|for|with|by|it|i|you|he|she|they|there|that|this|one|side|just|so|also|some|any|no|not|patient|reports?|denies|noted|notes?|feels?|feeling|felt|started|since|about|around|like|really|very|knees?|hips?|shoulders?|ankles?|wrists?|elbows?|hands?|feet|foot|legs?|arms?|eyes?|ears?|up|down|here|now|today|then|but|from|as|when|if|what|which|going|go|get|got|exam|examination|musculoskeletal)$/;

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

/** How often, on which day, in which part of it. */
export function checkTimes(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const claims: Claim[] = [];
  const said = new Set(evidence.flatMap((quote) => [...quote.frequencies, ...quote.days].map(({ key }) => key)));
  for (const mark of sentence.frequencies) {
    const held = timeHeld(mark.key, said) && isItsDrugs(check, mark);
    claims.push(
      claimOf(
        check,
        'frequency',
        mark.from,
        mark.to,
        held
          ? { quote: quoteWith(evidence, mark.key) }
          : evidence.some((quote) => quote.frequencies.length > 0)
            ? 'contradicted'
            : (looseFrequency(mark.key, evidence) ?? 'not-heard'),
      ),
    );
  }
  for (const mark of sentence.days) {
    if (sentence.frequencies.some((other) => mark.from < other.to && mark.to > other.from)) continue;
    const literal = evidence.find((quote) => quote.days.some(({ key }) => key === mark.key));
    const held = literal !== undefined || timeHeld(mark.key, said) || nearTime(mark.key, evidence);
    claims.push(
      claimOf(
        check,
        'time',
        mark.from,
        mark.to,
        held
          ? { quote: literal?.text ?? quoteWith(evidence, mark.key) }
          : evidence.some((quote) => quote.days.length > 0)
            ? 'contradicted'
            : 'not-heard',
      ),
    );
  }
  return claims;
}

function quoteWith(evidence: readonly Reading[], key: string): string {
  return (
    evidence.find((quote) => [...quote.frequencies, ...quote.days].some((mark) => mark.key === key)) ??
    evidence.find((quote) => quote.frequencies.length + quote.days.length > 0) ??
    evidence[0]!
  ).text;
}

/** "Two", to "how many times a day?": the number is there, the period in its question. */
function looseFrequency(key: string, evidence: readonly Reading[]): { quote: string } | undefined {
  const [count, period] = key.split('/');
  if (period === undefined) return undefined;
  const asked = evidence.some((quote) =>
    new RegExp(`\\b(?:how (?:many|much|often).*${period}|${period})`).test(quote.line.text),
  );
  const given = evidence.find(
    (quote) =>
      quote.quantities.some(({ value }) => value === count) ||
      (count === '2' && /\btwice\b/.test(quote.line.text)) ||
      (count === '1' && /\bonce\b/.test(quote.line.text)),
  );
  return asked && given ? { quote: given.text } : undefined;
}

const NEAR: Readonly<Record<string, RegExp>> = {
  night: /\b(?:night|evening|bed|sleep\w*|tonight|nocturnal|overnight)\b/,
  morning: /\b(?:morning|wake|waking|woke|get up|am|a\.m|out of bed|breakfast)\b/,
  evening: /\b(?:night|evening|dinner|supper)\b/,
  'with meals': /\b(?:meals?|food|eat\w*|breakfast|dinner)\b/,
  'after meals': /\b(?:after (?:i |you |he |she )?eat\w*|meals?|food)\b/,
  'before meals': /\b(?:before (?:i |you |he |she )?eat\w*|meals?|empty stomach)\b/,
  'last night': /\bnight\b/,
};

const nearTime = (key: string, evidence: readonly Reading[]): boolean =>
  NEAR[key] !== undefined && evidence.some((quote) => NEAR[key]!.test(quote.line.text));

/** "Lisinopril daily and metformin twice daily" does not bear "metformin daily". */
function isItsDrugs({ sentence, evidence }: Check, mark: Reading['frequencies'][number]): boolean {
  const drug = drugBefore(sentence, mark.from);
  if (drug === undefined) return true;
  const places = evidence.flatMap((quote) =>
    quote.frequencies.map((said) => ({ key: said.key, drug: drugBefore(quote, said.from) })),
  );
  const own = places.filter((place) => place.drug === drug);
  return own.length === 0 || own.some(({ key }) => timeHeld(mark.key, new Set([key]))) || own.length > 1;
}

function drugBefore(reading: Reading, at: number): string | undefined {
  let low = at;
  while (low > 0 && !/^[.;?!]$/.test(reading.words[low - 1]!.norm)) low--;
  return reading.mentions
    .filter(({ concept, start, end }) => concept.kind === 'drug' && start >= low && end <= at)
    .at(-1)?.concept.id;
}
