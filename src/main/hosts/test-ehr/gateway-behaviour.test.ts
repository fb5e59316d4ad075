import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Condition, Device, DocumentReference, Encounter, Patient, Provenance } from '@medplum/fhirtypes';
import { createFhirGateway } from '../../adapters/fhir/fhir-gateway.ts';
import { deliveryDocument, CHART, NEW_PATIENT_CHART } from '../../domain/sync/delivery.fixture.ts';
import type { EhrConnection } from '../../../shared/model/delivery.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import type { Fault } from './faults.ts';
import { startTestEhr, type TestEhr, type TestEhrOptions } from './start-test-ehr.ts';
import { filedTexts, SEED } from './test-ehr.fixture.ts';

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

async function start(options: TestEhrOptions & { profile?: EhrConnection['profile'] } = {}) {
  const { profile = 'generic', ...rest } = options;
  const ehr = await startTestEhr({ seed: SEED, ...rest });
  open.push(ehr);
  const connection: EhrConnection = { baseUrl: ehr.url, profile };
  return { ehr, connection, gateway: createFhirGateway({ timeoutMs: 20_000 }) };
}

const posts = (ehr: TestEhr, type: string) =>
  ehr.requests.filter(({ method, path }) => method === 'POST' && path === type).length;

async function deliver(doc: DeliveryDocument, connection: EhrConnection): Promise<string> {
  const gateway = createFhirGateway();
  const outcome = await gateway.send(connection, doc);
  if (outcome.kind !== 'delivered') throw new Error(`${outcome.kind} ${outcome.error}`);
  const completed = await gateway.complete(connection, doc, outcome.receipt);
  expect(completed).toEqual({ kind: 'done' });
  return outcome.receipt;
}

describe('what arrives', () => {
  it('is a US Core clinical note on the right patient, visit and clinician', async () => {
    const { ehr, connection } = await start();
    const doc = deliveryDocument();
    await deliver(doc, connection);
    const [note] = await ehr.all<DocumentReference>('DocumentReference');
    expect(note).toMatchObject({
      status: 'current',
      docStatus: 'final',
      identifier: [{ system: 'urn:ietf:rfc:3986', value: doc.identifier }],
      type: { coding: [{ system: 'http://loinc.org', code: '11506-3' }] },
      category: [{ coding: [{ code: 'clinical-note' }] }],
      subject: { reference: 'Patient/p1' },
      author: [{ reference: 'Practitioner/d1' }],
      authenticator: { reference: 'Practitioner/d1' },
      content: [{ attachment: { contentType: 'text/plain; charset=utf-8' } }],
      context: { encounter: [{ reference: 'Encounter/e1' }], period: { start: '2026-11-21T09:30:00.000Z' } },
    });
    expect(await filedTexts(ehr)).toEqual([doc.text]);
  });

  it('has a Provenance with the clinician as author and verifier and the AI device as assembler', async () => {
    const { ehr, connection } = await start();
    const receipt = await deliver(deliveryDocument(), connection);
    const [device, ...others] = await ehr.all<Device>('Device');
    const [provenance] = await ehr.all<Provenance>('Provenance');
    expect(others).toEqual([]);
    expect(device!.type?.coding?.[0]?.code).toBe('Artificial-Intelligence');
    expect(device!.version?.map(({ value }) => value)).toEqual(['builtin 1.0.0', 'moonshine-tiny sha256:ab12']);
    expect(provenance!.target).toEqual([{ reference: receipt }]);
    expect(provenance!.agent.map(({ type, who }) => [type?.coding?.[0]?.code, who.reference])).toEqual([
      ['author', 'Practitioner/d1'],
      ['verifier', 'Practitioner/d1'],
      ['assembler', `Device/${device!.id!}`],
    ]);
  });

  it('shares one Device among notes of the same engine', async () => {
    const { ehr, connection } = await start();
    await deliver(deliveryDocument(1), connection);
    await deliver(deliveryDocument(2), connection);
    expect(await ehr.all('Device')).toHaveLength(1);
    expect(await ehr.all('Provenance')).toHaveLength(2);
  });

  it('writes the accepted diagnoses and no other', async () => {
    const { ehr, connection } = await start();
    await deliver(deliveryDocument(), connection);
    const conditions = await ehr.all<Condition>('Condition');
    expect(
      conditions.map(({ code, verificationStatus }) => [
        code?.coding?.[0]?.code,
        verificationStatus?.coding?.[0]?.code,
      ]),
    ).toEqual([['J20.9', 'confirmed']]);
  });

  it('writes provisional diagnoses at an Epic-like EHR, once, and no Provenance', async () => {
    const { ehr, connection, gateway } = await start({ mode: 'epic-like', profile: 'epic-like' });
    const doc = deliveryDocument();
    const receipt = await deliver(doc, connection);
    await gateway.complete(connection, doc, receipt);
    const conditions = await ehr.all<Condition>('Condition');
    expect(conditions.map(({ verificationStatus }) => verificationStatus?.coding?.[0]?.code)).toEqual(['provisional']);
    expect(posts(ehr, 'Provenance')).toBe(0);
  });

  it('creates patient and visit once for people the EHR does not know, shared by the addendum', async () => {
    const { ehr, connection } = await start();
    const stranger = {
      ...NEW_PATIENT_CHART,
      patient: { ...NEW_PATIENT_CHART.patient, identifier: { value: 'NEW-1' } },
    };
    const receipt = await deliver(deliveryDocument(1, { chart: stranger, diagnoses: [] }), connection);
    await deliver(deliveryDocument(2, { chart: undefined, addendumTo: receipt, diagnoses: [] }), connection);
    const created = (await ehr.all<Patient>('Patient')).filter(({ id }) => id !== 'p1' && id !== 'p2');
    expect(created).toMatchObject([{ name: [{ family: 'Soto', given: ['Ana', 'María'] }], birthDate: '1961-04-02' }]);
    const [note, addendum] = await ehr.all<DocumentReference>('DocumentReference');
    expect(addendum!.subject).toMatchObject({ reference: `Patient/${created[0]!.id!}` });
    expect(addendum!.context?.encounter).toEqual(note!.context?.encounter);
    expect(addendum!.relatesTo).toEqual([{ code: 'appends', target: { reference: receipt } }]);
    expect((await ehr.all<Encounter>('Encounter')).filter(({ id }) => id !== 'e1')).toHaveLength(1);
  });

  it('keeps two strangers of the same name apart', async () => {
    const { ehr, connection } = await start();
    await deliver(deliveryDocument(1, { chart: undefined, diagnoses: [] }), connection);
    await deliver(deliveryDocument(2, { chart: undefined, diagnoses: [] }), connection);
    const notes = await ehr.all<DocumentReference>('DocumentReference');
    expect(new Set(notes.map(({ subject }) => subject?.reference)).size).toBe(2);
  });

  it('finds the patient by record number when the chart has no id', async () => {
    const { ehr, connection } = await start();
    await deliver(deliveryDocument(1, { chart: NEW_PATIENT_CHART }), connection);
    expect((await ehr.all<DocumentReference>('DocumentReference'))[0]!.subject).toMatchObject({
      reference: 'Patient/p1',
    });
    expect(posts(ehr, 'Patient')).toBe(0);
  });

  it('carries 5 MiB of text, what US Core has every server take', async () => {
    const { ehr, connection, gateway } = await start();
    const text = 'é'.repeat(2.5 * 1024 * 1024);
    expect(await gateway.send(connection, deliveryDocument(1, { text }))).toMatchObject({ kind: 'delivered' });
    expect((await filedTexts(ehr))[0] === text).toBe(true);
  });

  it('names an unsigned note preliminary, without authenticator, verifier or author agent', async () => {
    const { ehr, connection } = await start();
    await deliver(
      deliveryDocument(1, { docStatus: 'preliminary', signature: undefined, author: undefined, diagnoses: [] }),
      connection,
    );
    const [note] = await ehr.all<DocumentReference>('DocumentReference');
    const [provenance] = await ehr.all<Provenance>('Provenance');
    expect(note!.docStatus).toBe('preliminary');
    expect(note!.authenticator).toBeUndefined();
    expect(note!.author?.[0]?.type).toBe('Device');
    expect(provenance!.agent.map(({ type }) => type?.coding?.[0]?.code)).toEqual(['assembler']);
  });
});

describe('what is refused before anything is sent', () => {
  const cases: [string, EhrConnection['profile'], Partial<DeliveryDocument>, string][] = [
    [
      'another birth date under the same id',
      'generic',
      { chart: { ...CHART, patient: { ...CHART.patient, birthDate: '1970-01-01' } } },
      'fhir.patient',
    ],
    [
      "another patient's visit",
      'generic',
      { chart: { ...CHART, patient: { ...CHART.patient, fhirId: 'p2', birthDate: '1990-01-01' } } },
      'fhir.patient',
    ],
    [
      'a note without a visit, Epic-like',
      'epic-like',
      { chart: { ...CHART, encounter: undefined } },
      'fhir.incomplete',
    ],
    [
      'a stranger, Epic-like',
      'epic-like',
      { chart: { ...CHART, patient: { name: 'New', sex: 'unknown', identifier: { value: 'X' } } } },
      'fhir.patient',
    ],
    [
      'an unsigned note, Oracle-like',
      'oracle-like',
      { docStatus: 'preliminary', signature: undefined },
      'fhir.incomplete',
    ],
    ['an author the EHR does not know, Oracle-like', 'oracle-like', { author: undefined }, 'fhir.incomplete'],
  ];
  it.each(cases)('%s', async (_name, profile, changes, error) => {
    const { ehr, connection, gateway } = await start({ mode: profile, profile });
    expect(await gateway.send(connection, deliveryDocument(1, changes))).toEqual({ kind: 'rejected', error });
    expect(posts(ehr, 'DocumentReference')).toBe(0);
  });
});

describe('answers', () => {
  const type = 'DocumentReference';
  const table: [string, Fault, string, number][] = [
    // fault, outcome, documents that stand
    ['a proxy times out after the EHR stored it', { kind: 'status-after-commit', status: 504, type }, 'unknown', 1],
    ['503 with Retry-After', { kind: 'status', status: 503, retryAfter: '9', type }, 'unknown', 0],
    ['500', { kind: 'status', status: 500, type }, 'unknown', 0],
    ['408', { kind: 'status', status: 408, type }, 'unknown', 0],
    ['400 to the loser of a race with its twin', { kind: 'status-after-commit', status: 400, type }, 'delivered', 1],
    ['409 to the loser', { kind: 'status-after-commit', status: 409, type }, 'delivered', 1],
    ['412 to the loser', { kind: 'status-after-commit', status: 412, type }, 'delivered', 1],
    ['400 and nothing stored', { kind: 'status', status: 400, type }, 'rejected', 0],
    ['409 and nothing stored', { kind: 'status', status: 409, type }, 'retry', 0],
    ['401', { kind: 'status', status: 401, type }, 'rejected', 0],
    ['404', { kind: 'status', status: 404, type }, 'rejected', 0],
    ['413', { kind: 'status', status: 413, type }, 'rejected', 0],
    ['429', { kind: 'status', status: 429, type }, 'retry', 0],
    ['a body cut short after Location came', { kind: 'truncate', type }, 'delivered', 1],
    ['a captive portal', { kind: 'garbage', type }, 'unknown', 0],
    [
      'a redirect to another machine',
      { kind: 'redirect', location: 'https://elsewhere.example.org/', type },
      'rejected',
      0,
    ],
    [
      'a redirect that changes the method',
      { kind: 'redirect', status: 302, location: '/fhir/R4/Basic', type },
      'rejected',
      0,
    ],
    [
      'the EHR down while the patient is looked up',
      { kind: 'status', status: 503, method: 'GET', type: 'Patient' },
      'retry',
      0,
    ],
    [
      'the line cut while the patient is looked up',
      { kind: 'drop-answer', method: 'GET', type: 'Patient' },
      'retry',
      0,
    ],
    ['no right to read patients', { kind: 'status', status: 403, method: 'GET', type: 'Patient' }, 'delivered', 1],
  ];
  it.each(table)('%s', async (_name, fault, kind, standing) => {
    const { ehr, connection, gateway } = await start();
    ehr.fail(fault);
    const outcome = await gateway.send(connection, deliveryDocument());
    expect(outcome.kind).toBe(kind);
    // Whatever a server writes into its error page stays with it.
    expect(JSON.stringify(outcome)).not.toMatch(/PATIENT-NAME|Soto|Cough/);
    expect(await filedTexts(ehr)).toHaveLength(standing);
    expect(posts(ehr, 'DocumentReference')).toBeLessThanOrEqual(1);
  });

  it('follows a redirect within the same server that keeps method and body', async () => {
    const { ehr, connection, gateway } = await start();
    ehr.fail({ kind: 'redirect', status: 308, location: '/fhir/R4/DocumentReference', type });
    expect(await gateway.send(connection, deliveryDocument())).toMatchObject({ kind: 'delivered' });
    expect(await filedTexts(ehr)).toHaveLength(1);
  });

  it('reads Retry-After as a date', async () => {
    const { ehr, connection, gateway } = await start();
    ehr.fail({ kind: 'status', status: 429, retryAfter: new Date(Date.now() + 3_600_000).toUTCString(), type });
    const outcome = await gateway.send(connection, deliveryDocument());
    expect(outcome.kind === 'retry' && outcome.retryAfterMs).toBeGreaterThan(3_500_000);
  });

  it.each(['stall-answer', 'stall-request'] as const)('gives up on silence (%s) and says unknown', async (kind) => {
    const { ehr, connection } = await start();
    await ehr.all('Patient');
    ehr.fail({ kind, type });
    const outcome = await createFhirGateway({ timeoutMs: 400 }).send(connection, deliveryDocument());
    expect(outcome).toEqual({ kind: 'unknown', error: 'network.timeout' });
  });

  it('stops when it is told to', async () => {
    const { ehr, connection, gateway } = await start();
    const control = new AbortController();
    ehr.fail({ kind: 'stall-request', type });
    const sending = gateway.send(connection, deliveryDocument(), control.signal);
    while (!ehr.requests.some(({ fault }) => fault === 'stall-request'))
      await new Promise((resolve) => setImmediate(resolve));
    control.abort();
    await expect(sending).rejects.toMatchObject({ code: 'cancelled' });
    await expect(gateway.send(connection, deliveryDocument(), control.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });

  it('a resend after an unclear answer cannot double where If-None-Exist is kept', async () => {
    const { ehr, connection, gateway } = await start();
    ehr.fail({ kind: 'drop-answer', type });
    await gateway.send(connection, deliveryDocument());
    expect(await gateway.send(connection, deliveryDocument())).toMatchObject({ kind: 'delivered' });
    expect(await filedTexts(ehr)).toHaveLength(1);
  });

  it('six at once are one note', async () => {
    const { ehr, connection, gateway } = await start();
    const outcomes = await Promise.all(Array.from({ length: 6 }, () => gateway.send(connection, deliveryDocument())));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(await filedTexts(ehr)).toHaveLength(1);
  });
});

describe('companions after trouble', () => {
  for (const type of ['Device', 'Provenance', 'Condition'])
    for (const kind of ['drop-answer', 'drop-request', 'status-after-commit'] as const)
      it(`${type}, ${kind}: done on the next call, none doubled`, async () => {
        const { ehr, connection, gateway } = await start();
        const doc = deliveryDocument();
        const sent = await gateway.send(connection, doc);
        const receipt = sent.kind === 'delivered' ? sent.receipt : '';
        ehr.fail({ kind, type, status: 502 });
        expect(await gateway.complete(connection, doc, receipt)).toMatchObject({ kind: 'retry' });
        expect(await gateway.complete(connection, doc, receipt)).toEqual({ kind: 'done' });
        for (const each of ['Device', 'Provenance', 'Condition'] as const) expect(await ehr.all(each)).toHaveLength(1);
      });

  it('a server that takes no Provenance keeps the note and says refused', async () => {
    const { ehr, connection, gateway } = await start();
    const doc = deliveryDocument();
    const sent = await gateway.send(connection, doc);
    ehr.fail({ kind: 'status', status: 403, type: 'Provenance' });
    expect(await gateway.complete(connection, doc, sent.kind === 'delivered' ? sent.receipt : '')).toEqual({
      kind: 'refused',
      error: 'fhir.unauthorized',
    });
    // The rest is still filed.
    expect(await ehr.all('Condition')).toHaveLength(1);
  });

  it('a server that takes no Device still gets a Provenance that names the software', async () => {
    const { ehr, connection, gateway } = await start();
    const doc = deliveryDocument();
    const sent = await gateway.send(connection, doc);
    ehr.fail({ kind: 'status', status: 405, type: 'Device' });
    await gateway.complete(connection, doc, sent.kind === 'delivered' ? sent.receipt : '');
    const [provenance] = await ehr.all<Provenance>('Provenance');
    expect(provenance!.agent.at(-1)?.who.display).toBe('builtin 1.0.0');
  });
});

describe('find', () => {
  it('does not take a note for another: other text, other visit, retracted', async () => {
    const { ehr, connection, gateway } = await start({ mode: 'forgetful' });
    await gateway.send(connection, deliveryDocument(1));
    expect(await gateway.find(connection, deliveryDocument(1))).toMatchObject({ kind: 'found' });
    expect(await gateway.find(connection, deliveryDocument(1, { text: 'other' }))).toEqual({ kind: 'absent' });
    expect(await gateway.find(connection, deliveryDocument(1, { startedAt: 0 }))).toEqual({ kind: 'absent' });
    const [note] = await ehr.all<DocumentReference>('DocumentReference');
    await fetch(`${ehr.url}/DocumentReference/${note!.id!}`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/fhir+json' },
      body: JSON.stringify({ ...note, status: 'entered-in-error' }),
    });
    expect(await gateway.find(connection, deliveryDocument(1))).toEqual({ kind: 'absent' });
  });

  it('looks through all pages', async () => {
    const { ehr, connection, gateway } = await start({ mode: 'forgetful' });
    for (let n = 1; n <= 60; n += 1) await gateway.send(connection, deliveryDocument(n));
    expect(await gateway.find(connection, deliveryDocument(60))).toMatchObject({ kind: 'found' });
    expect(ehr.requests.filter(({ path }) => path.includes('_offset')).length).toBeGreaterThan(0);
  });

  it('never says absent without having been able to look', async () => {
    const { ehr, connection, gateway } = await start({ mode: 'epic-like', profile: 'epic-like' });
    await gateway.send(connection, deliveryDocument());
    for (const fault of [
      { kind: 'status', status: 500, method: 'GET', type: 'DocumentReference' },
      { kind: 'garbage', method: 'GET', type: 'DocumentReference' },
      { kind: 'drop-answer', method: 'GET', type: 'Patient' },
      { kind: 'status', status: 403, method: 'GET', type: 'Binary' },
    ] as const) {
      ehr.fail(fault);
      expect((await gateway.find(connection, deliveryDocument())).kind).toBe('unreachable');
    }
    expect(await gateway.find(connection, deliveryDocument())).toMatchObject({ kind: 'found' });
  });
});

it('a port that fetch itself refuses got nothing: the note is not said to be on its way', async () => {
  const gateway = createFhirGateway({});
  const connection: EhrConnection = { baseUrl: 'http://127.0.0.1:9/fhir', profile: 'generic' };
  expect(await gateway.send(connection, deliveryDocument())).toMatchObject({ error: 'network.unreachable' });
});

describe('check', () => {
  const serve = async (body: string, status = 200): Promise<EhrConnection> => {
    const server = createServer((_, response) => response.writeHead(status).end(body));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    open.push({
      close: () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
    });
    return { baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`, profile: 'generic' };
  };
  const gateway = createFhirGateway();
  const statement = (fhirVersion: string): string =>
    JSON.stringify({ resourceType: 'CapabilityStatement', fhirVersion });

  it('knows R4 from the rest', async () => {
    expect(await gateway.check(await serve(statement('4.0.1')))).toMatchObject({ ok: true });
    expect(await gateway.check(await serve(statement('3.0.2')))).toEqual({
      ok: false,
      fhirVersion: '3.0.2',
      error: 'fhir.version',
    });
    expect(await gateway.check(await serve('<html>hello</html>'))).toEqual({ ok: false, error: 'fhir.version' });
    expect(await gateway.check(await serve('', 401))).toEqual({ ok: false, error: 'fhir.unauthorized' });
  });

  it('refuses a body without end', async () => {
    const connection = await serve('x'.repeat(40 * 1024 * 1024));
    expect(await gateway.check(connection)).toEqual({ ok: false, error: 'fhir.version' });
  });

  it.each(['http://example.org/fhir', 'https://user:secret@example.org/fhir', 'ftp://127.0.0.1/', 'nonsense', ''])(
    'does not talk to %j',
    async (baseUrl) => {
      expect(await gateway.check({ baseUrl, profile: 'generic' })).toEqual({ ok: false, error: 'network.insecure' });
    },
  );
});
