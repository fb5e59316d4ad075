import { z } from 'zod';
import { ChartContext, ChartPatient } from '../model/chart.ts';
import { Codes } from '../model/codes.ts';
import { OutboxEntry } from '../model/delivery.ts';
import { Encounter, JobFailure, JobProgress } from '../model/encounter.ts';
import { EncounterId } from '../model/ids.ts';
import { DraftProvenance, Note, NoteVersion } from '../model/note.ts';
import { NoteTemplate } from '../model/template.ts';
import { TranscriptSegment } from '../model/transcript.ts';
import { procedure } from './procedure.ts';

export const EncounterSummary = Encounter.extend({
  job: JobProgress.optional(),
  /** Sentences that still need a clinician's eye. */
  openCount: z.number().int().nonnegative(),
  delivery: OutboxEntry.optional(),
});
export type EncounterSummary = z.infer<typeof EncounterSummary>;

/** Everything the visit page shows. `seq` orders it against events. */
export const EncounterView = z.object({
  seq: z.number().int().nonnegative(),
  encounter: Encounter,
  job: JobProgress.optional(),
  /** How the last job failed, since this host runs and until another job is started. */
  failure: JobFailure.optional(),
  /** Model that heard the visit; absent before. */
  speechModel: z.string().optional(),
  segments: z.array(TranscriptSegment),
  note: NoteVersion.optional(),
  /** What the note would be now, while the visit is being heard; not kept. */
  liveNote: Note.optional(),
  /** Signed version, when later addenda exist too. */
  signed: NoteVersion.optional(),
  addenda: z.array(NoteVersion),
  codes: Codes.optional(),
  chart: ChartContext.optional(),
  deliveries: z.array(OutboxEntry),
  hasAudio: z.boolean(),
});
export type EncounterView = z.infer<typeof EncounterView>;

/** A line of the note's history: the AI's draft and every edit. */
export const NoteHistoryLine = NoteVersion.pick({
  version: true,
  kind: true,
  at: true,
  by: true,
  change: true,
}).extend({
  /** Of the AI's drafts: what they were made with, where a language model had a part in it. */
  provenance: DraftProvenance.optional(),
});

export const encounters = {
  'encounters.list': procedure({
    input: z.object({ limit: z.number().int().min(1).max(500).default(100) }),
    output: z.object({ seq: z.number().int().nonnegative(), encounters: z.array(EncounterSummary) }),
    errors: [],
    mutates: false,
    permission: 'clinician',
  }),
  'encounters.get': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: EncounterView,
    errors: ['not-found.encounter'],
    mutates: false,
    permission: 'clinician',
  }),
  'encounters.create': procedure({
    input: z.object({
      /** An empty name: it is recorded first, and named before it is signed. */
      patient: ChartPatient.extend({ name: z.string().trim().max(160).default('') }),
      reason: z.string().trim().max(400).default(''),
      /** Name of the note template; absent: the one in the settings. */
      template: NoteTemplate.shape.name.optional(),
      /** FHIR Bundle as JSON text, when IT or the clinician hands one over. */
      contextBundle: z.string().max(5_000_000).optional(),
    }),
    output: Encounter,
    errors: ['validation.context-bundle', 'not-found.template'],
    mutates: true,
    permission: 'clinician',
  }),
  /** Who the patient is, said later or corrected, until the note is signed. A draft that nobody edited is made anew. */
  'encounters.identify': procedure({
    input: z.object({
      encounterId: EncounterId,
      patient: ChartPatient.extend({ name: z.string().trim().min(1).max(160) }),
      reason: z.string().trim().max(400).optional(),
      contextBundle: z.string().max(5_000_000).optional(),
      /** The chart that is there: kept, it says who the patient is; dropped, it was someone else's. */
      chart: z.enum(['keep', 'drop']).default('keep'),
    }),
    output: Encounter,
    errors: ['not-found.encounter', 'conflict.signed', 'validation.context-bundle'],
    mutates: true,
    permission: 'clinician',
  }),
  'encounters.history': procedure({
    input: z.object({ encounterId: EncounterId }),
    output: z.array(NoteHistoryLine),
    errors: ['not-found.encounter'],
    mutates: false,
    permission: 'clinician',
  }),
  /** The note as it stood at one version, for comparison. */
  'encounters.version': procedure({
    input: z.object({ encounterId: EncounterId, version: z.number().int().positive() }),
    output: NoteVersion,
    errors: ['not-found.encounter', 'conflict.version'],
    mutates: false,
    permission: 'clinician',
  }),
};
