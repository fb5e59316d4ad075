import { toWireError } from '../../shared/errors.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { advance } from './encounter-access.ts';
import { finishVisit } from './finish-visit.ts';
import { hasUnheardLateSound, hearLateSound } from './late-sound.ts';
import { addMark, lastSoundAt } from './recording-marks.ts';

/**
 * At start: what a crash left in the middle is taken up where it stands. A recording becomes a whole one up to its last
 * durable chunk; a transcription or draft that was running is run again. One visit's failure never stops the others.
 */
export async function recoverVisits(context: AppContext): Promise<void> {
  const { deps, jobs } = context;
  for (const encounter of deps.store.encounters.list({ states: ['planned', 'recording', 'recorded', 'transcribed'] })) {
    try {
      if (await isReady(context, encounter))
        void jobs.start(encounter.id, 'transcribe', (job) => finishVisit(context, encounter.id, job));
    } catch (error) {
      deps.log.error('recovery.failed', { code: toWireError(error, '').code });
    }
  }
  for (const encounter of deps.store.encounters.list({
    states: ['in-review', 'signed', 'delivered', 'delivery-failed'],
  })) {
    if (!hasUnheardLateSound(context, encounter)) continue;
    try {
      const { durationMs } = await deps.audio.recover(encounter.id);
      const now = deps.store.encounters.get(encounter.id)!;
      deps.store.encounters.update({ ...now, audioDurationMs: durationMs });
      void jobs.start(encounter.id, 'transcribe', (job) => hearLateSound(context, encounter.id, job));
    } catch (error) {
      deps.log.error('recovery.failed', { code: toWireError(error, '').code });
    }
  }
}

/** Whether the visit has something to go on with. */
async function isReady(context: AppContext, encounter: Encounter): Promise<boolean> {
  const { deps, auditor } = context;
  const hasAudio = await deps.audio.has(encounter.id);
  switch (encounter.state) {
    case 'planned':
      // An import that was cut off: the original is with the user, a part of it is not a visit.
      if (hasAudio) await deps.audio.delete(encounter.id);
      return false;
    case 'recording': {
      const { durationMs, lostBytes } = hasAudio
        ? await deps.audio.recover(encounter.id)
        : { durationMs: 0, lostBytes: 0 };
      const lostMs = lostBytes / 32;
      deps.store.transaction(() => {
        auditor.record('system', 'recording.recover', encounterSubject(encounter.id), {
          durationMs: Math.round(durationMs),
          lostBytes,
        });
        if (durationMs === 0) advance(context, encounter.id, 'recover-empty');
        else
          advance(context, encounter.id, 'recover', {
            audioDurationMs: durationMs,
            endedAt: Math.min(deps.clock.now(), lastSoundAt(encounter, durationMs) ?? Infinity),
            recoveredLossMs: lostMs,
          });
        // Half a frame that cannot be read: where the recording broke off, whether it goes on or not.
        if (durationMs > 0 && lostMs > 0)
          addMark(context, encounter.id, { kind: 'gap', atMs: durationMs, lengthMs: lostMs });
      });
      return durationMs > 0;
    }
    default:
      return hasAudio || encounter.state === 'transcribed';
  }
}
