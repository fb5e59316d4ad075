import type { Evidence, Omission } from '../../../shared/model/note.ts';
import type { NoteTemplate } from '../../../shared/model/template.ts';
import { isLeftOut, slotPlacer } from './place-slots.ts';
import type { Statement } from './statement.ts';

/** Statements that the template has no place for, or leaves out on purpose. */
export function leftOut(statements: readonly Statement[], template: NoteTemplate): Statement[] {
  const place = slotPlacer(template);
  return statements.filter((statement) => isLeftOut(statement, template, place));
}

/**
 * They stand among what the note leaves out, with the sentence they would be (reason `template`). A segment's entry for another reason gives
 * way to it: this one can be taken in as it is.
 */
export function withLeftOut(
  omissions: readonly Omission[],
  found: readonly { statement: Statement; evidence: readonly Evidence[] }[],
  template: NoteTemplate,
): Omission[] {
  const added = found.flatMap(({ statement, evidence }): Omission[] => {
    const [first] = evidence;
    if (!first) return [];
    const sectionKey = template.sections.at(statement.slot === 'plan' || statement.slot === 'assessment' ? -1 : 0)?.key;
    return [{ segmentId: first.segmentId, reason: 'template', evidence: first, sectionKey, text: statement.text }];
  });
  const segments = new Set(added.map(({ segmentId }) => segmentId));
  return [...omissions.filter(({ segmentId }) => !segments.has(segmentId)), ...added];
}
