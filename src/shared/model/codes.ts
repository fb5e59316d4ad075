import { z } from 'zod';
import { Evidence } from './note.ts';

export const CodeAlternative = z.object({ code: z.string(), display: z.string(), billable: z.boolean() });
export type CodeAlternative = z.infer<typeof CodeAlternative>;

/** `suggested` until a clinician accepts or rejects it; only accepted codes are delivered. `clinician`-origin codes carry no evidence. */
export const CodeDecision = z.enum(['suggested', 'accepted', 'rejected']);

export const DiagnosisCode = z.object({
  system: z.literal('http://hl7.org/fhir/sid/icd-10-cm'),
  code: z.string(),
  display: z.string(),
  billable: z.boolean(),
  confidence: z.number().min(0).max(1),
  rationale: z.string(),
  evidence: z.array(Evidence),
  alternatives: z.array(CodeAlternative),
  decision: CodeDecision.default('suggested'),
});
export type DiagnosisCode = z.infer<typeof DiagnosisCode>;

/** CPT evaluation-and-management level: the number and our own words only. */
export const VisitLevel = z.object({
  level: z.string(),
  basis: z.enum(['mdm', 'time']),
  rationale: z.string(),
});
export type VisitLevel = z.infer<typeof VisitLevel>;

export const ProcedureCode = z.object({
  system: z.string(),
  code: z.string(),
  display: z.string(),
  rationale: z.string(),
  evidence: z.array(Evidence),
});

export type ProcedureCode = z.infer<typeof ProcedureCode>;

/** `codes.json`. `visit` is absent where the rules cannot decide. */
export const Codes = z.object({
  terminology: z.record(z.string(), z.string()),
  diagnoses: z.array(DiagnosisCode),
  visit: VisitLevel.optional(),
  procedures: z.array(ProcedureCode),
  warnings: z.array(z.string()),
});
export type Codes = z.infer<typeof Codes>;
