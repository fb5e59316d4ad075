import type {
  ClinicalFact,
  DiagnosisFact,
  ExamFact,
  MeasurementFact,
  MedicationFact,
  PlanFact,
} from '../../../shared/model/facts.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import type { Unit } from '../understanding/utterances.ts';
import { inThird } from './clinical-phrase.ts';
import { leadUpTo } from './lead-up.ts';
import type { Person } from './person.ts';
import { withPronoun } from './plan-sentence.ts';
import { problemName } from './problem-name.ts';
import { capital } from './sentence-text.ts';
import type { Slot } from './statement.ts';

/** How a fact may be put that no sentence says. */
export interface Wordings {
  readonly slot: Slot;
  /** The fullest first; the first that the words bear is taken. */
  readonly texts: readonly string[];
  /** Words of which one in a sentence of this half means that it is said already. */
  readonly told: readonly string[];
  /** The heading that it opens, where the note has none for it. */
  readonly heading?: string;
  /** The heading of the exam that it belongs under. */
  readonly system?: string;
}

export interface WordingContext {
  /** The units that the fact was read from. */
  readonly units: readonly Unit[];
  readonly person: Person;
  readonly lexicon: Lexicon;
  /** Drugs that the patient takes already: "take the tamsulosin at bedtime" starts none of them. */
  readonly taken?: ReadonlySet<string>;
}

export function wordingsOf(fact: ClinicalFact, context: WordingContext): Wordings | undefined {
  switch (fact.type) {
    case 'medication':
      return ofMedication(fact, context);
    case 'plan':
      return ofPlan(fact, context);
    case 'diagnosis':
      return ofDiagnosis(fact, context);
    case 'measurement':
      return ofMeasurement(fact);
    case 'exam':
      return ofExam(fact);
    default:
      return undefined;
  }
}

const ABNORMAL =
  /^(?:tenderness|swelling|effusion|bruising|guarding|rebound tenderness|distention|lymphadenopathy|weakness|deformity|crepitus|mass|wheezing|crackles|rhonchi)$/;

/** What is not as it should be has to stand, however it was put: "a little tender up top here". */
function ofExam(fact: ExamFact): Wordings | undefined {
  if (fact.assertion !== 'present' || fact.site === undefined || !ABNORMAL.test(fact.term)) return undefined;
  const site = `${fact.side === undefined ? '' : `${fact.side} `}${fact.site}`;
  return {
    slot: 'exam',
    texts: [`${capital(fact.term)} of the ${site}`],
    told: fact.term === 'swelling' ? ['swell', 'swoll', 'edema'] : [fact.term.toLowerCase().slice(0, 5)],
    ...(fact.system === undefined ? {} : { system: fact.system }),
  };
}

/** A brand stays a brand: what was said, not what it is called elsewhere. */
function spokenName(term: string, { units, lexicon }: WordingContext): string {
  for (const unit of units) {
    if (unit.speaker === 'patient') continue;
    const mention = lexicon.find(unit.tokens).find(({ concept }) => concept.preferred === term);
    if (mention)
      return unit.tokens
        .slice(mention.start, mention.end)
        .map((token) => token.norm)
        .join(' ');
  }
  return term;
}

const distinct = (texts: readonly string[]): string[] => [...new Set(texts.map((text) => text.trim()))];

/** What is done, and "if that is positive" behind it. */
const under = (condition: string | undefined, text: string, person: Person): string =>
  condition === undefined ? text : `${text} ${inThird(condition, person)}`;

const VERBS: Partial<Record<MedicationFact['action'], string>> = {
  starts: 'Start',
  stops: 'Stop',
  increases: 'Increase',
  decreases: 'Decrease',
  continues: 'Continue',
  refills: 'Refill',
};

/** A class is no order: nobody can fill "pain medication". */
const CLASS = /\b(?:medications?|medicines?|meds|pills?|drugs?|supplements?)$/;

/** A number without its unit only where it was said as such: of "1,000" no "1". */
const isSaidAmount = (dose: string, { units }: WordingContext): boolean =>
  /\d ?[a-z]/i.test(dose) || units.some(({ tokens }) => tokens.some(({ norm }) => norm === dose));

function ofMedication(fact: MedicationFact, context: WordingContext): Wordings | undefined {
  const known = fact.action === 'starts' && context.taken?.has(fact.term) === true;
  const verb = fact.experiencer !== 'patient' ? undefined : known ? 'Take' : VERBS[fact.action];
  if (verb === undefined) return undefined;
  const name = spokenName(fact.term, context);
  // The nearest verb has to do what the fact says: a unit may hold many drugs and orders.
  const lead = leadUpTo(fact.term, context.units, context.lexicon);
  if (CLASS.test(name) || lead?.action !== fact.action || lead.undone) return undefined;
  const { condition } = lead;
  const changes = fact.action === 'increases' || fact.action === 'decreases';
  const amount = fact.dose !== undefined && isSaidAmount(fact.dose, context) ? fact.dose : undefined;
  const dose = amount === undefined ? '' : changes ? ` to ${amount}` : ` ${amount}`;
  const from = changes && fact.previousDose !== undefined ? ` from ${fact.previousDose}` : '';
  const stops = fact.action === 'stops';
  const frequency = stops || fact.frequency === undefined ? '' : ` ${fact.frequency}`;
  const duration = stops || fact.duration === undefined ? '' : ` for ${fact.duration}`;
  const long = `${verb} ${name}${from}${dose}${frequency}`;
  const texts = [`${long}${duration}`, long, `${verb} ${name}${dose}`, ...(changes ? [] : [`${verb} ${name}`])];
  return {
    slot: 'plan',
    texts: distinct(texts).map((text) => under(condition, text, context.person)),
    told: [name, fact.term.toLowerCase()],
  };
}

/** Who does a procedure, and whether here, was not said: it stands by its name. */
const ORDERS: Partial<Record<PlanFact['kind'], string>> = {
  lab: 'We will order',
  imaging: 'We will order',
  test: 'We will order',
  procedure: '',
  immunization: 'We will give',
  referral: 'We will refer to',
};

/** Said of what the sentence before named, or no order of ours. */
const UNNAMED =
  /^(?:shots?|tests?|surgery|surgeries|procedures?|study|studies|imaging|vaginal (?:birth|delivery)|.* (?:treatments?|exam))$/;

const PURPOSE =
  /^(?:to (?:rule out|check for|evaluate|look for|see if|see whether|confirm|assess|determine|make sure)|for further) /;

function ofPlan(fact: PlanFact, context: WordingContext): Wordings | undefined {
  if (fact.kind === 'return-precaution') return ofReturn(fact, context.person);
  if (fact.kind === 'follow-up') return ofFollowUp(fact);
  const verb = ORDERS[fact.kind];
  const name = spokenName(fact.term, context);
  if (verb === undefined || name.split(' ').length > 5 || UNNAMED.test(name)) return undefined;
  const condition = fact.status === 'conditional' ? fact.condition : undefined;
  if (fact.status !== 'decided' && !isPlainCondition(condition, name)) return undefined;
  const when = fact.when === undefined ? '' : ` ${fact.when}`;
  const side = fact.side === undefined || fact.detail?.includes(fact.side) ? '' : `${fact.side} `;
  const isPlaced = fact.detail !== undefined && fact.kind === 'imaging' && !name.includes(fact.detail);
  const place = isPlaced ? ` of the ${side}${fact.detail}` : '';
  const why = fact.reason && PURPOSE.test(fact.reason) ? ` ${inThird(fact.reason, context.person)}` : '';
  const lead = leadUpTo(fact.term, context.units, context.lexicon);
  const isOption = lead?.option === true;
  // "… back into place using plates": how it is done, no order.
  if (fact.kind === 'procedure' && /\b(?:using|with|from|after|of)(?: (?:a|an|the|your))? ?$/.test(lead?.before ?? ''))
    return undefined;
  const decided =
    verb === '' && condition !== undefined
      ? 'We will perform'
      : verb === '' && /\brecommend\b/.test(lead?.before ?? '')
        ? 'Recommend'
        : verb;
  const front = isOption ? decided.replace('We will', 'We may') : decided;
  const texts = [`${name}${place}${why}`, `${name}${place}${when}`, `${name}${place}`, `${name}${when}`, name];
  return {
    slot: 'plan',
    texts: distinct(texts.map((text) => under(condition, `${front} ${text}`.trim(), context.person))),
    told: [name, fact.term.toLowerCase(), ...(fact.term === 'nutrition' ? ['dietitian', 'dietician'] : [])],
  };
}

/** A condition that can stand in front of the order, and is not the order over again. */
const isPlainCondition = (condition: string | undefined, name: string): boolean =>
  condition !== undefined &&
  /^(?:if|unless) /.test(condition) &&
  condition.split(' ').length <= 14 &&
  !condition.includes(name);

function ofReturn({ condition, status, term }: PlanFact, person: Person): Wordings | undefined {
  if (
    condition === undefined ||
    status === 'declined' ||
    condition.split(' ').length < 4 ||
    /\bquestions?\b/.test(condition)
  )
    return undefined;
  const said = inThird(condition, person);
  const start = said.toLowerCase().replace(/^if /, '').split(' ').slice(0, 4).join(' ');
  return { slot: 'plan', texts: [withPronoun(`The patient was advised to ${term} ${said}`, person)], told: [start] };
}

const ofFollowUp = ({ when, status }: PlanFact): Wordings | undefined =>
  when === undefined || when === 'today' || status !== 'decided'
    ? undefined
    : { slot: 'plan', texts: [`Follow up ${when}`], told: ['follow up', 'return', 'see the patient', 'come back'] };

/** Said of what was measured, not of the illness. */
const MEASURED = /\b(?:high|elevated|low)\b/;

/** Findings, and words too general for a heading. */
const VAGUE =
  /^(?:infection|sprain|strain|fracture|tear|arthritis|osteoarthritis|injury|cancer|mass|.*(?:murmur|regurgitation|ejection fraction|edema|effusion|pain|swelling))$/;

/** As it was called: "proximal humerus fracture", "right foot ulcer"; acronyms as they are. */
function calledName(term: string, { units, lexicon }: WordingContext): string {
  for (const unit of units) {
    if (unit.speaker === 'patient') continue;
    const mentions = lexicon.find(unit.tokens);
    const mention = mentions.find(({ concept }) => concept.preferred === term);
    if (!mention) continue;
    const name = problemName(mention, { unit, mentions, text: '' });
    return /^[A-Z]{2}/.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
  }
  return term;
}

function ofDiagnosis(fact: DiagnosisFact, context: WordingContext): Wordings | undefined {
  if (fact.certainty === 'rejected' || /^(?:infection|injury)$/.test(fact.term)) return undefined;
  const name = calledName(fact.term, context);
  const side = fact.side === undefined || name.includes(fact.side) ? '' : `${fact.side} `;
  const front = fact.certainty === 'probable' ? 'likely ' : fact.certainty === 'possible' ? 'possible ' : '';
  const status =
    fact.status === undefined || MEASURED.test(fact.status) || name.includes(fact.status)
      ? ''
      : `, ${fact.status.replace(/^(?:is|are) /, '')}`;
  const last = fact.term.toLowerCase().split(' ').at(-1)!;
  return {
    slot: 'assessment',
    texts: distinct([
      `${front}${side}${name}${status}`,
      `${front}${side}${name}`,
      `${front}${name}`,
      `${front}${fact.term}`,
    ]),
    told: [fact.term.toLowerCase(), ...(last.length > 4 ? [last] : [])],
    ...(fact.certainty === 'definite' && !VAGUE.test(fact.term) ? { heading: capital(name) } : {}),
  };
}

function ofMeasurement(fact: MeasurementFact): Wordings | undefined {
  if (fact.where !== undefined) return undefined;
  const unit =
    fact.unit === undefined || fact.value.includes(fact.unit) ? '' : ` ${fact.unit}`.replace(/^ (?=[/%])/, '');
  const judged = fact.judgement === undefined ? '' : `, ${fact.judgement}`;
  const value = `${fact.term}: ${fact.value.replace(/(?<=\d) (?=[/%])/, '')}`;
  const number = /^\d[\d.]*/.exec(fact.value)?.[0];
  return {
    slot: fact.kind === 'vital' ? 'vitals' : 'results',
    texts: distinct([`${value}${unit}${judged}`, `${value}${unit}`, value]),
    told: [fact.value.toLowerCase(), ...(number === undefined ? [] : [`${fact.term}: ${number}`.toLowerCase()])],
  };
}
