import type { Candidate } from '../understanding/candidates.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { Pending } from './arrange-clinician.ts';
import type { ProblemList } from './assign-problems.ts';
import { isFinished, withAcronyms, type Phrase } from './clinical-phrase.ts';
import type { Phase } from './clinician-phases.ts';
import type { ExamRegion } from './exam-region.ts';
import type { Study } from './study.ts';
import type { DraftResources } from './draft-resources.ts';
import type { Person } from './person.ts';
import type { Slot, Statement } from './statement.ts';
import { verifySentence } from './verify-sentence.ts';

/** A candidate with what the models and rules think of it. */
export interface Judged {
  readonly candidate: Candidate;
  readonly slot: Slot;
  readonly salience: number;
}

/** The sections that the clinician's half of a note fills. */
export const CLINICIAN_SLOTS: ReadonlySet<Slot> = new Set(['vitals', 'exam', 'results', 'assessment', 'plan']);

/** What is given for a visit, and what has been made of it so far. Rules read and change it; nothing else is shared between them. */
export interface ClinicianState {
  readonly judged: readonly Judged[];
  readonly person: Person;
  readonly resources: DraftResources;
  readonly phases: ReadonlyMap<number, Phase>;
  readonly problems: ProblemList;
  /** Finished statements: vitals, exam and results. */
  readonly statements: Statement[];
  /** Sentences of the assessment and plan, in the order said, until the problems are all known. */
  readonly pending: Pending[];
  /** The part of the body under examination. */
  region: ExamRegion | undefined;
  /** The study whose results are being told. */
  study: Study | undefined;
  /** The last clause that named a drug or a test. */
  referent: Phrase | undefined;
  /** How many clauses have been heard: the clock of the problem list. */
  talk: number;
  /** Whether anything was made of the unit at hand: then its candidates are settled. */
  used: boolean;
}

/** A clinician's unit and where it stands in the visit. */
export interface SaidUnit {
  readonly unit: Unit;
  readonly slot: Slot;
  readonly salience: number;
  readonly phase: Phase;
  /** Past the story, where exam, results and plan are told. */
  readonly late: boolean;
}

/** One clause of a unit, as the rules get it. */
export interface SaidClause extends SaidUnit {
  readonly clause: Unit;
  readonly phrase: Phrase;
  /** It names something medical or a number. */
  readonly clinical: boolean;
  /** It opens like an order or advice. */
  readonly wantsPlan: boolean;
  readonly order: number;
}

/** Takes the clause (true: no later rule is asked) or leaves it. A rule may take a clause and make nothing of it. */
export type Rule = (said: SaidClause, state: ClinicianState) => boolean;

/** A rule that is asked only under a condition. */
export const when =
  (condition: (said: SaidClause) => boolean, rule: Rule): Rule =>
  (said, state) =>
    condition(said) && rule(said, state);

const spoken = (unit: Unit): string => unit.tokens.map((token) => token.text).join(' ');

/** Whether the words of the units say the sentence. */
export const proven = (text: string, units: readonly Unit[], { resources }: ClinicianState): boolean =>
  verifySentence(text, units.map(spoken), resources.lexicon).support === 'supported';

export const polished = (text: string, units: readonly Unit[], { resources }: ClinicianState): string =>
  resources.polish(withAcronyms(text, units));

type Made = Pending['made'];

/** A sentence in the making: what a rule decides; the rest follows from the clause. */
export interface Making {
  readonly slot: Slot;
  readonly text: string;
  readonly units: readonly Unit[];
  readonly salience?: number;
  /** The system or study that it is listed under. */
  readonly system?: string | undefined;
}

function made(said: SaidClause, making: Making, state: ClinicianState): Made {
  const { slot, text, units, salience = said.salience, system } = making;
  return {
    salience,
    trust: 0.75,
    clinical: said.clinical,
    order: said.order,
    slot,
    text: polished(text, units, state),
    units,
    ...(system === undefined ? {} : { system }),
  };
}

/** Puts a finding or result into the note. */
export function putStatement(said: SaidClause, making: Making, state: ClinicianState): void {
  state.used = true;
  state.statements.push(made(said, making, state));
}

/** Keeps a sentence of the assessment or plan until it is known which problem it belongs to. */
export function putPending(
  said: SaidClause,
  making: Making,
  what: Pick<Pending, 'kind' | 'item'>,
  state: ClinicianState,
): void {
  state.used = true;
  state.pending.push({
    made: made(said, making, state),
    phrase: said.phrase,
    current: state.problems.current,
    ...what,
  });
}

/** Replaces the text of a pending sentence by one that this clause completes, if their words together say it. */
export function completePending(entry: Pending, text: string, said: SaidClause, state: ClinicianState): boolean {
  const units = [...entry.made.units, said.clause];
  if (!isFinished(text) || !proven(text, units, state)) return false;
  state.used = true;
  entry.made = { ...entry.made, text: polished(text, units, state), units };
  return true;
}
