import type { Statement } from './statement.ts';

/** The problem that was being talked about at a place of the visit: that of the last sentence before it that has one. */
export function headingAt(standing: readonly Statement[], order: number): string | undefined {
  return standing
    .filter((statement) => statement.problem !== undefined && statement.order <= order)
    .sort((a, b) => b.order - a.order)[0]?.problem;
}
