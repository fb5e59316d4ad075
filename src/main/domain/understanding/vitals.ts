import type { Token } from './tokens.ts';

export interface Vital {
  readonly name:
    | 'blood pressure'
    | 'heart rate'
    | 'temperature'
    | 'respiratory rate'
    | 'oxygen saturation'
    | 'weight'
    | 'height'
    | 'BMI';
  /** Value with its unit, as it may be printed. */
  readonly value: string;
}

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const GAP = String.raw`(?:[a-z,' -]{0,32}?)`;

const PATTERNS: readonly (readonly [RegExp, Vital['name'], (match: RegExpExecArray) => string | undefined])[] = [
  [
    new RegExp(String.raw`\b(?:blood pressure|bp|pressure)\b${GAP}\b(\d{2,3}\/\d{2,3})\b`),
    'blood pressure',
    (m) => pressure(m[1]!),
  ],
  [
    new RegExp(String.raw`\b(?:heart rate|pulse)\b${GAP}\b${NUMBER}\b`),
    'heart rate',
    (m) => within(m[1]!, 25, 250, 'bpm'),
  ],
  [new RegExp(String.raw`\b(?:temperature|temp)\b${GAP}\b${NUMBER}\b`), 'temperature', (m) => temperature(m[1]!)],
  [
    new RegExp(String.raw`\b(?:respiratory rate|respirations|breathing rate)\b${GAP}\b${NUMBER}\b`),
    'respiratory rate',
    (m) => within(m[1]!, 5, 70, '/min'),
  ],
  [
    new RegExp(
      String.raw`\b(?:oxygen saturation|oxygen level|o2 sats?|o2 saturation|pulse ox|sats?|saturation|oxygen)\b${GAP}\b${NUMBER}(?:%| |$)`,
    ),
    'oxygen saturation',
    (m) => within(m[1]!, 50, 100, '%'),
  ],
  [new RegExp(String.raw`\b(?:bmi|body mass index)\b${GAP}\b${NUMBER}\b`), 'BMI', (m) => within(m[1]!, 10, 80, '')],
  [
    new RegExp(String.raw`\b(?:weight is|weigh|weighs|weighed|weight)\b${GAP}\b${NUMBER} (pounds|kg|lbs)\b`),
    'weight',
    (m) => within(m[1]!, 2, 700, m[2] === 'kg' ? 'kg' : 'pounds'),
  ],
];

function within(text: string, low: number, high: number, unit: string): string | undefined {
  const value = Number(text);
  if (!(value >= low && value <= high)) return undefined;
  return unit === '%' ? `${text}%` : unit === '' ? text : `${text} ${unit}`;
}

function pressure(text: string): string | undefined {
  const [systolic, diastolic] = text.split('/').map(Number) as [number, number];
  return systolic >= 60 && systolic <= 280 && diastolic >= 25 && diastolic < systolic ? text : undefined;
}

function temperature(text: string): string | undefined {
  const value = Number(text);
  if (value >= 93 && value <= 110) return `${text} °F`;
  return value >= 34 && value <= 43 ? `${text} °C` : undefined;
}

/** Vital signs with plausible values in a sentence; a number out of range is left to the ledger of omissions. */
export function vitalsIn(tokens: readonly Token[]): Vital[] {
  const text = tokens.map((token) => token.norm).join(' ');
  const out: Vital[] = [];
  for (const [pattern, name, read] of PATTERNS) {
    const match = pattern.exec(text);
    if (!match) continue;
    const value = read(match);
    if (value !== undefined) out.push({ name, value });
  }
  return out;
}
