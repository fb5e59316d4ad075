import { AppError } from '../../shared/errors.ts';
import type { EncounterId, SegmentId } from '../../shared/model/ids.ts';
import type { NoteVersion } from '../../shared/model/note.ts';
import type { TranscriptSegment } from '../../shared/model/transcript.ts';
import { settleInNote } from '../domain/note/settle-in-note.ts';
import { settleWords } from '../domain/speech/settle-words.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { announce, requireEncounter } from './encounter-access.ts';
import { draftVisit } from './finish-visit.ts';

export interface Settling {
  encounterId: EncounterId;
  segmentId: SegmentId;
  wordIndex: number;
  wordCount: number;
  heard: string;
  text: string;
}

/**
 * Words that a person listened to and decided. The transcript says so; the note follows where nobody has edited it, and an edited one keeps its
 * edits: only its sentences that rest on these words are looked at again. What the words are is in the transcript alone, not in the record.
 */
export async function settleWord(
  context: AppContext,
  input: Settling,
): Promise<{ segment: TranscriptSegment; redrafted: boolean; affected: number }> {
  const { deps, auditor, session, hub, jobs } = context;
  const { encounterId, segmentId } = input;
  const clinician = session.requireClinician();
  const { segment, affected, redraft } = deps.store.transaction(() => {
    requireEncounter(context, encounterId);
    const latest = deps.store.notes.latest(encounterId);
    if (latest?.kind === 'signed' || latest?.kind === 'addendum') throw new AppError('conflict.signed');
    const before = deps.store.transcripts.segment(encounterId, segmentId);
    if (!before) throw new AppError('not-found.segment');
    const { wordIndex: first, wordCount: count, text } = input;
    const heard = before.words.slice(first, first + count).map((word) => word.text);
    if (heard.length !== count || heard.join(' ') !== input.heard)
      throw new AppError('conflict.version', { retryable: true });
    const after = settleWords(before, { first, count, text });
    deps.store.transcripts.putSegments(encounterId, [after]);
    auditor.record(clinician.id, 'transcript.settle', encounterSubject(encounterId), {
      segmentId,
      wordIndex: first,
      wordCount: count,
      changed: after.text !== before.text,
    });
    const isDraft = latest?.kind === 'ai-draft';
    return {
      segment: after,
      affected: latest?.kind === 'edit' ? settleNote(context, clinician.id, latest, { ...input, before, after }) : 0,
      redraft: isDraft && deps.store.transcripts.get(encounterId) !== undefined && !jobs.isRunning(encounterId),
    };
  });
  hub.emit({ type: 'transcript.segment', encounterId, segment });
  if (redraft) await jobs.start(encounterId, 'draft', (job) => draftVisit(context, encounterId, job.signal));
  else announce(context, requireEncounter(context, encounterId));
  return { segment, redrafted: redraft, affected };
}

/** A new version of an edited note, if the decision touches it. */
function settleNote(
  { deps, auditor }: AppContext,
  clinicianId: string,
  latest: NoteVersion,
  settled: Settling & { before: TranscriptSegment; after: TranscriptSegment },
): number {
  const { note, affected, isChanged } = settleInNote(latest.note, settled);
  if (!isChanged) return 0;
  const version = latest.version + 1;
  const change = 'transcript.settle';
  deps.store.notes.append(settled.encounterId, {
    version,
    kind: 'edit',
    at: deps.clock.now(),
    by: clinicianId,
    note,
    change,
  });
  auditor.record(clinicianId, 'note.edit', encounterSubject(settled.encounterId), { version, change });
  return affected;
}
