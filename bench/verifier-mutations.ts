/** Wrong versions of a sentence, one kind of wrong each. Written without the verifier's own readers: only words and patterns. */
export type MutationKind =
  | 'negation'
  | 'side'
  | 'drug'
  | 'dose'
  | 'number'
  | 'unit'
  | 'frequency'
  | 'time'
  | 'action'
  | 'experiencer'
  | 'finding';

export interface Mutation {
  readonly kind: MutationKind;
  readonly text: string;
}

const swap = (text: string, pattern: RegExp, by: (match: string) => string): string | undefined => {
  const match = pattern.exec(text);
  if (!match) return undefined;
  const next = text.slice(0, match.index) + by(match[0]) + text.slice(match.index + match[0].length);
  return next === text ? undefined : next;
};

const cased = (from: string, to: string): string =>
  /^[A-Z]/.test(from) ? to.charAt(0).toUpperCase() + to.slice(1) : to;

/** The first pair whose pattern is in the sentence: "reports" for "denies". */
const NEGATIONS: readonly (readonly [RegExp, string])[] = [
  [/\bdenies\b/i, 'reports'],
  [/\breports\b/i, 'denies'],
  [/\bdoes not have\b/i, 'has'],
  [/\bhas not had\b/i, 'has had'],
  [/\b(?:there is|there are) no\b/i, 'there is'],
  [/\bis not\b/i, 'is'],
  [/\bdid not\b/i, 'did'],
  [/\bdoes not\b/i, 'does'],
  [/\bno (?=[a-z])/i, ''],
  [/\bwithout\b/i, 'with'],
  [/\bnegative for\b/i, 'positive for'],
  [/\bhas had (?:a |an |some )?/i, 'has not had any '],
  [/\bhas been\b/i, 'has not been'],
  [/\bhas noticed\b/i, 'has not noticed'],
  [/\bhas (?:a|an|some) /i, 'does not have any '],
  [/\bthere is (?:a |an |some )?(?!that)/i, 'there is no '],
];

const ACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bstart\b/i, 'stop'],
  [/\bprescribe\b/i, 'stop'],
  [/\bstop\b/i, 'start'],
  [/\bincrease\b/i, 'decrease'],
  [/\bdecrease\b/i, 'increase'],
  [/\bcontinue\b/i, 'stop'],
  [/\bdiscontinue\b/i, 'start'],
];

const FREQUENCIES: readonly (readonly [RegExp, string])[] = [
  [/\btwice daily\b/i, 'three times daily'],
  [/\bthree times daily\b/i, 'once daily'],
  [/\bonce daily\b/i, 'twice daily'],
  [/\b(?:twice|three times) (?:a|per) (?:day|week)\b/i, 'every month'],
  [/\bevery (\d+) hours\b/i, 'every 9 hours'],
  [/\bdaily\b(?! (?:living|basis|life|activities))/i, 'twice daily'],
  [/\bat bedtime\b/i, 'twice daily'],
  [/\bweekly\b/i, 'daily'],
];

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const RELATIVES = ['mother', 'father', 'sister', 'brother', 'grandmother', 'grandfather', 'aunt', 'uncle'];
const otherNumber = (digits: string): string => {
  const value = Number(digits);
  return String(Number.isInteger(value) ? (value >= 10 ? value + (value % 10 === 0 ? 30 : 7) : value + 3) : Math.round((value + 1.3) * 10) / 10); // prettier-ignore
};

export interface Names {
  /** Drug names in the sentence, as written, longest first. */
  readonly drugs: readonly string[];
  /** A drug and a finding that neither sentence nor evidence names. */
  readonly otherDrug: string;
  readonly otherFinding: string;
}

export function mutationsOf(text: string, names: Names): Mutation[] {
  const out: Mutation[] = [];
  const add = (kind: MutationKind, changed: string | undefined): void => {
    if (changed !== undefined && changed !== text) out.push({ kind, text: changed });
  };
  // Taking one no out of two makes a sentence that says nothing clear.
  for (const [pattern, to] of (text.match(/\b(?:no|not|never|without|denies)\b/gi)?.length ?? 0) > 1 &&
  !/\bdenies\b/i.test(text)
    ? []
    : NEGATIONS) {
    const changed = swap(text, pattern, (match) => cased(match, to));
    if (changed === undefined) continue;
    add(
      'negation',
      changed.replace(/^\s*([a-z])/, (letter) => letter.toUpperCase()),
    );
    break;
  }
  add('side', swap(text, /\b(?:left|right)\b(?! (?:now|away|after|before|here|there|at|around|over|down|about|this|in|on)\b|\.)/i, (side) => cased(side, /left/i.test(side) ? 'right' : 'left'))); // prettier-ignore
  for (const drug of names.drugs) {
    add('drug', swap(text, new RegExp(`\\b${drug.replace(/[^a-z0-9 -]/gi, '.')}\\b`, 'i'), (found) => cased(found, names.otherDrug))); // prettier-ignore
    break;
  }
  add('dose', swap(text, /\b\d+(?:\.\d+)?(?= (?:mg|mcg|g|mL|units?|tablets?|puffs?)\b)/, otherNumber));
  add(
    'unit',
    swap(text, /(?<=\d )(?:mg|mcg)\b/, (unit) => (unit === 'mg' ? 'mcg' : 'mg')),
  );
  add('number', swap(text, /(?<![\w./-])\d+(?:\.\d+)?(?:\/\d+)?(?![\w./-]|\.\d)(?! (?:mg|mcg|g|mL|units?|tablets?|puffs?|minutes?|hours?|days?|weeks?|months?|years?|times|-)\b)/, (value) => value.split('/').map((part, i) => (i === 0 ? otherNumber(part) : part)).join('/'))); // prettier-ignore
  for (const [pattern, to] of FREQUENCIES) {
    const changed = swap(text, pattern, (match) => cased(match, to));
    if (changed === undefined) continue;
    add('frequency', changed);
    break;
  }
  add('time', swap(text, /\b\d+(?= (?:days?|weeks?|months?|years?|hours?)\b)/, otherNumber));
  add('time', swap(text, /(?<=\d )(?:days?|weeks?|months?|years?|hours?)\b/, (unit) => ({ day: 'week', week: 'month', month: 'week', year: 'month', hour: 'day' })[unit.replace(/s$/, '')]! + (unit.endsWith('s') ? 's' : ''))); // prettier-ignore
  add(
    'time',
    swap(text, new RegExp(`\\b(?:${DAYS.join('|')})\\b`), (day) => DAYS[(DAYS.indexOf(day) + 3) % 7]!),
  );
  for (const [pattern, to] of ACTIONS) {
    const changed = swap(text, pattern, (match) => cased(match, to));
    if (changed === undefined) continue;
    add('action', changed);
    break;
  }
  const relative = new RegExp(`\\b(?:${RELATIVES.join('|')})\\b`, 'i').exec(text)?.[0];
  if (relative) {
    add('experiencer', swap(text, new RegExp(`\\b${relative}\\b`), (word) => cased(word, RELATIVES[(RELATIVES.indexOf(word.toLowerCase()) + 1) % 4]!))); // prettier-ignore
    add('experiencer', swap(text, new RegExp(`\\b(?:the patient's|his|her|their) ${relative}\\b`, 'i'), (found) => cased(found, 'the patient'))); // prettier-ignore
  } else
    add('experiencer', swap(text, /^(?:The patient|He|She)(?= (?:has|had|has had|reports|complains of)\b)/, () => "The patient's brother")); // prettier-ignore
  add('finding', text.replace(/\.$/, `, and ${names.otherFinding}.`));
  return out;
}
