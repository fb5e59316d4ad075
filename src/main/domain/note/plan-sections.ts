import type { NoteTemplate, TemplateSlot, TextStyle } from '../../../shared/model/template.ts';
import { examRank, GENERAL, joinUnderLabel } from './arrange-clinician.ts';
import type { DraftResources } from './draft-resources.ts';
import type { Person } from './person.ts';
import { isLeftOut, slotPlacer } from './place-slots.ts';
import { isIntroduction, type FindingList, type Slot, type Statement } from './statement.ts';
import { isSameOrder } from './same-order.ts';
import { joinList } from './word-history.ts';
import { capital } from './sentence-text.ts';
export type Resources = DraftResources;

/** A statement where it will stand: under which sub-heading, as prose or one a line. */
export type PlacedStatement = Statement & { group?: string; place: TemplateSlot; style: TextStyle };

export interface PlannedSection {
  readonly key: string;
  readonly heading: string;
  readonly statements: readonly PlacedStatement[];
}

/** However little was said, this many words are no long note. */
const SHORTEST_WORDS = 120;
/**
 * Clinicians' own notes grow with the visit, but slower: about 2 · n^0.77 words for n words said (fitted on the training
 * notes of ACI-Bench and MTS-Dialog). A standard note may be longer by a third: in a short visit full of facts the last of
 * them is worth its line.
 */
const LENGTH = { brief: 0.42, standard: 1.3, detailed: 2 } as const;
/** Below the first the model says that no clinician would write it down; sentences that name nothing clinical and no number need the second. */
const FLOORS = {
  brief: { any: 0.3, plain: 0.75 },
  standard: { any: 0.06, plain: 0.3 },
  detailed: { any: 0.01, plain: 0.05 },
} as const;
/** Rules put what must not be lost above this; length does not push it out. */
const MUST = 0.6;

export function planSections(
  statements: readonly Statement[],
  template: NoteTemplate,
  person: Person,
  spokenWords: number,
  supported: (statement: Statement) => boolean = () => true,
): PlannedSection[] {
  const place = slotPlacer(template);
  const kept = dropDoubles(
    withinLength(
      statements.filter((statement) => !isLeftOut(statement, template, place)),
      template.length,
      Math.max(SHORTEST_WORDS, 2 * spokenWords ** 0.77),
    ),
    supported,
  );
  const slots = new Set(template.sections.flatMap((section) => section.slots.map(({ slot }) => slot)));
  const lists = kept.filter((statement) => statement.list !== undefined && statement.slot !== 'pmh');
  const answers = lists.reduce((sum, statement) => sum + statement.list!.items.length, 0);
  const review =
    slots.has('ros') && answers > (isAsked(template, slots) ? 0 : REVIEW_FROM) && template.negatives !== 'hpi';
  const inStory = !review || template.negatives === 'both';
  const arrange = (slot: TemplateSlot): Statement[] => {
    if (slot === 'ros' && review) return reviewOfSystems(lists, supported);
    const own = kept
      .filter(
        (statement) =>
          place(statement) === slot && (inStory || statement.list === undefined || statement.slot === 'pmh'),
      )
      .sort((a, b) => Number(isIntroduction(b)) - Number(isIntroduction(a)) || a.order - b.order);
    if (slot === 'assessment' || slot === 'plan') return byProblem(own);
    // Its own heading says what it belongs to: the whole visit.
    if (slot === 'follow-up') return own.map(({ problem: _, ...statement }) => statement);
    if (slot === 'results') return joinUnderLabel(own, supported, () => 0);
    return slot === 'exam'
      ? joinUnderLabel(own, supported, examRank)
      : slot === 'mental-status'
        ? own
        : joinLists(own, supported);
  };
  return template.sections.map((section) => {
    const statements = section.slots.flatMap(({ slot, heading, style }) =>
      arrange(slot).map((statement, i): PlacedStatement => ({
        ...withPronoun(statement, i, person, statement.slot),
        ...(heading === undefined ? {} : { group: heading }),
        place: slot,
        style,
      })),
    );
    return {
      key: section.key,
      heading: section.heading,
      statements: section.byProblem ? problemByProblem(statements) : statements,
    };
  });
}

// A few answers read better in the story; many are a review of systems.
const REVIEW_FROM = 3;

/** The review of systems is wanted however little was asked. */
const isAsked = ({ negatives }: NoteTemplate, slots: ReadonlySet<TemplateSlot>): boolean =>
  negatives === 'ros' || negatives === 'both' || !slots.has('hpi');

/** Each problem with what was thought of it and what will be done; what belongs to none stands where it stood. */
function problemByProblem(statements: readonly PlacedStatement[]): PlacedStatement[] {
  const isOfProblem = ({ place }: PlacedStatement): boolean => place === 'assessment' || place === 'plan';
  const own = statements.filter(isOfProblem);
  const first = statements.findIndex(isOfProblem);
  if (first < 0) return [...statements];
  return [
    ...statements.slice(0, first),
    ...byProblem(own),
    ...statements.slice(first).filter((statement) => !isOfProblem(statement)),
  ];
}

const AREA: Readonly<Record<Slot, string>> = {
  summary: 'summary',
  'chief-complaint': 'cc', hpi: 'history', ros: 'ros', pmh: 'history', psh: 'history', medications: 'history', allergies: 'allergies', family: 'family', social: 'history',
  vitals: 'vitals', exam: 'exam', results: 'results', assessment: 'plan', plan: 'plan',
}; // prettier-ignore
const LIGHT = new Set(
  'the a an and or of to in on for with at is are was were be been has have had he she they his her their him them patient it this that will we i as daily also some any there'.split(
    ' ',
  ),
);

function contentOf(text: string): Set<string> {
  return new Set(
    text
      .toLowerCase()
      .replace(/[.,;:]+(\s|$)/g, ' ')
      .split(/[^a-z0-9./%'-]+/)
      .filter((word) => word !== '' && !LIGHT.has(word)),
  );
}

/** The same symptom reported (or denied) again, and nothing else. */
const isSameList = (one: Statement, other: Statement): boolean =>
  one.list !== undefined &&
  other.list !== undefined &&
  one.slot === other.slot &&
  one.list.verb === other.list.verb &&
  one.list.items.length === other.list.items.length &&
  one.list.items.every(({ term }, k) => term === other.list!.items[k]!.term);

/** What was said twice (a clinician repeats for the record) stands once: the fuller sentence. Answers settled in lists are joined elsewhere. */
function dropDoubles(statements: readonly Statement[], supported: (statement: Statement) => boolean): Statement[] {
  const kept: Worded[] = [];
  for (const statement of statements) {
    const words = contentOf(statement.text);
    const twin = statement.list
      ? kept.findIndex((other) => isSameList(other.statement, statement))
      : kept.findIndex((other) => isDouble({ statement, words }, other));
    if (twin < 0) kept.push({ statement, words });
    else kept[twin] = fuller(kept[twin]!, { statement, words }, supported);
  }
  return kept.map(({ statement }) => statement);
}

interface Worded {
  readonly statement: Statement;
  readonly words: ReadonlySet<string>;
}

function isDouble(one: Worded, other: Worded): boolean {
  if (other.statement.list || AREA[other.statement.slot] !== AREA[one.statement.slot]) return false;
  if (areOrders(one, other) && isSameOrder(one.statement.text, other.statement.text)) return true;
  const small = Math.min(one.words.size, other.words.size);
  if (small === 0) return true;
  let shared = 0;
  for (const word of one.words) if (other.words.has(word)) shared++;
  return shared / small >= (small <= 2 ? 1 : 0.8);
}

const areOrders = (one: Worded, other: Worded): boolean =>
  one.statement.slot === 'plan' && other.statement.slot === 'plan';

/** Of two that say the same; an order given twice rests on both times. */
function fuller(first: Worded, second: Worded, supported: (statement: Statement) => boolean): Worded {
  const isLonger = second.words.size > first.words.size && second.statement.slot === first.statement.slot;
  const chosen = isLonger ? second : first;
  if (!areOrders(first, second)) return chosen;
  const units = [...new Set([...first.statement.units, ...second.statement.units])];
  const both = { ...chosen.statement, units };
  return supported(both) ? { ...chosen, statement: both } : chosen;
}

/** History is a list of names; symptoms are reported and denied. */
export function listText(slot: Slot, verb: FindingList['verb'], items: FindingList['items']): string {
  const terms = joinList(
    items.map((item) => item.term),
    verb === 'denies' ? 'or' : 'and',
  );
  if (slot !== 'pmh') return `The patient ${verb} ${terms}.`;
  return verb === 'denies' ? `Denies a history of ${terms}.` : `${capital(terms)}.`;
}

/** Neighbouring denials (or reports) become one sentence with the evidence of all. */
function joinLists(statements: readonly Statement[], supported: (statement: Statement) => boolean): Statement[] {
  const out: Statement[] = [];
  for (const statement of statements) {
    const last = out.at(-1);
    if (
      statement.list &&
      last?.list &&
      last.list.verb === statement.list.verb &&
      statement.order - last.order < 12 &&
      last.list.items.length + statement.list.items.length <= 9
    ) {
      const items = [
        ...last.list.items,
        ...statement.list.items.filter((item) => !last.list!.items.some((other) => other.term === item.term)),
      ];
      const verb = statement.list.verb;
      const joined: Statement = {
        ...last,
        text: listText(statement.slot, verb, items),
        units: [...last.units, ...statement.units],
        list: { verb, items },
        order: statement.order,
        trust: Math.min(last.trust, statement.trust),
        salience: Math.max(last.salience, statement.salience),
      };
      if (supported(joined)) out[out.length - 1] = joined;
      else out.push(statement);
    } else out.push(statement);
  }
  return out;
}

const SYSTEMS = [
  'constitutional',
  'eyes',
  'ent',
  'cardiovascular',
  'respiratory',
  'gastrointestinal',
  'genitourinary',
  'musculoskeletal',
  'skin',
  'neurological',
  'psychiatric',
  'endocrine',
  'hematologic',
  'allergic',
] as const;
const SYSTEM_NAMES: Readonly<Record<string, string>> = {
  ent: 'Ears, nose, mouth and throat',
  skin: 'Skin',
  hematologic: 'Hematologic',
  allergic: 'Allergic',
};

/** "pain" beside "low back pain", "diabetes" beside "type 2 diabetes". */
function isVague(term: string, lists: readonly Statement[]): boolean {
  return (
    term === 'pain' ||
    lists.some(
      (statement) =>
        statement.list?.verb === 'reports' &&
        statement.list.items.some((item) => item.term !== term && item.term.endsWith(` ${term}`)),
    )
  );
}

/** What was asked and answered, system by system: only systems that were asked about appear. */
function reviewOfSystems(lists: readonly Statement[], supported: (statement: Statement) => boolean): Statement[] {
  return SYSTEMS.flatMap((system, k) => {
    const own = lists.filter((statement) => statement.list?.items.some((item) => item.group === system));
    const whole = systemReview(system, k, own, lists);
    if (!whole || supported(whole)) return whole ?? [];
    // One answer that cannot be proved beside the others must not cost them.
    for (const doubtful of own) {
      const rest = systemReview(
        system,
        k,
        own.filter((statement) => statement !== doubtful),
        lists,
      );
      if (rest && supported(rest)) return rest;
    }
    return [];
  });
}

function systemReview(
  system: (typeof SYSTEMS)[number],
  order: number,
  own: readonly Statement[],
  all: readonly Statement[],
): Statement | undefined {
  const parts: string[] = [];
  const units: Statement['units'][number][] = [];
  const terms = new Set<string>();
  let trust = 1;
  let salience = 0;
  for (const verb of ['reports', 'denies'] as const) {
    const items: string[] = [];
    for (const statement of own) {
      if (statement.list?.verb !== verb) continue;
      for (const item of statement.list.items) {
        if (
          item.term === 'pain' ||
          own.some(
            (other) =>
              other.list?.verb === verb && other.list.items.some(({ term }) => term.startsWith(`${item.term} `)),
          )
        )
          continue;
        if (item.group !== system || terms.has(item.term) || (verb === 'reports' && isVague(item.term, all))) continue;
        terms.add(item.term);
        items.push(item.term);
        for (const unit of statement.units) if (!units.includes(unit)) units.push(unit);
        trust = Math.min(trust, statement.trust);
        salience = Math.max(salience, statement.salience);
      }
    }
    if (items.length > 0)
      parts.push(`${verb === 'denies' ? 'Denies' : 'Reports'} ${joinList(items, verb === 'denies' ? 'or' : 'and')}.`);
  }
  if (parts.length === 0) return undefined;
  const name = SYSTEM_NAMES[system] ?? capital(system);
  return { slot: 'ros', text: `${name}: ${parts.join(' ')}`, units, salience, trust, clinical: true, order };
}

/** Items under one problem stand together, problems in the order in which they came up. */
function byProblem<S extends Statement>(statements: readonly S[]): S[] {
  const order: (string | undefined)[] = [];
  for (const statement of statements) if (!order.includes(statement.problem)) order.push(statement.problem);
  // What belongs to no problem closes the plan.
  order.sort((a, b) => Number(a === GENERAL) - Number(b === GENERAL));
  return order.flatMap((problem) => statements.filter((statement) => statement.problem === problem));
}

const SAYS = ['reports', 'states', 'notes'] as const;

/**
 * "The patient" opens a paragraph and every third sentence; between them the pronoun where one is known. What the patient told is said so
 * now and then, as a clinician dictates it.
 */
function withPronoun(statement: Statement, i: number, person: Person, slot: Slot): Statement {
  if (slot === 'plan') return statement;
  const full = i % 3 === 0 || person.plural;
  const name = full ? 'The patient' : capital(person.subject);
  if (
    slot === 'hpi' &&
    statement.told !== undefined &&
    i % 2 === 1 &&
    statement.told.split(' ').length <= 22 &&
    !SAID.test(statement.told)
  )
    return { ...statement, text: `${name} ${SAYS[Math.floor(i / 2) % SAYS.length]!} that ${statement.told}.` };
  return !full && statement.text.startsWith('The patient ')
    ? { ...statement, text: `${name} ${statement.text.slice('The patient '.length)}` }
    : statement;
}

/** Already a report, a thought or a denial. */
const SAID =
  /^(?:that|this|these|those|there)\b|^(?:\S+ )?(?:also )?(?:notice[sd]?|reports?|denies|deny|states?|notes?|thinks?|believes?|feels like|says?|wishes|hopes?|wants?)\b/;

function withinLength(statements: readonly Statement[], length: keyof typeof LENGTH, usualWords: number): Statement[] {
  const ranked = [...statements].sort((a, b) => b.salience - a.salience || a.order - b.order);
  const target = LENGTH[length] * usualWords;
  const floor = FLOORS[length];
  let words = 0;
  const kept = new Set<Statement>();
  for (const statement of ranked) {
    if (statement.salience < floor.any) break;
    if (statement.salience < floor.plain && !statement.clinical) continue;
    if (words > target && (statement.salience < MUST || (length === 'brief' && !isMustInBrief(statement)))) continue;
    kept.add(statement);
    words += statement.text.split(' ').length;
  }
  return statements.filter((statement) => kept.has(statement));
}

/** What even the shortest note has to say: why the patient came, what they are allergic to, what was decided. */
const isMustInBrief = ({ slot, salience }: Statement): boolean =>
  slot === 'chief-complaint' ||
  slot === 'allergies' ||
  ((slot === 'assessment' || slot === 'plan') && salience >= MUST);
