import { AppError } from '../../shared/errors.ts';
import type { EncounterId, SegmentId } from '../../shared/model/ids.ts';
import type { Speaker, TranscriptSegment } from '../../shared/model/transcript.ts';
import { reassignSpeakers } from '../domain/speech/assign-speakers.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { announce, requireEncounter } from './encounter-access.ts';
import { draftVisit } from './finish-visit.ts';

/**
 * Who said a turn, or whose voice it is, corrected by hand. The note follows where nobody has edited it; edits are never thrown away. What was
 * corrected turn by turn is not touched by what is said of a voice.
 */
export async function correctSpeaker(
  context: AppContext,
  {
    encounterId,
    segmentId,
    speaker,
    scope = 'turn',
  }: { encounterId: EncounterId; segmentId: SegmentId; speaker: Speaker; scope?: 'turn' | 'voice' },
): Promise<{ redrafted: boolean; corrected: number }> {
  const { deps, auditor, session, jobs } = context;
  const clinician = session.requireClinician();
  const { redraft, corrected } = deps.store.transaction(() => {
    requireEncounter(context, encounterId);
    const latest = deps.store.notes.latest(encounterId);
    if (latest?.kind === 'signed' || latest?.kind === 'addendum') throw new AppError('conflict.signed');
    const segments = deps.store.transcripts.segments(encounterId);
    const segment = segments.find((candidate) => candidate.id === segmentId);
    if (!segment) throw new AppError('not-found.segment');
    const voice = scope === 'voice' ? segment.voice : undefined;
    const ofThatVoice = voice === undefined ? [] : segments.filter((other) => other.voice === voice && isOpen(other));
    const set = [...new Set([segment, ...ofThatVoice])].map((each) => correct(each, speaker, voice !== undefined));
    deps.store.transcripts.putSegments(encounterId, set);
    decideOthersAgain(context, encounterId, latest?.kind === 'edit');
    auditor.record(clinician.id, 'transcript.speaker', encounterSubject(encounterId), {
      segmentId,
      speaker,
      ...(voice === undefined ? {} : { voice, segments: set.length }),
    });
    return {
      corrected: set.length,
      redraft:
        latest?.kind === 'ai-draft' &&
        deps.store.transcripts.get(encounterId) !== undefined &&
        !jobs.isRunning(encounterId),
    };
  });
  if (!redraft) {
    announce(context, requireEncounter(context, encounterId));
    return { redrafted: false, corrected };
  }
  await jobs.start(encounterId, 'draft', (job) => draftVisit(context, encounterId, job.signal));
  return { redrafted: true, corrected };
}

/** Nobody has said anything of this very turn. */
const isOpen = ({ flags }: TranscriptSegment): boolean =>
  !flags.includes('speaker-corrected') || flags.includes('voice-corrected');

function correct(segment: TranscriptSegment, speaker: Speaker, byVoice: boolean): TranscriptSegment {
  const others = segment.flags.filter((flag) => flag !== 'speaker-corrected' && flag !== 'voice-corrected');
  const flags = [...others, 'speaker-corrected' as const, ...(byVoice ? ['voice-corrected' as const] : [])];
  return { ...segment, speaker, flags };
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
