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
  unitsOf: ReadonlyMap<string, readonly Unit[]>,
  standing: readonly Statement[],
  voice: Voice,
  supported: (statement: Statement) => boolean,
): Statement[] {
  const out: Statement[] = [];
  const texts = standing.map(({ slot, text, problem }) => ({ slot, text: `${problem ?? ''}: ${text}`.toLowerCase() }));
  for (const fact of facts) {
    if (fact.by !== 'clinician') continue;
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

/** Who does a procedure, and whether here, was not said: it stands by its name. */
const ORDERS: Partial<Record<PlanFact['kind'], string>> = {
  lab: 'We will order',
  imaging: 'We will order',
  test: 'We will order',
  procedure: '',
  immunization: 'We will give',
  referral: 'We will refer to',
};

function plan(fact: PlanFact, name: string, person: Person): Said | undefined {
  const when = fact.when === undefined ? '' : ` ${fact.when}`;
  if (fact.kind === 'return-precaution') {
    if (fact.condition === undefined || fact.status === 'declined') return undefined;
    const condition = inThird(fact.condition, person);
    return {
      slot: 'plan',
      wordings: [`The patient was advised to ${fact.term} ${condition}`],
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
    ].map((text) => text.trim()),
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
