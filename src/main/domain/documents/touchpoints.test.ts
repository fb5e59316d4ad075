import { expect, it } from 'vitest';
import { EncounterId } from '../../../shared/model/ids.ts';
import type { ChartPatient } from '../../../shared/model/chart.ts';
import { isSamePatient, monthOf, touchpointsCsv } from './touchpoints.ts';

const patient = (of: Partial<ChartPatient>): ChartPatient => ({ name: 'Ana Ruiz', sex: 'unknown', ...of });

it.each<[string, Partial<ChartPatient>, Partial<ChartPatient>, boolean]>([
  ['one id', { fhirId: '1' }, { fhirId: '1', name: 'Ana R.' }, true],
  ['another id, same name', { fhirId: '1', birthDate: '1970-01-01' }, { fhirId: '2', birthDate: '1970-01-01' }, false],
  ['one record number', { identifier: { value: 'M1' } }, { identifier: { value: 'M1' }, name: 'A' }, true],
  ['name and birth date', { birthDate: '1970-01-01' }, { birthDate: '1970-01-01', name: 'ana  ruiz' }, true],
  ['a name alone', {}, {}, false],
  ['another birth date', { birthDate: '1970-01-01' }, { birthDate: '1970-01-02' }, false],
  ['nobody', { name: '', birthDate: '1970-01-01' }, { name: '', birthDate: '1970-01-01' }, false],
])('knows a patient again by %s', (_, a, b, same) => {
  expect(isSamePatient(patient(a), patient(b))).toBe(same);
});

it('writes a table that no spreadsheet runs', () => {
  const entry = {
    encounterId: EncounterId.parse('e1'),
    at: 1,
    date: '2026-11-02',
    topics: ['=HYPERLINK("x")'],
    actions: ['Say "no", twice.'],
    status: 'draft' as const,
  };
  const csv = touchpointsCsv(monthOf([entry], '2026-11'));
  expect(csv).toContain('"2026-11-02","","not recorded","\'=HYPERLINK(""x"")","Say ""no"", twice.","draft"');
  expect(csv).toContain('"Total","0"');
});
