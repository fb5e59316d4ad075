import { claimOf, type Check, type Claim } from './verify-claims.ts';
import type { Reading } from './verify-reading.ts';
import { timeHeld } from './verify-times.ts';

/** How often, on which day, in which part of it. */
export function checkTimes(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const claims: Claim[] = [];
  // "Four nights a week" says neither "every night" nor "at night".
  const said = new Set(
    evidence.flatMap(({ frequencies, days }) => [
      ...frequencies.map(({ key }) => key),
      ...days
        .filter(
          (day) => !frequencies.some(({ key, from, to }) => key.endsWith('/week') && day.from >= from && day.to <= to),
        )
        .map(({ key }) => key),
    ]),
  );
  for (const mark of sentence.frequencies) {
    const held =
      (timeHeld(mark.key, said) || isRateOf(sentence, mark, said)) &&
      isItsDrugs(check, mark) &&
      !isOfBefore(check, mark.key);
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
    // "This year" of a plan or a record: a claim only where another span was said.
    if (
      mark.key.startsWith('this ') &&
      !evidence.some(({ days }) => days.some(({ key }) => /^(?:this|last|next) /.test(key)))
    )
      continue;
    const isNot = sentence.meanings[mark.from]!.negated;
    // "At night instead of the morning" does not say "in the morning".
    const isPutAway = (quote: Reading, from: number): boolean =>
      !isNot && quote.words.slice(Math.max(0, from - 3), from).some(({ norm }) => /^(?:instead|rather)$/.test(norm));
    const all = evidence.flatMap((quote) =>
      quote.days.filter(({ key }) => key === mark.key).map(({ from }) => ({ quote, from })),
    );
    const places = all.filter(({ quote }) => !isOfAnotherMatter(sentence, quote));
    const literal = places.find(({ quote, from }) => !isPutAway(quote, from))?.quote;
    const held =
      literal !== undefined || (all.length === 0 && (timeHeld(mark.key, said) || nearTime(mark.key, evidence)));
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

/** "Five stools per day" of "five times a day": the number is looked for by itself, the period is the same. */
function isRateOf(
  { words, quantities }: Reading,
  { key, from }: Reading['frequencies'][number],
  said: ReadonlySet<string>,
): boolean {
  const period = /^1(\/(?:day|week|month|year))$/.exec(key)?.[1];
  if (period === undefined || !/^(?:per|a|each)$/.test(words[from]!.norm)) return false;
  return quantities.some(({ to }) => to <= from && from - to <= 4) && [...said].some((other) => other.endsWith(period));
}

/** "Two glasses of wine on weekends" says nothing of when somebody is tired: what a quote is about stands nowhere in the sentence. */
function isOfAnotherMatter(sentence: Reading, quote: Reading): boolean {
  const own = sentence.mentions.filter(({ concept }) => concept.kind === 'symptom' || concept.kind === 'condition');
  if (own.length !== 1 || !HABIT.test(quote.line.text) || HABIT.test(sentence.line.text)) return false;
  return (
    !quote.mentions.some(({ concept }) => concept.id === own[0]!.concept.id) &&
    !quote.mentions.some(({ concept }) => concept.kind === 'symptom' || concept.kind === 'condition')
  );
}
const HABIT =
  /\b(?:beers?|wine|glass(?:es)? of|drinks? of|vodka|whisk\w*|liquor|cigarettes?|smoke|packs?|joints?|edibles?|vape)\b/;

/** "Once a month now, it was every night" is not "every night". */
function isOfBefore({ sentence, evidence }: Check, key: string): boolean {
  const marks = evidence.flatMap((quote) =>
    quote.frequencies.map((mark) => ({
      key: mark.key,
      isPast: WAS.test(
        quote.words
          .slice(Math.max(0, mark.from - 4), mark.from)
          .map(({ norm }) => norm)
          .join(' '),
      ),
    })),
  );
  const own = marks.filter((mark) => mark.key === key);
  return (
    own.length > 0 &&
    own.every(({ isPast }) => isPast) &&
    marks.some(({ isPast }) => !isPast) &&
    !PAST.test(sentence.line.text)
  );
}
const WAS = /\b(?:was|were|used to|before)\b[^.;]*$/;
const PAST = /\b(?:was|were|used to|before|previous\w*|from|had|compared|down|up|prior|initially|then|ago)\b/;

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
      quote.quantities.some(
        ({ value, from, to, unit }) =>
          value === count &&
          // "Two ibuprofen a day" is how many, not how often.
          (unit === 'time' || COUNTED_ALONE.test(quote.words[to]?.norm ?? '.')) &&
          // "Used to be four times": of before.
          !WAS.test(
            quote.words
              .slice(Math.max(0, from - 4), from)
              .map(({ norm }) => norm)
              .join(' '),
          ),
      ) ||
      (count === '2' && /\btwice\b/.test(quote.line.text)) ||
      (count === '1' && /\bonce\b/.test(quote.line.text)),
  );
  return asked && given ? { quote: given.text } : undefined;
}

const COUNTED_ALONE =
  /^(?:[.,;?!]|times?|x|a|an|per|each|every|maybe|or|usually|at|in|to|daily|i|so|and|but|now|most|on|right|you|yeah|of)$/;

const NEAR: Readonly<Record<string, RegExp>> = {
  night: /\b(?:night|evening|bed|sleep\w*|tonight|nocturnal|overnight)\b/,
  morning: /\b(?:morning|wake|waking|woke|get up|am|a\.m|out of bed|breakfast)\b/,
  evening: /\b(?:night|evening|dinner|supper)\b/,
  'with meals': /\b(?:meals?|food|eat\w*|breakfast|dinner)\b/,
  'after meals': /\b(?:after (?:i |you |he |she )?eat\w*|meals?|food)\b/,
  'before meals': /\b(?:before (?:i |you |he |she )?eat\w*|meals?|empty stomach)\b/,
  'last night': /\bnight\b/,
  'last visit':
    /\b(?:(?:saw|see|seen) (?:you|me|him|her)|last (?:time|appointment|here)|(?:were|was) (?:last )?here|previous visit)\b/,
};

const nearTime = (key: string, evidence: readonly Reading[]): boolean =>
  NEAR[key] !== undefined && evidence.some((quote) => NEAR[key]!.test(quote.line.text));

/** "Lisinopril daily and metformin twice daily" does not bear "metformin daily". */
function isItsDrugs({ sentence, evidence }: Check, mark: Reading['frequencies'][number]): boolean {
  const drug = drugBefore(sentence, mark.from);
  if (drug === undefined) return true;
  const places = evidence.flatMap((quote, k) =>
    quote.frequencies.map((said) => ({
      key: said.key,
      // "Your pressure pill, every day?" "Every morning": an answer without a drug is about the one just asked for.
      drug: drugBefore(quote, said.from) ?? (quote.mentions.some(isDrug) ? undefined : lastDrugOf(evidence[k - 1])),
    })),
  );
  const own = places.filter((place) => place.drug === drug);
  return own.length === 0 || own.some(({ key }) => timeHeld(mark.key, new Set([key]))) || own.length > 1;
}

const isDrug = ({ concept }: Reading['mentions'][number]): boolean => concept.kind === 'drug';

const lastDrugOf = (reading: Reading | undefined): string | undefined =>
  reading?.mentions.filter(isDrug).at(-1)?.concept.id;

function drugBefore(reading: Reading, at: number): string | undefined {
  let low = at;
  while (low > 0 && !/^[.;?!]$/.test(reading.words[low - 1]!.norm)) low--;
  return reading.mentions.filter((mention) => isDrug(mention) && mention.start >= low && mention.end <= at).at(-1)
    ?.concept.id;
}
