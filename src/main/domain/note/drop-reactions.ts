import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { Statement } from './statement.ts';

/**
 * "Sulfa. My whole face swelled up.": what a drug once did stands with the allergy. Told again among the complaints of today it would be one
 * of them.
 */
export function dropReactions(
  statements: readonly Statement[],
  facts: readonly ClinicalFact[],
  unitsOf: ReadonlyMap<string, readonly Unit[]>,
): Statement[] {
  const reactions = new Set(
    facts.flatMap((fact) =>
      fact.type === 'allergy' && fact.reaction !== undefined ? (unitsOf.get(fact.id) ?? []) : [],
    ),
  );
  const others = new Set(facts.flatMap((fact) => (fact.type === 'finding' ? (unitsOf.get(fact.id) ?? []) : [])));
  return statements.filter(
    ({ slot, units }) => slot !== 'hpi' || !units.every((unit) => reactions.has(unit) && !others.has(unit)),
  );
}
