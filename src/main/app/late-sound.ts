import { AppError } from '../../shared/errors.ts';
import { isSigned } from '../domain/encounter/life-cycle.ts';
import type { Encounter } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { announce, requireEncounter } from './encounter-access.ts';
import type { JobHandle } from './jobs.ts';
import { keepSegment } from './keep-segment.ts';
import { withSpeakers, withVocabulary } from './make-draft.ts';
import { int16ToFloat } from './pcm.ts';
import { wordsOfVisit } from './words-of-visit.ts';

const BLOCK_MS = 1_000;

/**
 * A window that lost its host holds on to its sound. When it comes back somebody may have edited or signed the note that the new host drafted
 * of what was on the disk. The sound is still taken, behind what stands, and heard; but a text that a person has made is not written over.
 */
export function takesLateSound(
  { state, recoveredLossMs, recordingParts }: Encounter,
  part: number | undefined,
): boolean {
  if (recoveredLossMs === undefined || part === undefined || part !== recordingParts) return false;
  return state === 'in-review' || isSigned(state);
}

/** From here on the recording has sound that the note does not know. */
export function markLate(context: AppContext, encounterId: EncounterId, fromMs: number): void {
  const { deps, auditor } = context;
  const encounter = deps.store.transaction(() => {
    const before = requireEncounter(context, encounterId);
    const after: Encounter = {
      ...before,
      lateFromMs: Math.min(before.lateFromMs ?? Infinity, fromMs),
      updatedAt: deps.clock.now(),
    };
    deps.store.encounters.update(after);
    auditor.record('system', 'recording.late', encounterSubject(encounterId), { fromMs: Math.round(fromMs) });
    return after;
  });
  announce(context, encounter);
}

/** The late sound is over. @returns the encounter as it stands; the words follow */
export function endLateSound(context: AppContext, encounterId: EncounterId, durationMs: number): Encounter {
  const { deps, auditor, session, jobs } = context;
  const encounter = deps.store.transaction(() => {
    const after = {
      ...requireEncounter(context, encounterId),
      audioDurationMs: durationMs,
      updatedAt: deps.clock.now(),
    };
    deps.store.encounters.update(after);
    auditor.record(session.clinician()?.id ?? 'system', 'recording.stop', encounterSubject(encounterId), {
      durationMs: Math.round(durationMs),
      late: true,
    });
    return after;
  });
  announce(context, encounter);
  if (encounter.lateFromMs !== undefined && !jobs.isRunning(encounterId))
    void jobs.start(encounterId, 'transcribe', (job) => hearLateSound(context, encounterId, job));
  return encounter;
}

/** Whether a crash came between late sound and its words. */
export function hasUnheardLateSound({ deps }: AppContext, encounter: Encounter): boolean {
  if (encounter.lateFromMs === undefined) return false;
  const transcript = deps.store.transcripts.get(encounter.id);
  return transcript !== undefined && transcript.durationMs <= encounter.lateFromMs;
}

/** Hears what came late and puts its words behind the transcript. State, note and what was there of the transcript stay as they are. */
export async function hearLateSound(context: AppContext, encounterId: EncounterId, job: JobHandle): Promise<void> {
  const { deps, hub, auditor } = context;
  const lateFromMs = requireEncounter(context, encounterId).lateFromMs ?? 0;
  const isLate = ({ startMs }: { startMs: number }): boolean => startMs >= lateFromMs;
  const reader = await deps.audio.openReader(encounterId);
  try {
    const { durationMs } = reader;
    const heard = deps.store.transcripts.segments(encounterId);
    const fromMs = heard.filter(isLate).reduce((last, { endMs }) => Math.max(last, endMs), lateFromMs);
    const session = await deps.transcriber.open({
      idPrefix: 'late',
      firstIndex: heard.filter(isLate).length + 1,
      startOffsetMs: fromMs,
      ...wordsOfVisit(context, encounterId),
      hearAgain: deps.store.settings.get().doubleListening,
      signal: job.signal,
      onSegment(segment) {
        hub.emit({ type: 'transcript.segment', encounterId, segment: keepSegment(context, encounterId, segment) });
      },
      onProgress: (processedMs) =>
        job.progress('transcribe', (processedMs - lateFromMs) / Math.max(1, durationMs - lateFromMs)),
      onWorkerRestart: () => deps.log.warn('speech.worker-restart'),
    });
    try {
      for (let atMs = fromMs; atMs < durationMs && !job.signal.aborted; atMs += BLOCK_MS)
        await session.push(int16ToFloat(await reader.read(atMs, Math.min(durationMs, atMs + BLOCK_MS))));
      if (job.signal.aborted) throw new AppError('cancelled', { retryable: true });
      await session.finish();
    } catch (error) {
      await session.cancel();
      throw error;
    }
    deps.store.transaction(() => {
      const before = deps.store.transcripts.get(encounterId);
      if (!before) return;
      const chart = deps.store.charts.get(encounterId);
      const late = { ...before, segments: before.segments.filter(isLate) };
      const { segments } = withSpeakers(withVocabulary(late, { chart, drugs: deps.drugNames }), deps.roleModel);
      deps.store.transcripts.save(encounterId, {
        ...before,
        durationMs,
        segments: [...before.segments.filter((segment) => !isLate(segment)), ...segments],
      });
      auditor.record('engine', 'transcript.late', encounterSubject(encounterId), {
        fromMs: Math.round(lateFromMs),
        durationMs: Math.round(durationMs),
        segments: segments.length,
      });
    });
  } finally {
    await reader.close();
  }
  announce(context, requireEncounter(context, encounterId));
}
