import { AppError } from '../../../shared/errors.ts';
import type { NoteVersion, NoteVersionKind } from '../../../shared/model/note.ts';

/** What has to be known of a note's history to judge the next version. */
export interface NoteHistoryTip {
  readonly lastVersion: number;
  readonly signed: boolean;
}

/**
 * The rule of a note's history, one for every store: versions count up by one without a gap; the note is signed once;
 * after that only addenda follow, and an addendum needs a signed note.
 * @throws AppError `conflict.version` (params `expected`), `conflict.signed`, `conflict.state`.
 */
export function assertNextNoteVersion(tip: NoteHistoryTip, next: Pick<NoteVersion, 'version' | 'kind'>): void {
  const expected = tip.lastVersion + 1;
  if (next.version !== expected) throw new AppError('conflict.version', { params: { expected } });
  if (tip.signed && next.kind !== 'addendum') throw new AppError('conflict.signed');
  if (!tip.signed && next.kind === 'addendum')
    throw new AppError('conflict.state', { params: { state: 'unsigned', event: 'addendum' } });
}

/** Kinds whose text a clinician put their name to. */
export function isSignedKind(kind: NoteVersionKind): boolean {
  return kind === 'signed' || kind === 'addendum';
}
