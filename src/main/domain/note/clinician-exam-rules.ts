import type { Candidate } from '../understanding/candidates.ts';
import type { Unit } from '../understanding/utterances.ts';
import {
  polished,
  proven,
  putStatement,
  type ClinicianState,
  type Rule,
  type SaidClause,
  type SaidUnit,
} from './clinician-state.ts';
import { composeElicited } from './compose-elicited.ts';
import { composeExam } from './compose-exam.ts';
import { regionOf, type ExamRegion } from './exam-region.ts';
import { composeResult } from './compose-results.ts';
import { studyIn, type Study } from './study.ts';
import { composeVitals } from './compose-vitals.ts';

/** Words of an exam that no story uses. */
export const EXAM_ONLY =
  /\b(?:palpation|intact|murmurs?|regular rate|clear|rebound|guarding|erythema\w*|edema|effusion|range of motion|tender\w*|eardrums?|exudates?|reflexes|strength|sensation|positive|negative|rales|rhonchi|crackles|wheez\w+|supple|lymphadenopathy|bruits?|distended|soft|papule|lesion|plaques?|symmetric|bulging|monofilament|flexion|extension|midline|fundal|pupils|distress|bowel sounds|pulses|nodule|swollen|drop arm|heart)\b/;

/** What a patient answers while examined ("does this hurt?" "yes"). Says whether the candidate is settled by it. */
export function takeElicited(candidate: Candidate, unit: Unit, state: ClinicianState): boolean {
  const asked = candidate.question ? state.phases.get(candidate.question.index) : undefined;
  const elicited = composeElicited(candidate, state.region, state.resources.lexicon, asked === 'exam');
  if (!elicited) return false;
  state.statements.push({
    slot: 'exam',
    text: polished(elicited.text, elicited.units, state),
    units: elicited.units,
    salience: 0.62,
    trust: 0.75,
    clinical: true,
    order: unit.index,
    ...(elicited.region ? { system: elicited.region } : {}),
  });
  return true;
}

const wordsOf = (unit: Unit): string => unit.tokens.map((token) => token.norm).join(' ');

/** "Your blood pressure is still high. It's 168 over 74.": the number without its name. */
const BARE_PRESSURE = /^(?:(?:and|so|but|,) )*(?:it is|it was|that is)(?: about| around| like| at)? \d{2,3}\/\d{2,3}\b/;

const pressureBefore = (unit: Unit, { judged }: ClinicianState): Unit | undefined =>
  judged
    .map(({ candidate }) => candidate.unit)
    .find(
      (other) =>
        other.index === unit.index - 1 && other.speaker === 'clinician' && /\bblood pressure\b/.test(wordsOf(other)),
    );

/** Vital signs are told in one breath, over the borders of clauses: read from the whole unit. Says whether there were any. */
export function takeVitals({ unit, slot, phase }: SaidUnit, state: ClinicianState): boolean {
  if (unit.question || (slot === 'plan' && phase === 'plan')) return false;
  const own = wordsOf(unit);
  const before = BARE_PRESSURE.test(own) ? pressureBefore(unit, state) : undefined;
  const units = before ? [before, unit] : [unit];
  const vitals = composeVitals(before ? `blood pressure ${own}` : own);
  for (const line of vitals) {
    if (!proven(line.text, units, state)) continue;
    state.used = true;
    state.statements.push({
      slot: 'vitals',
      text: polished(line.text, units, state),
      units,
      salience: 0.85,
      trust: 0.9,
      clinical: true,
      order: unit.index + 0.001 * state.statements.length,
    });
  }
  return vitals.length > 0;
}

const VITAL_SIGNS = /\b(?:vital signs|vitals|blood pressure|heart rate|oxygen saturation|fever)\b/;

/** Findings of the exam, under the region that this or an earlier clause named. */
export const takeExam: Rule = (said, state) => {
  const { phrase } = said;
  // Talk of vital signs is no finding, but for a baby's.
  if (VITAL_SIGNS.test(phrase.text) && !/\b(?:baby|fetal)\b/.test(phrase.text)) return true;
  state.region = regionOf(phrase, state.region) ?? state.region;
  const units = unitsInRegion(said.clause, state.region);
  const lines = composeExam(phrase);
  for (const text of lines)
    if (proven(text, units, state))
      putStatement(
        said,
        { slot: 'exam', text, units, salience: Math.max(said.salience, 0.62), system: state.region?.label },
        state,
      );
  return lines.length > 0;
};

/** A region of more than one word ("Left knee") is part of what is claimed: where it was named is evidence, too. */
const unitsInRegion = (clause: Unit, region: ExamRegion | undefined): readonly Unit[] =>
  region?.from && region.from !== clause && region.label.includes(' ') ? [region.from, clause] : [clause];

/** What a study showed. */
export const takeResult: Rule = (said, state) => {
  const ofStudy = said.phase === 'results' || said.slot === 'results';
  const lines = composeResult(said.phrase, ofStudy ? state.study : undefined);
  for (const { text, study } of lines) {
    const units = unitsOfResult(said, study);
    if (!proven(text, units, state)) continue;
    const system = study && state.resources.polish(study.label);
    putStatement(said, { slot: 'results', text, units, salience: Math.max(said.salience, 0.6), system }, state);
  }
  return lines.length > 0;
};

/** The study may have been named in another unit, or in another clause of this one. */
function unitsOfResult({ unit, clause, phrase }: SaidClause, study: Study | undefined): readonly Unit[] {
  if (!study) return [clause];
  if (study.from.index !== unit.index) return [study.from, clause];
  const holdsClause = study.from !== clause && study.from.tokens.length < 40 && !studyIn(phrase);
  return holdsClause ? [study.from] : [clause];
}
