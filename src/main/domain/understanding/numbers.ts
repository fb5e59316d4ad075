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

/** Reads one number starting at tokens[i]; undefined where there is none. */
function parseNumber(tokens: readonly Token[], i: number): Parsed | undefined {
  const word = (k: number): string => tokens[k]?.norm ?? '';
  const compound = /^([a-z]+)-([a-z]+)$/.exec(word(i));
  if (compound && TENS[compound[1]!] !== undefined && UNITS[compound[2]!] !== undefined)
    return { value: String(TENS[compound[1]!]! + UNITS[compound[2]!]!), length: 1 };
  if (
    word(i) === 'a' &&
    (word(i + 1) === 'thousand' || word(i + 1) === 'hundred') &&
    !/^(and|times|of)$/.test(word(i + 2))
  )
    return { value: word(i + 1) === 'thousand' ? '1000' : '100', length: 2 };
  let j = i;
  let total: number;
  const first = value(word(j));
  if (first === undefined) return undefined;
  if (TENS[word(j)] !== undefined && ORDINALS[word(j + 1)] !== undefined)
    return {
      value: `${TENS[word(j)]! + ORDINALS[word(j + 1)]!}th`
        .replace('1th', '1st')
        .replace('2th', '2nd')
        .replace('3th', '3rd'),
      length: 2,
    };
  j++;
  total = first;
  const isTens = TENS[word(i)] !== undefined;
  if (isTens && UNITS[word(j)] !== undefined && UNITS[word(j)]! < 10 && UNITS[word(j)]! > 0) total += UNITS[word(j++)]!;
  if (word(j) === 'hundred') {
    total *= 100;
    j++;
    if (word(j) === 'and' && value(word(j + 1)) !== undefined) j++;
    const rest = value(word(j));
    if (rest !== undefined && rest > 0) {
      total += rest;
      const tens = TENS[word(j)] !== undefined;
      j++;
      if (tens && UNITS[word(j)] !== undefined && UNITS[word(j)]! < 10 && UNITS[word(j)]! > 0)
        total += UNITS[word(j++)]!;
    }
  } else if (word(j) === 'thousand') {
    total *= 1000;
    j++;
  } else if (!isTens && total >= 1 && total <= 3 && TENS[word(j)] !== undefined) {
    // "one forty", "two twenty five"
    total = total * 100 + TENS[word(j++)]!;
    if (UNITS[word(j)] !== undefined && UNITS[word(j)]! < 10 && UNITS[word(j)]! > 0) total += UNITS[word(j++)]!;
  } else if (
    total === 1 &&
    UNITS[word(j)] !== undefined &&
    UNITS[word(j)]! >= 10 &&
    ['over', 'on', 'pounds'].includes(word(j + 1))
  ) {
    // "one twelve over eighty"
    total = 100 + UNITS[word(j++)]!;
  } else if ((total === 20 || total === 19) && (TENS[word(j)] ?? UNITS[word(j)] ?? 0) >= 10) {
    // years: "twenty eighteen", "nineteen ninety five"
    total = total * 100 + value(word(j++))!;
    if (UNITS[word(j)] !== undefined && UNITS[word(j)]! < 10 && total % 10 === 0 && total % 100 >= 20)
      total += UNITS[word(j++)]!;
  }
  return { value: String(total), length: j - i };
}

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
  if (COUNTED.has(after) || COUNTED.has(after.replace(/s$/, '')) || UNIT_WORDS[after] !== undefined)
    return after !== 'to' && after !== 'or' && after !== 'and'
      ? true
      : value(tokens[i + length + 1]?.norm ?? '') !== undefined || /^\d/.test(tokens[i + length + 1]?.norm ?? '');
  return BEFORE.has(before) && tokens[i]?.norm !== 'one';
}

function join(tokens: readonly Token[], from: number, to: number, text: string): Token {
  return { text, norm: text.toLowerCase(), start: tokens[from]!.start, end: tokens[to - 1]!.end, kind: 'number' };
}

/** Number words to digit tokens, then units, fractions, pressures and ratios are drawn together ("140/90", "20 mg", "3/6"). */
export function normalizeNumbers(input: readonly Token[]): Token[] {
  const digits: Token[] = [];
  for (let i = 0; i < input.length;) {
    if (input[i]!.norm === 'nine' && input[i + 1]?.norm === 'one' && input[i + 2]?.norm === 'one') {
      digits.push(join(input, i, i + 3, '911'));
      i += 3;
      continue;
    }
    const parsed = parseNumber(input, i);
    if (parsed) {
      const small = Number(parsed.value) < 10;
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
    // "point four" with nothing before it.
    if (
      digits[i]!.norm === 'point' &&
      !isNumber(digits[i - 1]) &&
      /^(was|is|of|about|by|a|at|to|from|than)$/.test(digits[i - 1]?.norm ?? '')
    ) {
      const fraction = decimals(digits, i + 1);
      if (fraction) {
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
