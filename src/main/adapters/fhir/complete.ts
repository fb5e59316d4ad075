import type { Condition, Reference } from '@medplum/fhirtypes';
import type { ErrorCode } from '../../../shared/errors.ts';
import { buildConditions, buildDevice, buildProvenance, deviceIdentifier } from '../../domain/sync/build-resources.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import type { DocumentReferences } from '../../domain/sync/document-rules.ts';
import { type Json, list, record, text } from '../../domain/sync/fhir-json.ts';
import type { CompanionOutcome } from '../../ports/ehr-gateway.ts';
import type { FhirHttp } from './fhir-http.ts';
import { type Found, found, receiptFrom, referenceTo, searchAll, searchByIdentifier, type Trouble } from './locate.ts';
import { create, locatePatient, referencesOfDocument } from './prepare.ts';
import type { CapabilityProfile } from './profiles.ts';

/** Files Provenance and diagnoses of a document that stands. Each is searched for before it is written: R4's Provenance has no identifier. */
export async function completeDocument(
  http: FhirHttp,
  profile: CapabilityProfile,
  doc: DeliveryDocument,
  receipt: string,
): Promise<CompanionOutcome> {
  let refused: ErrorCode | undefined;
  const conditions = profile.writesConditions && doc.diagnoses.some(({ decision }) => decision === 'accepted');
  if (!profile.writesProvenance && !conditions) return { kind: 'done' };
  const references = await referencesOf(http, profile, doc, receipt);
  if (!references.ok) return outcomeOf(references.trouble);
  if (profile.writesProvenance) {
    const trouble = await fileProvenance(http, profile, doc, { reference: receipt }, references.value);
    if (trouble && !trouble.final) return outcomeOf(trouble);
    refused ??= trouble?.error;
  }
  if (conditions) {
    for (const condition of buildConditions(doc, profile.document, references.value)) {
      const trouble = await fileCondition(http, profile, condition);
      if (trouble && !trouble.final) return outcomeOf(trouble);
      refused ??= trouble?.error;
    }
  }
  return refused === undefined ? { kind: 'done' } : { kind: 'refused', error: refused };
}

function outcomeOf({ error, final, retryAfterMs }: Trouble): CompanionOutcome {
  if (final) return { kind: 'refused', error };
  return { kind: 'retry', error, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}

/** What the filed document points at, read from the document itself: it was resolved when it was sent. */
async function referencesOf(
  http: FhirHttp,
  profile: CapabilityProfile,
  doc: DeliveryDocument,
  receipt: string,
): Promise<Found<DocumentReferences>> {
  const filed = await referencesOfDocument(http, receipt);
  if (!filed.ok) return filed;
  if (filed.value) return found(filed.value);
  const patient = await locatePatient(http, profile, doc, false);
  if (!patient.ok) return patient;
  if (patient.value === undefined) return { ok: false, trouble: { error: 'fhir.patient', final: true } };
  const encounterId = doc.chart?.encounter?.fhirId;
  return found({
    patient: patient.value,
    ...(encounterId !== undefined && { encounter: { reference: `Encounter/${encounterId}` } }),
  });
}

async function fileProvenance(
  http: FhirHttp,
  profile: CapabilityProfile,
  doc: DeliveryDocument,
  target: Reference,
  references: DocumentReferences,
): Promise<Trouble | undefined> {
  const filed = await searchAll(http, 'Provenance', `target=${encodeURIComponent(target.reference!)}`);
  if (!filed.ok) return filed.trouble;
  if (filed.value.some((provenance) => pointsAt(provenance, target.reference!) && namesAssembler(provenance)))
    return undefined;
  const device = await locateDevice(http, profile, doc);
  if (!device.ok && !device.trouble.final) return device.trouble;
  // Where Devices cannot be written, the Provenance still names the software by identifier and display.
  const provenance = buildProvenance(doc, target, { ...references, ...(device.ok && { device: device.value }) });
  const created = await create(http, profile, provenance, undefined);
  return created.ok ? undefined : created.trouble;
}

const pointsAt = (provenance: Json, receipt: string): boolean =>
  list(provenance.target).some(
    (target) => receiptFrom(text(record(target)?.reference), undefined, 'DocumentReference') === receipt,
  );

/** Ours is the one that says software assembled the note; an EHR may add Provenance of its own. */
const namesAssembler = (provenance: Json): boolean =>
  list(provenance.agent).some((agent) =>
    list(record(record(agent)?.type)?.coding).some((coding) => record(coding)?.code === 'assembler'),
  );

async function locateDevice(
  http: FhirHttp,
  profile: CapabilityProfile,
  doc: DeliveryDocument,
): Promise<Found<Reference>> {
  const identifier = deviceIdentifier(doc);
  const display = `${doc.engine.name} ${doc.engine.version}`;
  const matches = await searchByIdentifier(http, 'Device', identifier);
  if (!matches.ok) return matches;
  const known = matches.value[0] && referenceTo(matches.value[0]);
  if (known) return found({ ...known, display });
  const created = await create(http, profile, buildDevice(doc), identifier);
  return created.ok ? found({ ...created.value, display }) : created;
}

async function fileCondition(
  http: FhirHttp,
  profile: CapabilityProfile,
  condition: Condition,
): Promise<Trouble | undefined> {
  const identifier = condition.identifier![0]!;
  const filed = profile.keepsIdentifier
    ? await searchByIdentifier(http, 'Condition', identifier)
    : await sameDiagnosis(http, condition);
  if (!filed.ok) return filed.trouble;
  if (filed.value.length > 0) return undefined;
  const created = await create(http, profile, condition, identifier);
  return created.ok ? undefined : created.trouble;
}

/** Without identifiers: the same code on the same encounter (or, without one, recorded at the same instant). */
async function sameDiagnosis(http: FhirHttp, condition: Condition): Promise<Found<Json[]>> {
  const patient = encodeURIComponent(condition.subject.reference ?? '');
  const filed = await searchAll(http, 'Condition', `patient=${patient}&category=encounter-diagnosis`);
  if (!filed.ok) return filed;
  const code = condition.code?.coding?.[0]?.code;
  const encounter = condition.encounter?.reference;
  return found(
    filed.value.filter((other) => {
      const sameCode = list(record(other.code)?.coding).some((coding) => record(coding)?.code === code);
      const theirs = receiptFrom(text(record(other.encounter)?.reference), undefined, 'Encounter');
      const sameVisit =
        encounter === undefined
          ? Date.parse(text(other.recordedDate) ?? '') === Date.parse(condition.recordedDate!)
          : theirs === encounter;
      return sameCode && sameVisit && other.verificationStatus !== 'entered-in-error';
    }),
  );
}
