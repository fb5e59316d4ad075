import type { Identifier, Reference, Resource } from '@medplum/fhirtypes';
import type { ErrorCode } from '../../../shared/errors.ts';
import {
  buildEncounter,
  buildPatient,
  encounterIdentifier,
  identifierQuery,
  patientIdentifier,
  SYSTEMS,
} from '../../domain/sync/build-resources.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import type { DocumentReferences } from '../../domain/sync/document-rules.ts';
import { type Json, list, record, text } from '../../domain/sync/fhir-json.ts';
import type { FhirHttp, HttpResult } from './fhir-http.ts';
import { type Found, found, receiptFrom, referenceTo, searchByIdentifier, type Trouble, troubleOf } from './locate.ts';
import type { CapabilityProfile } from './profiles.ts';

const refuse = (error: ErrorCode): { ok: false; trouble: Trouble } => ({ ok: false, trouble: { error, final: true } });
const isAbsent = (result: HttpResult): boolean =>
  result.kind === 'answer' && (result.status === 404 || result.status === 410);
/** The app may be allowed to write notes and not to read patients: then the id from the chart is taken at its word. */
const isUnreadable = (result: HttpResult): boolean =>
  result.kind === 'answer' && (result.status === 403 || result.status === 405);

/**
 * Finds, and where the EHR lets us creates, what a note points at. Runs before the note is sent, so whatever fails here is
 * safe to repeat. Refuses rather than files to a patient whose birth date, or to an encounter whose patient, is another.
 */
export async function prepareReferences(
  http: FhirHttp,
  profile: CapabilityProfile,
  doc: DeliveryDocument,
): Promise<Found<DocumentReferences>> {
  if (profile.requires.final && doc.docStatus !== 'final') return refuse('fhir.incomplete');
  if (profile.requires.encounter && doc.chart?.encounter?.fhirId === undefined) return refuse('fhir.incomplete');
  const original = await referencesOfDocument(http, doc.addendumTo);
  if (!original.ok) return original;
  const patient = original.value
    ? found(original.value.patient)
    : await locatePatient(http, profile, doc, profile.createsPatient);
  if (!patient.ok) return patient;
  if (patient.value === undefined) return refuse('fhir.patient');
  const encounter = original.value?.encounter
    ? found(original.value.encounter)
    : await locateEncounter(http, profile, doc, patient.value);
  if (!encounter.ok) return encounter;
  if (encounter.value === undefined && profile.requires.encounter) return refuse('fhir.incomplete');
  const author = await locateAuthor(http, doc);
  if (!author.ok) return author;
  if (author.value === undefined && profile.requires.knownAuthor) return refuse('fhir.incomplete');
  return found({
    patient: { ...patient.value, display: doc.chart?.patient.name ?? doc.patientName },
    ...(encounter.value && { encounter: encounter.value }),
    ...(author.value && { author: author.value }),
  });
}

/** What a document that stands at the EHR points at; `undefined` where it cannot be read, or there is none. */
export async function referencesOfDocument(
  http: FhirHttp,
  receipt: string | undefined,
): Promise<Found<DocumentReferences | undefined>> {
  if (receipt === undefined) return found(undefined);
  const result = await http.get(receipt);
  if (result.kind !== 'answer' || result.status !== 200) {
    const trouble = troubleOf(result);
    return trouble.final ? found(undefined) : { ok: false, trouble };
  }
  const filed = record(result.body);
  const patient = literal(filed?.subject, 'Patient');
  if (patient === undefined) return found(undefined);
  const encounter = literal(list(record(filed?.context)?.encounter)[0], 'Encounter');
  const author = literal(list(filed?.author)[0], 'Practitioner');
  return found({ patient, ...(encounter && { encounter }), ...(author && { author }) });
}

function literal(value: unknown, type: string): Reference | undefined {
  const reference = receiptFrom(text(record(value)?.reference), undefined, type);
  const display = text(record(value)?.display);
  return reference === undefined ? undefined : { reference, ...(display !== undefined && { display }) };
}

/** `undefined`: the EHR does not know the patient (and `mayCreate` was false). */
export async function locatePatient(
  http: FhirHttp,
  profile: CapabilityProfile,
  doc: DeliveryDocument,
  mayCreate: boolean,
): Promise<Found<Reference | undefined>> {
  const known = doc.chart?.patient;
  if (known?.fhirId !== undefined) {
    const result = await http.get(`Patient/${known.fhirId}`);
    if (isUnreadable(result)) return found({ reference: `Patient/${known.fhirId}` });
    if (result.kind === 'answer' && result.status === 200) return samePerson(record(result.body), doc);
    if (!isAbsent(result)) return { ok: false, trouble: troubleOf(result) };
  }
  const identifier = patientIdentifier(doc);
  const matches = await searchByIdentifier(http, 'Patient', identifier);
  if (!matches.ok) return matches;
  if (matches.value.length > 1) return refuse('fhir.patient');
  if (matches.value.length === 1) return samePerson(matches.value[0], doc);
  if (!mayCreate) return found(undefined);
  return create(http, profile, buildPatient(doc), identifier);
}

function samePerson(patient: Json | undefined, doc: DeliveryDocument): Found<Reference> {
  const reference = patient && referenceTo(patient);
  if (patient?.resourceType !== 'Patient' || reference === undefined) return refuse('fhir.patient');
  const [theirs, ours] = [text(patient.birthDate), doc.chart?.patient.birthDate];
  const comparable = theirs?.length === 10 && ours?.length === 10;
  return comparable && theirs !== ours ? refuse('fhir.patient') : found(reference);
}

async function locateEncounter(
  http: FhirHttp,
  profile: CapabilityProfile,
  doc: DeliveryDocument,
  patient: Reference,
): Promise<Found<Reference | undefined>> {
  const id = doc.chart?.encounter?.fhirId;
  if (id !== undefined) {
    const result = await http.get(`Encounter/${id}`);
    if (isUnreadable(result)) return found({ reference: `Encounter/${id}` });
    if (result.kind === 'answer' && result.status === 200) {
      const subject = text(record(record(result.body)?.subject)?.reference);
      const another = subject !== undefined && receiptFrom(subject, undefined, 'Patient') !== patient.reference;
      return another ? refuse('fhir.patient') : found({ reference: `Encounter/${id}` });
    }
    if (!isAbsent(result)) return { ok: false, trouble: troubleOf(result) };
  }
  if (!profile.createsEncounter) return found(undefined);
  const identifier = encounterIdentifier(doc);
  const matches = await searchByIdentifier(http, 'Encounter', identifier);
  if (!matches.ok) return matches;
  const [first] = matches.value;
  if (first !== undefined) return found(referenceTo(first));
  const created = await create(http, profile, buildEncounter(doc, patient), identifier);
  // A server that takes notes and no encounters still gets its note, without one.
  return !created.ok && created.trouble.final ? found(undefined) : created;
}

/** The EHR's own Practitioner by NPI, where exactly one bears it. Practitioners are never created. */
async function locateAuthor(http: FhirHttp, doc: DeliveryDocument): Promise<Found<Reference | undefined>> {
  const { author } = doc;
  if (author?.npi === undefined) return found(undefined);
  const matches = await searchByIdentifier(http, 'Practitioner', { system: SYSTEMS.npi, value: author.npi });
  if (!matches.ok) return matches.trouble.final ? found(undefined) : matches;
  const reference = matches.value.length === 1 ? referenceTo(matches.value[0]!) : undefined;
  return found(reference && { ...reference, display: author.name });
}

/** Creates something that bears an identifier of its own; the caller searched for it before. Lost answers are safe to repeat. */
export async function create(
  http: FhirHttp,
  profile: CapabilityProfile,
  resource: Resource,
  identifier: Identifier | undefined,
): Promise<Found<Reference>> {
  const headers: Record<string, string> =
    profile.honoursIfNoneExist && identifier ? { 'If-None-Exist': identifierQuery(identifier) } : {};
  const type = resource.resourceType;
  const result = await http.post(type, resource, headers);
  if (result.kind === 'answer' && (result.status === 200 || result.status === 201)) {
    const reference = receiptFrom(result.location, result.body, type);
    if (reference !== undefined) return found({ reference });
    return { ok: false, trouble: { error: 'fhir.server', final: false } };
  }
  return { ok: false, trouble: troubleOf(result) };
}
