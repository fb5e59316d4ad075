import type { ClinicalFact } from '../../../shared/model/facts.ts';
import type { Unit } from '../understanding/utterances.ts';
import type { Statement } from './statement.ts';
import { capital } from './sentence-text.ts';

const SIDE = /\b(left|right)\b/gi;
const other = (side: string): string => (side === 'left' ? 'right' : 'left');

/**
 * "My left knee." "The left?" "No, sorry, the right one.": what was said first must not stand anywhere. A statement with a side that the visit
 * took back gets the settled one, with the words that settled it; the verifier then looks at it like at any other.
 */
export function withSettledSides(
  statements: readonly Statement[],
  facts: readonly ClinicalFact[],
  unitsOf: ReadonlyMap<string, readonly Unit[]>,
): Statement[] {
  const sided = facts.flatMap((fact) =>
    fact.type === 'finding' && fact.site !== undefined && (fact.side === 'left' || fact.side === 'right')
      ? [{ site: fact.site.toLowerCase(), side: fact.side, units: unitsOf.get(fact.id) ?? [] }]
      : [],
  );
  return statements.map((statement) => {
    const said = new Set([...statement.text.matchAll(SIDE)].map(([word]) => word.toLowerCase()));
    if (said.size !== 1) return statement;
    const [wrong] = said as Set<string> & Iterable<string>;
    const fact = sided.find(
      ({ site, side, units }) =>
        side === other(wrong!) &&
        statement.text.toLowerCase().includes(site) &&
        statement.units.some((unit) => units.includes(unit)) &&
        // Only where the other side was taken back, not where both are told of.
        !sided.some((one) => one.site === site && one.side === wrong),
    );
    if (!fact) return statement;
    const text = statement.text.replace(SIDE, (word) =>
      word[0] === word[0]!.toUpperCase() ? capital(fact.side) : fact.side,
    );
    return { ...statement, text, units: [...new Set([...statement.units, ...fact.units])] };
  });
}
