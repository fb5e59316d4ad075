import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Bundle, CapabilityStatement, OperationOutcome, Patient } from '@medplum/fhirtypes';
import { buildBundle } from '../../domain/sync/build-resources.ts';
import { deliveryDocument, NEW_PATIENT_CHART } from '../../domain/sync/delivery.fixture.ts';
import { startTestEhr, type TestEhr, type TestEhrOptions } from './start-test-ehr.ts';
import { SEED } from './test-ehr.fixture.ts';

const open: TestEhr[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((ehr) => ehr.close()));
});
async function start(options: TestEhrOptions = {}): Promise<TestEhr> {
  const ehr = await startTestEhr({ seed: SEED, ...options });
  open.push(ehr);
  return ehr;
}

async function call<T>(
  ehr: TestEhr,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; body: T }> {
  const response = await fetch(`${ehr.url}/${path}`, {
    method,
    headers: { 'Content-Type': 'application/fhir+json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    body: (text === '' ? undefined : JSON.parse(text)) as T,
  };
}

const PATIENT: Patient = { resourceType: 'Patient', name: [{ family: 'New' }], gender: 'female' };

describe('test EHR', () => {
  it('says that it is a simulation of R4, before it has loaded anything', async () => {
    const ehr = await start();
    const { status, body } = await call<CapabilityStatement>(ehr, 'GET', 'metadata');
    expect([status, body.fhirVersion]).toEqual([200, '4.0.1']);
    expect(body.implementation?.description).toMatch(/simulation/i);
    expect(new URL(ehr.url).hostname).toBe('127.0.0.1');
  });

  it('creates, reads, updates, keeps a history in the same order at every reading, and answers 410 after a delete', async () => {
    const ehr = await start();
    const created = await call<Patient>(ehr, 'POST', 'Patient', PATIENT);
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toMatch(/\/fhir\/R4\/Patient\/[^/]+\/_history\/.+/);
    const path = `Patient/${created.body.id!}`;
    await call(ehr, 'PUT', path, { ...created.body, gender: 'male' });
    const history = async () =>
      (await call<Bundle<Patient>>(ehr, 'GET', `${path}/_history`)).body.entry?.map(({ resource }) => resource?.gender);
    expect(await history()).toEqual(['male', 'female']);
    expect(await history()).toEqual(['male', 'female']);
    expect((await call(ehr, 'DELETE', path)).status).toBe(200);
    expect((await call(ehr, 'GET', path)).status).toBe(410);
    expect((await call(ehr, 'GET', 'Patient/never')).status).toBe(404);
  });

  it.each([
    ['a missing element', { resourceType: 'DocumentReference', status: 'current' }],
    ['a code outside a required binding', { ...PATIENT, gender: 'F' }],
    ['a date that is none', { ...PATIENT, birthDate: '21 Nov 2026' }],
    ['an unknown element', { ...PATIENT, colour: 'blue' }],
    ['a reference to nowhere', { resourceType: 'Condition', subject: { reference: 'Patient/nobody' } }],
    ['another type than the address', { resourceType: 'Basic', code: { text: 'x' } }],
    ['no JSON', '{"resourceType":'],
  ])('refuses %s', async (_name, body) => {
    const ehr = await start();
    const type = typeof body === 'string' || body.resourceType === 'Basic' ? 'Patient' : body.resourceType;
    const answer = await call<OperationOutcome>(ehr, 'POST', type, body);
    expect(answer.status).toBe(400);
    expect(answer.body.resourceType).toBe('OperationOutcome');
    expect((await ehr.all('Condition')).length + (await ehr.all('DocumentReference')).length).toBe(0);
  });

  it('undoes a transaction that fails half-way', async () => {
    const ehr = await start();
    const before = await ehr.all('Patient');
    const bundle: Bundle = {
      resourceType: 'Bundle',
      type: 'transaction',
      entry: [
        { resource: PATIENT, request: { method: 'POST', url: 'Patient' } },
        {
          resource: { ...PATIENT, gender: 'wrong' as 'male' },
          request: { method: 'POST', url: 'Patient' },
        },
      ],
    };
    expect((await call(ehr, 'POST', '', bundle)).status).toBe(400);
    expect(await ehr.all('Patient')).toEqual(before);
  });

  it('takes bundle.json as it stands, and a second time without doubling the note', async () => {
    const ehr = await start();
    const bundle = buildBundle(deliveryDocument(1, { chart: NEW_PATIENT_CHART }));
    for (let round = 0; round < 2; round += 1) {
      const answer = await call<Bundle>(ehr, 'POST', '', bundle);
      expect(answer.status).toBe(200);
      expect(answer.body.entry?.every(({ response }) => /^20[01]/.test(response?.status ?? ''))).toBe(true);
    }
    for (const type of ['DocumentReference', 'Device', 'Condition'] as const)
      expect(await ehr.all(type)).toHaveLength(1);
    expect(await ehr.all('Patient')).toHaveLength(2);
  });

  it('obeys If-None-Exist', async () => {
    const ehr = await start();
    const patient = { ...PATIENT, identifier: [{ system: 'urn:x', value: '1' }] };
    const headers = { 'If-None-Exist': 'identifier=urn:x|1' };
    expect((await call(ehr, 'POST', 'Patient', patient, headers)).status).toBe(201);
    expect((await call(ehr, 'POST', 'Patient', patient, headers)).status).toBe(200);
    expect(await ehr.all('Patient')).toHaveLength(3);
  });

  it('searches in pages that the links lead through', async () => {
    const ehr = await start();
    for (let n = 0; n < 5; n += 1) await call(ehr, 'POST', 'Patient', PATIENT);
    const seen: string[] = [];
    let path: string | undefined = 'Patient?name=new&_count=2';
    while (path !== undefined) {
      const { body }: { body: Bundle } = await call<Bundle>(ehr, 'GET', path);
      seen.push(...(body.entry ?? []).map(({ resource }) => resource!.id!));
      path = body.link?.find(({ relation }) => relation === 'next')?.url.slice(ehr.url.length + 1);
    }
    expect(new Set(seen).size).toBe(5);
  });

  it('Epic-like: no transaction, no delete, no patients, a bare 201 with a relative Location', async () => {
    const ehr = await start({ mode: 'epic-like' });
    expect((await call(ehr, 'POST', '', { resourceType: 'Bundle', type: 'transaction' })).status).toBe(405);
    expect((await call(ehr, 'DELETE', 'Patient/p1')).status).toBe(405);
    expect((await call(ehr, 'POST', 'Patient', PATIENT)).status).toBe(403);
    const note = buildBundle(deliveryDocument()).entry!.find(
      ({ resource }) => resource?.resourceType === 'DocumentReference',
    )!.resource as { context?: unknown };
    const noDevice = { ...note, context: { encounter: [{ reference: 'Encounter/e1' }] } };
    const created = await call(ehr, 'POST', 'DocumentReference', noDevice);
    expect([created.status, created.body, created.headers.get('etag')]).toEqual([201, undefined, null]);
    expect(created.headers.get('location')).toMatch(/^DocumentReference\/[^/]+$/);
    expect((await call(ehr, 'POST', 'DocumentReference', { ...note, context: {} })).status).toBe(400);
  });

  it('runs alone, prints its address and ends with its parent', async () => {
    const entry = fileURLToPath(new URL('./test-ehr.entry.ts', import.meta.url));
    const child = fork(entry, [], { silent: true, execArgv: [] });
    const [message] = (await once(child, 'message')) as [{ url: string }];
    expect((await fetch(`${message.url}/metadata`)).status).toBe(200);
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
