import { z } from 'zod';
import { ErrorCode, ErrorParams } from '../errors.ts';
import { ChartPatient } from './chart.ts';
import { ClinicianId, EncounterId, InstantMs, OffsetMs } from './ids.ts';

/**
 * The life cycle. `planned` has no audio; `recording` is being written (or was, when the host died: recovery moves it on);
 * `recorded` is whole on disk; then the draft walks to `signed`, `delivered` or `delivery-failed` (retryable).
 */
export const EncounterState = z.enum([
  'planned',
  'recording',
  'recorded',
  'transcribed',
  'drafted',
  'in-review',
  'signed',
  'delivered',
  'delivery-failed',
]);
export type EncounterState = z.infer<typeof EncounterState>;

/**
 * Something that happened while it was recorded, `atMs` in the recording. `moment`: the clinician marked it. `paused`, `off-record`: sound was
 * not collected here, for `lengthMs` of the day; nothing of it exists. `device`: another microphone took over. `gap`: sound was lost
 * (a computer that slept, a crash), as far as known for `lengthMs`.
 */
export const RecordingMark = z.object({
  kind: z.enum(['moment', 'paused', 'off-record', 'device', 'gap']),
  atMs: OffsetMs,
  lengthMs: OffsetMs.optional(),
});
export type RecordingMark = z.infer<typeof RecordingMark>;

export const Encounter = z.object({
  id: EncounterId,
  patient: ChartPatient,
  reason: z.string().max(400),
  state: EncounterState,
  createdAt: InstantMs,
  updatedAt: InstantMs,
  /** The clinician who recorded it. */
  clinicianId: ClinicianId.optional(),
  startedAt: InstantMs.optional(),
  endedAt: InstantMs.optional(),
  audioDurationMs: OffsetMs.optional(),
  source: z.enum(['microphone', 'file', 'transcript']).optional(),
  template: z.string().default('soap'),
  /** Milliseconds of audio that recovery could not find after a crash ended the recording; absent: there was none. */
  recoveredLossMs: OffsetMs.optional(),
  /** How often a microphone was opened for this recording. */
  recordingParts: z.number().int().positive().optional(),
  /** Sound from here on came back after a crash when the note was already edited or signed: it is kept and heard, the note does not know it. */
  lateFromMs: OffsetMs.optional(),
  /** The imported file broke off before its end: what came before was used. */
  cutShort: z.boolean().optional(),
  /** Ordered by `atMs`. */
  marks: z.array(RecordingMark).max(2_000).optional(),
});
export type Encounter = z.infer<typeof Encounter>;

/** A long-running job of an encounter. `fraction` 0..1 where it can be known. */
export const JobProgress = z.object({
  kind: z.enum(['import', 'transcribe', 'draft', 'deliver']),
  fraction: z.number().min(0).max(1).optional(),
  etaMs: z.number().nonnegative().optional(),
});
export type JobProgress = z.infer<typeof JobProgress>;

/** Why a job ended before it was done. */
export const JobFailure = z.object({ code: ErrorCode, params: ErrorParams });
export type JobFailure = z.infer<typeof JobFailure>;
