import type { Statement } from './note-reader.ts';
import { isAssessment } from './note-reader.ts';

/** What a visit dealt with: a heading, or a sentence of the assessment that stands alone, with all that is said about it. */
export interface Problem {
  /** As the note names it; undefined for prose without headings. */
  readonly title?: string;
  /** A statement of the note is the title itself (a clinician's heading), not only a label on sentences. */
  readonly isWritten: boolean;
  readonly statements: readonly Statement[];
  /** Only the plan mentions it. */
  readonly onlyPlan: boolean;
}

/** Problems in the order in which the note names them. Prose without a problem comes last, as one. */
export function problemsOf(statements: readonly Statement[]): Problem[] {
  const relevant = statements.filter((statement) => isAssessment(statement.role) || statement.role === 'plan');
  const groups = new Map<string, Statement[]>();
  const loose: Statement[] = [];
  for (const statement of relevant) {
    if (statement.problem === undefined) {
      if (statement.isTitle)
        groups.set(keyOf(statement.text), [...(groups.get(keyOf(statement.text)) ?? []), statement]);
      else loose.push(statement);
      continue;
    }
    const key = keyOf(statement.problem);
    const group = groups.get(key);
    if (group) group.push(statement);
    else groups.set(key, [statement]);
  }
  const problems: Problem[] = [...groups.values()].map((group) => ({
    title: group.find((statement) => statement.isTitle)?.text ?? group[0]!.problem,
    isWritten: group.some((statement) => statement.isTitle),
    statements: group,
    onlyPlan: group.every((statement) => statement.role === 'plan'),
  }));
  const prose = loose.filter((statement) => isAssessment(statement.role));
  if (prose.length > 0) problems.push({ isWritten: false, statements: prose, onlyPlan: false });
  return problems;
}

function keyOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();
}
