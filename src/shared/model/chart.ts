import { z } from 'zod';

export const Sex = z.enum(['female', 'male', 'other', 'unknown']);
export type Sex = z.infer<typeof Sex>;

export const ChartPatient = z.object({
  /** Logical id at the EHR, e.g. `123` for `Patient/123`. Absent for a patient the EHR does not know yet. */
  fhirId: z.string().optional(),
  name: z.string(),
  birthDate: z.string().optional(),
  sex: Sex.default('unknown'),
  identifier: z.object({ system: z.string().optional(), value: z.string() }).optional(),
});
export type ChartPatient = z.infer<typeof ChartPatient>;

/** What the EHR knows before the visit: vocabulary and context for listening, drafting and coding. Never itself the content of a note. */
export const ChartContext = z.object({
  patient: ChartPatient,
  encounter: z
    .object({ fhirId: z.string().optional(), startAt: z.string().optional(), reason: z.string().optional() })
    .optional(),
  problems: z.array(z.object({ text: z.string(), icd10cm: z.string().optional(), status: z.string().optional() })),
  medications: z.array(
    z.object({
      text: z.string(),
      rxcui: z.string().optional(),
      dose: z.string().optional(),
      status: z.string().optional(),
    }),
  ),
  allergies: z.array(z.object({ text: z.string(), reaction: z.string().optional() })),
  observations: z.array(
    z.object({ text: z.string(), value: z.string(), at: z.string().optional(), loinc: z.string().optional() }),
  ),
});
export type ChartContext = z.infer<typeof ChartContext>;
