import { expect, it } from 'vitest';
import { readChartFile, toPatientInput } from './patient-form.ts';

const bundle = (resources: unknown[]) =>
  JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry: resources.map((resource) => ({ resource })) });

it('reads who the patient is', () => {
  const text = bundle([
    { resourceType: 'Condition' },
    {
      resourceType: 'Patient',
      name: [{ given: ['June', 'B.'], family: 'Testwell' }],
      birthDate: '1961-04-02',
      gender: 'female',
    },
  ]);
  expect(readChartFile('chart.json', text)?.patient).toEqual({
    name: 'June B. Testwell',
    birthDate: '1961-04-02',
    sex: 'female',
  });
});

it('takes a bundle without a patient, and a patient without a name, as they are', () => {
  expect(readChartFile('a', bundle([]))?.patient).toEqual({});
  expect(readChartFile('a', bundle([{ resourceType: 'Patient' }]))?.patient).toEqual({});
});

it.each(['', 'no json', '[]', '{"resourceType":"Patient"}', 'null'])('refuses %j', (text) =>
  expect(readChartFile('a', text)).toBeUndefined(),
);

it('sends no empty date and hands the bundle over as it is', () => {
  const fields = { name: ' June ', birthDate: '', sex: 'unknown' as const, reason: ' cough ' };
  expect(toPatientInput(fields, undefined)).toEqual({ patient: { name: 'June', sex: 'unknown' }, reason: 'cough' });
  const text = bundle([]);
  expect(toPatientInput({ ...fields, birthDate: '1961-04-02' }, readChartFile('a', text)!)).toMatchObject({
    patient: { birthDate: '1961-04-02' },
    contextBundle: text,
  });
});
