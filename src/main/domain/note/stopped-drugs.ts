import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { Statement } from './statement.ts';

const TAKES = /\b(?:takes|is taking|is on|are on|continues|has been (?:on|taking))\b/;
const STOPPED = /\b(?:stop\w*|quit|no longer|not|never|off|held|ran out)\b/;

/**
 * "You are on the metformin and the glipizide." "I stopped the glipizide.": the sentence of the first no longer holds. What else it named stands among the
 * medications, drug by drug.
 */
export function withoutStoppedDrugs(
  statements: readonly Statement[],
  facts: readonly ClinicalFact[],
  unitsOf: ReadonlyMap<string, readonly Unit[]>,
): Statement[] {
  const stopped = facts.flatMap((fact) =>
    fact.type === 'medication' &&
    fact.experiencer === 'patient' &&
    fact.by !== 'clinician' &&
    (fact.action === 'stops' || fact.action === 'not-taking')
      ? [{ name: fact.term.toLowerCase(), at: Math.max(0, ...(unitsOf.get(fact.id) ?? []).map(({ index }) => index)) }]
      : [],
  );
  return statements.filter(({ text, list, units }) => {
    if (list || !TAKES.test(text) || STOPPED.test(text)) return true;
    const at = Math.max(...units.map(({ index }) => index));
    return !stopped.some((drug) => drug.at >= at && text.toLowerCase().includes(drug.name));
  });
}
