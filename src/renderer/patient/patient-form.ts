import { z } from 'zod';
import type { ProcedureInput } from '../../shared/contract/index.ts';
import type { Sex } from '../../shared/model/chart.ts';

export interface PatientFormFields {
  name: string;
  birthDate: string;
  sex: Sex;
  reason: string;
}

export interface ChartFile {
  fileName: string;
  bundle: string;
  /** What the bundle says of the patient, to fill the form with; the host reads the rest. */
  patient: Partial<PatientFormFields>;
}

const BundlePatient = z.object({
  resourceType: z.literal('Patient'),
  name: z
    .array(
      z.object({ text: z.string().optional(), given: z.array(z.string()).optional(), family: z.string().optional() }),
    )
    .optional(),
  birthDate: z.string().optional(),
  gender: z.enum(['female', 'male', 'other', 'unknown']).optional(),
});
const Bundle = z.object({
  resourceType: z.literal('Bundle'),
  entry: z.array(z.object({ resource: z.looseObject({ resourceType: z.string() }).optional() })).optional(),
});

/** Reads only who the patient is. @returns undefined when the text is no FHIR Bundle */
export function readChartFile(fileName: string, text: string): ChartFile | undefined {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return undefined;
  }
  const bundle = Bundle.safeParse(json);
  if (!bundle.success) return undefined;
  const found = bundle.data.entry?.find((entry) => entry.resource?.resourceType === 'Patient')?.resource;
  const patient = BundlePatient.safeParse(found);
  if (!patient.success) return { fileName, bundle: text, patient: {} };
  const name = patient.data.name?.[0];
  const fullName = name?.text ?? [...(name?.given ?? []), name?.family].filter(Boolean).join(' ');
  return {
    fileName,
    bundle: text,
    patient: {
      ...(fullName ? { name: fullName } : {}),
      ...(patient.data.birthDate ? { birthDate: patient.data.birthDate } : {}),
      ...(patient.data.gender ? { sex: patient.data.gender } : {}),
    },
  };
}

/** What a call about the patient takes: `encounters.create` as it is, `encounters.identify` with the visit's id. */
export function toPatientInput(
  fields: PatientFormFields,
  chart: ChartFile | undefined,
): ProcedureInput<'encounters.create'> & { patient: { name: string } } {
  return {
    patient: {
      name: fields.name.trim(),
      sex: fields.sex,
      ...(fields.birthDate === '' ? {} : { birthDate: fields.birthDate }),
    },
    reason: fields.reason.trim(),
    ...(chart ? { contextBundle: chart.bundle } : {}),
  };
}
