import { describe, expect, it } from 'vitest';
import type { Bundle } from '@medplum/fhirtypes';
import { AppError } from '../../../shared/errors.ts';
import { buildBundle } from './build-resources.ts';
import { CHART, deliveryDocument, NEW_PATIENT_CHART } from './delivery.fixture.ts';
import type { DeliveryDocument } from './delivery-document.ts';
import { documentFromBundle } from './document-from-bundle.ts';

const json = (bundle: Bundle): Bundle => JSON.parse(JSON.stringify(bundle)) as Bundle;
const unsigned: Partial<DeliveryDocument> = { docStatus: 'preliminary', signature: undefined, author: undefined };

describe('documentFromBundle', () => {
  it.each<[string, DeliveryDocument]>([
    ['signed, known patient', deliveryDocument()],
    ['new patient', deliveryDocument(1, { chart: NEW_PATIENT_CHART })],
    ['no chart', deliveryDocument(1, { chart: undefined })],
    [
      'no chart, unsigned, from a transcript',
      deliveryDocument(1, { ...unsigned, chart: undefined, speechModel: undefined }),
    ],
    ['unsigned with an author', deliveryDocument(1, { ...unsigned, author: deliveryDocument().author })],
    ['no NPI', deliveryDocument(1, { author: { ...deliveryDocument().author!, npi: undefined } })],
    ['addendum', deliveryDocument(2, { addendumTo: 'DocumentReference/9', diagnoses: [] })],
    ['visit unknown, patient known', deliveryDocument(1, { chart: { ...CHART, encounter: undefined } })],
    [
      'only sex and birth date known',
      deliveryDocument(1, {
        chart: { ...CHART, encounter: undefined, patient: { name: 'A B', sex: 'male', birthDate: '1999' } },
      }),
    ],
    [
      'only a name known',
      deliveryDocument(1, { chart: { ...CHART, encounter: undefined, patient: { name: 'A B', sex: 'unknown' } } }),
    ],
    ['many scripts', deliveryDocument(1, { text: 'fièvre 38,5 °C 血压 😀\n\n  indented\n' })],
  ])('%s: builds the very same bundle again', (_name, doc) => {
    const bundle = json(buildBundle(doc));
    const read = documentFromBundle(bundle);
    expect(json(buildBundle(read))).toEqual(bundle);
    expect(read).toMatchObject({ identifier: doc.identifier, text: doc.text, docStatus: doc.docStatus });
  });

  const reasonOf = (value: unknown): unknown => {
    try {
      documentFromBundle(value);
    } catch (error) {
      if (error instanceof AppError && error.code === 'validation.bundle') return error.params.reason;
      throw error;
    }
    return undefined;
  };
  const changed = (change: (note: Record<string, unknown>, bundle: Bundle) => void): Bundle => {
    const bundle = json(buildBundle(deliveryDocument()));
    const note = bundle.entry!.find(({ resource }) => resource!.resourceType === 'DocumentReference')!.resource!;
    change(note as unknown as Record<string, unknown>, bundle);
    return bundle;
  };

  it.each<[string, unknown, string]>([
    ['null', null, 'not-a-bundle'],
    ['a note alone', { resourceType: 'DocumentReference' }, 'not-a-bundle'],
    ['an empty bundle', { resourceType: 'Bundle' }, 'documents'],
    ['two notes', changed((note, bundle) => bundle.entry!.push({ resource: note as never })), 'documents'],
    ['no identifier', changed((note) => delete note.identifier), 'identifier'],
    ["somebody else's identifier", changed((note) => (note.identifier = [{ value: '17' }])), 'identifier'],
    ['no content', changed((note) => (note.content = [])), 'content'],
    [
      'a PDF',
      changed((note) => (note.content = [{ attachment: { contentType: 'application/pdf', data: 'AAAA' } }])),
      'content',
    ],
    [
      'broken base64',
      changed((note) => (note.content = [{ attachment: { contentType: 'text/plain', data: '*' } }])),
      'content',
    ],
    ['no dates', changed((note) => delete note.date), 'dates'],
    [
      'no device',
      changed(
        (_, bundle) => (bundle.entry = bundle.entry!.filter(({ resource }) => resource!.resourceType !== 'Device')),
      ),
      'engine',
    ],
  ])('%s is refused as %s', (_name, bundle, reason) => {
    expect(reasonOf(bundle)).toBe(reason);
  });

  it('takes no signature from a status alone', () => {
    const read = documentFromBundle(changed((note) => delete note.authenticator));
    expect([read.docStatus, read.signature]).toEqual(['preliminary', undefined]);
  });
});
