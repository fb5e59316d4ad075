import { expect, it } from 'vitest';
import type { Encounter } from '../../shared/model/encounter.ts';
import { createTestApp, PASSPHRASE, type TestApp } from './app.fixture.ts';

const bundle = (name: string) =>
  JSON.stringify({
    resourceType: 'Bundle',
    type: 'collection',
    entry: [
      {
        resource: {
          resourceType: 'Patient',
          id: 'p1',
          name: [{ text: name }],
          gender: 'female',
          birthDate: '1961-04-02',
        },
      },
      {
        resource: {
          resourceType: 'MedicationRequest',
          status: 'active',
          intent: 'order',
          subject: { reference: 'Patient/p1' },
          medicationCodeableConcept: { text: 'lisinopril 10 mg' },
        },
      },
    ],
  });

async function drafted(): Promise<{ test: TestApp; encounter: Encounter }> {
  const test = createTestApp();
  await test.setup();
  const encounter = await test.call('encounters.create', { patient: {} });
  await test.call('recording.importTranscript', { encounterId: encounter.id, text: '[patient] I cough.' });
  await test.settled(encounter, 'drafted');
  return { test, encounter };
}

it('lets a visit begin before anybody is named, and not be signed until then', async () => {
  const { test, encounter } = await drafted();
  expect(encounter.patient.name).toBe('');
  const sign = (baseVersion: number) =>
    test.call('note.sign', { encounterId: encounter.id, baseVersion, passphrase: PASSPHRASE });
  await expect(sign(1)).rejects.toMatchObject({ code: 'conflict.unnamed' });
  await expect(
    test.call('encounters.identify', { encounterId: encounter.id, patient: { name: '  ' } }),
  ).rejects.toThrow();
  const named = await test.call('encounters.identify', { encounterId: encounter.id, patient: { name: 'Rosa Trial' } });
  expect(named).toMatchObject({ patient: { name: 'Rosa Trial', sex: 'unknown' }, state: 'drafted' });
  await test.settled(encounter, 'drafted');
  expect((await sign(2)).state).toBe('signed');
  await expect(
    test.call('encounters.identify', { encounterId: encounter.id, patient: { name: 'Somebody Else' } }),
  ).rejects.toMatchObject({ code: 'conflict.signed' });
});

it('takes the chart’s word for who it is while the chart stands, and forgets a chart that was someone else’s', async () => {
  const { test, encounter } = await drafted();
  const identify = (name: string, more: { contextBundle?: string; chart?: 'keep' | 'drop' } = {}) =>
    test.call('encounters.identify', { encounterId: encounter.id, patient: { name }, ...more });
  expect((await identify('Typed Name', { contextBundle: bundle('June Testwell') })).patient).toMatchObject({
    name: 'June Testwell',
    fhirId: 'p1',
    sex: 'female',
  });
  expect(test.deps.store.charts.get(encounter.id)?.medications).toHaveLength(1);
  expect((await identify('Another Name')).patient.name).toBe('June Testwell');
  const corrected = await identify('Rosa Trial', { chart: 'drop' });
  expect(corrected.patient).toEqual({ name: 'Rosa Trial', sex: 'unknown' });
  expect(test.deps.store.charts.get(encounter.id)).toBeUndefined();
  await test.settled(encounter, 'drafted');
});

it('makes an untouched draft anew, leaves an edited one, and writes no name into the record', async () => {
  const { test, encounter } = await drafted();
  const identify = (name: string) => test.call('encounters.identify', { encounterId: encounter.id, patient: { name } });
  await identify('Rosa Trial');
  await test.settled(encounter, 'drafted');
  const redrafted = test.deps.store.notes.latest(encounter.id)!;
  expect(redrafted).toMatchObject({ version: 2, kind: 'ai-draft' });
  const sentence = redrafted.note.sections[0]!.sentences[0]!;
  await test.call('note.editSentence', {
    encounterId: encounter.id,
    baseVersion: 2,
    sentenceId: sentence.id,
    text: 'Coughs.',
  });
  await identify('Rosa B. Trial');
  expect(test.deps.store.notes.latest(encounter.id)).toMatchObject({ version: 3, kind: 'edit' });
  const entries = test.deps.store.audit.list().filter((entry) => entry.action === 'encounter.identify');
  expect(entries.map((entry) => entry.detail)).toEqual([
    { wasNamed: false, hasChart: false },
    { wasNamed: true, hasChart: false },
  ]);
  expect(JSON.stringify(test.deps.store.audit.list())).not.toContain('Rosa');
});

it('refuses a chart that is none, and changes nothing', async () => {
  const { test, encounter } = await drafted();
  await expect(
    test.call('encounters.identify', {
      encounterId: encounter.id,
      patient: { name: 'Rosa Trial' },
      contextBundle: 'not json',
    }),
  ).rejects.toMatchObject({ code: 'validation.context-bundle' });
  expect(test.deps.store.encounters.get(encounter.id)?.patient.name).toBe('');
});
