import type { Token } from './tokens.ts';

/** Spoken numbers to digits, with the habits of the consulting room: "one forty over ninety", "three out of six", "six point five". */
const UNITS: Readonly<Record<string, number>> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
  thirteen: 13, fourteen: 14, fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19,
}; // prettier-ignore
const TENS: Readonly<Record<string, number>> = {
  twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
}; // prettier-ignore

const ORDINALS: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  fifth: 5,
  sixth: 6,
  seventh: 7,
  eighth: 8,
  ninth: 9,
};

const UNIT_WORDS: Readonly<Record<string, string>> = {
  milligram: 'mg', milligrams: 'mg', mg: 'mg', mgs: 'mg', microgram: 'mcg', micrograms: 'mcg', mcg: 'mcg', gram: 'g', grams: 'g',
  milliliter: 'mL', milliliters: 'mL', millilitres: 'mL', ml: 'mL', mls: 'mL', cc: 'mL', percent: '%', '%': '%', centimeter: 'cm', centimeters: 'cm',
  centimetre: 'cm', centimetres: 'cm', cm: 'cm', millimeter: 'mm', millimeters: 'mm', mm: 'mm', kilogram: 'kg', kilograms: 'kg', kilos: 'kg', kg: 'kg',
  milliequivalents: 'mEq', milliequivalent: 'mEq', meq: 'mEq', degrees: 'degrees',
}; // prettier-ignore

/** Nouns after which a small number word is a quantity, not a pronoun ("one week", but not "this one"). */
const COUNTED = new Set([
  'day', 'week', 'month', 'year', 'hour', 'minute', 'night', 'time', 'tablet', 'pill', 'dose', 'puff', 'pack', 'cigarette', 'drink', 'beer', 'glass',
  'capsule', 'teaspoon', 'pound', 'pillow', 'block', 'mile', 'flight', 'stair', 'kid', 'child', 'pregnancy', 'episode', 'unit', 'inch', 'foot',
  'out', 'over', 'point', 'plus', 'to', 'or', 'and', 'milligram', 'percent', 'centimeter', 'millimeter', 'gram', 'degree', 'weeks', 'children', 'half', 'cup', 'bottle', 'spray', 'mg', 'cm', 'x', 'am', 'pm', "o'clock", 'stage', 'through', 'feet', 'thousand', 'hundred', 'old', 'year-old', 'glasses', 'inches', 'kilo', 'kilogram', 'sibling', 'sister', 'brother', 'son', 'daughter',
]); // prettier-ignore
const BEFORE = new Set(['type', 'stage', 'grade', 'about', 'l', 'c', 't', 's', 'number', 'over', 'least', 'almost', 'every', 'lumbar', 'class', 'of', 'is', 'was', 'at', 'to', 'around', 'a', 'than']); // prettier-ignore

function value(word: string): number | undefined {
  return UNITS[word] ?? TENS[word];
}

/** What a single number word says ("seven", "forty"), whatever stands around it. */
export const valueOfNumberWord = (word: string): number | undefined =>
  Object.hasOwn(UNITS, word) ? UNITS[word] : Object.hasOwn(TENS, word) ? TENS[word] : undefined;

/** The unit that a word or an abbreviation names, as it is written in a note ("milligrams": "mg"). */
export const unitOfWord = (word: string): string | undefined =>
  Object.hasOwn(UNIT_WORDS, word) ? UNIT_WORDS[word] : undefined;

interface Parsed {
  value: string;
  length: number;
}

interface Read {
  readonly value: number;
  /** Index after the last word. */
  readonly end: number;
}

const norm = (tokens: readonly Token[], k: number): string => tokens[k]?.norm ?? '';

/** "twelve", "forty", "forty-five", "forty five": 1 to 99. */
function belowHundred(tokens: readonly Token[], i: number): Read | undefined {
  const word = norm(tokens, i);
  const compound = /^([a-z]+)-([a-z]+)$/.exec(word);
  if (compound && TENS[compound[1]!] !== undefined && UNITS[compound[2]!] !== undefined)
    return { value: TENS[compound[1]!]! + UNITS[compound[2]!]!, end: i + 1 };
  if (UNITS[word] !== undefined) return { value: UNITS[word]!, end: i + 1 };
  if (TENS[word] === undefined) return undefined;
  const unit = UNITS[norm(tokens, i + 1)];
  return unit !== undefined && unit > 0 && unit < 10
    ? { value: TENS[word]! + unit, end: i + 2 }
    : { value: TENS[word]!, end: i + 1 };
}

/** "(and) two", "forty five" behind "a hundred" or "two thousand". */
function remainder(tokens: readonly Token[], i: number): Read {
  const from = norm(tokens, i) === 'and' ? i + 1 : i;
  const rest = belowHundred(tokens, from);
  // "Six hundred three times a day": a dose and how often.
  if (rest && from === i && /^(?:times|tablets?|pills?|capsules?)$/.test(norm(tokens, rest.end)))
    return { value: 0, end: i };
  // "a hundred and one or two of them" is not meant; nobody counts so in a visit.
  return rest && rest.value > 0 ? rest : { value: 0, end: i };
}

/** "Take one twenty milligram tablet": a count and a strength, not 120 mg. */
function isCountOfTablets(tokens: readonly Token[], end: number): boolean {
  return (
    /^(?:mg|milligrams?|mcg|micrograms?|units?)$/.test(norm(tokens, end)) &&
    /^(?:tablets?|pills?|capsules?|tabs?|caps)$/.test(norm(tokens, end + 1))
  );
}

/** Reads one number starting at tokens[i]; undefined where there is none. */
function parseNumber(tokens: readonly Token[], i: number): Parsed | undefined {
  const word = (k: number): string => norm(tokens, k);
  const made = (total: number, end: number): Parsed => ({ value: String(total), length: end - i });
  // "a hundred and two", "a thousand"; not "a hundred times".
  const article = word(i) === 'a' || word(i) === 'the' ? i + 1 : i;
  if (
    (word(article) === 'hundred' && (article > i ? word(i) === 'a' : true)) ||
    (word(article) === 'thousand' && article > i && word(i) === 'a')
  ) {
    if (/^(?:times|of)$/.test(word(article + 1))) return undefined;
    const rest = word(article) === 'hundred' ? remainder(tokens, article + 1) : { value: 0, end: article + 1 };
    if (article === i && rest.value === 0) return undefined;
    return made((word(article) === 'hundred' ? 100 : 1000) + rest.value, rest.end);
  }
  if (TENS[word(i)] !== undefined && ORDINALS[word(i + 1)] !== undefined)
    return {
      value: `${TENS[word(i)]! + ORDINALS[word(i + 1)]!}th`
        .replace('1th', '1st')
        .replace('2th', '2nd')
        .replace('3th', '3rd'),
      length: 2,
    };
  const first = belowHundred(tokens, i);
  if (!first) return undefined;
  const { value: head, end } = first;
  if (word(end) === 'hundred' && head > 0) {
    const rest = remainder(tokens, end + 1);
    return made(head * 100 + rest.value, rest.end);
  }
  if (word(end) === 'thousand' && head > 0) {
    const hundreds = belowHundred(tokens, end + 1);
    if (hundreds && word(hundreds.end) === 'hundred') return made(head * 1000 + hundreds.value * 100, hundreds.end + 1);
    const rest = remainder(tokens, end + 1);
    return made(head * 1000 + rest.value, rest.end);
  }
  if (head >= 1 && head <= 3 && end === i + 1) {
    // "one oh eight", "two o five"
    const small = UNITS[word(end + 1)];
    if ((word(end) === 'oh' || word(end) === 'o') && small !== undefined && small < 10)
      return made(head * 100 + small, end + 2);
    // "one forty", "two twenty five", "one twelve", "one eighteen over seventy"
    const rest = belowHundred(tokens, end);
    if (rest && rest.value >= 10 && !isCountOfTablets(tokens, rest.end)) return made(head * 100 + rest.value, rest.end);
  }
  if ((head === 20 || head === 19) && end === i + 1) {
    // years: "twenty eighteen", "nineteen ninety five"
    const rest = belowHundred(tokens, end);
    if (rest && rest.value >= 10) return made(head * 100 + rest.value, rest.end);
  }
  return made(head, end);
}

/** "At this point four of them", "a good point one should make": no decimals. "Nitroglycerin point four" is. */
const NOT_BEFORE_DECIMALS =
  /^(?:,|this|that|the|some|any|what|which|my|your|good|great|main|whole|another|one|starting|pressure|trigger|tender|sore|certain|high|low)$/;

function decimals(tokens: readonly Token[], i: number): Parsed | undefined {
  let digits = '';
  let j = i;
  while (j < tokens.length && digits.length < 3) {
    const token = tokens[j]!;
    const unit = UNITS[token.norm];
    if (unit !== undefined && unit < 10) digits += String(unit);
    else if (TENS[token.norm] !== undefined && digits === '') digits = String(TENS[token.norm]);
    else if (unit !== undefined && digits === '') digits = String(unit);
    else if (token.norm === 'o' || token.norm === 'oh') digits += '0';
    else if (/^\d+$/.test(token.norm) && digits === '') digits = token.norm;
    else break;
    j++;
  }
  return digits === '' ? undefined : { value: digits, length: j - i };
}

function quantityContext(tokens: readonly Token[], i: number, length: number): boolean {
  const after = tokens[i + length]?.norm ?? '';
  const before = tokens[i - 1]?.norm ?? '';
  const isCounted = (word: string): boolean =>
    COUNTED.has(word) || COUNTED.has(word.replace(/s$/, '')) || UNIT_WORDS[word] !== undefined;
  if (after === 'to' || after === 'or' || after === 'and') {
    const second = tokens[i + length + 1]?.norm ?? '';
    // "one or two of those" is no quantity, "one or two tablets" is.
    if (/^\d/.test(second)) return true;
    if (value(second) !== undefined) return value(second)! >= 10 || isCounted(tokens[i + length + 2]?.norm ?? '');
  } else if (isCounted(after)) return true;
  return BEFORE.has(before) && tokens[i]?.norm !== 'one';
}

function join(tokens: readonly Token[], from: number, to: number, text: string): Token {
  return { text, norm: text.toLowerCase(), start: tokens[from]!.start, end: tokens[to - 1]!.end, kind: 'number' };
}

/** Numbers that are dialled, not counted. */
function telephone(tokens: readonly Token[], i: number): { token: Token; length: number } | undefined {
  const said = [0, 1, 2].map((k) => norm(tokens, i + k)).join(' ');
  const number = said === 'nine one one' ? '911' : said === 'nine eight eight' ? '988' : undefined;
  return number === undefined ? undefined : { token: join(tokens, i, i + 3, number), length: 3 };
}

/** "PHQ nine", "GAD seven", "vitamin b twelve": the number belongs to the name. */
function scaleName(tokens: readonly Token[], i: number): { token: Token; length: number } | undefined {
  const said = `${norm(tokens, i)} ${norm(tokens, i + 1)}`;
  const name = /^(?:phq (?:nine|9)|p\.?h\.?q (?:nine|9))$/.test(said)
    ? 'PHQ-9'
    : /^phq (?:two|2)$/.test(said)
      ? 'PHQ-2'
      : /^gad (?:seven|7)$/.test(said)
        ? 'GAD-7'
        : /^b (?:twelve|12)$/.test(said)
          ? 'B12'
          : undefined;
  return name === undefined ? undefined : { token: { ...join(tokens, i, i + 2, name), kind: 'word' }, length: 2 };
}

/** "temperature is ninety eight six": the last word is a tenth. */
function isTenth(tokens: readonly Token[], i: number, whole: number): boolean {
  const tenth = UNITS[norm(tokens, i)];
  if (tenth === undefined || tenth > 9 || whole < 94 || whole > 106) return false;
  const around = tokens
    .slice(Math.max(0, i - 7), i)
    .map((token) => token.norm)
    .join(' ');
  return /\b(?:temperature|temp|fever|febrile)\b/.test(around) && UNIT_WORDS[norm(tokens, i + 1)] !== '%';
}

/** Number words to digit tokens, then units, fractions, pressures and ratios are drawn together ("140/90", "20 mg", "3/6"). */
export function normalizeNumbers(input: readonly Token[]): Token[] {
  const digits: Token[] = [];
  for (let i = 0; i < input.length;) {
    const known = telephone(input, i) ?? scaleName(input, i);
    if (known) {
      digits.push(known.token);
      i += known.length;
      continue;
    }
    const parsed = parseNumber(input, i);
    if (parsed) {
      const small = Number(parsed.value) < 10;
      if (isTenth(input, i + parsed.length, Number(parsed.value))) {
        const tenth = UNITS[norm(input, i + parsed.length)]!;
        digits.push(join(input, i, i + parsed.length + 1, `${parsed.value}.${tenth}`));
        i += parsed.length + 1;
        continue;
      }
      if (!small || quantityContext(input, i, parsed.length)) {
        digits.push(join(input, i, i + parsed.length, parsed.value));
        i += parsed.length;
        continue;
      }
    }
    digits.push(input[i]!);
    i++;
  }
  const out: Token[] = [];
  const isNumber = (token: Token | undefined): boolean => token !== undefined && /^\d+(\.\d+)?$/.test(token.norm);
  for (let i = 0; i < digits.length;) {
    // "point four" with nothing before it; "at this point one of …" is none.
    if (digits[i]!.norm === 'point' && !isNumber(digits[i - 1])) {
      const fraction = decimals(digits, i + 1);
      const isAmount =
        (i > 0 && !NOT_BEFORE_DECIMALS.test(digits[i - 1]!.norm)) ||
        (fraction !== undefined && UNIT_WORDS[digits[i + 1 + fraction.length]?.norm ?? ''] !== undefined);
      if (fraction && isAmount) {
        digits[i + fraction.length] = join(digits, i, i + 1 + fraction.length, `0.${fraction.value}`);
        i += fraction.length;
        continue;
      }
    }
    const token = digits[i]!;
    const next = digits[i + 1]?.norm;
    if (isNumber(token) && (next === 'point' || next === 'dot')) {
      const fraction = decimals(digits, i + 2);
      if (fraction) {
        digits[i + 1 + fraction.length] = join(digits, i, i + 2 + fraction.length, `${token.norm}.${fraction.value}`);
        i += 1 + fraction.length;
        continue;
      }
    }
    // "two and a half"
    const isHalf =
      next === 'and' &&
      digits[i + 2]?.norm === 'a' &&
      digits[i + 3]?.norm === 'half' &&
      !/^of$/.test(digits[i + 4]?.norm ?? '');
    const whole = /^\d+$/.test(token.norm)
      ? token.norm
      : UNITS[token.norm] === undefined
        ? undefined
        : String(UNITS[token.norm]);
    if (isHalf && whole !== undefined) {
      digits[i + 3] = join(digits, i, i + 4, `${whole}.5`);
      i += 3;
      continue;
    }
    // "eight, nine out of ten", "seven or eight out of ten"
    const low = UNITS[token.norm] ?? (/^\d$/.test(token.norm) ? Number(token.norm) : undefined);
    if (
      low !== undefined &&
      low < 10 &&
      (next === ',' || next === 'or' || next === 'to') &&
      digits[i + 3]?.norm === 'out' &&
      digits[i + 4]?.norm === 'of'
    ) {
      const high = UNITS[digits[i + 2]!.norm] ?? Number(digits[i + 2]!.norm);
      const most = UNITS[digits[i + 5]?.norm ?? ''] ?? Number(digits[i + 5]?.norm);
      if (high === low + 1 && most === 10) {
        out.push(join(digits, i, i + 6, `${low}-${high}/10`));
        i += 6;
        continue;
      }
    }
    if (isNumber(token) && next === 'over' && isNumber(digits[i + 2])) {
      out.push(join(digits, i, i + 3, `${token.norm}/${digits[i + 2]!.norm}`));
      i += 3;
      continue;
    }
    if (isNumber(token) && next === 'out' && digits[i + 2]?.norm === 'of') {
      const of = isNumber(digits[i + 3]) ? digits[i + 3]!.norm : String(value(digits[i + 3]?.norm ?? '') ?? '');
      if (of !== '') {
        out.push(join(digits, i, i + 4, `${token.norm}/${of}`));
        i += 4;
        continue;
      }
    }
    if (isNumber(token) && next === 'plus' && Number(token.norm) <= 4) {
      out.push(join(digits, i, i + 2, `${token.norm}+`));
      i += 2;
      continue;
    }
    const unit = next === undefined ? undefined : UNIT_WORDS[next];
    if (unit !== undefined && /^\d/.test(token.norm) && /^[\d.,/]+$/.test(token.norm)) {
      out.push(join(digits, i, i + 2, unit === '%' ? `${token.norm}%` : `${token.norm} ${unit}`));
      i += 2;
      continue;
    }
    const glued = /^(\d+(?:\.\d+)?)-?(mg|mcg|ml|cm|mm|kg|g|cc)$/i.exec(token.norm);
    if (glued) {
      out.push({
        ...token,
        text: `${glued[1]!} ${UNIT_WORDS[glued[2]!] ?? glued[2]!}`,
        norm: `${glued[1]!} ${glued[2]!}`,
      });
      i++;
      continue;
    }
    if (token.norm === 'a' && (next === '1c' || ((next === '1' || next === 'one') && digits[i + 2]?.norm === 'c'))) {
      out.push({ ...join(digits, i, i + (next === '1c' ? 2 : 3), 'A1c'), kind: 'word' });
      i += next === '1c' ? 2 : 3;
      continue;
    }
    if (['l', 'c', 't', 's'].includes(token.norm) && isNumber(digits[i + 1]) && Number(next) <= 12) {
      out.push({ ...join(digits, i, i + 2, `${token.norm.toUpperCase()}${next!}`), kind: 'word' });
      i += 2;
      continue;
    }
    out.push(token);
    i++;
  }
  return out;
}
