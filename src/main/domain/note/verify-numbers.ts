import type { Word } from './verify-read.ts';

/**
 * A number with its unit, as the verifier reads it. `value` is canonical ("140/90", "9/10", "2.5", "few"); `unit` is one of the units below or
 * undefined; `words` are the indices it was read from.
 */
export interface Quantity {
  readonly value: string;
  readonly unit: string | undefined;
  readonly from: number;
  readonly to: number;
}

const SMALL: Readonly<Record<string, number>> = {
  zero: 0, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, thirteen: 13, fourteen: 14,
  fifteen: 15, sixteen: 16, seventeen: 17, eighteen: 18, nineteen: 19, twenty: 20, thirty: 30, forty: 40, fourty: 40, fifty: 50, sixty: 60, seventy: 70, eighty: 80, ninety: 90,
  twenties: 20, thirties: 30, forties: 40, fifties: 50, sixties: 60, seventies: 70, eighties: 80, nineties: 90,
}; // prettier-ignore
const ORDINALS: Readonly<Record<string, number>> = {
  first: 1, second: 2, third: 3, fourth: 4, fifth: 5, sixth: 6, seventh: 7, eighth: 8, ninth: 9, tenth: 10, eleventh: 11, twelfth: 12, thirteenth: 13, fourteenth: 14, fifteenth: 15, sixteenth: 16, seventeenth: 17, eighteenth: 18, nineteenth: 19, twentieth: 20, thirtieth: 30, fortieth: 40, fiftieth: 50, sixtieth: 60, seventieth: 70, eightieth: 80, ninetieth: 90,
}; // prettier-ignore
const UNITS: Readonly<Record<string, string>> = {
  mg: 'mg', mgs: 'mg', milligram: 'mg', milligrams: 'mg', mcg: 'mcg', mcgs: 'mcg', microgram: 'mcg', micrograms: 'mcg', g: 'g', gram: 'g', grams: 'g', ml: 'ml', mls: 'ml', cc: 'ml',
  ccs: 'ml', l: 'liter', liter: 'liter', liters: 'liter', litre: 'liter', litres: 'liter', oz: 'ounce', ounce: 'ounce', ounces: 'ounce', milliliter: 'ml', milliliters: 'ml', millilitre: 'ml', millilitres: 'ml', meq: 'meq', milliequivalent: 'meq', milliequivalents: 'meq', unit: 'units', units: 'units', iu: 'units',
  '%': '%', percent: '%', cm: 'cm', centimeter: 'cm', centimeters: 'cm', centimetre: 'cm', centimetres: 'cm', mm: 'mm', millimeter: 'mm', millimeters: 'mm', millimetre: 'mm', millimetres: 'mm',
  kg: 'kg', kilo: 'kg', kilos: 'kg', kilogram: 'kg', kilograms: 'kg', lb: 'lb', lbs: 'lb', pound: 'lb', pounds: 'lb', inch: 'inch', inches: 'inch', feet: 'foot', foot: 'foot', ft: 'foot',
  '/min': 'bpm', '/minute': 'bpm', degree: 'degrees', degrees: 'degrees', tablet: 'tablet', tablets: 'tablet', tab: 'tablet', tabs: 'tablet', pill: 'tablet', pills: 'tablet', capsule: 'tablet', capsules: 'tablet', puff: 'puff', puffs: 'puff',
  drop: 'drop', drops: 'drop', spray: 'spray', sprays: 'spray', teaspoon: 'teaspoon', teaspoons: 'teaspoon', pack: 'pack', packs: 'pack', drink: 'drink', drinks: 'drink', beer: 'beer', beers: 'beer',
  glass: 'glass', glasses: 'glass', cigarette: 'cigarette', cigarettes: 'cigarette', block: 'block', blocks: 'block', mile: 'mile', miles: 'mile', flight: 'flight', flights: 'flight', pillow: 'pillow', pillows: 'pillow',
  second: 'second', seconds: 'second', minute: 'minute', minutes: 'minute', min: 'minute', mins: 'minute', hour: 'hour', hours: 'hour', hr: 'hour', hrs: 'hour', day: 'day', days: 'day', night: 'night', nights: 'night', week: 'week', weeks: 'week',
  month: 'month', months: 'month', year: 'year', years: 'year', yr: 'year', yrs: 'year', decade: 'decade', decades: 'decade', time: 'time', times: 'time', x: 'time', bpm: 'bpm', mmhg: 'mmhg', episode: 'time', episodes: 'time',
}; // prettier-ignore
export const SPANS = new Set(['second', 'minute', 'hour', 'day', 'night', 'week', 'month', 'year', 'decade']);
export const DOSES = new Set(['mg', 'mcg', 'g', 'ml', 'meq', 'units', 'tablet', 'puff', 'drop', 'spray', 'teaspoon']);

export const unitOf = (word: string | undefined): string | undefined =>
  word !== undefined && Object.hasOwn(UNITS, word) ? UNITS[word] : undefined;

/** Is this word part of a number as people say them: a digit, "forty", "hundred"? */
export const isNumberWord = (word: string): boolean =>
  /^\.?\d/.test(word) || Object.hasOwn(SMALL, word) || word === 'hundred' || word === 'thousand';

interface Value {
  readonly value: number;
  readonly to: number;
}

/** One cardinal from `from`; "a hundred and forty", "one forty", "twenty five", "140". */
function cardinal(words: readonly Word[], from: number): Value | undefined {
  const at = (i: number): string => words[i]?.norm ?? '';
  const small = (i: number): number | undefined => (Object.hasOwn(SMALL, at(i)) ? SMALL[at(i)] : undefined);
  if (/^\.?\d/.test(at(from))) {
    const value = Number(at(from).replace(/,/g, ''));
    if (Number.isNaN(value)) return undefined;
    if (at(from + 1) === 'hundred') return { value: value * 100, to: from + 2 };
    if (at(from + 1) === 'thousand') return { value: value * 1000, to: from + 2 };
    return { value, to: from + 1 };
  }
  const under100 = (i: number): Value | undefined => {
    const first = small(i);
    if (first === undefined) return undefined;
    const ones = small(i + 1);
    return first >= 20 && ones !== undefined && ones > 0 && ones < 10
      ? { value: first + ones, to: i + 2 }
      : { value: first, to: i + 1 };
  };
  let head: Value | undefined;
  if (at(from) === 'a' && /^(?:hundred|thousand)$/.test(at(from + 1))) head = { value: 1, to: from + 1 };
  else head = under100(from);
  if (!head) return undefined;
  if (at(head.to) === 'thousand') {
    const rest = cardinal(words, head.to + 1);
    return {
      value: head.value * 1000 + (rest && rest.value < 1000 ? rest.value : 0),
      to: rest && rest.value < 1000 ? rest.to : head.to + 1,
    };
  }
  if (at(head.to) === 'hundred') {
    const skip = at(head.to + 1) === 'and' ? head.to + 2 : head.to + 1;
    const rest = under100(skip);
    // "Six hundred three times a day": a dose, and how often.
    return rest && rest.value > 0 && at(rest.to) !== 'hundred' && !(at(rest.to) === 'times' && skip === head.to + 1)
      ? { value: head.value * 100 + rest.value, to: rest.to }
      : { value: head.value * 100, to: head.to + 1 };
  }
  // "one forty", "two twenty five", "one twelve over": hundreds left out. "nineteen ninety", "twenty eighteen": years.
  const next = under100(head.to);
  if (next && next.value >= 10 && head.to === from + 1) {
    // A rate of "one ten", "one twelve over seventy".
    if (head.value >= 1 && head.value <= 9 && (next.value >= 20 || head.value <= 3))
      return { value: head.value * 100 + next.value, to: next.to };
    if (head.value === 19 || head.value === 20) return { value: head.value * 100 + next.value, to: next.to };
  }
  // "one oh two", "one o five"
  if (head.to === from + 1 && head.value <= 9 && /^(?:oh|o)$/.test(at(head.to))) {
    const ones = small(head.to + 1);
    if (ones !== undefined && ones < 10) return { value: head.value * 100 + ones, to: head.to + 2 };
  }
  return head;
}

function withDecimals(words: readonly Word[], from: number): { text: string; to: number } | undefined {
  const at = (i: number): string => words[i]?.norm ?? '';
  if (/^\d+(?:[./]\d+)+$/.test(at(from))) return { text: trimmed(at(from)), to: from + 1 };
  // Dialled, not counted.
  const dialled = `${at(from)} ${at(from + 1)} ${at(from + 2)}`;
  if (dialled === 'nine one one') return { text: '911', to: from + 3 };
  if (dialled === 'nine eight eight') return { text: '988', to: from + 3 };
  const point = at(from) === 'point' && cardinal(words, from + 1) !== undefined;
  const whole = point ? { value: 0, to: from } : cardinal(words, from);
  if (!whole) return undefined;
  if (/^(?:point|dot)$/.test(at(whole.to))) {
    let digits = '';
    let i = whole.to + 1;
    for (; i < words.length && digits.length < 3; i++) {
      const word = at(i);
      if (/^(?:o|oh)$/.test(word)) digits += '0';
      else if (/^\d+$/.test(word)) digits += word;
      else if (Object.hasOwn(SMALL, word)) digits += String(SMALL[word]);
      else break;
      if (digits.length > 1) {
        i++;
        break;
      }
    }
    if (digits !== '') return { text: trimmed(`${whole.value}.${digits}`), to: i };
  }
  // "A temperature of ninety eight six."
  const tenth = Object.hasOwn(SMALL, at(whole.to)) ? SMALL[at(whole.to)]! : 99;
  if (tenth < 10 && whole.value >= 94 && whole.value <= 106) {
    const before = words.slice(Math.max(0, from - 7), from).map((word) => word.norm);
    if (before.some((word) => /^(?:temperature|temp|fever|febrile)$/.test(word)))
      return { text: `${whole.value}.${tenth}`, to: whole.to + 1 };
  }
  // "two and a half", "one and a half weeks" are read at the unit ("a year and a half"), too.
  if (at(whole.to) === 'and' && at(whole.to + 1) === 'a' && at(whole.to + 2) === 'half')
    return { text: String(whole.value + 0.5), to: whole.to + 3 };
  return { text: trimmed(String(whole.value)), to: whole.to };
}

const trimmed = (value: string): string =>
  value
    .split('/')
    .map((part) => (/^[\d.]+$/.test(part) ? String(Number(part)) : part))
    .join('/');

/** "Four or so years", "three full days". */
const LOOSE = /^(?:or so|or more|plus|full|whole|more|straight|consecutive|odd|good|long|solid)\b/;
const COUNTED = new Set(['pack', 'tablet', 'puff', 'glass', 'beer', 'drink', 'mile', 'block', 'teaspoon', 'drop', 'spray', 'flight', 'pillow', 'cigarette', 'g', 'liter', 'ounce']); // prettier-ignore
const VAGUE: Readonly<Record<string, string>> = { few: 'few', several: 'few', couple: '2', some: 'few' };

/** All quantities of a reading, in order. */
export function quantities(words: readonly Word[]): Quantity[] {
  const at = (i: number): string => words[i]?.norm ?? '';
  const out: Quantity[] = [];
  for (let i = 0; i < words.length;) {
    const vague = Object.hasOwn(VAGUE, at(i)) ? VAGUE[at(i)] : undefined;
    if (vague !== undefined) {
      const unitAt =
        i + 1 + (at(i + 1) === 'of' ? 1 : 0) + (/^(?:more|different|other|extra)$/.test(at(i + 1)) ? 1 : 0);
      const unit = unitOf(at(unitAt));
      if (unit !== undefined) out.push({ value: vague, unit, from: i, to: unitAt + 1 });
      i++;
      continue;
    }
    // "a week", "an hour", "half an hour", "a year and a half"; "a day" after "twice" is read as a frequency.
    if (/^(?:a|an|another)$/.test(at(i)) && SPANS.has(unitOf(at(i + 1)) ?? '') && !isRate(words, i)) {
      const unit = unitOf(at(i + 1))!;
      const half = at(i + 2) === 'and' && at(i + 3) === 'a' && at(i + 4) === 'half';
      out.push({ value: half ? '1.5' : '1', unit, from: i, to: i + (half ? 5 : 2) });
      // "a minute or two"
      const second = at(i + 2) === 'or' ? withDecimals(words, i + 3) : undefined;
      if (second && unitOf(at(second.to)) === undefined) {
        out.push({ value: second.text, unit, from: i + 3, to: second.to });
        i = second.to;
        continue;
      }
      i += half ? 5 : 2;
      continue;
    }
    // "Probably year and a half ago"
    if (SPANS.has(unitOf(at(i)) ?? '') && at(i + 1) === 'and' && at(i + 2) === 'a' && at(i + 3) === 'half') {
      out.push({ value: '1.5', unit: unitOf(at(i)), from: i, to: i + 4 });
      i += 4;
      continue;
    }
    if (/^an?$/.test(at(i)) && COUNTED.has(unitOf(at(i + 1)) ?? '')) {
      const half = at(i + 2) === 'and' && at(i + 3) === 'a' && at(i + 4) === 'half';
      out.push({ value: half ? '1.5' : '1', unit: unitOf(at(i + 1)), from: i, to: i + (half ? 5 : 2) });
      i += half ? 5 : 2;
      continue;
    }
    if (at(i) === 'half' && (at(i + 1) === 'an' || at(i + 1) === 'a')) {
      const unit = unitOf(at(i + 2));
      if (unit === 'hour') out.push({ value: '30', unit: 'minute', from: i, to: i + 3 });
      else if (unit) out.push({ value: '0.5', unit, from: i, to: i + 3 });
      i += 3;
      continue;
    }
    // "I fell twice"
    if (/^(?:once|twice|thrice)$/.test(at(i)))
      out.push({ value: { once: '1', twice: '2', thrice: '3' }[at(i)]!, unit: 'time', from: i, to: i + 1 });
    const ordinal = ordinalAt(words, i);
    if (ordinal) {
      out.push(ordinal);
      i = ordinal.to;
      continue;
    }
    const read = withDecimals(words, i);
    if (!read) {
      i++;
      continue;
    }
    let { text, to } = read;
    const loose = LOOSE.exec(`${at(to)} ${at(to + 1)}`);
    if (
      loose &&
      unitOf(at(to + loose[0].split(' ').length)) !== undefined &&
      SPANS.has(unitOf(at(to + loose[0].split(' ').length))!)
    )
      to += loose[0].split(' ').length;
    const unit0 = unitOf(at(to));
    if (/^(?:over|slash)$/.test(at(to)) || (at(to) === 'on' && Number(text) >= 60)) {
      const low = withDecimals(words, to + 1);
      if (low) {
        text = `${text}/${low.text}`;
        to = low.to;
      }
    } else if (at(to) === 'out' && at(to + 1) === 'of') {
      const scale = withDecimals(words, to + 2);
      if (scale) {
        text = `${text}/${scale.text}`;
        to = scale.to;
      }
    } else if (unit0 !== undefined) {
      // "one week and a half", "five feet ten".
      let end = to + 1;
      if (at(end) === 'and' && at(end + 1) === 'a' && at(end + 2) === 'half') {
        text = String(Number(text) + 0.5);
        end += 3;
      }
      out.push({ value: text, unit: unit0, from: i, to: end });
      i = end;
      continue;
    }
    if (/^(?:\+|plus)$/.test(at(to)) && Number(text) <= 4) {
      text = `${text}+`;
      to++;
    }
    out.push({ value: text, unit: unitOf(at(to)) ?? sharedUnit(words, to), from: i, to });
    i = to;
  }
  return out;
}

/** "two or three weeks", "10 to 20 mg", "2-3 days": the first has the unit of the second. */
function sharedUnit(words: readonly Word[], to: number): string | undefined {
  const joint = words[to]?.norm ?? '';
  const second = /^(?:to|or|and|through|maybe)$/.test(joint)
    ? to + 1
    : joint === ','
      ? to + 1 + Number(words[to + 1]?.norm === 'maybe')
      : Object.hasOwn(SMALL, joint) || /^\d+$/.test(joint)
        ? to
        : -1;
  if (second < 0) return undefined;
  const read = withDecimals(words, second);
  // "Quit in 2015, 1 pack a day": a year has no unit of its neighbour.
  if (!read || (joint === ',' && Number(read.text) <= Number(words[to - 1]?.norm))) return undefined;
  const unit = unitOf(words[read.to]?.norm);
  // "500 four times daily": a dose, and how often.
  return unit === 'time' && second === to ? undefined : unit;
}

/** "twice a day", "20 mg a day", "one a day": how often, no duration. */
function isRate(words: readonly Word[], i: number): boolean {
  const before = words[i - 1];
  if (before === undefined) return false;
  return (
    /^(?:once|twice|times|time|half|pack|packs|pill|tablet|per|x|mg|milligrams|units|tablets|pills|puffs|drinks|cigarettes|beers|glasses|days|hours|minutes|meals|cups)$/.test(
      before.norm,
    ) || isNumberWord(before.norm)
  );
}

function ordinalAt(words: readonly Word[], i: number): Quantity | undefined {
  const word = words[i]!.norm;
  const next = words[i + 1]?.norm ?? '';
  if (Object.hasOwn(ORDINALS, word)) {
    // "second" alone is an ordinal here only before a noun; a bare one says little.
    return { value: String(ORDINALS[word]), unit: 'ordinal', from: i, to: i + 1 };
  }
  if (Object.hasOwn(SMALL, word) && SMALL[word]! >= 20 && Object.hasOwn(ORDINALS, next) && ORDINALS[next]! < 10)
    return { value: String(SMALL[word]! + ORDINALS[next]!), unit: 'ordinal', from: i, to: i + 2 };
  if (/^\d+$/.test(word) && /^(?:st|nd|rd|th)$/.test(next)) return { value: word, unit: 'ordinal', from: i, to: i + 2 };
  return undefined;
}
