import type { Binary, Bundle, DocumentReference, Resource } from '@medplum/fhirtypes';
import type { TestEhr } from './start-test-ehr.ts';

/** Who and what the EHR of the tests knows: matches `domain/sync/delivery.fixture.ts`. */
export const SEED: Bundle = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: (
    [
      {
        resourceType: 'Patient',
        id: 'p1',
        name: [{ family: 'Soto', given: ['Ana', 'María'] }],
        birthDate: '1961-04-02',
        identifier: [{ system: 'urn:oid:1.2.3.4', value: 'M-77' }],
      },
      { resourceType: 'Patient', id: 'p2', name: [{ family: 'Other' }], birthDate: '1990-01-01' },
      {
        resourceType: 'Encounter',
        id: 'e1',
        status: 'in-progress',
        class: { system: 'http://terminology.hl7.org/CodeSystem/v3-ActCode', code: 'AMB' },
        subject: { reference: 'Patient/p1' },
      },
      {
        resourceType: 'Practitioner',
        id: 'd1',
        name: [{ family: 'Roe', given: ['Jane'] }],
        identifier: [{ system: 'http://hl7.org/fhir/sid/us-npi', value: '1234567893' }],
      },
    ] satisfies Resource[]
  ).map((resource) => ({ resource })),
};

/** The texts that stand at the EHR, wherever it put them. */
export async function filedTexts(ehr: TestEhr): Promise<string[]> {
  const binaries = await ehr.all<Binary>('Binary');
  const documents = await ehr.all<DocumentReference>('DocumentReference');
  return documents.map((document) => {
    const { attachment } = document.content[0]!;
    const data = attachment.data ?? binaries.find(({ id }) => attachment.url === `Binary/${id!}`)?.data ?? '';
    return Buffer.from(data, 'base64').toString('utf8');
  });
}
