import type { Mention } from './lexicon.ts';
import type { Token } from './tokens.ts';

export type MedicationAction =
  | 'takes'
  | 'starts'
  | 'stops'
  | 'increases'
  | 'decreases'
  | 'continues'
  | 'refills'
  | 'refuses'
  | 'not-taking'
  | 'took';

export interface MedicationDetails {
  readonly action: MedicationAction;
  /** "20 mg", "2 puffs". */
  readonly dose?: string;
  /** "twice daily", "every 6 hours", "as needed". */
  readonly frequency?: string;
  readonly route?: string;
}

const DOSE = /^\d+(\.\d+)?(-\d+)? (mg|mcg|g|ml|meq|units?|%)$/;
const COUNT_UNITS = new Set([
  'tablet',
  'tablets',
  'pill',
  'pills',
  'puff',
  'puffs',
  'capsule',
  'capsules',
  'drop',
  'drops',
  'unit',
  'units',
  'spray',
  'sprays',
]);

const FREQUENCIES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:(?:two|2) times (?:a|per|each) day|twice (?:a day|daily|per day|each day)|b\.?i\.?d)\b/, 'twice daily'],
  [/\b(?:(?:three|3) times (?:a|per|each) day|three times daily|3 times daily|t\.?i\.?d)\b/, 'three times daily'],
  [/\b(?:(?:four|4) times (?:a|per|each) day|four times daily|q\.?i\.?d)\b/, 'four times daily'],
  [/\bevery (\d+|six|eight|four|twelve) hours\b/, 'every $1 hours'],
  [/\b(?:every other day)\b/, 'every other day'],
  [/\b(?:once (?:a|per) week|weekly|every week)\b/, 'weekly'],
  [/\b(?:at night|at bedtime|before bed|every night|nightly)\b/, 'at bedtime'],
  [/\b(?:in the morning|every morning|each morning)\b/, 'every morning'],
  [
    /\b(?:once (?:a day|daily|per day)|one time a day|once a day|a day|daily|every day|everyday|each day|per day|q\.?d)\b/,
    'daily',
  ],
  [/\b(?:as needed|p\.?r\.?n|when you need it|when i need it|if needed|when needed)\b/, 'as needed'],
];

const ACTIONS: readonly (readonly [RegExp, MedicationAction])[] = [
  [
    /\b(?:do(?:es)? not|would not|did not) (?:really )?want\b|\brather not\b|\brefus|\bdeclin|\bnot interested\b/,
    'refuses',
  ],
  [/\b(?:stopp?(?:ed|ing)?|discontinue[d]?|quit taking|come off|came off|get (?:you )?off|off of|hold)\b/, 'stops'],
  [
    /\b(?:not (?:been )?(?:taking|on|using)|do not take|does not take|never took|not take|ran out of|have not been able to take)\b/,
    'not-taking',
  ],
  [/\b(?:increas|go up on|bump|raise|double)/, 'increases'],
  [/\b(?:decreas|lower|cut (?:back|down)|reduce|go down on|taper)/, 'decreases'],
  [/\b(?:refill)/, 'refills'],
  [/\b(?:continu|stay on|keep (?:you )?(?:on|taking)|keep taking|remain on|still (?:on|taking))/, 'continues'],
  [
    /\b(?:start|put you on|prescrib|initiat|begin|place you on|give you|add|try you on|going to have you take|want you to take|would like you to take|switch)/,
    'starts',
  ],
  [/\b(?:took|tried|used|have taken|had taken|was taking|was on|were on)\b/, 'took'],
];

/** What is said of one drug in its sentence. Details are read between this drug and the next, or just before it. */
export function medicationDetails(
  tokens: readonly Token[],
  mention: Mention,
  all: readonly Mention[],
): MedicationDetails {
  const drugs = all.filter((other) => other.concept.kind === 'drug').sort((a, b) => a.start - b.start);
  const next = drugs.find((other) => other.start >= mention.end)?.start ?? tokens.length;
  const previousEnd = [...drugs].reverse().find((other) => other.end <= mention.start)?.end ?? 0;
  const after = tokens.slice(mention.end, Math.min(next, mention.end + 14));
  const before = tokens.slice(Math.max(previousEnd, mention.start - 5), mention.start);
  const dose = doseIn(after) ?? (previousEnd === 0 || before.length > 0 ? doseIn(before) : undefined);
  const text = after.map((token) => token.norm).join(' ');
  let frequency: string | undefined;
  for (const [pattern, value] of FREQUENCIES) {
    const match = pattern.exec(text);
    if (match) {
      frequency = value.replace('$1', match[1] ?? '');
      break;
    }
  }
  if (frequency !== undefined && frequency !== 'as needed' && /\bas needed\b/.test(text))
    frequency = `${frequency} as needed`;
  const lead = tokens
    .slice(Math.max(0, mention.start - 12), mention.end + 8)
    .map((token) => token.norm)
    .join(' ');
  const action = ACTIONS.find(([pattern]) => pattern.test(lead))?.[1] ?? 'takes';
  const route = /\b(by mouth|topically|injection|inhaled|under the tongue|in each nostril|to the skin)\b/.exec(
    text,
  )?.[1];
  return { action, ...(dose ? { dose } : {}), ...(frequency ? { frequency } : {}), ...(route ? { route } : {}) };
}

function doseIn(tokens: readonly Token[]): string | undefined {
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    if (DOSE.test(token.norm)) return token.text;
    if (token.kind === 'number' && COUNT_UNITS.has(tokens[i + 1]?.norm ?? ''))
      return `${token.text} ${tokens[i + 1]!.norm}`;
  }
  return undefined;
}
