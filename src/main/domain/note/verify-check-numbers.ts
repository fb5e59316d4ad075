import { claimOf, type Check, type Claim } from './verify-claims.ts';
import { DOSES, SPANS, unitOf, type Quantity } from './verify-numbers.ts';
import { asMeant, isCorrected } from './verify-meant-numbers.ts';
import { contentAround } from './verify-content.ts';
import type { Reading } from './verify-reading.ts';
import { stem } from './verify-read.ts';
import { direction } from './verify-times.ts';

/** Numbers with their units: measured values, doses, ages, durations; each with what it belongs to. */
export function checkNumbers(check: Check): Claim[] {
  const { sentence, evidence } = check;
  const claims: Claim[] = [];
  for (const quantity of sentence.quantities) {
    // "Once he rests", "once daily": no number of its own.
    if (/^(?:once|twice|thrice)$/.test(sentence.words[quantity.from]!.norm)) continue;
    if (sentence.frequencies.some((mark) => quantity.from < mark.to && quantity.to > mark.from)) continue;
    // "1." of a list, "the first": no claim worth a wrong alarm.
    if (quantity.unit === 'ordinal' && Number(quantity.value) <= 2) continue;
    if (quantity.unit === undefined && quantity.value === '1' && sentence.words[quantity.from]!.norm === 'one')
      continue;
    const kind = SPANS.has(quantity.unit ?? '') ? 'time' : DOSES.has(quantity.unit ?? '') ? 'dose' : 'number';
    const places = evidence.flatMap((quote, q) =>
      quote.quantities
        .filter((said) => bears(quantity, said, evidence, q) && !isOnlyChange(sentence, quantity, quote, said))
        .map((said) => ({ q, said })),
    );
    const joined = sentence.words[quantity.from - 1]?.norm ?? '';
    const code = /^[a-z]{1,3}$/.test(joined)
      ? evidence.findIndex((quote) =>
          quote.words.some(({ norm }) => norm.replace('-', '') === `${joined}${quantity.value}`),
        )
      : -1;
    if (code >= 0) continue;
    // "2:00"
    if (/^0+$/.test(quantity.value) && /^[:.]$/.test(joined) && quantity.from > 1) continue;
    const held =
      places.find(({ q, said }) => isItsOwn(check, quantity, evidence[q]!, said) && !isCorrected(evidence, q, said)) ??
      (spreads(quantity, evidence) ? { q: spreads(quantity, evidence)! - 1 } : undefined) ??
      asMeant(check, quantity);
    const verdict = held
      ? { quote: evidence[held.q]!.text }
      : places.length > 0 || contradicts(quantity, evidence)
        ? ('contradicted' as const)
        : ('not-heard' as const);
    claims.push(claimOf(check, kind, quantity.from, withUnit(sentence, quantity), verdict));
    if (held && 'said' in held && kind === 'time') {
      const claimed = direction(sentence.words, quantity.from, quantity.to);
      const said = places.map(({ q, said: other }) => direction(evidence[q]!.words, other.from, other.to));
      if (claimed !== undefined && said.every((other) => other !== undefined && other !== claimed))
        claims.push(claimOf(check, 'time', quantity.from, withUnit(sentence, quantity) + 1, 'contradicted'));
    }
  }
  return [...claims, ...checkFromTo(check), ...checkCounted(check)];
}

/** "Two polyps, and come back in five years" is not "5 polyps": the thing was counted otherwise. */
function checkCounted(check: Check): Claim[] {
  const { sentence, evidence } = check;
  return sentence.quantities.flatMap((claimed) => {
    const noun = sentence.words[claimed.to];
    if (claimed.unit !== undefined || noun?.kind !== 'word' || noun.norm.length < 4 || !noun.norm.endsWith('s'))
      return [];
    if (
      /[./]/.test(claimed.value) ||
      sentence.frequencies.some(({ from, to }) => claimed.from < to && claimed.to > from)
    )
      return [];
    const counts = evidence.flatMap((quote) =>
      (quote.stems.get(stem(noun.norm)) ?? []).flatMap((at) =>
        quote.quantities
          .filter(({ to, unit }) => unit === undefined && to <= at && at - to <= 1)
          .map(({ value }) => value),
      ),
    );
    return counts.length > 0 && !counts.includes(claimed.value)
      ? [claimOf(check, 'number', claimed.from, claimed.to + 1, 'contradicted')]
      : [];
  });
}

/** "From 7.4 to 8.1" of "from 8.1 down to 7.4": both were said, the other way round. */
function checkFromTo(check: Check): Claim[] {
  const { sentence, evidence } = check;
  return pairsOf(sentence).flatMap(([first, second]) => {
    const turned = evidence.some((quote) =>
      pairsOf(quote).some(([one, two]) => one.value === second.value && two.value === first.value),
    );
    const isSo = evidence.some((quote) =>
      pairsOf(quote).some(([one, two]) => one.value === first.value && two.value === second.value),
    );
    return turned && !isSo ? [claimOf(check, 'number', first.from, second.to, 'contradicted')] : [];
  });
}

/** Each "from … to …", in the order of time; "to … from …" is turned. */
function pairsOf({ words, quantities: all }: Reading): [Quantity, Quantity][] {
  return all.flatMap((first, i): [Quantity, Quantity][] => {
    const second = all[i + 1];
    if (!second || second.from - first.to > 6 || first.value === second.value) return [];
    const before = words[first.from - 1]?.norm;
    const between = words.slice(first.to, second.from).map(({ norm }) => norm);
    if (before === 'from' && between.includes('to')) return [[first, second]];
    return before === 'to' && between.includes('from') ? [[second, first]] : [];
  });
}

/** "Weight is up six pounds" is no weight of six pounds. */
function isOnlyChange(sentence: Reading, claimed: Quantity, quote: Reading, said: Quantity): boolean {
  if (claimed.unit !== 'lb' && claimed.unit !== 'kg') return false;
  if (CHANGED.test(sentence.line.text)) return false;
  const before = quote.words
    .slice(Math.max(0, said.from - 3), said.from)
    .map(({ norm }) => norm)
    .join(' ');
  return /\b(?:up|down|gained|lost|lose|gain|another|by|dropped|put on)\b/.test(before);
}
const CHANGED =
  /\b(?:up|down|gain\w*|los[st]\w*|lose|losing|more|less|increas\w*|decreas\w*|chang\w*|dropp\w*|heavier|lighter|over|lift\w*|carry\w*|by|put on)\b/;

/** The number with its unit, where that stands behind it. */
const withUnit = ({ words }: Reading, { to, unit }: Quantity): number =>
  unit !== undefined && unitOf(words[to]?.norm) === unit ? to + 1 : to;

/** Units that go without saying with what is measured: "98.6" of a temperature, "97" of a saturation, "7.2" of an A1c. */
const UNSAID: readonly (readonly [string, RegExp])[] = [
  ['%', /\b(?:saturation|sats?|oxygen|o2|pulse ox|a1c|a one c|hemoglobin|ejection|pumping|percent|spo2)\b/],
  ['degrees', /\b(?:temperature|temp|fever)\b/],
  ['bpm', /\b(?:heart rate|pulse|rate|beats)\b/],
  ['mmhg', /\b(?:pressure|bp|over)\b/],
  ['hour', /\b(?:sleep\w*|slept|nap\w*)\b/],
  ['lb', /\b(?:weigh\w*|weight|pounds?|lost|gained)\b/],
];

function bears(claimed: Quantity, said: Quantity, evidence: readonly Reading[], q: number): boolean {
  if (claimed.value !== said.value) {
    const [whole, scale] = claimed.value.split('/');
    // "9/10" from "a nine", where a scale was asked for.
    if (scale === '10' && whole === said.value && said.unit === undefined)
      return evidence.some((quote) =>
        /\b(?:scale|ten|10|rate|pain|bad|worst|hurts?|hurting|aches?|sore|burn\w*|cramp\w*|throb\w*|a (?:two|three|four|five|six|seven|eight|nine))\b/.test(
          quote.line.text,
        ),
      );
    // "2+" from "two"; "140/90": both parts must stand together, so no more here.
    if (claimed.value === `${said.value}+`) return evidence.some((quote) => /\bplus\b|\+/.test(quote.line.text));
    return false;
  }
  if (said.unit === 'ordinal' && claimed.unit === undefined) return false;
  if (claimed.unit === said.unit || claimed.unit === undefined) return true;
  if (said.unit === 'ordinal' || claimed.unit === 'ordinal')
    return said.unit === undefined || claimed.unit === undefined;
  if (said.unit === undefined) {
    const unit = claimed.unit;
    // "How many milligrams?" "Twenty.": the unit is named near it.
    if (
      evidence
        .slice(Math.max(0, q - 1), q + 2)
        .some((quote) => quote.words.some((word) => unitNamed(word.norm, unit)) && !hasOwnNumber(quote, unit))
    )
      return true;
    return UNSAID.some(
      ([implied, pattern]) => implied === unit && evidence.some((quote) => pattern.test(quote.line.text)),
    );
  }
  return (
    (claimed.unit === 'night' && said.unit === 'day') ||
    (claimed.unit === 'beer' && said.unit === 'drink') ||
    (claimed.unit === 'drink' && /^(?:beer|glass)$/.test(said.unit)) ||
    (claimed.unit === 'units' && said.unit === 'tablet') ||
    (claimed.unit === 'bpm' && said.unit === 'time')
  );
}

const NAMES: Readonly<Record<string, RegExp>> = {
  mg: /^(?:mgs?|milligrams?)$/, mcg: /^(?:mcgs?|micrograms?)$/, g: /^grams?$/, ml: /^(?:mls?|milliliters?)$/, '%': /^(?:%|percent)$/, lb: /^(?:lbs?|pounds?)$/, units: /^units?$/,
  tablet: /^(?:tablets?|pills?|capsules?)$/, puff: /^puffs?$/, pack: /^packs?$/,
}; // prettier-ignore

function unitNamed(word: string, unit: string): boolean {
  return NAMES[unit]?.test(word) ?? new RegExp(`^${unit}s?$`).test(word);
}

/** The unit stands there with a number of its own: it was said of that, not of this one. */
const hasOwnNumber = (quote: Reading, unit: string): boolean => quote.quantities.some((other) => other.unit === unit);

/** "Two or three weeks" written "2 to 3 weeks" is read as two; "7 to 10 days" from "a week to ten days" is not. A dozen hours are half a day. */
function spreads(claimed: Quantity, evidence: readonly Reading[]): number | undefined {
  const value = Number(claimed.value);
  if (Number.isNaN(value) || claimed.unit === undefined) return undefined;
  const same: Readonly<Record<string, readonly [number, string][]>> = {
    month: [
      [1 / 12, 'year'],
      [10, 'decade'],
    ],
    year: [
      [12, 'month'],
      [0.1, 'decade'],
    ],
    day: [
      [1 / 7, 'week'],
      [24, 'hour'],
    ],
    week: [
      [7, 'day'],
      [0.25, 'month'],
    ],
    hour: [
      [60, 'minute'],
      [1 / 24, 'day'],
    ],
    minute: [[1 / 60, 'hour']],
    mg: [
      [0.001, 'g'],
      [1000, 'mcg'],
    ],
    g: [[1000, 'mg']],
    mcg: [[0.001, 'mg']],
  };
  for (const [factor, unit] of same[claimed.unit] ?? []) {
    const other = value * factor;
    const q = evidence.findIndex((quote) =>
      quote.quantities.some((said) => said.unit === unit && Math.abs(Number(said.value) - other) < 1e-6),
    );
    if (q >= 0) return q + 1;
  }
  return undefined;
}

const contradicts = (claimed: Quantity, evidence: readonly Reading[]): boolean =>
  evidence.some((quote) => quote.quantities.some((said) => said.unit === claimed.unit || said.value === claimed.value));

/**
 * Is this number said of the same thing? "Lisinopril 20 mg and metformin 500 mg" is not "lisinopril 500 mg": where the sentence names a drug or a
 * measure for it, the evidence must not give it to another one only.
 */
function isItsOwn({ sentence }: Check, claimed: Quantity, quote: Reading, said: Quantity): boolean {
  const side = sideAfter(sentence, claimed);
  const saidSide = sideAfter(quote, said);
  if (side !== undefined && saidSide !== undefined && side !== saidSide) return false;
  if (isOfAnotherTime(sentence, claimed, quote, said) || isAnotherYears(sentence, claimed, quote, said)) return false;
  const owner = ownerOf(sentence, claimed);
  if (owner === undefined) return true;
  const other = ownerOf(quote, said);
  return other === undefined || other === owner || !isRival(quote, owner, other);
}

/** "It is 45 percent, last year it was 35" is not "35, and 45 last year". */
function isOfAnotherTime(sentence: Reading, claimed: Quantity, quote: Reading, said: Quantity): boolean {
  const others = quote.quantities.filter((other) => other !== said && !SPANS.has(other.unit ?? ''));
  if (others.length === 0) return false;
  const own = whenOf(sentence, claimed);
  const spoken = whenOf(quote, said);
  if (own === spoken) return false;
  if (own !== undefined) return others.some((other) => whenOf(quote, other) === own);
  // "It was 6.1 last year, 6.4 now" is not "6.1 now".
  if (spoken?.startsWith('last') === true && NOW.test(sentence.line.text)) return true;
  return sentence.quantities.some((other) => other !== claimed && whenOf(sentence, other) === spoken);
}

const isYear = ({ value, unit }: Quantity): boolean => unit === undefined && /^(?:19|20)\d\d$/.test(value);

/** "Normal in 2022, so we are good until 2027" is not "normal in 2027": what stands beside a year was said beside it. */
function isAnotherYears(sentence: Reading, claimed: Quantity, quote: Reading, said: Quantity): boolean {
  if (!isYear(claimed)) return false;
  const others = quote.quantities.filter((other) => isYear(other) && other.value !== said.value);
  if (others.length === 0) return false;
  const beside = contentAround(sentence, claimed.from);
  const shared = (other: Quantity): number => {
    const words = contentAround(quote, other.from);
    return [...beside].filter((word) => words.has(word)).length;
  };
  return shared(said) === 0 && others.some((other) => shared(other) > 0);
}

const NOW = /\b(?:now|today|currently|this visit)\b/;

/** The day or year named in the part between commas in which a number stands. */
function whenOf({ words, days, quantities: all }: Reading, { from, to }: Quantity): string | undefined {
  let low = from;
  while (low > 0 && !/^(?:[.;?!,]|and|but)$/.test(words[low - 1]!.norm)) low--;
  let high = to;
  while (high < words.length && !/^(?:[.;?!,]|and|but)$/.test(words[high]!.norm)) high++;
  // "1.6 from 1.2 last year": a day is of the number right before it.
  return days.find(
    (mark) =>
      mark.from >= low &&
      mark.to <= high &&
      /^(?:last|next|yesterday|tomorrow)/.test(mark.key) &&
      !all.some(
        (other) =>
          other.from >= to &&
          other.to <= mark.from &&
          words[other.from - 1]?.norm === 'from' &&
          !SPANS.has(other.unit ?? ''),
      ),
  )?.key;
}

/** "4/5 on the right and 5/5 on the left" */
function sideAfter(reading: Reading, { to }: Quantity): string | undefined {
  const mark = reading.sides.find(({ at }) => at >= to && at - to <= 3);
  if (!mark || reading.words.slice(to, mark.at).some(({ norm, kind }) => kind !== 'word' || norm === 'and'))
    return undefined;
  return mark.side;
}

/** Another owner counts against it only where the quote names the sentence's own, too, or both are drugs. */
function isRival(quote: Reading, owner: string, other: string): boolean {
  const isDrug = (id: string): boolean => id.startsWith('drug:');
  if (isDrug(owner) !== isDrug(other)) return false;
  if (!isDrug(owner)) return true;
  return (
    quote.mentions.some(({ concept }) => concept.id === owner) ||
    !/^drug:(?:medication|pain medication|antibiotic)/.test(other)
  );
}

const MEASURES: readonly (readonly [string, RegExp])[] = [
  ['bp', /\b(?:blood pressure|bp)\b/g],
  ['rate', /\b(?:heart rate|pulse)\b(?! ox)/g],
  ['temp', /\b(?:temperature|temp)\b/g],
  ['sat', /\b(?:oxygen|saturation|sats?|o2|pulse ox|spo2)\b/g],
  ['resp', /\b(?:respiratory rate|respirations)\b/g],
  ['weight', /\b(?:weight|weigh|weighs)\b/g],
  ['a1c', /\b(?:a1c|a one c)\b/g],
];

/** The drug or measure nearest before the number in its sentence, else right after it. */
function ownerOf(reading: Reading, { from, to, unit }: Quantity): string | undefined {
  const { words } = reading;
  let low = from;
  while (low > 0 && !/^[.;?!]$/.test(words[low - 1]!.norm)) low--;
  let high = to;
  while (high < words.length && !/^[.;?!]$/.test(words[high]!.norm)) high++;
  if (DOSES.has(unit ?? '')) {
    const drugs = reading.mentions.filter(
      ({ concept, start, end }) => concept.kind === 'drug' && start >= low && end <= high,
    );
    const before = drugs.filter(({ end }) => end <= from).at(-1);
    const after = drugs.find(({ start }) => start >= to);
    // "20 mg of lisinopril"
    if (
      after &&
      after.start - to <= 2 &&
      words
        .slice(to, after.start)
        .every(({ norm }) => /^(?:of|the|mg|milligrams?|mcg|micrograms?|tablets?|pills?|units?)$/.test(norm)) &&
      words.slice(to, after.start).some(({ norm }) => norm === 'of')
    )
      return after.concept.id;
    return (before ?? after)?.concept.id;
  }
  if (SPANS.has(unit ?? '')) return undefined;
  let best: { key: string; at: number } | undefined;
  for (const [key, pattern] of MEASURES) {
    pattern.lastIndex = 0;
    for (let match = pattern.exec(reading.line.text); match; match = pattern.exec(reading.line.text)) {
      const at = reading.line.wordAt(match.index);
      if (at >= low && at < from && (!best || at > best.at)) best = { key, at };
    }
  }
  return best?.key;
}
