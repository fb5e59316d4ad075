import { beforeAll, describe, expect, it } from 'vitest';
import type { Bundle, DocumentReference, Provenance, Resource } from '@medplum/fhirtypes';
import { loadDefinitions, type Issue } from '../../hosts/test-ehr/definitions.ts';
import { aiDisclosure, buildBundle, buildConditions, buildPatient, identifierQuery } from './build-resources.ts';
import { deliveryDocument, diagnosis, NEW_PATIENT_CHART, VISIT_START } from './delivery.fixture.ts';
import type { DeliveryDocument } from './delivery-document.ts';

const VARIANTS: [string, DeliveryDocument][] = [
  ['signed, known patient', deliveryDocument()],
  ['signed, new patient', deliveryDocument(1, { chart: NEW_PATIENT_CHART })],
  ['no chart at all', deliveryDocument(1, { chart: undefined })],
  [
    'unsigned, from a transcript',
    deliveryDocument(1, {
      chart: undefined,
      docStatus: 'preliminary',
      author: undefined,
      signature: undefined,
      speechModel: undefined,
      diagnoses: [],
    }),
  ],
  ['addendum', deliveryDocument(2, { addendumTo: 'DocumentReference/9' })],
  ['a one-word name, no birth date', deliveryDocument(1, { chart: undefined, patientName: 'Ana' })],
  ['an instant visit', deliveryDocument(1, { startedAt: VISIT_START, endedAt: VISIT_START - 1 })],
  ['text of many scripts', deliveryDocument(1, { text: 'fièvre 38,5 °C 血压 😀\n' })],
];

let validate: (resource: Resource) => Issue[];
beforeAll(async () => {
  validate = await loadDefinitions();
});

const one = <T extends Resource>(bundle: Bundle, type: T['resourceType']): T =>
  bundle.entry!.find(({ resource }) => resource!.resourceType === type)!.resource as T;

describe('buildBundle', () => {
  it.each(VARIANTS)('%s: valid R4 by both validators', (_name, doc) => {
    const bundle = buildBundle(doc);
    expect(validate(bundle)).toEqual([]);
    for (const { resource } of bundle.entry!) expect(validate(resource!)).toEqual([]);
  });

  it.each(VARIANTS)('%s: the same every time, every urn resolves inside the bundle, none twice', (_name, doc) => {
    const bundle = buildBundle(doc);
    expect(buildBundle(structuredClone(doc))).toEqual(bundle);
    const urls = bundle.entry!.map(({ fullUrl }) => fullUrl!);
    const identifiers = [...JSON.stringify(bundle).matchAll(/"value":"(urn:uuid:[^"]+)"/g)].map(([, value]) => value);
    expect(urls.filter((url) => identifiers.includes(url))).toEqual([]);
    expect(new Set(urls).size).toBe(urls.length);
    const references = [...JSON.stringify(bundle).matchAll(/"reference":"(urn:uuid:[^"]+)"/g)].map(([, url]) => url);
    for (const url of references) expect(urls).toContain(url);
  });

  it.each(VARIANTS)('%s: has what US Core asks of a clinical note', (_name, doc) => {
    const note = one<DocumentReference>(buildBundle(doc), 'DocumentReference');
    // us-core-documentreference 7.0.0: status, type, category (clinical-note), subject, content.attachment 1..; date, author, context.
    expect(note).toMatchObject({
      status: 'current',
      category: [
        {
          coding: [
            {
              system: 'http://hl7.org/fhir/us/core/CodeSystem/us-core-documentreference-category',
              code: 'clinical-note',
            },
          ],
        },
      ],
    });
    expect(note.subject).toBeDefined();
    expect(note.date).toBeDefined();
    expect(note.author).toHaveLength(1);
    expect(note.context?.encounter).toHaveLength(1);
    const { start = '', end = '' } = note.context?.period ?? {};
    expect(end >= start && start !== '').toBe(true);
    expect(Buffer.from(note.content[0]!.attachment.data!, 'base64').toString('utf8')).toBe(doc.text);
    expect(note.content[0]!.attachment.size).toBe(Buffer.byteLength(doc.text));
  });

  it('brings patient and visit along only where the EHR has none', () => {
    const types = (doc: DeliveryDocument) => buildBundle(doc).entry!.map(({ resource }) => resource!.resourceType);
    expect(types(deliveryDocument())).toEqual(['Device', 'DocumentReference', 'Provenance', 'Condition']);
    expect(types(deliveryDocument(1, { chart: NEW_PATIENT_CHART }))).toEqual([
      'Patient',
      'Encounter',
      'Device',
      'DocumentReference',
      'Provenance',
      'Condition',
    ]);
  });

  it('guards every create that bears an identifier', () => {
    for (const { resource, request } of buildBundle(deliveryDocument(1, { chart: NEW_PATIENT_CHART })).entry!)
      expect(request!.ifNoneExist !== undefined).toBe(resource!.resourceType !== 'Provenance');
  });

  it('claims no validity asserted by AI', () => {
    expect(JSON.stringify(buildBundle(deliveryDocument()))).not.toContain('AIAST');
  });
});

describe('Provenance', () => {
  const agents = (doc: DeliveryDocument) =>
    one<Provenance>(buildBundle(doc), 'Provenance').agent.map(({ type, who }) => [
      type!.coding![0]!.code,
      who.display ?? who.reference,
    ]);

  it('names the clinician as author and verifier once signed', () => {
    expect(agents(deliveryDocument())).toEqual([
      ['author', 'Jane Roe, MD'],
      ['verifier', 'Jane Roe, MD'],
      ['assembler', 'builtin 1.0.0'],
    ]);
  });

  it('does not print credentials twice when the signature holds them in the name', () => {
    const doc = deliveryDocument();
    const signature = { ...doc.signature!, name: 'Jane Roe, MD', credentials: 'MD' };
    expect(agents({ ...doc, signature })[0]).toEqual(['author', 'Jane Roe, MD']);
  });
});

describe('buildConditions', () => {
  it('sends accepted codes only, confirmed when signed, provisional else', () => {
    const doc = deliveryDocument(1, {
      diagnoses: [
        diagnosis('J20.9', 'Acute bronchitis', 'accepted'),
        diagnosis('R05.9', 'Cough', 'rejected'),
        diagnosis('R50.9', 'Fever', 'suggested'),
      ],
    });
    const status = (conditions: ReturnType<typeof buildConditions>) =>
      conditions.map(({ code, verificationStatus }) => [code!.coding![0]!.code, verificationStatus!.coding![0]!.code]);
    expect(status(buildConditions(doc))).toEqual([['J20.9', 'confirmed']]);
    expect(status(buildConditions(doc, { sendsRelatesTo: false, conditionStatus: 'provisional' }))).toEqual([
      ['J20.9', 'provisional'],
    ]);
    expect(status(buildConditions({ ...doc, signature: undefined }))).toEqual([['J20.9', 'provisional']]);
  });

  it('identifies a diagnosis by document and code', () => {
    const ids = [1, 2].flatMap((n) =>
      buildConditions(deliveryDocument(n)).map(({ identifier }) => identifier![0]!.value),
    );
    expect(new Set(ids).size).toBe(2);
  });
});

describe('small parts', () => {
  it.each([
    ['Ana María Soto', 'Soto', ['Ana', 'María']],
    ['Soto, Ana María', 'Soto', ['Ana', 'María']],
    ['Ana', 'Ana', undefined],
  ])('splits %j as it is written', (patientName, family, given) => {
    const [name] = buildPatient(deliveryDocument(1, { chart: undefined, patientName })).name!;
    expect([name!.text, name!.family, name!.given]).toEqual([patientName, family, given]);
  });

  it('escapes what search gives a meaning', () => {
    expect(identifierQuery({ system: 'urn:x', value: 'a,b|c$d' })).toBe(
      `identifier=${encodeURIComponent('urn:x|a\\,b\\|c\\$d')}`,
    );
    expect(identifierQuery({ value: '7' })).toBe('identifier=7');
  });

  it('discloses the software, and review only where somebody signed', () => {
    expect(aiDisclosure(deliveryDocument())).toBe(
      'Drafted from a recording of the visit by Chartside (builtin 1.0.0), an automated system. Reviewed and signed by Jane Roe, MD.',
    );
    expect(aiDisclosure({ engine: { name: 'builtin', version: '2' } })).toBe(
      'Drafted from a transcript of the visit by Chartside (builtin 2), an automated system. Not reviewed or signed by a clinician.',
    );
  });
});
