import { z } from 'zod';
import { Evidence } from './note.ts';

/**
 * How a thing said is meant (ConText, Harkema 2009, with `resolved`): there now; not there; perhaps; only under a condition ("if you get a
 * fever"); of the past; was there and is gone.
 */
export const Assertion = z.enum(['present', 'negated', 'possible', 'hypothetical', 'historical', 'resolved']);
export type Assertion = z.infer<typeof Assertion>;

/** Whom it concerns. `family` names the relative in `relative`; `other` is anybody else (a coworker, a neighbour, people in general). */
export const Experiencer = z.enum(['patient', 'family', 'other']);
export type Experiencer = z.infer<typeof Experiencer>;

export const Side = z.enum(['left', 'right', 'bilateral']);
export type Side = z.infer<typeof Side>;

const base = {
  /** Stable within one reading of a transcript: `f1`, `f2`, … in the order in which they were said. */
  id: z.string().regex(/^f\d+$/),
  /** Preferred term of the lexicon, or the speaker's own words where the lexicon has none. Lower case but for names and acronyms. */
  term: z.string().min(1).max(200),
  /** Every place that the fact rests on: the answer and its question, later turns that added to it, the correction that replaced it. */
  evidence: z.array(Evidence).min(1),
  /** 0..1: how sure the reading is, times how well it was heard. */
  confidence: z.number().min(0).max(1),
  /** Whose statement it is. */
  by: z.enum(['clinician', 'patient', 'other']),
  /** What the speaker said first and took back ("forty — sorry, twenty"): evidence of the correction, never content. */
  corrected: z.array(Evidence).optional(),
};

const subject = {
  assertion: Assertion,
  experiencer: Experiencer,
  /** As said: "mother", "paternal grandfather". */
  relative: z.string().optional(),
};

/** A symptom, complaint or condition. Every field is in the words of its evidence; absent means not said. */
export const FindingFact = z.object({
  ...base,
  ...subject,
  type: z.literal('finding'),
  kind: z.enum(['symptom', 'condition']),
  /** Body system of the lexicon ("cardiovascular"), where it has one. */
  system: z.string().optional(),
  site: z.string().optional(),
  side: Side.optional(),
  /** When it began: "yesterday morning", "after the fall". */
  onset: z.string().optional(),
  /** How long: "3 weeks". */
  duration: z.string().optional(),
  /** "getting worse", "comes and goes". */
  course: z.string().optional(),
  /** "9/10", "severe". */
  severity: z.string().optional(),
  /** "sharp", "burning", "dull". */
  quality: z.string().optional(),
  /** When in the day or how often: "at night", "twice a week". */
  timing: z.string().optional(),
  /** What was going on: "while climbing stairs", "after lifting boxes". */
  context: z.string().optional(),
  /** "to the left arm". */
  radiation: z.string().optional(),
  aggravatedBy: z.array(z.string()).default([]),
  relievedBy: z.array(z.string()).default([]),
  /** Ids of findings that were said to go with it. */
  associated: z.array(z.string()).default([]),
});
export type FindingFact = z.infer<typeof FindingFact>;

export const MedicationAction = z.enum([
  'takes',
  'starts',
  'stops',
  'increases',
  'decreases',
  'continues',
  'changes',
  'refills',
  'refuses',
  'not-taking',
  'took',
  'considers',
]);
export type MedicationAction = z.infer<typeof MedicationAction>;

export const MedicationFact = z.object({
  ...base,
  type: z.literal('medication'),
  experiencer: Experiencer,
  relative: z.string().optional(),
  action: MedicationAction,
  /** "20 mg", "2 puffs": number and unit as one. */
  dose: z.string().optional(),
  /** The dose before a change: "from 10 mg". */
  previousDose: z.string().optional(),
  route: z.string().optional(),
  frequency: z.string().optional(),
  duration: z.string().optional(),
  /** "for blood pressure". */
  indication: z.string().optional(),
  /** "misses a dose now and then". */
  adherence: z.string().optional(),
  /** "helps a little", "upset stomach". */
  effect: z.string().optional(),
});
export type MedicationFact = z.infer<typeof MedicationFact>;

/** `negated`: asked and denied. For "no known drug allergies" the term is "drug allergy". */
export const AllergyFact = z.object({
  ...base,
  type: z.literal('allergy'),
  assertion: Assertion,
  reaction: z.string().optional(),
});
export type AllergyFact = z.infer<typeof AllergyFact>;

/** Measured and told now. `term` is "blood pressure", `value` "140/90 mmHg"; `where` "at home" where it was not measured here. */
export const MeasurementFact = z.object({
  ...base,
  type: z.literal('measurement'),
  kind: z.enum(['vital', 'lab', 'score']),
  value: z.string(),
  unit: z.string().optional(),
  /** As judged by the speaker: "elevated", "normal", "stable". */
  judgement: z.string().optional(),
  where: z.string().optional(),
  at: z.string().optional(),
});
export type MeasurementFact = z.infer<typeof MeasurementFact>;

/** What the clinician found by looking, listening, touching. `system` as an exam heading names it: "Cardiovascular". */
export const ExamFact = z.object({
  ...base,
  type: z.literal('exam'),
  assertion: Assertion,
  system: z.string().optional(),
  site: z.string().optional(),
  side: Side.optional(),
  finding: z.string(),
});
export type ExamFact = z.infer<typeof ExamFact>;

/** A study with what it showed, in words. */
export const ResultFact = z.object({
  ...base,
  type: z.literal('result'),
  assertion: Assertion,
  finding: z.string(),
  side: Side.optional(),
  at: z.string().optional(),
});
export type ResultFact = z.infer<typeof ResultFact>;

/** Past medical, surgical, family, social, obstetric history and immunisations. */
export const HistoryFact = z.object({
  ...base,
  ...subject,
  type: z.literal('history'),
  kind: z.enum(['medical', 'surgical', 'family', 'social', 'obstetric', 'immunization']),
  /** For `social`: tobacco, alcohol, drugs, occupation, living, exercise, diet, sexual, travel, education, other. */
  topic: z.string().optional(),
  /** "quit 10 years ago", "1 pack a day", "at age 60". */
  detail: z.string().optional(),
  when: z.string().optional(),
  side: Side.optional(),
});
export type HistoryFact = z.infer<typeof HistoryFact>;

/** What the clinician decides, orders, advises. `offered`: not decided; `declined`: the patient did not want it. */
export const PlanFact = z.object({
  ...base,
  type: z.literal('plan'),
  kind: z.enum([
    'lab',
    'imaging',
    'test',
    'procedure',
    'referral',
    'counselling',
    'follow-up',
    'return-precaution',
    'activity',
    'device',
    'immunization',
    'other',
  ]),
  status: z.enum(['decided', 'offered', 'declined', 'conditional', 'done']),
  side: Side.optional(),
  /** "in 2 weeks", "today", "before the next visit". */
  when: z.string().optional(),
  /** "if the pain gets worse". */
  condition: z.string().optional(),
  /** "to rule out a fracture". */
  reason: z.string().optional(),
  detail: z.string().optional(),
  /** Term of the diagnosis that it belongs to, where that was said or follows from the order of things. */
  problem: z.string().optional(),
});
export type PlanFact = z.infer<typeof PlanFact>;

/** The clinician's own diagnostic statement. `rejected`: considered and put aside. */
export const DiagnosisFact = z.object({
  ...base,
  type: z.literal('diagnosis'),
  certainty: z.enum(['definite', 'probable', 'possible', 'rejected']),
  side: Side.optional(),
  site: z.string().optional(),
  /** "well controlled", "worsening", "acute". */
  status: z.string().optional(),
  /** "from the lifting", "based on the x-ray". */
  because: z.string().optional(),
});
export type DiagnosisFact = z.infer<typeof DiagnosisFact>;

export const ClinicalFact = z.discriminatedUnion('type', [
  FindingFact,
  MedicationFact,
  AllergyFact,
  MeasurementFact,
  ExamFact,
  ResultFact,
  HistoryFact,
  PlanFact,
  DiagnosisFact,
]);
export type ClinicalFact = z.infer<typeof ClinicalFact>;
export type FactType = ClinicalFact['type'];

/** Everything understood of one visit: what notes, documents, questions and a language model are made from. */
export const VisitFacts = z.object({ facts: z.array(ClinicalFact) });
export type VisitFacts = z.infer<typeof VisitFacts>;
