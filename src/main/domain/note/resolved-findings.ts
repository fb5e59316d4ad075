import type { ClinicalFact, FindingFact } from '../../../shared/model/facts.ts';
import type { Statement } from './statement.ts';

/**
 * "Some nausea the first week, but that's gone.": the answer of its first words no longer holds. What is over is not reported as there;
 * its story stands where it is told.
 */
export function withoutResolved(statements: readonly Statement[], facts: readonly ClinicalFact[]): Statement[] {
  const findings = facts.filter(
    (fact): fact is FindingFact => fact.type === 'finding' && fact.experiencer === 'patient',
  );
  const isOver = (term: string): boolean => {
    const same = findings.filter((fact) => fact.term === term);
    return same.length > 0 && same.every(({ assertion }) => assertion === 'resolved' || assertion === 'historical');
  };
  return statements.filter(
    ({ list }) => list?.verb !== 'reports' || list.items.length !== 1 || !isOver(list.items[0]!.term),
  );
}
