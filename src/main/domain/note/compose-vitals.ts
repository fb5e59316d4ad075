import { capital } from './sentence-text.ts';

/** A vital sign as a line of its own, with what the clinician said of it. */
export interface VitalLine {
  readonly name: string;
  readonly text: string;
}

const NUMBER = String.raw`(\d+(?:\.\d+)?)`;
const FIRM = String.raw`[a-z,' -]{0,30}?`;

interface Sign {
  readonly name: string;
  readonly said: string;
  readonly value: string;
  readonly unit: (value: string, match: RegExpExecArray) => string | undefined;
}

const range = (value: string, low: number, high: number, unit: string): string | undefined =>
  Number(value) >= low && Number(value) <= high ? `${value}${unit}` : undefined;

const SIGNS: readonly Sign[] = [
  {
    name: 'blood pressure',
    said: String.raw`blood pressures?|bp`,
    value: String.raw`(\d{2,3}\/\d{2,3})`,
    unit: (value) => {
      const [systolic, diastolic] = value.split('/').map(Number) as [number, number];
      return systolic >= 60 && systolic <= 280 && diastolic >= 25 && diastolic < systolic ? `${value} mmHg` : undefined;
    },
  },
  {
    name: 'heart rate',
    said: 'heart rate|pulse(?! ox)',
    value: NUMBER,
    unit: (value) => range(value, 25, 250, ' bpm'),
  },
  {
    name: 'respiratory rate',
    said: 'respiratory rate|respirations?|breathing rate',
    value: NUMBER,
    unit: (value) => range(value, 5, 70, '/min'),
  },
  {
    name: 'temperature',
    said: 'temperature|temp',
    value: NUMBER,
    unit: (value) => range(value, 93, 110, ' °F') ?? range(value, 34, 43, ' °C'),
  },
  {
    name: 'oxygen saturation',
    said: 'oxygen saturation|oxygen levels?|o2 sats?|o2 saturation|pulse ox|sats?|satting|saturation|oxygenation|oxygen|pulse oximetry',
    value: String.raw`(\d{2,3})(?= ?%|\b(?!\/))`,
    unit: (value) => range(value, 50, 100, '%'),
  },
  { name: 'BMI', said: 'bmi|body mass index', value: NUMBER, unit: (value) => range(value, 10, 80, '') },
  {
    name: 'weight',
    said: 'weight|weigh|weighs',
    value: String.raw`${NUMBER}(?: (pounds|kg|lbs|kilograms))?(?! ?(?:%|mg|weeks|days|months))`,
    unit: (value, match) =>
      match[2] === undefined
        ? range(value, 60, 600, '')
        : range(value, 2, 700, match[2].startsWith('k') ? ' kg' : ' pounds'),
  },
];

const DEGREE = String.raw`(?:(?:just |still |also |looking |running |definitely )*(?:a little bit|a little|a bit|slightly|slight|mildly|mild|moderately|quite|pretty|very|really|somewhat|still|markedly|significantly) )?`;
const JUDGED = String.raw`(elevated|high|low|normal|fine|good|great|stable|excellent|perfect|well controlled|within normal limits|on the (?:high|low) side|borderline|improved|unremarkable|okay|fast|controlled)`;
const JUDGEMENT = new RegExp(String.raw`(${DEGREE})${JUDGED}(?! (?:on|for) (?:your|the) (?:heart|lung)|[- ]grade)\b`);

/** What was said beside the number: "mildly elevated". */
function judgementIn(text: string): string | undefined {
  const match = JUDGEMENT.exec(text);
  if (!match || /\bnot (?:too |very |that |really |so )?$/.test(text.slice(0, match.index))) return undefined;
  const degree = match[1]!
    .replace(/\b(?:just|also|looking|running|definitely|really)\b/g, ' ')
    .replace(/\b(?:a little bit|a little|a bit|slight)\b/, 'slightly')
    .replace(/\bpretty\b/, 'quite')
    .replace(/\bmild\b/, 'mildly')
    .trim()
    .replace(/\s+/g, ' ');
  const word = match[2] === 'okay' ? 'fine' : match[2]!;
  return /^(?:normal|fine|good|great|stable|excellent|perfect)$/.test(word) && /quite|very/.test(degree)
    ? word
    : `${degree} ${word}`.trim();
}

/** Then, elsewhere, or wished for: no sign measured at this visit. */
const NOT_NOW =
  /\b(?:if|goal|target|should|want|at home|home|get (?:it|your)|under|above|below|last (?:time|visit|week|month)|used to|supposed|if your|when you|emergency|would like|try|keep|check|monitor|bring|take|medicine|medication|medications|regimen|problem|controlled with)\b/;

/** Speech without punctuation: words far from a sign say nothing of it. In words, and in characters to both sides. */
const LONG = 18;
const NEAR = 34;

const MEASURED = SIGNS.map((sign) => ({
  sign,
  pattern: new RegExp(String.raw`\b(?:${sign.said})\b${FIRM}\b${sign.value}`),
}));
const NAMED = SIGNS.slice(0, 5).map((sign) => ({ sign, pattern: new RegExp(String.raw`\b(?:${sign.said})\b`) }));
const ALL_SIGNS = new RegExp(
  String.raw`\b(?:vital signs|vitals)\b(?: here| today| in the office|,| for the most part| they| all| are| look| looks| is| were| seem| everything| appear| that| and| to be| these| quite)* ${JUDGEMENT.source}`,
);

/** Vital signs of a stretch of speech, one line each, in the usual order. */
export function composeVitals(text: string): VitalLine[] {
  const out: VitalLine[] = [];
  if (/\b(?:baby|baby's|fetal|fetus)\b/.test(text)) return out;
  const isLong = text.split(' ').length > LONG;
  if (!isLong && NOT_NOW.test(text) && !/\breviewed\b/.test(text)) return out;
  const spots = MEASURED.map(({ sign, pattern }) => ({ sign, match: pattern.exec(text) }))
    .filter(({ match }) => match !== null)
    .map(({ sign, match }) => ({ sign, match: match!, end: match!.index + match![0].length }))
    .filter(({ match, end }) => !isLong || !NOT_NOW.test(text.slice(Math.max(0, match.index - NEAR), end + NEAR)))
    .sort((a, b) => a.match.index - b.match.index);
  for (const { sign, match, end } of spots) {
    const value = sign.unit(match[1]!, match);
    if (value === undefined) continue;
    // Up to the next sign: what is said there is said of this one.
    const next = spots.find((other) => other.match.index > match.index)?.match.index ?? text.length;
    const tail = text.slice(end, next);
    const inside = text.slice(match.index, end);
    const judged = judgementIn(inside) ?? judgementIn(tail.split(/ (?:and|but|so) (?:your|i|we|you|the) /)[0]!);
    const air =
      sign.name === 'oxygen saturation' && /^[ %,]{0,3}(?:percent )?(?:is )?on room air/.test(tail)
        ? ' on room air'
        : '';
    out.push({
      name: sign.name,
      text: `${capital(sign.name)}: ${value}${air}${judged === undefined ? '' : `, ${judged}`}.`,
    });
  }
  // "… lying down is 140/80, standing it is 118/70"
  if (out.some(({ name }) => name === 'blood pressure'))
    for (const match of text.matchAll(/\b(standing|sitting|lying)\b(?: up| down)?[a-z, ]{0,14}?\b(\d{2,3}\/\d{2,3})/g))
      if (!out.some((line) => line.text.includes(match[2]!)))
        out.push({ name: 'blood pressure', text: `Blood pressure ${match[1]!}: ${match[2]!} mmHg.` });
  if (out.length > 0) return order(out);
  return order([...unmeasured(text)]);
}

/** "Your vital signs look good", "your blood pressure is a little elevated", "you do not have a fever". */
function* unmeasured(text: string): Generator<VitalLine> {
  if (text.split(' ').length > 30 || /\d/.test(text)) return;
  const whole = ALL_SIGNS.exec(text);
  if (whole) {
    const judged = judgementIn(text.slice(whole.index));
    if (judged !== undefined) yield { name: 'vital signs', text: `Vital signs: ${judged}.` };
  }
  if (/\b(?:you|patient) (?:do not|does not) have (?:a |any )?fever\b|\bno fever\b/.test(text))
    yield { name: 'temperature', text: 'No fever.' };
  const named = NAMED.filter(({ pattern }) => pattern.test(text)).map(({ sign }) => sign);
  if (named.length === 0 || whole || /\b(?:has|have) been\b/.test(text)) return;
  const pattern = new RegExp(
    String.raw`\b(?:${named.map((sign) => sign.said).join('|')})\b(?: here| today| in the office| in the clinic| in clinic| is| are| ,| also| it| that| your| the| looks?| seems?| appears?| remains?| to be| and| little| all| running| both)*? ${JUDGEMENT.source}`,
  );
  const match = pattern.exec(text);
  if (!match) return;
  const judged = judgementIn(match[0]);
  if (judged === undefined) return;
  yield {
    name: named[0]!.name,
    text: `${capital(named.map((sign) => sign.name).join(' and '))}: ${judged}.`,
  };
}

const ORDER = ['vital signs', ...SIGNS.map((sign) => sign.name)];

function order(lines: VitalLine[]): VitalLine[] {
  return lines.sort((a, b) => ORDER.indexOf(a.name) - ORDER.indexOf(b.name));
}
