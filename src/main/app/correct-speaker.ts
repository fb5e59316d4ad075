import { AppError } from '../../shared/errors.ts';
import type { EncounterId, SegmentId } from '../../shared/model/ids.ts';
import type { Speaker } from '../../shared/model/transcript.ts';
import { reassignSpeakers } from '../domain/speech/assign-speakers.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { announce, requireEncounter } from './encounter-access.ts';
import { draftVisit } from './finish-visit.ts';

/** Who said a turn, corrected by hand. The note follows where nobody has edited it; edits are never thrown away. */
export async function correctSpeaker(
  context: AppContext,
  { encounterId, segmentId, speaker }: { encounterId: EncounterId; segmentId: SegmentId; speaker: Speaker },
): Promise<{ redrafted: boolean }> {
  const { deps, auditor, session, jobs } = context;
  const clinician = session.requireClinician();
  const redraft = deps.store.transaction(() => {
    requireEncounter(context, encounterId);
    const latest = deps.store.notes.latest(encounterId);
    if (latest?.kind === 'signed' || latest?.kind === 'addendum') throw new AppError('conflict.signed');
    const segment = deps.store.transcripts.segments(encounterId).find((candidate) => candidate.id === segmentId);
    if (!segment) throw new AppError('not-found.segment');
    const flags = [...new Set([...segment.flags, 'speaker-corrected' as const])];
    deps.store.transcripts.putSegments(encounterId, [{ ...segment, speaker, flags }]);
    decideOthersAgain(context, encounterId, latest?.kind === 'edit');
    auditor.record(clinician.id, 'transcript.speaker', encounterSubject(encounterId), { segmentId, speaker });
    return (
      latest?.kind === 'ai-draft' &&
      deps.store.transcripts.get(encounterId) !== undefined &&
      !jobs.isRunning(encounterId)
    );
  });
  if (!redraft) {
    announce(context, requireEncounter(context, encounterId));
    return { redrafted: false };
  }
  await jobs.start(encounterId, 'draft', (job) => draftVisit(context, encounterId, job.signal));
  return { redrafted: true };
}

/**
 * What a person knows of one turn tells something of its neighbours. Only for heard visits (a typed one carries its own tags), and not once the
 * note was edited: then the conversation stays as the clinician reviewed it.
 */
function decideOthersAgain({ deps }: AppContext, encounterId: EncounterId, isEdited: boolean): void {
  const transcript = deps.store.transcripts.get(encounterId);
  if (isEdited || !transcript?.model.sha256) return;
  const decided = reassignSpeakers(transcript.segments, deps.roleModel);
  const before = new Map(transcript.segments.map((segment) => [segment.id, segment.speaker]));
  deps.store.transcripts.putSegments(
    encounterId,
    decided.filter((segment) => before.get(segment.id) !== segment.speaker),
  );
}
