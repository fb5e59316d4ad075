import { AppError } from '../../shared/errors.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { advance } from './encounter-access.ts';
import { takesLateSound } from './late-sound.ts';
import { addMark } from './recording-marks.ts';

/** A break that is worth a mark. */
const SHORTEST_BREAK_MS = 1_000;

/** `late`: behind a recording whose note is a person's already. */
export type Opening = 'new' | 'goes-on' | 'late';

/**
 * Whether sound may be added to what there is. A recording that a crash ended is heard and drafted at once by the new host; a window that held on to
 * its sound comes back after that, and what it holds must find its place.
 * @param part the part that the caller was recording
 * @throws AppError `conflict.state`
 */
export function howToOpen(encounter: Encounter, part: number | undefined): Opening {
  const { state, recoveredLossMs } = encounter;
  if (state === 'planned') return 'new';
  const wasCutOff = recoveredLossMs !== undefined && (state === 'transcribed' || state === 'drafted');
  if (state === 'recorded' || wasCutOff) return 'goes-on';
  if (takesLateSound(encounter, part)) return 'late';
  throw new AppError('conflict.state', { params: { state } });
}

/** Writes down that it is recorded from here on. @returns the number of this part */
export function enterRecording(
  context: AppContext,
  encounter: Encounter,
  { how, part, durationMs }: { how: Opening; part: number | undefined; durationMs: number },
): number {
  const { deps, auditor, session } = context;
  const { id: encounterId } = encounter;
  const clinician = session.requireClinician();
  const recordingParts = (encounter.recordingParts ?? 0) + 1;
  return deps.store.transaction(() => {
    if (how === 'late') {
      deps.store.encounters.update({ ...encounter, recordingParts });
    } else {
      advance(context, encounterId, how === 'new' ? 'start-recording' : 'resume-recording', {
        startedAt: how === 'new' ? deps.clock.now() : encounter.startedAt,
        source: 'microphone',
        clinicianId: clinician.id,
        recordingParts,
        // Nothing was lost and it goes on: no interruption is left to tell of.
        ...(encounter.recoveredLossMs === 0 ? { recoveredLossMs: undefined } : {}),
      });
      if (how === 'goes-on') markBreak(context, encounter, durationMs, part);
    }
    auditor.record(
      clinician.id,
      how === 'new' ? 'recording.start' : 'recording.resume',
      encounterSubject(encounterId),
      {
        atMs: Math.round(durationMs),
        part: recordingParts,
        ...(how === 'late' ? { late: true } : {}),
      },
    );
    return recordingParts;
  });
}

/** Where the words end that are known already. */
export function unheardFromMs({ deps }: AppContext, encounterId: EncounterId): number {
  return deps.store.transcripts.segments(encounterId).reduce((last, segment) => Math.max(last, segment.endMs), 0);
}

/** A break since it was ended: by a crash, unless the caller still holds what belongs there, or by a person. */
function markBreak(context: AppContext, before: Encounter, durationMs: number, part: number | undefined): void {
  if (before.endedAt === undefined || part === before.recordingParts) return;
  const lengthMs = context.deps.clock.now() - before.endedAt;
  if (lengthMs < SHORTEST_BREAK_MS) return;
  const kind = before.recoveredLossMs === undefined ? 'paused' : 'gap';
  addMark(context, before.id, { kind, atMs: durationMs, lengthMs });
}
