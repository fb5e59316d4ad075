import type { Unit } from '../understanding/utterances.ts';
import { GENERAL } from './arrange-clinician.ts';
import { proven, type ClinicianState } from './clinician-state.ts';

const LEADS = String.raw`(?:(?:okay|yeah|yes|yep|sure|alright|right|all|great|perfect|um|uh|well|oh|no|,|so|i think) )*`;

/** Words that say yes to what was planned, not only that it was heard. */
const AGREES = new RegExp(
  String.raw`^${LEADS}(?:(?:that|it|this|that all|all that) )?sounds? (?:really |very |pretty )?(?:good|great|fine|perfect|like a (?:good |great )?plan)\b|\bi (?:totally |completely )?agree\b|^${LEADS}you got it\b|^${LEADS}(?:that|it) works\b|\bi am (?:okay|fine|good|happy) with (?:that|it|the plan)\b|^${LEADS}let us do (?:that|it)\b|^${LEADS}i can do that\b|^${LEADS}that would be (?:great|good|fine|perfect)\b`,
);

/** A question that a bare "yes" or "okay" agrees to. */
const ASKS =
  /\b(?:how does (?:that|this|all that|all of that|the plan) sound|(?:does|do) (?:that|this|it|all that) (?:all )?sound (?:okay|good|alright|all right|fine|reasonable|like a plan)|are you (?:okay|alright|comfortable|on board) with (?:that|this|the plan|all of that)|is that (?:okay|alright|all right) with you)\b/;
const YES = new RegExp(String.raw`^${LEADS}(?:okay|yes|yeah|yep|sure|absolutely|definitely|it does|perfect|great)$`);

const DECLINES =
  /\b(?:rather not|do not want|no thank you|not (?:sure|comfortable|ready|going to)|i disagree|do not (?:think so|agree))\b/;

const textOf = (unit: Unit): string =>
  unit.tokens
    .map((token) => token.norm)
    .join(' ')
    .replace(/[ .!?]+$/, '');

/** How much of the plan has to be told before a yes is a yes to it. */
const MOST_OF_PLAN = 0.6;
const SOON = 12;

/** "How does that sound?" "Sounds good.": that the patient agrees stands in the note where the patient said so, after most of the plan. */
export function addAgreement(state: ClinicianState): void {
  const orders = state.pending.filter(({ kind }) => kind === 'plan').map(({ made }) => made.order);
  if (orders.length === 0) return;
  const units = state.judged.map(({ candidate }) => candidate.unit);
  const start = Math.min(...orders);
  const replies = units.filter((unit) => unit.speaker === 'patient' && unit.index > start);
  if (replies.some((unit) => DECLINES.test(textOf(unit)))) return;
  const yes = replies.findLast((unit) => {
    const before = orders.filter((order) => order < unit.index);
    const isOfPlan = before.length >= MOST_OF_PLAN * orders.length && unit.index - Math.max(...before) <= SOON;
    return (
      isOfPlan && (AGREES.test(textOf(unit)) || (YES.test(textOf(unit)) && askedBefore(unit, units) !== undefined))
    );
  });
  if (!yes) return;
  const question = askedBefore(yes, units);
  const evidence = question ? [question, yes] : [yes];
  const text = 'The patient agrees with the plan.';
  if (!proven(text, evidence, state)) return;
  state.statements.push({
    slot: 'plan',
    text,
    units: evidence,
    salience: 0.61,
    trust: 0.85,
    clinical: true,
    order: yes.index,
    problem: GENERAL,
  });
}

/** The clinician's question right before, if it asks for agreement. */
function askedBefore(unit: Unit, units: readonly Unit[]): Unit | undefined {
  const before = units.findLast((other) => other.speaker === 'clinician' && other.index < unit.index);
  return before && unit.index - before.index <= 2 && ASKS.test(textOf(before)) ? before : undefined;
}
