import { z } from 'zod';
import { EncounterState, JobProgress } from '../model/encounter.ts';
import { EncounterId, OffsetMs } from '../model/ids.ts';
import { Note } from '../model/note.ts';
import { ModelProgress } from '../model/speech-models.ts';
import { TranscriptSegment } from '../model/transcript.ts';
import { ErrorCode, ErrorParams } from '../errors.ts';

/** What main tells renderers. `seq` rises by one over all events of a host's life; a snapshot carries the seq it includes. */
export const AppEvent = z.discriminatedUnion('type', [
  /** Something of this encounter changed: fetch its view or summary again. */
  z.object({
    type: z.literal('encounter.changed'),
    seq: z.number().int(),
    encounterId: EncounterId,
    state: EncounterState,
  }),
  /** Documents of this visit were made or changed: ask for the list again. */
  z.object({ type: z.literal('documents.changed'), seq: z.number().int(), encounterId: EncounterId }),
  z.object({
    type: z.literal('transcript.segment'),
    seq: z.number().int(),
    encounterId: EncounterId,
    segment: TranscriptSegment,
  }),
  /**
   * Live captions: what was heard since the last segment that stands. Each replaces the one before; a segment that stands ends what it covers.
   * `segments` are utterances that ended, as heard so far (ids not kept); `text` is what is being said after them.
   */
  z.object({
    type: z.literal('transcript.partial'),
    seq: z.number().int(),
    encounterId: EncounterId,
    startMs: OffsetMs,
    endMs: OffsetMs,
    text: z.string(),
    segments: z.array(TranscriptSegment).default([]),
  }),
  /** The note as it would stand now, while the visit is being heard. Each replaces the one before; nothing of it is kept. */
  z.object({ type: z.literal('note.live'), seq: z.number().int(), encounterId: EncounterId, note: Note }),
  z.object({
    type: z.literal('job.progress'),
    seq: z.number().int(),
    encounterId: EncounterId,
    progress: JobProgress.optional(),
  }),
  z.object({
    type: z.literal('job.failed'),
    seq: z.number().int(),
    encounterId: EncounterId,
    code: ErrorCode,
    params: ErrorParams,
  }),
  z.object({
    type: z.literal('recording.level'),
    seq: z.number().int(),
    encounterId: EncounterId,
    peak: z.number().min(0).max(1),
    rms: z.number().min(0).max(1),
    durationMs: OffsetMs,
  }),
  z.object({
    type: z.literal('recording.warning'),
    seq: z.number().int(),
    encounterId: EncounterId,
    code: ErrorCode,
    params: ErrorParams,
  }),
  /** The shortcut that works from any program was pressed: start, pause or go on. */
  z.object({ type: z.literal('shortcut.record'), seq: z.number().int() }),
  /** The computer is about to sleep, or woke up. */
  z.object({ type: z.literal('power'), seq: z.number().int(), state: z.enum(['suspending', 'woke']) }),
  /** What is being done with a model, and how far it is. */
  z.object({ type: z.literal('models.progress'), seq: z.number().int(), name: z.string(), progress: ModelProgress }),
  z.object({
    type: z.literal('models.failed'),
    seq: z.number().int(),
    name: z.string(),
    act: ModelProgress.shape.act,
    code: ErrorCode,
    params: ErrorParams,
  }),
  /** Models came, went, or another one listens: ask for the list again. */
  z.object({ type: z.literal('models.changed'), seq: z.number().int() }),
  z.object({ type: z.literal('session.changed'), seq: z.number().int() }),
  z.object({ type: z.literal('settings.changed'), seq: z.number().int() }),
]);
export type AppEvent = z.infer<typeof AppEvent>;
/** An event as a use case raises it: the hub adds the number. */
export type AppEventBody = AppEvent extends infer E ? (E extends AppEvent ? Omit<E, 'seq'> : never) : never;
