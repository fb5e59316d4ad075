import type { ClinicalFact, FindingFact } from '../../../shared/model/facts.ts';
import type { Unit } from '../understanding/utterances.ts';
import { composeComplaint, detailCount } from './compose-complaint.ts';
import { composeAllergies, composeFamily, composePast, composeSocial } from './compose-history.ts';
import { composeMedications, composeTried } from './compose-medications.ts';
import type { Composed, ComposeVoice } from './compose-phrase.ts';
import type { Slot, Statement } from './statement.ts';

/** "I'm worried it is getting worse" is no complaint of the mood. */
const isVague = (fact: FindingFact): boolean =>
  (/^(?:pain|stress|muscle strain|injury|problem|symptoms?|discomfort)$/.test(fact.term) && fact.site === undefined) ||
  (fact.term === 'anxious mood' && !fact.evidence.some(({ quote }) => /anxi/i.test(quote)));

/** A list of what is known is always wanted; a story told in one breath tells itself better than a list of its parts. */
const LISTED: ReadonlySet<Slot> = new Set(['medications', 'allergies', 'family', 'social', 'pmh', 'psh']);
const ALWAYS = 0.66;

/** History made from facts, each sentence with every unit that its facts rest on. */
export function composeHistory(
  facts: readonly ClinicalFact[],
  unitsOf: (facts: readonly ClinicalFact[]) => Unit[],
  voice: ComposeVoice,
): Statement[] {
  const findings = facts.filter((fact): fact is FindingFact => fact.type === 'finding');
  const told = findings.filter(
    (fact) => fact.kind === 'symptom' && fact.by !== 'clinician' && detailCount(fact) >= 1 && !isVague(fact),
  );
  const composed: Composed[] = [
    ...told.flatMap((fact) => composeComplaint(fact, findings, voice)),
    ...composeTried(facts, voice),
    ...composeMedications(facts, voice),
    ...composeAllergies(facts, voice),
    ...composeFamily(facts, voice),
    ...composePast(facts, voice),
    ...composeSocial(facts, voice),
  ];
  return composed.flatMap((item): Statement[] => {
    const units = unitsOf(item.facts);
    if (units.length === 0) return [];
    return [
      {
        slot: item.slot,
        text: item.text,
        units,
        salience: ALWAYS,
        trust: 0.85,
        order: units[0]!.index,
        clinical: true,
        composed: true,
      },
    ];
  });
}

const LIGHT = new Set(
  'the a an and or of to in on for with at is are was were be been being has have had do does did he she they his her their him them patient it its this that there i my me we our you your as also some any just really about approximately so then not no takes take taking took taken reports report denies deny states feels feel felt gets get got getting uses use using started starts start began begin'.split(
    ' ',
  ),
);

const content = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/[.,;:()]+(\s|$)/g, ' ')
    .split(/[^a-z0-9/%'.-]+/)
    .map((word) =>
      word
        .replace(/^[.(]+|[.)]+$/g, '')
        .replace(/(?:ing|ed|s)$/, '')
        .replace(/e$/, ''),
    )
    .filter((word) => word !== '' && !LIGHT.has(word));

/**
 * What was composed takes the place of the sentences that say no more than it; a complaint told whole in one sentence of the patient's own
 * keeps that sentence.
 */
export function mergeComposed(statements: readonly Statement[], composed: readonly Statement[]): Statement[] {
  const units = (statement: Statement): ReadonlySet<Unit> => new Set(statement.units);
  const narrative = statements.filter((statement) => !statement.list && statement.slot !== 'chief-complaint');
  const kept = composed.filter((item) => {
    if (item.slot === 'medications')
      return !narrative.some(
        (statement) =>
          statement.slot === 'medications' &&
          item.units.every((unit) => statement.units.includes(unit)) &&
          content(item.text).length <= Math.max(1, content(statement.text).length),
      );
    if (item.slot === 'allergies') return true;
    if (item.slot === 'social')
      return !item.units.every((unit) =>
        narrative.some((statement) => statement.slot === 'social' && statement.units.includes(unit)),
      );
    // Every part of it is told by one sentence that stands anyway.
    const words = content(item.text);
    return !narrative.some((statement) => {
      if (!item.units.every((unit) => statement.units.includes(unit))) return false;
      if (LISTED.has(item.slot) && statement.slot !== item.slot) return false;
      // A drug tried, told in the patient's own sentence.
      if (/ has tried /.test(item.text)) return true;
      const own = new Set(content(statement.text));
      return words.filter((word) => own.has(word)).length >= 0.6 * words.length;
    });
  });
  const isCovered = (statement: Statement): boolean => {
    if (statement.list || !COVERABLE.has(statement.slot)) return false;
    const touching = kept.filter((item) => item.units.some((unit) => units(statement).has(unit)));
    if (touching.length === 0) return false;
    if (!statement.units.every((unit) => touching.some((item) => item.units.includes(unit)))) return false;
    if (statement.slot === 'allergies' && touching.some((item) => item.slot === 'allergies')) return true;
    const said = new Set(touching.flatMap((item) => content(item.text)));
    const words = content(statement.text);
    // A number is never said less exactly.
    if (words.some((word) => /\d/.test(word) && !said.has(word))) return false;
    return words.filter((word) => said.has(word)).length >= 0.7 * words.length;
  };
  const listedPast = kept.some((item) => item.slot === 'pmh');
  return [
    ...statements.filter(
      (statement) =>
        !isCovered(statement) &&
        !(
          listedPast &&
          statement.list &&
          statement.slot === 'pmh' &&
          kept.some((item) => item.slot === 'pmh' && statement.units.every((unit) => item.units.includes(unit)))
        ),
    ),
    ...kept,
  ];
}

const COVERABLE: ReadonlySet<Slot> = new Set([
  'hpi',
  'ros',
  'pmh',
  'psh',
  'medications',
  'allergies',
  'family',
  'social',
]);
