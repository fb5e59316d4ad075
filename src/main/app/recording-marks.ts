import { AppError } from '../../shared/errors.ts';
import type { Encounter, RecordingMark } from '../../shared/model/encounter.ts';
import type { EncounterId } from '../../shared/model/ids.ts';
import type { AppContext } from './app-context.ts';
import { encounterSubject } from './auditor.ts';
import { announce, requireEncounter } from './encounter-access.ts';

const MOST_MARKS = 2_000;

/** Keeps a mark, in its order, in the moment it is made: a crash does not take it along. */
export function addMark(context: AppContext, encounterId: EncounterId, mark: RecordingMark): void {
  change(context, encounterId, mark, (marks) => {
    if (marks.length >= MOST_MARKS) throw new AppError('conflict.state', { params: { marks: MOST_MARKS } });
    return [...marks, mark].sort((a, b) => a.atMs - b.atMs);
  });
}

/**
 * Nothing is collected from here on. The same stretch told a second time (a window that found its host restarted while it was paused) is one mark.
 */
export function beginPause(context: AppContext, encounterId: EncounterId, mark: RecordingMark): void {
  const known = openPause(requireEncounter(context, encounterId).marks);
  if (known?.kind === mark.kind && known.atMs === mark.atMs) return;
  addMark(context, encounterId, mark);
}

/** The stretch that was open has lasted `lengthMs`. */
export function endPause(context: AppContext, encounterId: EncounterId, lengthMs: number): void {
  const open = openPause(requireEncounter(context, encounterId).marks);
  if (!open) return;
  const ended = { ...open, lengthMs: Math.round(lengthMs) };
  change(context, encounterId, ended, (marks) => {
    const at = marks.findLastIndex(({ kind, atMs, lengthMs: known }) => {
      return kind === open.kind && atMs === open.atMs && known === undefined;
    });
    return marks.with(at, ended);
  });
}

/** When the last sound was heard, by what is known: start, sound, and the stretches without any. */
export function lastSoundAt({ startedAt, marks = [] }: Encounter, durationMs: number): number | undefined {
  if (startedAt === undefined) return undefined;
  return startedAt + durationMs + marks.reduce((sum, { lengthMs = 0 }) => sum + lengthMs, 0);
}

function openPause(marks: readonly RecordingMark[] = []): RecordingMark | undefined {
  return marks.findLast(({ kind, lengthMs }) => (kind === 'paused' || kind === 'off-record') && lengthMs === undefined);
}

function change(
  context: AppContext,
  encounterId: EncounterId,
  mark: RecordingMark,
  apply: (marks: RecordingMark[]) => RecordingMark[],
): void {
  const { deps, auditor, session } = context;
  const encounter = deps.store.transaction(() => {
    const before = requireEncounter(context, encounterId);
    const after: Encounter = { ...before, marks: apply(before.marks ?? []), updatedAt: deps.clock.now() };
    deps.store.encounters.update(after);
    const { kind, atMs, lengthMs } = mark;
    auditor.record(session.clinician()?.id ?? 'system', 'recording.mark', encounterSubject(encounterId), {
      kind,
      atMs: Math.round(atMs),
      ...(lengthMs === undefined ? {} : { lengthMs: Math.round(lengthMs) }),
    });
    return after;
  });
  announce(context, encounter);
}
