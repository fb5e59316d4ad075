import { studyIn } from './study.ts';
import { EXAM_ONLY, takeExam, takeResult } from './clinician-exam-rules.ts';
import { takeDictated, takeFollowOn, takeImpression, takeWholeClauses } from './clinician-impression-rules.ts';
import { takeBack, takeDose, takePlan, takePurpose } from './clinician-plan-rules.ts';
import { CLINICIAN_SLOTS, when, type Rule, type SaidClause } from './clinician-state.ts';
import type { Slot } from './statement.ts';

const slotIs =
  (...slots: readonly Slot[]) =>
  ({ slot }: SaidClause): boolean =>
    slots.includes(slot);

const wantsNoPlan = ({ wantsPlan }: SaidClause): boolean => !wantsPlan;

const DIAGNOSES = /\b(?:i (?:do )?(?:think|believe|suspect)|consistent with|most likely|concerned)\b/;

const THOUGHT =
  /\b(?:i (?:do |also |really )*(?:think|believe|suspect|feel)|consistent with|can ?not (?:completely |fully )?(?:rule out|exclude)|^(?:for|if|you) )/;

/** A result told outside the time for results; within the plan it has to name its study. */
const tellsResult = ({ slot, wantsPlan, phase, phrase }: SaidClause): boolean =>
  slot === 'results' &&
  !wantsPlan &&
  (phase !== 'plan' || studyIn(phrase) !== undefined) &&
  !DIAGNOSES.test(phrase.text);

/** A finding told outside the exam; within the story only in words that no story uses. */
const tellsFinding = ({ slot, wantsPlan, phase, phrase, salience }: SaidClause): boolean =>
  (slot === 'exam' || slot === 'vitals') &&
  !wantsPlan &&
  !DIAGNOSES.test(phrase.text) &&
  (phase !== 'history' || (salience > 0.6 && EXAM_ONLY.test(phrase.text)));

const mayBeImpression = ({ slot, wantsPlan, phase, phrase }: SaidClause): boolean =>
  (CLINICIAN_SLOTS.has(slot) || phase === 'plan') && (!wantsPlan || THOUGHT.test(phrase.text));

const DURING_EXAM: readonly Rule[] = [
  takeExam,
  when(slotIs('results'), takeResult),
  when(slotIs('assessment'), takeImpression),
  takeDictated,
];

const DURING_RESULTS: readonly Rule[] = [
  takeResult,
  when(slotIs('exam'), takeExam),
  when(slotIs('assessment'), takeImpression),
  takeDictated,
];

const OTHERWISE: readonly Rule[] = [
  takeBack,
  takeDose,
  takePurpose,
  takePlan,
  when(tellsResult, takeResult),
  when(tellsFinding, takeExam),
  when(mayBeImpression, takeImpression),
  when(wantsNoPlan, takeFollowOn),
  takeWholeClauses,
  when(wantsNoPlan, takeDictated),
];

/** The rules that a clause is put to, in their order: the first that takes it ends the search. */
export function rulesFor({ phase, slot, wantsPlan, late }: SaidClause): readonly Rule[] {
  if (phase === 'exam' && !wantsPlan) return DURING_EXAM;
  if (phase === 'results' && !wantsPlan && slot !== 'plan') return DURING_RESULTS;
  const isOurs = slot === 'exam' || slot === 'results' || slot === 'vitals';
  return late || phase === 'plan' || isOurs ? OTHERWISE : [];
}
