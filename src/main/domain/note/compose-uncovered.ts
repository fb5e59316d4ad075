import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Lexicon } from '../understanding/lexicon.ts';
import { tokenize } from '../understanding/tokens.ts';
import type { Unit } from '../understanding/utterances.ts';
import { isFinished } from './clinical-phrase.ts';
import { GENERAL } from './arrange-clinician.ts';
import { headingAt } from './heading-at.ts';
import type { Person } from './person.ts';
import { asSentence } from './sentence-text.ts';
import { problemsOf } from './problem-relations.ts';
import type { Slot, Statement } from './statement.ts';
import { wordingsOf, type Wordings } from './uncovered-wordings.ts';

interface Voice {
  readonly person: Person;
  readonly lexicon: Lexicon;
  readonly polish: (text: string) => string;
}

/** Findings that stand among exam and results: an assessment that only names them again says nothing. */
const FINDINGS =
  /\b(?:murmur|regurgitation|ejection fraction|edema|effusion|hypertrophy|tenderness|lymphadenopathy|straight leg)\b/;

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
  const taken = new Set(
    facts.flatMap((fact) =>
      fact.type === 'medication' && fact.experiencer === 'patient' && /^(?:takes|continues)$/.test(fact.action)
        ? [fact.term]
        : [],
    ),
  );
  for (const fact of facts) {
    if (fact.by !== 'clinician') continue;
    const units = unitsOf.get(fact.id) ?? [];
    const said = units.length === 0 ? undefined : wordingsOf(fact, { units, ...voice, taken });
    if (!said || isTold(said, fact, [...standing, ...out], voice.lexicon)) continue;
    if (fact.type === 'plan' && !isLate(units, facts, unitsOf)) continue;
    const order = Math.max(...units.filter(({ speaker }) => speaker !== 'patient').map(({ index }) => index), 0);
    const problem = problemOf(said, fact, [...standing, ...out], order, treatedBy(fact, units, voice.lexicon));
    const made = said.texts
      .filter((text) => isFinished(text.replace(/[:()]/g, ' ')))
      .map((text): Statement => ({
        slot: said.slot,
        text: asSentence(voice.polish(text)),
        units,
        salience: 0.64,
        trust: 0.8,
        clinical: true,
        order: order + 0.5,
        ...(said.system === undefined ? {} : { system: examHeading(fact, said.system, standing) }),
        ...(problem === undefined ? {} : { problem: voice.polish(problem) }),
      }))
      .find(supported);
    if (made) out.push(made);
  }
  return out;
}

/** What is decided is decided past the story. */
const STORY = 0.3;

function isLate(
  units: readonly Unit[],
  facts: readonly ClinicalFact[],
  unitsOf: ReadonlyMap<string, readonly Unit[]>,
): boolean {
  const last = (own: readonly Unit[]): number => own.at(-1)?.index ?? 0;
  const end = Math.max(...facts.map(({ id }) => last(unitsOf.get(id) ?? [])));
  return end < SHORT || last(units) > STORY * end;
}

/** In a visit of a few sentences every one may be the plan. */
const SHORT = 12;

const HALVES: readonly ReadonlySet<Slot>[] = [
  new Set<Slot>(['assessment', 'plan']),
  new Set<Slot>(['vitals', 'exam', 'results']),
];

function isTold(
  { slot, told }: Wordings,
  fact: ClinicalFact,
  statements: readonly Statement[],
  lexicon: Lexicon,
): boolean {
  const isFinding = fact.type === 'diagnosis' && FINDINGS.test(fact.term);
  const halves = isFinding ? HALVES : HALVES.filter((slots) => slots.has(slot));
  return statements.some(({ slot: other, text, problem }) => {
    if (!halves.some((slots) => slots.has(other))) return false;
    // A diagnosis that only heads orders is not told yet: the assessment names it.
    if (fact.type === 'diagnosis' && other === 'plan') return false;
    const whole = `${problem ?? ''}: ${text}`.toLowerCase();
    if (told.some((word) => whole.includes(word))) return true;
    // "Likely acid reflux" by its other name.
    return (
      fact.type === 'diagnosis' && lexicon.find(tokenize(text)).some(({ concept }) => concept.preferred === fact.term)
    );
  });
}

/** "Right knee", where the exam has that heading; else the system. */
function examHeading(fact: ClinicalFact, system: string, standing: readonly Statement[]): string {
  const site = fact.type === 'exam' && fact.site !== undefined ? `${fact.side ?? ''} ${fact.site}`.trim() : undefined;
  return standing.find((statement) => statement.system?.toLowerCase() === site)?.system ?? system;
}

/** What the drug or test of a fact is for. */
function treatedBy(fact: ClinicalFact, units: readonly Unit[], lexicon: Lexicon): RegExp | undefined {
  if (fact.type !== 'medication' && fact.type !== 'plan') return undefined;
  const named = units
    .flatMap(({ tokens }) => lexicon.find(tokens))
    .find(({ concept }) => concept.preferred === fact.term);
  return named && problemsOf(named);
}

/** Units between a diagnosis and the first order under its heading. */
const NEAR = 8;

/** When to call is about what it names: the heading whose sentences speak of that, else the general one. */
function headingOfWarning(condition: string | undefined, headed: readonly Statement[]): string | undefined {
  const words = (condition ?? '').toLowerCase().match(/[a-z]{4,}/g) ?? [];
  const names = words.filter((word) => !COMMON.test(word));
  const headings = new Set(headed.map(({ problem }) => problem!));
  if (headings.size < 2) return [...headings][0];
  const speaks = headed.find(
    ({ slot, text, problem }) =>
      slot === 'assessment' && names.some((word) => `${problem} ${text}`.toLowerCase().includes(word)),
  );
  return speaks?.problem ?? GENERAL;
}

const COMMON =
  /^(?:gets?|have|worse|worsens?|better|gone|back|more|than|that|this|with|your|does|feel|feels|starts?|stops?|comes?|goes|away|still|month|months|weeks?|days?|over|under|high|pain|pains|blood|severe|trouble|anything|something|symptoms?)$/;

/** The heading under which it was said: its own where the note has it, else the one that was being talked about. */
function problemOf(
  { slot, heading }: Wordings,
  fact: ClinicalFact,
  statements: readonly Statement[],
  order: number,
  treats: RegExp | undefined,
): string | undefined {
  if (slot !== 'plan' && slot !== 'assessment') return undefined;
  const headed = statements.filter(({ problem }) => problem !== undefined);
  if (fact.type === 'plan' && fact.kind === 'return-precaution') return headingOfWarning(fact.condition, headed);
  const own = (fact.type === 'plan' ? fact.problem : fact.type === 'diagnosis' ? fact.term : undefined)?.toLowerCase();
  const same = own === undefined ? undefined : headed.find(({ problem }) => problem!.toLowerCase().includes(own));
  const treated = treats && headed.find(({ problem }) => treats.test(problem!));
  const talked = headingAt(headed, order) ?? headed.find(({ order: later }) => later - order < NEAR)?.problem;
  if (talked !== undefined && treats?.test(talked)) return talked;
  if (fact.type === 'diagnosis' && same) return same.problem;
  const found = heading ?? treated?.problem ?? same?.problem ?? talked;
  return slot === 'assessment' && found === GENERAL ? undefined : found;
}
