import { z } from 'zod';
import { ClinicianId, InstantMs, OffsetMs, SegmentId, SentenceId } from './ids.ts';
import { NoteType, TemplateSlot, TextStyle } from './template.ts';

/** `quote` is a verbatim substring of the segment's text; times are within that segment. */
export const Evidence = z.object({
  segmentId: SegmentId,
  startMs: OffsetMs,
  endMs: OffsetMs,
  quote: z.string().min(1),
});
export type Evidence = z.infer<typeof Evidence>;

/** `supported`: every claim of the sentence was found in its evidence. `needs-review`: a person has to look. */
export const Support = z.enum(['supported', 'needs-review']);
export type Support = z.infer<typeof Support>;

/** The words of the transcript that a reason is about: `wordCount` words from `wordIndex` of the segment's list. */
const heardWords = {
  segmentId: SegmentId,
  wordIndex: z.number().int().nonnegative(),
  wordCount: z.number().int().positive(),
  heard: z.string(),
};

/**
 * Why a person has to look at a sentence. `hearings-differ`: `heard` the first time, `heardAgain` the second (empty: nothing); settled by
 * `transcript.settleWord`. `unsure`: the recogniser was not sure of these words. `unclear`: of none in particular, of the whole. `odd-word`: a
 * word that no visit is about. `unsupported`: the evidence does not say what the sentence says. `settled`: words it rests on were changed by a
 * person since it was written.
 */
export const ReviewReason = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('hearings-differ'), ...heardWords, heardAgain: z.string() }),
  z.object({ kind: z.literal('unsure'), ...heardWords }),
  z.object({ kind: z.literal('unclear') }),
  z.object({ kind: z.literal('odd-word'), heard: z.string() }),
  z.object({ kind: z.literal('unsupported'), claim: z.string() }),
  z.object({ kind: z.literal('settled'), ...heardWords }),
]);
export type ReviewReason = z.infer<typeof ReviewReason>;

/** Who the wording is from. `clinician` once a person wrote or changed it; evidence may then be empty. */
export const SentenceOrigin = z.enum(['draft', 'clinician']);

export const NoteSentence = z.object({
  id: SentenceId,
  text: z.string().min(1).max(4000),
  confidence: z.number().min(0).max(1),
  support: Support,
  evidence: z.array(Evidence),
  /** What speaks against it where support is `needs-review`. */
  reasons: z.array(ReviewReason).optional(),
  origin: SentenceOrigin.default('draft'),
  /** A clinician looked at this sentence and let it stand (or wrote it). Needed before signing where support is `needs-review`. */
  confirmed: z.boolean().default(false),
  /** Said by the clinician to the note itself: their own words are what it rests on. */
  dictated: z.literal(true).optional(),
  /** Plan and assessment sentences that belong to one problem share its name, e.g. "Hypertension". */
  problem: z.string().optional(),
  /** Sub-heading within the section, e.g. "Review of systems" under Subjective. Neighbours with the same group share one heading. */
  group: z.string().max(120).optional(),
  /** What kind of statement it is, whatever the section is called; absent in notes made before this was kept. */
  slot: TemplateSlot.optional(),
  /** How it stands on the page, as the template had it when the draft was made; absent: as its section says, or as older notes did. */
  style: TextStyle.optional(),
  /** Wording changed to the clinician's own accepted habits: how the draft had it, and by which of their rules. */
  styled: z.object({ from: z.string().min(1).max(4000), rules: z.array(z.string().max(200)).min(1) }).optional(),
});
export type NoteSentence = z.infer<typeof NoteSentence>;

export const NoteSection = z.object({
  key: z.string().min(1).max(64),
  heading: z.string().min(1).max(120),
  sentences: z.array(NoteSentence),
  /** How sentences stand that say nothing of it themselves. */
  style: TextStyle.optional(),
  /** The heading is printed although nothing was said for it. */
  showEmpty: z.boolean().optional(),
});
export type NoteSection = z.infer<typeof NoteSection>;

/** Something clinical that was said and that no sentence of the note rests on. */
export const Omission = z.object({
  segmentId: SegmentId,
  /** A stable word, put in plain language by the message files. */
  reason: z.string(),
  /** The words themselves, verbatim, with their times; absent in notes made before these were kept. */
  evidence: Evidence.optional(),
  /** Where it would stand, and how it would read, if the clinician takes it in with one key. */
  sectionKey: z.string().optional(),
  text: z.string().optional(),
});
export type Omission = z.infer<typeof Omission>;

/**
 * What does not agree, put as a question: the draft never settles it silently. `said` stands for both ways within the visit, `chart` is the
 * chart's entry. Signing does not wait for an answer; an open question stays visible.
 */
export const NoteQuestion = z.object({
  /** `q1`, `q2`, … */
  id: z.string().regex(/^q\d+$/),
  kind: z.enum([
    'allergy-and-drug',
    'dose-differs',
    'problem-resolved',
    'medication-not-in-chart',
    'medication-stopped',
    'allergy-not-in-chart',
    'allergy-denied',
    'said-both-ways',
    'side-differs',
    'number-differs',
  ]),
  /** What it is about, as the note would call it: "lisinopril", "right knee pain". */
  subject: z.string().max(200),
  /** The readings that do not agree, each with the words it rests on; the chart's has none. */
  readings: z
    .array(z.object({ from: z.enum(['visit', 'chart']), text: z.string().max(400), evidence: z.array(Evidence) }))
    .min(1),
  /** Sentences of the note that rest on one of the readings. */
  sentenceIds: z.array(SentenceId).default([]),
  /** The clinician looked at it and put it aside. */
  settled: z.boolean().default(false),
});
export type NoteQuestion = z.infer<typeof NoteQuestion>;

export const EngineRef = z.object({ name: z.string(), version: z.string() });
export type EngineRef = z.infer<typeof EngineRef>;

/** What the draft was made with, beside `engine`, so that it can be told later exactly how it came about. */
export const DraftProvenance = z.object({
  /** Language model, by name and SHA-256 of its files, or what the server says of itself. */
  model: z.object({ name: z.string(), sha256: z.string().optional(), address: z.string().optional() }).optional(),
  /** Versioned prompt file, by name and SHA-256. */
  prompt: z.object({ name: z.string(), sha256: z.string() }).optional(),
  /** The engine that was asked and did not deliver, and why in a stable word: the draft is the built-in one's. */
  fallback: z.object({ from: z.string(), reason: z.string() }).optional(),
  /** Sentences that the model wrote and that did not stand up to the check: they are not in the note. */
  dropped: z.number().int().nonnegative().optional(),
});
export type DraftProvenance = z.infer<typeof DraftProvenance>;

export const NoteStatus = z.enum(['draft', 'signed']);

/** `note.json`. */
export const Note = z.object({
  /** Its name. Headings, order and style stand in the note itself: a template changed or deleted later changes no note. */
  template: z.string(),
  /** The template's title as people know it, and what an EHR files the note as; absent in older notes. */
  templateTitle: z.string().max(80).optional(),
  noteType: NoteType.optional(),
  engine: EngineRef,
  status: NoteStatus,
  sections: z.array(NoteSection),
  omissions: z.array(Omission),
  /** What the visit says against itself or against the chart. */
  questions: z.array(NoteQuestion).optional(),
  provenance: DraftProvenance.optional(),
});
export type Note = z.infer<typeof Note>;

/** Name and words under which a clinician signed. The text signed is kept beside it, never re-rendered. */
export const Signature = z.object({
  clinicianId: ClinicianId,
  name: z.string(),
  credentials: z.string().optional(),
  signedAt: InstantMs,
  /** SHA-256 of the signed text, lower-case hex. */
  textSha256: z.string(),
});
export type Signature = z.infer<typeof Signature>;

/** `ai-draft` is what the engine made and is kept for ever; `edit` a clinician's change; `signed` and `addendum` never change. */
export const NoteVersionKind = z.enum(['ai-draft', 'edit', 'signed', 'addendum']);
export type NoteVersionKind = z.infer<typeof NoteVersionKind>;

export const NoteVersion = z.object({
  version: z.number().int().positive(),
  kind: NoteVersionKind,
  at: InstantMs,
  /** A clinician's id, or `engine`. */
  by: z.string(),
  note: Note,
  /** Plain text as signed and delivered: present on `signed` and `addendum`. */
  text: z.string().optional(),
  signature: Signature.optional(),
  /** What the edit did, in a stable word: `sentence.edit`, `sentence.remove`, `sentence.add`, `sentence.confirm`, `redraft`. */
  change: z.string().optional(),
});
export type NoteVersion = z.infer<typeof NoteVersion>;
