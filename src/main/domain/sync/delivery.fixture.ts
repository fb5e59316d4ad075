import type { ChartContext } from '../../../shared/model/chart.ts';
import { ClinicianId } from '../../../shared/model/ids.ts';
import type { DiagnosisCode } from '../../../shared/model/codes.ts';
import type { DeliveryDocument } from './delivery-document.ts';

export const VISIT_START = Date.UTC(2026, 10, 21, 9, 30);

const clinicianId = ClinicianId.parse('c1');

export const CHART: ChartContext = {
  patient: {
    fhirId: 'p1',
    name: 'Ana María Soto',
    birthDate: '1961-04-02',
    sex: 'female',
    identifier: { system: 'urn:oid:1.2.3.4', value: 'M-77' },
  },
  encounter: { fhirId: 'e1', startAt: '2026-11-21T09:30:00Z', reason: 'Cough' },
  problems: [],
  medications: [],
  allergies: [],
  observations: [],
};

/** The chart of somebody the EHR does not know. */
export const NEW_PATIENT_CHART: ChartContext = {
  ...CHART,
  patient: { name: 'Soto, Ana María', birthDate: '1961-04-02', sex: 'female', identifier: CHART.patient.identifier },
  encounter: { reason: 'Cough' },
};

export function diagnosis(code: string, display: string, decision: DiagnosisCode['decision']): DiagnosisCode {
  return {
    system: 'http://hl7.org/fhir/sid/icd-10-cm',
    code,
    display,
    billable: true,
    confidence: 0.9,
    rationale: '',
    evidence: [],
    alternatives: [],
    decision,
  };
}

/** A signed note on a patient and visit that the EHR knows. `n` makes documents of different identity and text. */
export function deliveryDocument(n = 1, changes: Partial<DeliveryDocument> = {}): DeliveryDocument {
  const author = { id: clinicianId, name: 'Jane Roe', credentials: 'MD', npi: '1234567893' };
  const signedAt = VISIT_START + 1_800_000;
  return {
    identifier: `urn:uuid:10000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    loinc: { code: '11506-3', display: 'Progress note' },
    docStatus: 'final',
    text: `SUBJECTIVE\nCough for ${String(n)} days, temperature 38.2 °C.\n\nSigned by Jane Roe, MD\n`,
    chart: CHART,
    patientName: 'Ana María Soto',
    author,
    signature: { clinicianId, name: author.name, credentials: author.credentials, signedAt, textSha256: 'x' },
    startedAt: VISIT_START,
    endedAt: VISIT_START + 1_200_000,
    createdAt: signedAt,
    engine: { name: 'builtin', version: '1.0.0' },
    speechModel: { name: 'moonshine-tiny', sha256: 'ab12' },
    diagnoses: [
      diagnosis('J20.9', 'Acute bronchitis, unspecified', 'accepted'),
      diagnosis('R05.9', 'Cough', 'rejected'),
    ],
    ...changes,
  };
}
