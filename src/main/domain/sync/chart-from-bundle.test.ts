import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { ChartContext } from '../../../shared/model/chart.ts';
import { chartFromBundle } from './chart-from-bundle.ts';

const patient = {
  resourceType: 'Patient',
  id: 'p1',
  name: [
    { use: 'old', family: 'Gone' },
    { use: 'official', given: ['Ana', 'María'], family: 'Soto' },
  ],
  gender: 'female',
  birthDate: '1961-04-02',
  identifier: [
    { type: { coding: [{ code: 'SS' }] }, system: 'http://hl7.org/fhir/sid/us-ssn', value: '999-00-1111' },
    { type: { coding: [{ code: 'MR' }] }, system: 'urn:mrn', value: 'M-77' },
  ],
};
const subject = { reference: 'Patient/p1' };
const bundle = (...resources: unknown[]): unknown => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});
const reasonOf = (json: unknown): unknown => {
  try {
    chartFromBundle(json);
  } catch (error) {
    if (error instanceof AppError && error.code === 'validation.context-bundle') return error.params;
    throw error;
  }
  return undefined;
};

describe('chartFromBundle', () => {
  it('reads the patient, official name and record number, never a social security number', () => {
    expect(chartFromBundle(bundle(patient)).patient).toEqual({
      fhirId: 'p1',
      name: 'Ana María Soto',
      birthDate: '1961-04-02',
      sex: 'female',
      identifier: { system: 'urn:mrn', value: 'M-77' },
    });
  });

  it('gives no EHR id to a patient that the bundle only asks to create', () => {
    const json = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { fullUrl: 'urn:uuid:p1', resource: patient, request: { method: 'POST', url: 'Patient' } },
        {
          resource: { resourceType: 'Condition', code: { text: 'Asthma' }, subject: { reference: 'urn:uuid:p1' } },
          request: { method: 'POST', url: 'Condition' },
        },
      ],
    };
    const chart = chartFromBundle(json);
    expect(chart.patient.fhirId).toBeUndefined();
    expect(chart.problems).toEqual([{ text: 'Asthma' }]);
  });

  it.each([[null], [undefined], ['<Bundle/>'], [[]], [{ resourceType: 'Patient' }], [42]])(
    'says that %j is not a bundle',
    (json) => {
      expect(reasonOf(json)).toEqual({ reason: 'not-a-bundle' });
    },
  );

  it('wants one patient', () => {
    expect(reasonOf({ resourceType: 'Bundle' })).toEqual({ reason: 'no-patient' });
    expect(reasonOf(bundle(patient, { ...patient, id: 'p2' }))).toEqual({ reason: 'several-patients', count: 2 });
    expect(reasonOf(bundle(patient, patient))).toBeUndefined();
  });

  it("leaves out other people's resources, by relative and absolute reference", () => {
    const chart = chartFromBundle(
      bundle(
        patient,
        { resourceType: 'Condition', code: { text: 'Ours' }, subject },
        { resourceType: 'Condition', code: { text: 'Also ours' }, subject: { reference: 'https://e/fhir/Patient/p1' } },
        { resourceType: 'Condition', code: { text: 'Theirs' }, subject: { reference: 'Patient/p2' } },
      ),
    );
    expect(chart.problems.map((problem) => problem.text)).toEqual(['Ours', 'Also ours']);
  });

  it('reads problems: text without SNOMED tags, ICD-10-CM, status; not refuted or entered in error; active first', () => {
    const chart = chartFromBundle(
      bundle(
        patient,
        {
          resourceType: 'Condition',
          subject,
          clinicalStatus: { coding: [{ code: 'resolved' }] },
          code: { coding: [{ system: 'http://snomed.info/sct', code: '1', display: 'Viral sinusitis (disorder)' }] },
        },
        {
          resourceType: 'Condition',
          subject,
          clinicalStatus: { coding: [{ code: 'active' }] },
          code: {
            text: 'Type 2 diabetes',
            coding: [{ system: 'http://hl7.org/fhir/sid/icd-10-cm', code: 'E11.9', display: 'x' }],
          },
        },
        {
          resourceType: 'Condition',
          subject,
          verificationStatus: { coding: [{ code: 'refuted' }] },
          code: { text: 'Lupus' },
        },
        { resourceType: 'Condition', subject },
      ),
    );
    expect(chart.problems).toEqual([
      { text: 'Type 2 diabetes', icd10cm: 'E11.9', status: 'active' },
      { text: 'Viral sinusitis', status: 'resolved' },
    ]);
  });

  it('reads medications from a concept, a reference, a contained resource and a statement, with their dosage', () => {
    const chart = chartFromBundle({
      resourceType: 'Bundle',
      entry: [
        { resource: patient },
        {
          fullUrl: 'urn:uuid:m',
          resource: {
            resourceType: 'Medication',
            code: {
              coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '617314' }],
              text: 'Lipitor',
            },
          },
        },
        {
          resource: {
            resourceType: 'MedicationRequest',
            subject,
            status: 'active',
            medicationReference: { reference: 'urn:uuid:m' },
            dosageInstruction: [
              {
                doseAndRate: [{ doseQuantity: { value: 20, unit: 'mg' } }],
                timing: { repeat: { frequency: 1, period: 1, periodUnit: 'd' } },
              },
            ],
          },
        },
        {
          resource: {
            resourceType: 'MedicationRequest',
            subject,
            contained: [{ resourceType: 'Medication', id: 'x', code: { text: 'Metformin 500 mg' } }],
            medicationReference: { reference: '#x' },
            dosageInstruction: [{ text: 'one tablet twice a day' }],
          },
        },
        {
          resource: {
            resourceType: 'MedicationStatement',
            subject,
            status: 'completed',
            medicationCodeableConcept: { text: 'Ibuprofen' },
          },
        },
        {
          resource: {
            resourceType: 'MedicationRequest',
            subject,
            doNotPerform: true,
            medicationCodeableConcept: { text: 'Aspirin' },
          },
        },
      ],
    });
    expect(chart.medications).toEqual([
      { text: 'Lipitor', rxcui: '617314', dose: '20 mg, 1 time per 1 d', status: 'active' },
      { text: 'Metformin 500 mg', dose: 'one tablet twice a day' },
      { text: 'Ibuprofen', status: 'completed' },
    ]);
  });

  it('reads allergies with reactions', () => {
    const chart = chartFromBundle(
      bundle(
        patient,
        {
          resourceType: 'AllergyIntolerance',
          patient: subject,
          code: { text: 'Penicillin' },
          reaction: [{ manifestation: [{ text: 'hives' }, { coding: [{ display: 'Wheal (finding)' }] }] }],
        },
        {
          resourceType: 'AllergyIntolerance',
          patient: subject,
          verificationStatus: { coding: [{ code: 'entered-in-error' }] },
          code: { text: 'Latex' },
        },
      ),
    );
    expect(chart.allergies).toEqual([{ text: 'Penicillin', reaction: 'hives, Wheal' }]);
  });

  it('keeps the latest observation of each kind, whatever its value type', () => {
    const observation = (code: string, at: string, value: object): object => ({
      resourceType: 'Observation',
      subject,
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code }], text: code },
      effectiveDateTime: at,
      ...value,
    });
    const chart = chartFromBundle(
      bundle(
        patient,
        observation('4548-4', '2024-01-01', { valueQuantity: { value: 9.123456, unit: '%' } }),
        observation('4548-4', '2025-01-01', { valueQuantity: { value: 7.2, unit: '%' } }),
        observation('55284-4', '2025-01-02', {
          component: [
            { code: { text: 'Diastolic' }, valueQuantity: { value: 80, unit: 'mmHg' } },
            { code: { text: 'Systolic' }, valueQuantity: { value: 121, unit: 'mmHg' } },
          ],
        }),
        observation('smoke', '2024-05-05', { valueCodeableConcept: { text: 'Never smoker' } }),
        observation('tsh', '2023-05-05', { valueQuantity: { value: 0.004567, comparator: '<', unit: 'mIU/L' } }),
        observation('none', '2025-06-01', {}),
        { ...observation('bad', '2025-06-01', { valueString: 'x' }), status: 'entered-in-error' },
      ),
    );
    expect(chart.observations).toEqual([
      { text: '55284-4', value: 'Systolic 121 mmHg, Diastolic 80 mmHg', at: '2025-01-02', loinc: '55284-4' },
      { text: '4548-4', value: '7.2 %', at: '2025-01-01', loinc: '4548-4' },
      { text: 'smoke', value: 'Never smoker', at: '2024-05-05', loinc: 'smoke' },
      { text: 'tsh', value: '<0.00457 mIU/L', at: '2023-05-05', loinc: 'tsh' },
    ]);
  });

  it('takes the open visit, or the only one, never one of several old ones', () => {
    const visit = (id: string, status: string, start: string): object => ({
      resourceType: 'Encounter',
      id,
      status,
      subject,
      period: { start },
      reasonCode: [{ text: `reason ${id}` }],
    });
    const old = visit('e1', 'finished', '2020-01-01');
    expect(chartFromBundle(bundle(patient, old)).encounter).toEqual({
      fhirId: 'e1',
      startAt: '2020-01-01',
      reason: 'reason e1',
    });
    expect(chartFromBundle(bundle(patient, old, visit('e2', 'finished', '2021-01-01'))).encounter).toBeUndefined();
    expect(
      chartFromBundle(bundle(patient, old, visit('e3', 'in-progress', '2019-01-01'), visit('e4', 'cancelled', '2022')))
        .encounter?.fhirId,
    ).toBe('e3');
  });

  it('reads the answers of a batch, bundles within a bundle', () => {
    const chart = chartFromBundle(
      bundle(bundle(patient), bundle({ resourceType: 'Condition', subject, code: { text: 'Gout' } })),
    );
    expect(chart.problems).toEqual([{ text: 'Gout' }]);
  });

  it('survives junk in every field and still fits the model', () => {
    const junk: unknown[] = [null, 0, '', 'x', [], {}, [null], { coding: 'x' }, { coding: [null, 7] }, true];
    const fields = [
      'id',
      'code',
      'subject',
      'status',
      'name',
      'identifier',
      'birthDate',
      'gender',
      'period',
      'reaction',
    ];
    const types = [
      'Encounter',
      'Condition',
      'MedicationRequest',
      'AllergyIntolerance',
      'Observation',
      'Medication',
      'X',
    ];
    const resources: unknown[] = [patient, null, 7, 'text', []];
    for (const resourceType of types)
      for (const field of [
        ...fields,
        'component',
        'dosageInstruction',
        'valueQuantity',
        'medicationReference',
        'contained',
      ])
        for (const value of junk) resources.push({ resourceType, code: { text: 'ok' }, [field]: value });
    expect(() => ChartContext.parse(chartFromBundle(bundle(...resources)))).not.toThrow();
    for (const field of fields)
      for (const value of junk)
        expect(() => ChartContext.parse(chartFromBundle(bundle({ ...patient, [field]: value })))).not.toThrow();
  });

  it('keeps its size on a lifetime of observations', () => {
    const many = Array.from({ length: 50_000 }, (_, index) => ({
      resourceType: 'Observation',
      subject,
      code: { text: `kind ${String(index % 1000)}` },
      valueInteger: index,
    }));
    expect(chartFromBundle(bundle(patient, ...many)).observations).toHaveLength(200);
  });
});
