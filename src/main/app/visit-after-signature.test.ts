import { describe, expect, it } from 'vitest';
import { createTestApp, recorded, PASSPHRASE } from './app.fixture.ts';

describe('delivery', () => {
  it('delivers once what was signed, and the encounter says so', async () => {
    const test = createTestApp();
    await test.setup();
    await test.app.start();
    await test.call('ehr.set', { connection: { baseUrl: 'http://127.0.0.1:1/fhir/R4' } });
    const encounter = await recorded(test, 1);
    const latest = test.deps.store.notes.latest(encounter.id)!;
    await test.call('note.sign', { encounterId: encounter.id, baseVersion: latest.version, passphrase: PASSPHRASE });
    await test.settled(encounter, 'delivered');
    const view = await test.call('encounters.get', { encounterId: encounter.id });
    expect(view.deliveries).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    await expect(test.call('delivery.retry', { encounterId: encounter.id })).rejects.toMatchObject({
      code: 'conflict.state',
    });
    await test.app.close();
  });

  it('an addendum does not go to the EHR without its note, which was signed before there was one', async () => {
    const test = createTestApp();
    await test.setup();
    await test.app.start();
    const encounter = await recorded(test, 1);
    const { id: encounterId } = encounter;
    await test.call('note.sign', { encounterId, baseVersion: 1, passphrase: PASSPHRASE });
    await test.call('ehr.set', { connection: { baseUrl: 'http://127.0.0.1:1/fhir/R4' } });
    await test.call('note.addendum', { encounterId, baseVersion: 2, text: 'Left knee.', passphrase: PASSPHRASE });
    await test.settled(encounter, 'delivered');
    const { deliveries } = await test.call('encounters.get', { encounterId });
    expect(deliveries.map(({ noteVersion, state }) => [noteVersion, state])).toEqual([
      [2, 'delivered'],
      [3, 'delivered'],
    ]);
    await test.app.close();
  });

  it('waits without an EHR and sends when one is set and a person asks', async () => {
    const test = createTestApp();
    await test.setup();
    await test.app.start();
    const encounter = await recorded(test, 1);
    await test.call('note.sign', { encounterId: encounter.id, baseVersion: 1, passphrase: PASSPHRASE });
    await expect(test.call('delivery.retry', { encounterId: encounter.id })).rejects.toMatchObject({
      code: 'fhir.not-configured',
    });
    await test.call('ehr.set', { connection: { baseUrl: 'http://127.0.0.1:1/fhir/R4' } });
    await test.call('delivery.retry', { encounterId: encounter.id });
    await test.settled(encounter, 'delivered');
    await test.app.close();
  });
});

describe('codes', () => {
  it('keeps the clinician’s decisions and refuses unknown codes', async () => {
    const test = createTestApp();
    await test.setup();
    const encounter = await recorded(test, 1);
    const codes = await test.call('codes.decide', { encounterId: encounter.id, code: 'I10', decision: 'accepted' });
    expect(codes.diagnoses).toMatchObject([{ code: 'I10', decision: 'accepted', evidence: [] }]);
    const swapped = await test.call('codes.decide', {
      encounterId: encounter.id,
      code: 'I10',
      decision: 'accepted',
      replaceWith: 'R05.9',
    });
    expect(swapped.diagnoses.map(({ code }) => code)).toEqual(['R05.9']);
    await expect(
      test.call('codes.decide', { encounterId: encounter.id, code: 'Q99.Z', decision: 'accepted' }),
    ).rejects.toMatchObject({ code: 'not-found.code' });
  });
});

describe('privacy of logs', () => {
  it('writes no patient name, transcript or note into a log line or the audit record', async () => {
    const test = createTestApp();
    await test.setup();
    await recorded(test, 2);
    const written = [...test.logged, ...test.deps.store.audit.list().map((entry) => JSON.stringify(entry))].join('\n');
    expect(written).not.toMatch(/Sample Patient|was heard|cough/i);
  });
});
