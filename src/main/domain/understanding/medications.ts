import type { MedicationAction } from '../../../shared/model/facts.ts';
import { isDrugAllergyTalk } from './allergies.ts';
import { rest, type Discourse, type MedicationBody } from './draft-fact.ts';
import type { Mention } from './lexicon.ts';
import { lineOf, part } from './line.ts';
import { clinicianAction, isSomebodyElses, patientAction } from './medication-actions.ts';
import { detailsOf, frequencyIn, fromTo, withoutCommas } from './medication-amounts.ts';
import { withoutName } from './medication-answers.ts';
import { adherenceIn, effectIn } from './medication-effect.ts';
import { claimClass, put } from './medication-put.ts';
import { refusesDrug } from './refusals.ts';
import type { Said } from './said.ts';
import { takesBackNamed } from './take-backs.ts';

const AMBIGUOUS =
  /^(?:iron|calcium|magnesium|zinc|potassium chloride|vitamin d|vitamin b12|vitamin c|folic acid|testosterone|estrogen|progesterone|cortisone|insulin|steroids|lithium|caffeine|alcohol|nicotine|salt|fiber|oxygen|saline rinse|biotin)$/;

const TAKEN =
  /\b(?:tak(?:e|es|ing|en)|took|on|start|supplement|supplements|pills?|tablets?|dose|dosage|shots?|mg|mcg|units|prescri\w*|using|use|inject\w*|drops|refill|medicine|medication|give|gave|capsules?|gummies|add|try|tried|meds)\b/;

/** Drugs of a candidate: who takes what, how, and what is done about it. */
export function readMedications(said: Said, state: Discourse): void {
  const { unit, candidate, line } = said;
  const drugs = said.mentions.filter(
    (mention) => mention.concept.kind === 'drug' && mention.concept.group !== 'allergen',
  );
  if (isDrugAllergyTalk(said, state)) return;
  // What the patient asks about is not what the patient takes.
  if (said.isQuestion && !said.clinician) return;
  if (said.isQuestion) return;
  if (refusesDrug(said, drugs, state)) return;
  if (drugs.length === 0) {
    if (!said.clinician && state.drug && candidate.index - state.drugAt <= 1 && isSomebodyElses(said.text))
      state.drug.dropped = true;
    withoutName(said, state);
    return;
  }
  const asked = candidate.question
    ? state.lexicon.find(candidate.question.tokens).filter((mention) => mention.concept.kind === 'drug')
    : [];
  if (said.clinician) takeBack(said, drugs, state);
  else confirmAsked(said, asked, drugs, state);
  let previousAction: MedicationAction | undefined;
  drugs.forEach((mention, i) => {
    const term = mention.concept.preferred;
    const scope = said.scopes.get(mention)!;
    const from = i === 0 ? 0 : drugs[i - 1]!.end;
    const to = drugs[i + 1]?.start ?? unit.tokens.length;
    const own = part(line, i === 0 ? 0 : from, to);
    if (AMBIGUOUS.test(term) && !TAKEN.test(own) && !said.topics.has('medications')) return;
    if (
      said.clinician &&
      AMBIGUOUS.test(term) &&
      /\b(?:level|levels|was|is|came back|low|high|normal|deficien\w*|check|lab|labs)\b/.test(own) &&
      !/\b(?:tak|start|try|supplement|mg|pill|mcg|dose|units|once|daily|every)/.test(own)
    )
      return;
    const details = detailsOf(line, mention, from, to, drugs.length);
    let action = said.clinician
      ? clinicianAction(said, mention, from, own)
      : patientAction(said, mention, from, own, scope.assertion);
    if (action === undefined) action = previousAction;
    if (action === undefined) return;
    previousAction = action;
    if (/\bside effects? of|\binteract|\bcontraindicat/.test(own) && said.clinician) return;
    const body: MedicationBody = {
      type: 'medication',
      term,
      experiencer: scope.experiencer,
      action,
      ...(/^(?:takes|continues)$/.test(action) ? supposed(said, mention, asked) : {}),
      ...details,
    };
    if (scope.relative !== undefined && scope.experiencer !== 'patient') body.relative = scope.relative;
    if (said.clinician && scope.experiencer !== 'patient') return;
    const useful = effectIn(part(line, mention.end, to)) ?? (drugs.length === 1 ? effectIn(own) : undefined);
    if (useful && !said.clinician) body.effect = useful;
    const adherence = adherenceIn(own);
    if (adherence && !said.clinician) body.adherence = adherence;
    if (action === 'not-taking' || action === 'stops') {
      const why = /\b(?:because|since|due to) ([a-z' ,-]{4,60})/.exec(own);
      if (why && !body.effect && !said.clinician) body.effect = why[0].trim();
    }
    fromTo(own, body);
    // "I'll refill the lisinopril and bump it up to forty."
    const raised = said.clinician
      ? /\b(bump|increase|raise|go up|double|lower|decrease|drop|cut) (?:it|that|you|the dose)?\b.*?\bto (?:the )?((?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?: (?:mg|mcg|units?|ml))?)/.exec(
          own,
        )
      : null;
    if (raised) {
      body.action = /lower|decrease|drop|cut/.test(raised[1]!) ? 'decreases' : 'increases';
      body.dose = withoutCommas(raised[2]!);
    }
    const named = said.clinician ? [] : claimClass(body, mention.concept.group, state);
    const draft = put(
      body,
      said,
      state,
      asked.some((other) => other.concept.id === mention.concept.id) ? said.pair : [unit],
    );
    rest(draft, named);
    draft.spans.set(unit, [i === 0 ? 0 : mention.start, to]);
    if (scope.experiencer === 'patient') {
      state.drug = draft;
      state.drugAt = candidate.index;
    }
  });
  // "Switch you from lisinopril to losartan": what is left is stopped.
  const swap = /\b(?:switch\w*|chang(?:e|ing))\b.*\bfrom\b/.test(said.text) || /\binstead of\b/.test(said.text);
  if (swap && said.clinician && drugs.length === 2) {
    const [first, second] = drugs as [Mention, Mention];
    const left =
      /\binstead of(?: the| your)? $/.test(said.text.slice(0, line.at[first.start]!)) ||
      !/\binstead of\b/.test(said.text)
        ? first
        : second;
    const draft = state.drafts.findLast(
      (item) => item.body.type === 'medication' && item.body.term === left.concept.preferred,
    );
    if (draft?.body.type === 'medication') draft.body.action = 'stops';
  }
}

/** "You're on metformin a thousand twice a day?" "Just metformin now.": what the question supposed of it and nobody put right. */
function supposed(said: Said, mention: Mention, asked: readonly Mention[]): Partial<MedicationBody> {
  const k = asked.findIndex((other) => other.concept.id === mention.concept.id);
  const question = said.candidate.question;
  if (k < 0 || !question || said.clinician) return {};
  const line = lineOf(question.tokens);
  const to = asked[k + 1]?.start ?? line.tokens.length;
  const { dose, frequency } = detailsOf(line, asked[k]!, k === 0 ? 0 : asked[k - 1]!.end, to, asked.length);
  return { ...(dose === undefined ? {} : { dose }), ...(frequency === undefined ? {} : { frequency }) };
}

const STILL_TAKES = /\b(?:still|you are|are you|do you|keep|you) (?:\S+ )?(?:on|taking|take|using|use)\b|\bstill\b/;

/** "Still on the metformin?" "Yes, and the lisinopril.": the yes is the first one's. */
function confirmAsked(said: Said, asked: readonly Mention[], drugs: readonly Mention[], state: Discourse): void {
  const named = asked.filter((mention) => !drugs.some((own) => own.concept.id === mention.concept.id));
  if (said.candidate.answer !== 'yes' || named.length !== 1 || asked.length !== 1) return;
  if (!STILL_TAKES.test(said.asked!.text) || said.topics.has('allergies')) return;
  const lead = part(said.line, 0, drugs[0]!.start);
  if (/\b(?:but|stopped|instead|not|no)\b/.test(lead)) return;
  const frequency = frequencyIn(lead);
  put(
    {
      type: 'medication',
      term: named[0]!.concept.preferred,
      experiencer: 'patient',
      action: 'continues',
      ...supposed(said, named[0]!, asked),
      ...(frequency === undefined ? {} : { frequency }),
    },
    said,
    state,
    said.pair,
  );
}

/** "I'd like to start propranolol. … Do you have asthma? … Then not propranolol.": it was decided and taken back. */
function takeBack(said: Said, drugs: readonly Mention[], state: Discourse): void {
  for (const mention of drugs) {
    if (!takesBackNamed(part(said.line, 0, mention.start))) continue;
    const decided = state.drafts.findLast(
      (draft) =>
        draft.by === 'clinician' &&
        draft.body.type === 'medication' &&
        draft.body.term === mention.concept.preferred &&
        /^(?:starts|refills)$/.test(draft.body.action),
    );
    if (decided?.body.type === 'medication') {
      decided.body.action = 'considers';
      decided.units.push(said.unit);
    }
  }
}
