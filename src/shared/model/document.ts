import { z } from 'zod';
import { ClinicianId, EncounterId, InstantMs, SentenceId } from './ids.ts';
import { EngineRef, Evidence, ReviewReason, SentenceOrigin, Signature, Support } from './note.ts';

/** What can be made of one visit beside its note. `chronic-care-log` is one entry of a log that runs over a patient's visits. */
export const DocumentKind = z.enum([
  'patient-instructions',
  'after-visit-summary',
  'referral-letter',
  'work-note',
  'prior-authorization',
  'chronic-care-log',
]);
export type DocumentKind = z.infer<typeof DocumentKind>;

/** Where the words of a sentence are from: the note, what was said but stands in no note, the chart, the record of the visit, a person. */
export const DocumentSource = z.enum(['note', 'visit', 'chart', 'record', 'clinician']);
export type DocumentSource = z.infer<typeof DocumentSource>;

/**
 * Why a person has to look. Beside a note's reasons: `not-in-note`: it was said, and the note does not have it. `open-in-note`: the note's own
 * sentence still waits for a decision. `refused`: the patient seems to have said no to the drug `claim` when it was offered. `wording`: putting it in plain words may have changed what it says, `claim` in particular.
 */
export const DocumentReason = z.discriminatedUnion('kind', [
  ...ReviewReason.options,
  z.object({ kind: z.literal('not-in-note') }),
  z.object({ kind: z.literal('open-in-note') }),
  z.object({ kind: z.literal('wording'), claim: z.string() }),
  z.object({ kind: z.literal('refused'), claim: z.string() }),
]);
export type DocumentReason = z.infer<typeof DocumentReason>;

/** The same proof as a note's sentence, and which sentences of the note it was made from. */
export const DocumentSentence = z.object({
  id: SentenceId,
  text: z.string().min(1).max(4000),
  support: Support,
  evidence: z.array(Evidence),
  reasons: z.array(DocumentReason).optional(),
  origin: SentenceOrigin.default('draft'),
  confirmed: z.boolean().default(false),
  source: DocumentSource,
  noteSentenceIds: z.array(SentenceId).default([]),
  /** What the engine wrote here: how a person's decision finds its sentence again when the document is made anew. */
  drafted: z.string().optional(),
  /** School grade that the sentence reads at (Flesch–Kincaid), where the document is for the patient. */
  grade: z.number().optional(),
});
export type DocumentSentence = z.infer<typeof DocumentSentence>;

/** Headings are the document's own words; everything else is made of sentences that can be answered for. */
export const DocumentBlock = z.object({
  /** `b1`, `b2`, … within the document. */
  id: z.string().regex(/^b\d+$/),
  kind: z.enum(['paragraph', 'list']),
  heading: z.string().max(120).optional(),
  sentences: z.array(DocumentSentence),
});
export type DocumentBlock = z.infer<typeof DocumentBlock>;

/** A line of the head: to whom, of whom, from when. `source` says where it is from, and is printed where it is not the clinician. */
export const DocumentField = z.object({
  key: z.enum([
    'patient',
    'birth-date',
    'visit-date',
    'written-date',
    'to',
    'address',
    'clinician',
    'requested',
    'subject',
  ]),
  label: z.string().max(80),
  value: z.string().max(400),
  source: DocumentSource,
});
export type DocumentField = z.infer<typeof DocumentField>;

/** What the reader of this document will want to know and nobody said: told to the clinician, never printed, never filled in. */
export const DocumentGap = z.enum([
  'indication',
  'tried-before',
  'effect-of-tried',
  'duration',
  'findings',
  'results',
  'dose',
  'request',
  'reason',
  'specialty',
  'fitness',
  'dates',
  'diagnosis-left-out',
  'medicines',
  'follow-up',
  'warning-signs',
  'minutes',
  'actions',
]);
export type DocumentGap = z.infer<typeof DocumentGap>;

/** Minutes of a contact and whose word they are: the length of the recording, or what the clinician entered. */
export const TouchpointMinutes = z.object({
  minutes: z.number().int().nonnegative().max(1440),
  from: z.enum(['recording', 'clinician']),
});
export type TouchpointMinutes = z.infer<typeof TouchpointMinutes>;

export const DocumentOptions = z.object({
  /** Work note: name the diagnosis. Off unless the clinician asks for it: the least that serves. */
  includeDiagnosis: z.boolean().default(false),
  /** Prior authorization: which of the orders is asked for, by the note's words for it; absent: the first. */
  request: z.string().max(200).optional(),
  /** Referral letter: which of the referrals, where there are several; absent: the first. */
  referral: z.string().max(200).optional(),
});
export type DocumentOptions = z.infer<typeof DocumentOptions>;

export const VisitDocument = z.object({
  kind: DocumentKind,
  title: z.string().min(1).max(160),
  status: z.enum(['draft', 'final']),
  engine: EngineRef,
  /** Version of the note that it was made from, and a fingerprint (SHA-256, hex) of everything it was made of: another one makes it stale. */
  madeFrom: z.object({ noteVersion: z.number().int().nonnegative(), fingerprint: z.string() }),
  fields: z.array(DocumentField),
  blocks: z.array(DocumentBlock),
  gaps: z.array(DocumentGap),
  options: DocumentOptions,
  /** What may be chosen by `options.request` or `options.referral`. */
  choices: z.array(z.string().max(200)).default([]),
  /** Texts that the engine wrote and a person took out: they stay out when the document is made anew. */
  dropped: z.array(z.string()).default([]),
  /** Flesch–Kincaid grade over the whole text, where the document is for the patient. */
  grade: z.number().optional(),
  /** Chronic-care log only; absent there: nothing was recorded and nothing entered. */
  touchpoint: TouchpointMinutes.optional(),
});
export type VisitDocument = z.infer<typeof VisitDocument>;

/** `draft` is what the engine made; `edit` a person's change; `final` never changes, and only a new `draft` follows it. */
export const DocumentVersionKind = z.enum(['draft', 'edit', 'final']);
export type DocumentVersionKind = z.infer<typeof DocumentVersionKind>;

export const DocumentVersion = z.object({
  version: z.number().int().positive(),
  kind: DocumentVersionKind,
  at: InstantMs,
  /** A clinician's id, or `engine`. */
  by: z.string(),
  document: VisitDocument,
  /** Plain text as finalised: present on `final`. */
  text: z.string().optional(),
  signature: Signature.optional(),
  /** What the edit did, in a stable word. */
  change: z.string().optional(),
});
export type DocumentVersion = z.infer<typeof DocumentVersion>;

/** One contact in the chronic-care log of a patient. `minutes` absent: not recorded, not entered; it adds nothing to a total. */
export const Touchpoint = z.object({
  encounterId: EncounterId,
  at: InstantMs,
  /** ISO calendar date of the visit on this machine. */
  date: z.string(),
  clinicianId: ClinicianId.optional(),
  minutes: TouchpointMinutes.optional(),
  topics: z.array(z.string()),
  actions: z.array(z.string()),
  status: z.enum(['draft', 'final']),
});
export type Touchpoint = z.infer<typeof Touchpoint>;
