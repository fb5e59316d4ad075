import type {
  ClinicalFact,
  DiagnosisFact,
  MeasurementFact,
  MedicationFact,
  PlanFact,
} from '../../../shared/model/facts.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import type { Unit } from '../understanding/utterances.ts';
import { inThird } from './clinical-phrase.ts';
import { headingAt } from './heading-at.ts';
import type { Person } from './person.ts';
import type { Slot, Statement } from './statement.ts';

interface Voice {
  readonly person: Person;
  readonly lexicon: Lexicon;
  readonly polish: (text: string) => string;
}

interface Said {
  readonly slot: Slot;
  /** The fullest wording first; the first that the words bear is taken. */
  readonly wordings: readonly string[];
  /** Words of which one in a sentence of this half means that it is said already. */
  readonly told: readonly string[];
}

/**
 * Decisions, diagnoses and values that were understood and that no sentence says: each gets a short one of its own, put together from the
 * fact. What was said too crookedly to be reworded ("if … and prescribe some Ultram 50 milligrams") is so not lost.
 */
export function composeUncovered(
  facts: readonly ClinicalFact[],
  units: readonly Unit[],
  unitsOf: ReadonlyMap<string, readonly Unit[]>,
  standing: readonly Statement[],
  voice: Voice,
  supported: (statement: Statement) => boolean,
): Statement[] {
  const out: Statement[] = [];
  const texts = standing.map(({ slot, text, problem }) => ({ slot, text: `${problem ?? ''}: ${text}`.toLowerCase() }));
  for (const fact of facts) {
    if (fact.type === 'plan' && fact.kind !== 'return-precaution' && isConditional(unitsOf.get(fact.id) ?? [], units))
      continue;
    if (fact.by !== 'clinician' || (fact.type === 'medication' && isDoubtful(fact, facts, unitsOf))) continue;
    const own = unitsOf.get(fact.id) ?? [];
    const said = own.length === 0 ? undefined : wordings(fact, own, voice);
    if (!said) continue;
    const half = HALVES.find((slots) => slots.has(said.slot))!;
    const isTold = texts.some(({ slot, text }) => half.has(slot) && said.told.some((word) => text.includes(word)));
    if (isTold) continue;
    const order = Math.max(...own.filter(({ speaker }) => speaker !== 'patient').map(({ index }) => index), 0);
    const problem = said.slot === 'plan' || said.slot === 'assessment' ? problemAt(standing, fact, order) : undefined;
    const made = said.wordings
      .map((text): Statement => ({
        slot: said.slot,
        text: `${voice.polish(text)}.`,
        units: own,
        salience: 0.64,
        trust: 0.8,
        clinical: true,
        order: order + 0.5,
        ...(problem === undefined ? {} : { problem }),
      }))
      .find(supported);
    if (!made) continue;
    out.push(made);
    texts.push({ slot: made.slot, text: made.text.toLowerCase() });
  }
  return out;
}

const CONDITION =
  /\b(?:if|unless|could|might|may|maybe|consider|option|depending|talk about|down the road|eventually)\b/;

/** "If the cough is not gone in a month, call us and we will get an x-ray": no order, whichever of its sentences it is read from. */
function isConditional(own: readonly Unit[], units: readonly Unit[]): boolean {
  const text = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');
  return own.some((unit) => {
    if (unit.speaker === 'patient') return false;
    const before = units[unit.index - 1];
    return (
      CONDITION.test(text(unit)) ||
      (before?.speaker === unit.speaker &&
        before.segmentIndex === unit.segmentIndex &&
        /\b(?:if|unless)\b/.test(text(before)))
    );
  });
}

const IN_DOUBT =
  /\b(?:but|instead|rather|normally|usually|typically|would have|otherwise|not|never|no|allerg\w*|hives|reaction|could|might|may|maybe|option|consider|depending)\b/;
const TAKES_BACK =
  /\b(?:then not|let us not|never mind|scratch that|hold off|on second thought|forget (?:that|it)|instead|actually)\b/;

/** A drug is put into a plan from a fact alone only where nothing around it speaks against that. */
function isDoubtful(
  fact: MedicationFact,
  facts: readonly ClinicalFact[],
  unitsOf: ReadonlyMap<string, readonly Unit[]>,
): boolean {
  if (fact.action === 'stops' || fact.action === 'continues') return false;
  const text = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');
  const own = unitsOf.get(fact.id) ?? [];
  if (own.some((unit) => unit.speaker !== 'patient' && IN_DOUBT.test(text(unit)))) return true;
  const from = Math.max(...own.map(({ index }) => index));
  return facts.some(
    (other) =>
      (other.type === 'allergy' && other.assertion !== 'negated' && other.term === fact.term) ||
      (other !== fact &&
        (unitsOf.get(other.id) ?? []).some(
          (unit) =>
            unit.index > from && unit.index - from <= 8 && unit.speaker !== 'patient' && TAKES_BACK.test(text(unit)),
        )),
  );
}

const HALVES: readonly ReadonlySet<Slot>[] = [
  new Set<Slot>(['assessment', 'plan']),
  new Set<Slot>(['vitals', 'exam', 'results']),
];

function wordings(fact: ClinicalFact, units: readonly Unit[], voice: Voice): Said | undefined {
  switch (fact.type) {
    case 'medication':
      return medication(fact, spokenName(fact.term, units, voice.lexicon));
    case 'plan':
      return plan(fact, spokenName(fact.term, units, voice.lexicon), voice.person);
    case 'diagnosis':
      return diagnosis(fact);
    case 'measurement':
      return measurement(fact);
    default:
      return undefined;
  }
}

/** A brand stays a brand: what was said, not what it is called elsewhere. */
function spokenName(term: string, units: readonly Unit[], lexicon: Lexicon): string {
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

const VERBS: Partial<Record<MedicationFact['action'], string>> = {
  starts: 'Start',
  stops: 'Stop',
  increases: 'Increase',
  decreases: 'Decrease',
  continues: 'Continue',
  refills: 'Refill',
};

function medication(fact: MedicationFact, name: string): Said | undefined {
  const verb = fact.experiencer === 'patient' ? VERBS[fact.action] : undefined;
  if (verb === undefined) return undefined;
  const changes = fact.action === 'increases' || fact.action === 'decreases';
  const dose = fact.dose === undefined ? '' : changes ? ` to ${fact.dose}` : ` ${fact.dose}`;
  const from = changes && fact.previousDose !== undefined ? ` from ${fact.previousDose}` : '';
  const tail = fact.action === 'stops' ? '' : (fact.frequency ?? '');
  const duration = fact.duration === undefined || fact.action === 'stops' ? '' : ` for ${fact.duration}`;
  const long = [`${verb} ${name}${from}${dose}`, tail].filter(Boolean).join(' ');
  return {
    slot: 'plan',
    wordings: [
      ...new Set([`${long}${duration}`, long, `${verb} ${name}${dose}`, ...(changes ? [] : [`${verb} ${name}`])]),
    ],
    told: [name, fact.term.toLowerCase()],
  };
}

const ORDERS: Partial<Record<PlanFact['kind'], string>> = {
  lab: 'We will order',
  imaging: 'We will order',
  test: 'We will order',
  procedure: 'We will schedule',
  immunization: 'We will give',
  referral: 'We will refer to',
};

function plan(fact: PlanFact, name: string, person: Person): Said | undefined {
  const when = fact.when === undefined ? '' : ` ${fact.when}`;
  if (fact.kind === 'return-precaution') {
    if (fact.condition === undefined || fact.status === 'declined') return undefined;
    const condition = inThird(fact.condition, person);
    const what = /^(?:call|return|come back|go to the emergency room|notify us|seek care)$/.test(fact.term)
      ? fact.term
      : 'call';
    return {
      slot: 'plan',
      wordings: [`The patient was advised to ${what} ${condition}`],
      told: [condition.toLowerCase().replace(/^if /, '').split(' ').slice(0, 4).join(' ')],
    };
  }
  if (fact.status !== 'decided') return undefined;
  if (fact.kind === 'follow-up')
    return fact.when === undefined
      ? undefined
      : { slot: 'plan', wordings: [`Follow up${when}`], told: ['follow up', 'return', 'see the patient', 'come back'] };
  const verb = ORDERS[fact.kind];
  if (verb === undefined || name.split(' ').length > 5) return undefined;
  const side = fact.side === undefined ? '' : `${fact.side} `;
  const detail =
    fact.detail !== undefined && fact.kind === 'imaging' && !name.includes(fact.detail)
      ? ` of the ${side}${fact.detail}`
      : '';
  return {
    slot: 'plan',
    wordings: [
      ...new Set([
        `${verb} ${name}${detail}${when}`,
        `${verb} ${name}${detail}`,
        `${verb} ${name}${when}`,
        `${verb} ${name}`,
      ]),
    ],
    told: [name, fact.term.toLowerCase()],
  };
}

function diagnosis(fact: DiagnosisFact): Said | undefined {
  if (fact.certainty === 'rejected') return undefined;
  const side = fact.side === undefined || fact.term.includes(fact.side) ? '' : `${fact.side} `;
  const front = fact.certainty === 'probable' ? 'likely ' : fact.certainty === 'possible' ? 'possible ' : '';
  const status = fact.status === undefined ? '' : `, ${fact.status}`;
  const last = fact.term.toLowerCase().split(' ').at(-1)!;
  return {
    slot: 'assessment',
    wordings: [...new Set([`${front}${side}${fact.term}${status}`, `${front}${side}${fact.term}`])],
    told: [fact.term.toLowerCase(), ...(last.length > 4 ? [last] : [])],
  };
}

function measurement(fact: MeasurementFact): Said | undefined {
  if (fact.where !== undefined) return undefined;
  const unit = fact.unit === undefined || fact.value.includes(fact.unit) ? '' : ` ${fact.unit}`;
  const judged = fact.judgement === undefined ? '' : `, ${fact.judgement}`;
  return {
    slot: fact.kind === 'vital' ? 'vitals' : 'results',
    wordings: [
      ...new Set([
        `${fact.term}: ${fact.value}${unit}${judged}`,
        `${fact.term}: ${fact.value}${unit}`,
        `${fact.term}: ${fact.value}`,
      ]),
    ],
    told: [fact.value.toLowerCase()],
  };
}

/** The heading under which it was said: its own where the note has it, else the one that was being talked about. */
function problemAt(standing: readonly Statement[], fact: ClinicalFact, order: number): string | undefined {
  const headed = standing.filter(({ problem }) => problem !== undefined);
  const own = fact.type === 'plan' ? fact.problem?.toLowerCase() : undefined;
  const same = own === undefined ? undefined : headed.find(({ problem }) => problem!.toLowerCase().includes(own));
  if (same) return same.problem;
  return headingAt(headed, order);
}
