import type { Candidate } from '../understanding/candidates.ts';
import { scopeOf } from '../understanding/context-scope.ts';
import type { Mention } from '../understanding/lexicon.ts';
import type { Unit } from '../understanding/utterances.ts';
import { place } from './arrange-clinician.ts';
import { mayHead, ProblemList } from './assign-problems.ts';
import { addAgreement } from './clinician-agreement.ts';
import { rejoined, toClauses } from './clinician-clauses.ts';
import { toPhrase, type Phrase } from './clinical-phrase.ts';
import { takeElicited, takeVitals } from './clinician-exam-rules.ts';
import { isLate, phasesOf } from './clinician-phases.ts';
import { withRefusals } from './clinician-refusals.ts';
import { rulesFor } from './clinician-rule-order.ts';
import {
  CLINICIAN_SLOTS,
  type ClinicianState,
  type Judged,
  type SaidClause,
  type SaidUnit,
} from './clinician-state.ts';
import { studyIn } from './study.ts';
import type { DraftResources } from './draft-resources.ts';
import type { Person } from './person.ts';
import type { Statement } from './statement.ts';
import { capital } from './sentence-text.ts';

export interface ClinicianHalf {
  readonly statements: readonly Statement[];
  /** Candidates whose words are settled here, composed or left to the omissions. */
  readonly settled: ReadonlySet<Candidate>;
}

/** Composes vitals, exam, results, assessment and plan from the clinician's candidates (and answers given during the exam). */
export function composeClinician(
  judged: readonly Judged[],
  total: number,
  person: Person,
  resources: DraftResources,
  complaint?: string,
): ClinicianHalf {
  const settled = new Set<Candidate>();
  const state: ClinicianState = {
    judged,
    person,
    resources,
    phases: phasesOf(judged, total),
    problems: new ProblemList(conditionsOf(judged)),
    statements: [],
    pending: [],
    region: undefined,
    study: undefined,
    referent: undefined,
    talk: 0,
    used: false,
  };
  for (const { items, unit } of rejoined(judged, ({ candidate }) => candidate.unit)) {
    const { candidate, slot, salience } = items.reduce((best, item) => (item.salience > best.salience ? item : best));
    if (unit.speaker === 'patient') {
      if (takeElicited(candidate, unit, state)) settled.add(candidate);
      continue;
    }
    const phase = state.phases.get(unit.index) ?? 'history';
    const late = isLate(unit.index, total);
    if (!CLINICIAN_SLOTS.has(slot) && !late && phase === 'history') continue;
    readUnit({ unit, slot, salience, phase, late }, state);
    for (const item of items) if (state.used || CLINICIAN_SLOTS.has(item.slot)) settled.add(item.candidate);
  }
  const { problems, statements, pending } = state;
  // What was worked up, where the clinician gave it no name.
  if (problems.problems.length === 0 && complaint !== undefined && complaint.split(' ').length <= 5)
    problems.add(capital(complaint), `complaint:${complaint}`, true);
  place(withRefusals(pending, state), problems, statements, resources.polish);
  addAgreement(state);
  return { statements, settled };
}

/** Conditions that were said to be the patient's anywhere in the visit: what a plan item may turn out to be for. */
function conditionsOf(judged: readonly Judged[]): Mention[] {
  const out = new Map<string, Mention>();
  for (const { candidate } of judged)
    for (const mention of candidate.mentions) {
      if (mention.concept.kind !== 'condition' || !mayHead(mention, candidate.unit) || out.has(mention.concept.id))
        continue;
      const { tokens, question, speaker } = candidate.unit;
      const scope = scopeOf(tokens, mention);
      // "How is your epilepsy?": asked about as something that the patient has.
      const presupposed = speaker !== 'patient' && tokens[mention.start - 1]?.norm === 'your';
      if (scope.experiencer === 'patient' && (presupposed || (scope.assertion === 'present' && !question)))
        out.set(mention.concept.id, mention);
    }
  return [...out.values()];
}

/** Puts a unit, clause by clause, to the rules. */
function readUnit(said: SaidUnit, state: ClinicianState): void {
  const { unit, phase, slot } = said;
  const { lexicon, wording } = state.resources;
  const whole = toPhrase(unit, lexicon, wording);
  state.used = false;
  if (phase === 'plan') state.region = undefined;
  const hasVitals = takeVitals(said, state);
  if (phase === 'plan') state.study = undefined;
  else if (phase === 'results' || slot === 'results') state.study = studyIn(whole) ?? state.study;
  const clauses = unit.question && unit.tokens.length < 10 ? [unit] : toClauses(unit);
  clauses.forEach((heard, k) => {
    const isOrder = ORDERS_THOUGH_ASKED.test(norms(heard));
    const clause = isOrder ? { ...heard, question: false } : heard;
    state.talk++;
    const phrase = clauses.length === 1 && !isOrder ? whole : toPhrase(clause, lexicon, wording);
    if (phrase.text === '') return;
    if (mayNameProblem(phrase, said)) state.problems.hear(phrase, state.talk, true);
    if (clause.question || (unit.question && !isOrder && k === clauses.length - 1)) return;
    const told = hasVitals && !/\b(?:exam|lungs|murmur)\b/.test(phrase.text);
    if (!told) putToRules(clauseOf(said, clause, phrase, k), state);
    if (
      phrase.mentions.some(({ concept: { kind, group } }) => kind === 'drug' || (kind === 'test' && group !== 'vitals'))
    )
      state.referent = phrase;
  });
}

/** "and have you continue to watch your diet, okay?": no question, whatever mark stands behind it. */
const ORDERS_THOUGH_ASKED =
  /^(?:(?:and|then|so|also|,) )*have you (?:continue|take|start|stop|watch|use|try|keep|follow|come|return|check|wear|ice)\b/;

const norms = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');

function putToRules(said: SaidClause, state: ClinicianState): void {
  for (const rule of rulesFor(said)) if (rule(said, state)) return;
}

const mayNameProblem = (phrase: Phrase, { phase }: SaidUnit): boolean =>
  phase === 'plan' || (phase === 'results' && /\b(?:i think|what i see|my impression|this is a)\b/.test(phrase.text));

const INTENT =
  /^(?:(?:so|and|now|then|okay|also|but|well|,) )*(?:(?:i|we) (?:(?:also|just|would|do|am|are|will|probably) )*(?:going to|want|like|will|need|recommend|suggest|plan|should|can|could|may|might|refer|prescribe|order|have to)|let us|why do not we|i (?:think|feel like|believe) (?:that )?we (?:should|will|can|need)|i do not think you need|(?:i|we) (?:have |also |already )*(?:explained|discussed|counseled|recommended|ordered|prescribed|referred)|i will|we will|you (?:should|need|can(?! (?:not |still |also )*(?:feel|flex|extend|bend|straighten|raise|lift|move|reach|squeeze|rotate|wiggle|hear|see)\b)|will|may|have to|could|must)|please|if |continue|take |follow up|return|come back|keep going|stay on|order|i recommend|what i would like|for your|for the|make sure|avoid|keep|use|call|stop|start)\b/;

const clauseOf = (said: SaidUnit, clause: Unit, phrase: Phrase, k: number): SaidClause => ({
  ...said,
  clause,
  phrase,
  clinical: phrase.mentions.length > 0 || /\d/.test(phrase.text),
  wantsPlan: INTENT.test(phrase.text),
  order: said.unit.index + 0.01 * (k + 1),
});
