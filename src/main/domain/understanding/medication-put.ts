/** Into the fact of the same drug, or a fact of its own. */
import type { MedicationAction } from '../../../shared/model/facts.ts';
import { add, known, rest, type Discourse, type Draft, type MedicationBody } from './draft-fact.ts';
import type { Said } from './said.ts';
import type { Unit } from './utterances.ts';

const VAGUE =
  /^(?:narcotics|steroids|antibiotics|inhaler|blood thinner|nsaid|statin|diuretic|antihistamine|antidepressant|laxative|muscle relaxant|nasal spray|oral contraceptive|insulin)$/;

const CLASS_OF: Readonly<Record<string, readonly string[]>> = {
  diuretic: ['diuretic'], statin: ['statin'], 'blood thinner': ['anticoagulant'], inhaler: ['bronchodilator', 'inhaler', 'inhaled steroid'], antidepressant: ['ssri', 'snri', 'antidepressant'], nsaid: ['nsaid'], steroids: ['steroid'],
  antibiotics: ['antibiotic'], 'muscle relaxant': ['muscle relaxant'], antihistamine: ['antihistamine'], 'blood pressure medication': ['ace inhibitor', 'arb', 'beta blocker', 'calcium channel blocker', 'diuretic', 'antihypertensive'],
  'nasal spray': ['inhaled steroid'], narcotics: ['opioid'], laxative: ['laxative'], 'sleeping pill': ['hypnotic'], stimulant: ['stimulant'], triptan: ['triptan'], ppi: ['ppi'], benzodiazepine: ['benzodiazepine'],
}; // prettier-ignore

const SAME_ACTION: Readonly<Record<string, string>> = { takes: 'takes', continues: 'takes', took: 'took' };

const group = (action: MedicationAction): string => SAME_ACTION[action] ?? action;

export const CORRECTS =
  /\b(?:sorry|i mean|i meant|actually|no wait|wait|correction|scratch that|make that|my mistake|i misspoke|not \d+)\b/;

const sameDose = (a: string, b: string): boolean => parseFloat(a) === parseFloat(b);

/** "My water pill" … "the hydrochlorothiazide": the class named first is the drug named then. */
export function claimClass(body: MedicationBody, drugGroup: string, state: Discourse): readonly Unit[] {
  for (const draft of state.drafts) {
    if (draft.dropped || draft.body.type !== 'medication' || draft.by === 'clinician') continue;
    if (
      draft.body.experiencer !== body.experiencer ||
      !/^(?:takes|took|continues|stops|not-taking|refills)$/.test(draft.body.action)
    )
      continue;
    if (!CLASS_OF[draft.body.term]?.includes(drugGroup)) continue;
    draft.dropped = true;
    return draft.units;
  }
  return [];
}

/** Into the fact of the same drug where it says the same; a change, a stop, another dose are facts of their own. */
export function put(body: MedicationBody, said: Said, state: Discourse, units: readonly Unit[]): Draft<MedicationBody> {
  const before = known(state, body).toReversed();
  for (const draft of before) {
    const old = draft.body;
    const corrects =
      CORRECTS.test(said.text) && said.unit.index - (draft.units.at(-1)?.index ?? 0) < 5 && draft.by === said.by;
    if (corrects && body.dose !== undefined && old.dose !== undefined && old.dose !== body.dose) {
      draft.takenBack.push(...draft.units.splice(0));
      Object.assign(old, body, { action: body.action === 'takes' ? old.action : body.action });
      rest(draft, units);
      return draft;
    }
    const sameStory =
      group(old.action) === group(body.action) ||
      (draft.by !== 'clinician' &&
        said.by !== 'clinician' &&
        ((old.action === 'took' && body.action === 'takes' && !body.dose) ||
          (old.action === 'starts' && body.action === 'takes') ||
          (old.action === 'takes' && body.action === 'starts') ||
          (old.action === 'refills' && body.action === 'takes'))) ||
      (said.clinician &&
        draft.by === 'clinician' &&
        body.action === 'starts' &&
        /^(?:increases|decreases|continues)$/.test(old.action));
    const doseFits =
      old.dose === undefined || body.dose === undefined || sameDose(old.dose, body.dose) || !/\d/.test(body.dose);
    if (!sameStory || !doseFits) continue;
    for (const field of [
      'dose',
      'frequency',
      'route',
      'duration',
      'indication',
      'adherence',
      'effect',
      'previousDose',
    ] as const)
      if (body[field] !== undefined) old[field] ??= body[field];
    if (old.dose !== undefined && body.dose !== undefined && !/[a-z%]/.test(old.dose)) old.dose = body.dose;
    rest(draft, units);
    draft.trust = Math.min(0.98, draft.trust + 0.02);
    return draft;
  }
  // What the clinician raises or lowers has the dose that the patient told.
  if (/^(?:increases|decreases)$/.test(body.action) && body.previousDose === undefined) {
    const old = before.find(
      (draft) => draft.body.dose !== undefined && group(draft.body.action) === 'takes' && draft.body.dose !== body.dose,
    );
    if (old) body.previousDose = old.body.dose;
  }
  // "And you are on the glipizide." "I stopped it.": what the clinician took for granted is not so.
  if (!said.clinician && (body.action === 'stops' || body.action === 'not-taking'))
    for (const draft of before)
      if (draft.by === 'clinician' && draft.body.action === 'takes' && said.unit.index - draft.units.at(-1)!.index <= 3)
        draft.dropped = true;
  const trust = said.clinician ? 0.85 : VAGUE.test(body.term) ? 0.8 : 0.9;
  return add(state, body, units, said.by, trust);
}
