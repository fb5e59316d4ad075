import { add, known, rest, type Discourse, type Draft, type MeasurementBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import { lineOf, type Line } from './line.ts';
import type { Said } from './said.ts';
import type { Unit } from './utterances.ts';
import { vitalsIn, type Vital } from './vitals.ts';

const JUDGED =
  /\b((?:a little|a bit|slightly|pretty|really|very|quite|too|still|much|mildly|well|just|kind of|way) )?(elevated|high|low|normal|good|great|perfect|excellent|fine|stable|up|down|better|improved|worse|borderline|abnormal|controlled|okay|in range|on the (?:high|low) (?:side|end)|within normal limits|at goal|above goal|not at goal)\b/;
const AT =
  /\b(today|this (?:morning|afternoon|week)|yesterday|last (?:night|week|month|year|time|visit)|(?:about )?(?:\d+|a few|a couple of|three|six|two) (?:days|weeks|months|years) ago|back in \S+|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|at (?:your|the|his|her) (?:last|previous) (?:visit|appointment|check-?up))\b/;
const HOME =
  /\b(at home|(?:my|our) (?:cuff|monitor|machine|meter|scale|thermometer)|home readings?|at the (?:pharmacy|drug store|store|gym|dentist|er|emergency room|hospital|urgent care)|at cvs|at walgreens|fasting)\b/;
const NUMBER = String.raw`(\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?(?:\/\d+)?%?)`;
const LEADS = String.raw`(?: (?:level|levels|score|count|today|now|back|reading|readings|number|numbers|screen|test|screening|result|of|is|was|were|are|at|came|has|been|have|had|running|around|about|like|in|the|a|an|still|to|be|down|up|from|only|just|this|morning|last|time|month|year|it|that|usually|between|pretty|good|great|high|low|elevated|normal|little|bit|which|and|,|on|one|checked|over|your|my|actually|currently|fasting|mostly|high|runs|run|stays|stayed|gone|went|dropped|rose|improved|increased|decreased|better|worse|slightly|right|at|home|when|i|check|we|looked|showed|shows|measured|got|you|scored|read|reads|random|for|average|averaging))*`;
/** What a plausible value is, and its unit where people leave it out. */
const LABS: Readonly<Record<string, { low: number; high: number; unit: string; kind?: 'score' }>> = {
  'hemoglobin a1c': { low: 3.5, high: 19, unit: '%' }, 'blood glucose': { low: 20, high: 900, unit: 'mg/dL' }, creatinine: { low: 0.2, high: 20, unit: 'mg/dL' },
  ldl: { low: 10, high: 500, unit: 'mg/dL' }, hdl: { low: 10, high: 150, unit: 'mg/dL' }, triglycerides: { low: 20, high: 5000, unit: 'mg/dL' }, 'cholesterol level': { low: 70, high: 700, unit: 'mg/dL' },
  hemoglobin: { low: 3, high: 25, unit: 'g/dL' }, hematocrit: { low: 10, high: 70, unit: '%' }, 'white blood cell count': { low: 0.3, high: 400000, unit: '' }, platelets: { low: 1, high: 2000000, unit: '' },
  tsh: { low: 0.001, high: 200, unit: 'mIU/L' }, potassium: { low: 1.5, high: 9, unit: 'mEq/L' }, sodium: { low: 100, high: 180, unit: 'mEq/L' }, 'calcium level': { low: 4, high: 18, unit: 'mg/dL' },
  'vitamin d level': { low: 2, high: 200, unit: 'ng/mL' }, 'vitamin d': { low: 2, high: 200, unit: 'ng/mL' }, 'vitamin b12 level': { low: 30, high: 3000, unit: 'pg/mL' }, 'iron studies': { low: 1, high: 3000, unit: '' }, inr: { low: 0.8, high: 15, unit: '' },
  psa: { low: 0, high: 500, unit: 'ng/mL' }, bnp: { low: 1, high: 50000, unit: 'pg/mL' }, esr: { low: 0, high: 200, unit: 'mm/h' }, crp: { low: 0, high: 600, unit: 'mg/L' }, 'uric acid': { low: 1, high: 20, unit: 'mg/dL' },
  'kidney function': { low: 3, high: 150, unit: '' }, 'ejection fraction': { low: 5, high: 85, unit: '%' }, 'peak flow': { low: 50, high: 900, unit: 'L/min' }, lipase: { low: 1, high: 20000, unit: 'U/L' }, troponin: { low: 0, high: 100000, unit: '' },
  microalbumin: { low: 0, high: 5000, unit: 'mg/g' }, 'bone density scan': { low: -6, high: 4, unit: '' }, 'phq-9': { low: 0, high: 27, unit: '', kind: 'score' }, 'gad-7': { low: 0, high: 21, unit: '', kind: 'score' }, 'mini-mental state exam': { low: 0, high: 30, unit: '', kind: 'score' }, moca: { low: 0, high: 30, unit: '', kind: 'score' }, 'apgar score': { low: 0, high: 10, unit: '', kind: 'score' }, 'epworth sleepiness scale': { low: 0, high: 24, unit: '', kind: 'score' }, 'fetal heart rate': { low: 80, high: 220, unit: 'bpm' }, 'fundal height': { low: 8, high: 50, unit: 'cm' }, 'audit-c': { low: 0, high: 12, unit: '', kind: 'score' },
  'free t4': { low: 0.1, high: 10, unit: 'ng/dL' }, bun: { low: 1, high: 200, unit: 'mg/dL' }, alt: { low: 1, high: 10000, unit: 'U/L' }, ast: { low: 1, high: 10000, unit: 'U/L' }, 'd-dimer': { low: 0, high: 100000, unit: '' }, ferritin: { low: 1, high: 10000, unit: 'ng/mL' }, 'bilirubin': { low: 0.1, high: 50, unit: 'mg/dL' }, albumin: { low: 0.5, high: 7, unit: 'g/dL' }, magnesium: { low: 0.5, high: 6, unit: 'mg/dL' },
}; // prettier-ignore

const VITAL_UNIT: Readonly<Record<Vital['name'], string>> = {
  'blood pressure': 'mmHg', 'heart rate': 'bpm', temperature: '°F', 'respiratory rate': '/min', 'oxygen saturation': '%', weight: 'pounds', height: '', BMI: '',
}; // prettier-ignore

/** Vital signs, laboratory values and scores with a number that can be one. What was asked, planned or aimed at is none. */
export function readMeasurements(said: Said, state: Discourse): void {
  if (said.isQuestion && !/\b(?:your|his|her) (?:\S+ ){0,3}(?:is|was|were|came back)\b/.test(said.text)) return;
  const { line, text } = said;
  if (!/\d/.test(text)) return;
  if (
    /\b(?:goal|target|aim|want (?:it|that|your|to see)|should be|get (?:it|that|your|you) (?:down|under|below|to)|ideally|less than|if (?:it|your|you|she|he)|over (?:100\.4|101)|above|below|under|or (?:higher|lower|above)|greater than|keep (?:it|your)|we like|normal is)\b/.test(
      text,
    ) &&
    !/\b(?:your|his|her|my|it) (?:\S+ ){0,4}(?:is|was|came back|were|has been|have been)\b/.test(text)
  )
    return;
  const people = [...said.scopes.values()];
  if (people.length > 0 && people.every((scope) => scope.experiencer !== 'patient')) return;
  const judgement = judgementIn(text);
  const where = HOME.exec(text)?.[1]?.replace(
    /^(?:my|our) (?:cuff|monitor|machine|meter|scale|thermometer)$/,
    'at home',
  );
  const at = AT.exec(text)?.[1];
  const atHome =
    where ??
    (!said.clinician &&
    /\b(?:i (?:check|checked|took|take|measure|measured|weigh)|been running|runs|readings?)\b/.test(text)
      ? 'at home'
      : undefined);
  const give = (term: string, kind: MeasurementBody['kind'], value: string, unit: string): void => {
    const body: MeasurementBody = { type: 'measurement', kind, term, value };
    if (unit !== '') body.unit = unit;
    if (judgement) body.judgement = judgement;
    if (atHome) body.where = atHome;
    if (at) body.at = at;
    put(body, said, state);
  };
  const read = vitalsIn(said.unit.tokens);
  for (const vital of read) {
    if (vital.name === 'heart rate' && /\bfetal heart|\bbaby's heart/.test(text)) continue;
    if (
      !said.clinician &&
      /\b(?:heart rate|temperature|temp|pressure|weigh|weight|sats?|oxygen)\b/.test(text) === false
    )
      continue;
    const unit = /^\d+(?:\.\d+)? (°[FC]|kg|pounds|bpm|\/min)$/.exec(vital.value)?.[1] ?? VITAL_UNIT[vital.name];
    give(vital.name, 'vital', vital.value, unit);
  }
  // "It was 160 over 95 at the pharmacy": the pressure needs no name.
  const pressure = /(?:^| )(\d{2,3}\/\d{2,3})(?= |$)/.exec(text);
  if (pressure && !read.some((vital) => vital.name === 'blood pressure')) {
    const [a, b] = pressure[1]!.split('/').map(Number) as [number, number];
    if (a >= 70 && a <= 260 && b >= 35 && b < a && b <= 150) give('blood pressure', 'vital', pressure[1]!, 'mmHg');
  }
  if (!said.clinician || /\bfever|temp\b/.test(text)) {
    const fever =
      /\b(?:fever|temp(?:erature)?|thermometer)\b[a-z ,']{0,36}?\b(?:of|was|to|up to|at|read|said|around|about|hit|like|got) ?(?:about |around |like )?(\d{2,3}(?:\.\d)?)\b/.exec(
        text,
      ) ?? /\b(1(?:00|01|02|03|04|05)(?:\.\d)?)\b(?: degrees| fever| temp)/.exec(text);
    const value = fever ? Number(fever[1]) : 0;
    if (fever && value >= 96 && value <= 107 && !read.some((vital) => vital.name === 'temperature'))
      give('temperature', 'vital', `${fever[1]!} °F`, '°F');
  }
  const height = /\b(?:(\d) (?:feet|foot)(?: (?:and )?(\d{1,2})(?: inches)?)?|(\d{2,3}) (?:inches|cm) tall)\b/.exec(
    text,
  );
  if (height && /\b(?:tall|height)\b/.test(text)) give('height', 'vital', height[0], '');
  const kilos =
    /\b(?:weigh\w*|weight|scale)\b[a-z ,']{0,30}?(\d{1,3}(?:\.\d)?) (kg|kilos?|kilograms|lbs?|pounds)\b/.exec(text);
  if (kilos && !read.some((vital) => vital.name === 'weight'))
    give(
      'weight',
      'vital',
      `${kilos[1]!} ${/^k/.test(kilos[2]!) ? 'kg' : 'pounds'}`,
      /^k/.test(kilos[2]!) ? 'kg' : 'pounds',
    );
  const tests = said.mentions.filter((mention) => Object.hasOwn(LABS, mention.concept.preferred));
  for (const mention of tests) lab(mention, line, tests, give);
  if (tests.length === 0 && said.asked && !said.clinician) askedLab(said, state, give);
}

function judgementIn(text: string): string | undefined {
  const match = JUDGED.exec(text);
  if (!match) return undefined;
  if (/^(?:up|down)$/.test(match[2]!) && !/\b(?:is|was|are|went|gone|been|little|bit) (?:up|down)\b/.test(text))
    return undefined;
  return match[0].trim();
}

function lab(
  mention: Mention,
  line: Line,
  tests: readonly Mention[],
  give: (term: string, kind: MeasurementBody['kind'], value: string, unit: string) => void,
): void {
  const range = LABS[mention.concept.preferred]!;
  const next = tests.find((other) => other.start >= mention.end);
  const from = (line.at[mention.end] ?? line.text.length + 1) - 1;
  const tail = line.text.slice(Math.max(0, from), next ? line.at[next.start]! - 1 : undefined);
  // "went from nine to eight point two": the later number is now's.
  const moved = new RegExp(
    String.raw`\bfrom (?:about |around )?${NUMBER}(?: [a-z]+){0,2} (?:down |up |all the way )*to (?:about |around )?${NUMBER}`,
  ).exec(tail);
  const match = moved ?? new RegExp(`^${LEADS} ${NUMBER}(?: ?(?:to|-) ?(\\d+))?`).exec(tail);
  if (!match) return;
  let value = moved ? moved[2]! : match[1]!;
  const upper = moved ? undefined : match[2];
  if (
    /^\/?\d+ (?:days|weeks|months|years|hours|times|minutes)\b/.test(
      tail.slice(match.index + match[0].length - value.length).trim(),
    )
  )
    return;
  if (value.includes('/') && range.kind !== 'score') return;
  value = value.replace(/,/g, '');
  const number = parseFloat(value);
  if (!(number >= range.low && number <= range.high)) return;
  // A year is no sugar.
  if (number >= 1990 && number <= 2040 && range.high > 1000 && !/mg|level/.test(tail)) return;
  const unit = value.endsWith('%') ? '%' : range.unit;
  const told = upper && Number(upper) > number ? `${value}-${upper}` : value;
  give(
    mention.concept.preferred === 'vitamin d' ? 'vitamin d level' : mention.concept.preferred,
    range.kind ?? (/ejection|peak flow|fetal|fundal/.test(mention.concept.preferred) ? 'vital' : 'lab'),
    unit === '%' && !told.endsWith('%') ? `${told}%` : told,
    unit,
  );
}

/** "What have your sugars been?" "Around one sixty." */
function askedLab(
  said: Said,
  state: Discourse,
  give: (term: string, kind: MeasurementBody['kind'], value: string, unit: string) => void,
): void {
  const question = said.candidate.question!;
  const line = lineOf(question.tokens);
  if (!/\b(?:what|how|running|been|was|is|reading)\b/.test(line.text)) return;
  const asked = state.lexicon.find(question.tokens).find((mention) => Object.hasOwn(LABS, mention.concept.preferred));
  const number =
    /(?:^| )(\d{1,3}(?:\.\d+)?)(?: ?(?:to|-) ?(\d{1,3}))?(?= |$)(?! ?(?:days|weeks|months|years|times|hours|mg|units|pounds))/.exec(
      said.text,
    );
  if (asked && number) {
    const range = LABS[asked.concept.preferred]!;
    const value = Number(number[1]);
    if (value >= range.low && value <= range.high)
      give(
        asked.concept.preferred,
        range.kind ?? 'lab',
        number[2] ? `${number[1]!}-${number[2]}` : number[1]!,
        range.unit,
      );
  }
  if (number && /\b(?:temperature|temp|fever)\b/.test(line.text) && Number(number[1]) >= 96 && Number(number[1]) <= 107)
    give('temperature', 'vital', `${number[1]!} °F`, '°F');
  if (number && /\bweigh/.test(line.text) && Number(number[1]) >= 5 && Number(number[1]) <= 700)
    give('weight', 'vital', `${number[1]!} pounds`, 'pounds');
}

function put(body: MeasurementBody, said: Said, state: Discourse): Draft<MeasurementBody> {
  const units: readonly Unit[] = said.candidate.question && said.unit.tokens.length < 8 ? said.pair : [said.unit];
  for (const old of known(state, body)) {
    if (old.body.value === body.value && (old.body.where ?? '') === (body.where ?? '')) {
      old.body.judgement ??= body.judgement;
      old.body.at ??= body.at;
      rest(old as unknown as Draft, units);
      return old;
    }
    if (
      old.by === said.by &&
      said.unit.index - old.units.at(-1)!.index <= 2 &&
      /\b(?:sorry|i mean|actually|correction|no wait|excuse me|let me correct|misread)\b/.test(said.text)
    ) {
      old.takenBack.push(...old.units.splice(0));
      old.body.value = body.value;
      rest(old as unknown as Draft, units);
      return old;
    }
  }
  return add(state, body, units, said.by, said.clinician ? 0.93 : 0.85);
}
