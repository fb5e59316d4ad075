import { AppError } from '../../../shared/errors.ts';
import type { DocumentVersion } from '../../../shared/model/document.ts';

/** What has to be known of a document's history to judge the next version. */
export interface DocumentHistoryTip {
  readonly lastVersion: number;
  readonly isFinal: boolean;
}

/**
 * The rule of a document's history, one for every store: versions count up by one without a gap; what is final is never edited, only made anew;
 * the first is made by the engine.
 * @throws AppError `conflict.version` (params `expected`), `conflict.final`, `conflict.state`
 */
export function assertNextDocumentVersion(
  tip: DocumentHistoryTip,
  next: Pick<DocumentVersion, 'version' | 'kind'>,
): void {
  const expected = tip.lastVersion + 1;
  if (next.version !== expected) throw new AppError('conflict.version', { params: { expected } });
  if (next.kind === 'draft') return;
  if (tip.lastVersion === 0) throw new AppError('conflict.state', { params: { state: 'none', event: next.kind } });
  if (tip.isFinal) throw new AppError('conflict.final');
}
