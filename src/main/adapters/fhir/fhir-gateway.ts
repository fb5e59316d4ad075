import type { CancelSignal } from '../../../shared/cancel.ts';
import type { EhrConnection } from '../../../shared/model/delivery.ts';
import { buildDocumentReference, documentIdentifier, identifierQuery } from '../../domain/sync/build-resources.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import { record, text } from '../../domain/sync/fhir-json.ts';
import type { DeliveryOutcome, EhrGateway } from '../../ports/ehr-gateway.ts';
import { completeDocument } from './complete.ts';
import { type FhirHttp, type HttpResult, openFhirHttp } from './fhir-http.ts';
import {
  type Found,
  found,
  matchByContent,
  receiptFrom,
  referenceTo,
  searchAll,
  searchByIdentifier,
  troubleOf,
} from './locate.ts';
import { locatePatient, prepareReferences, referencesOfDocument } from './prepare.ts';
import { type CapabilityProfile, PROFILES } from './profiles.ts';

export interface FhirGatewayOptions {
  /** For one request, its answer's body included. Default 30 s: filing a note can be slow at a large EHR. */
  readonly timeoutMs?: number;
  readonly fetch?: typeof globalThis.fetch;
}

const DAY_MS = 86_400_000;

/**
 * The write side of an EHR over FHIR R4 and HTTP. One POST of a DocumentReference, no transaction (docs/decisions/0061): what the EHR is
 * trusted with beyond that is said by its profile. A clear answer is taken as such; an unclear one is `unknown`, never a resend.
 */
export function createFhirGateway({
  timeoutMs = 30_000,
  fetch = globalThis.fetch,
}: FhirGatewayOptions = {}): EhrGateway {
  const open = (connection: EhrConnection, signal: CancelSignal | undefined): FhirHttp =>
    openFhirHttp({ baseUrl: connection.baseUrl, timeoutMs, fetch, ...(signal && { signal }) });

  return {
    async send(connection, doc, signal) {
      const profile = PROFILES[connection.profile];
      const http = open(connection, signal);
      const references = await prepareReferences(http, profile, doc);
      if (!references.ok) {
        const { error, final, retryAfterMs } = references.trouble;
        if (final) return { kind: 'rejected', error };
        return { kind: 'retry', error, ...(retryAfterMs !== undefined && { retryAfterMs }) };
      }
      const resource = buildDocumentReference(doc, profile.document, references.value);
      const headers: Record<string, string> = profile.honoursIfNoneExist
        ? { 'If-None-Exist': identifierQuery(documentIdentifier(doc)) }
        : {};
      const result = await http.post('DocumentReference', resource, headers);
      return judge(result, () => locate(http, profile, doc));
    },

    async find(connection, doc, signal) {
      const located = await locate(open(connection, signal), PROFILES[connection.profile], doc);
      if (!located.ok) return { kind: 'unreachable', error: located.trouble.error };
      return located.value === undefined ? { kind: 'absent' } : { kind: 'found', receipt: located.value };
    },

    complete(connection, doc, receipt, signal) {
      return completeDocument(open(connection, signal), PROFILES[connection.profile], doc, receipt);
    },

    async check(connection, signal) {
      const result = await open(connection, signal).get('metadata');
      if (result.kind !== 'answer') return { ok: false, error: result.error };
      const statement = record(result.body);
      if (result.status !== 200 || statement?.resourceType !== 'CapabilityStatement')
        return { ok: false, error: result.status === 200 ? 'fhir.version' : troubleOf(result).error };
      const fhirVersion = text(statement.fhirVersion)?.slice(0, 20);
      const software = text(record(statement.software)?.name)?.slice(0, 100);
      const isR4 = fhirVersion?.startsWith('4.0') ?? false;
      return {
        ok: isR4,
        ...(fhirVersion !== undefined && { fhirVersion }),
        ...(software !== undefined && { software }),
        ...(!isR4 && { error: 'fhir.version' }),
      };
    },
  };
}

/**
 * What an answer to the one POST means. 400, 409 and 412 may come from a twin of this request that won (servers answer the loser of a
 * race so): look before believing them. 408 and 5xx say nothing about what was stored.
 */
async function judge(result: HttpResult, look: () => Promise<Found<string | undefined>>): Promise<DeliveryOutcome> {
  if (result.kind === 'not-sent') return { kind: 'retry', error: result.error };
  if (result.kind === 'refused') return { kind: 'rejected', error: result.error };
  if (result.kind === 'lost') return { kind: 'unknown', error: result.error };
  const { status } = result;
  const wait = result.retryAfterMs === undefined ? {} : { retryAfterMs: result.retryAfterMs };
  if (status === 200 || status === 201) {
    const receipt = receiptFrom(result.location, result.body, 'DocumentReference');
    if (receipt !== undefined) return { kind: 'delivered', receipt };
    const located = await look();
    if (located.ok && located.value !== undefined) return { kind: 'delivered', receipt: located.value };
    return { kind: 'unknown', error: 'network.ambiguous' };
  }
  if (status === 425 || status === 429) return { kind: 'retry', error: 'fhir.server', ...wait };
  if (status >= 500 || status === 408 || status < 400) return { kind: 'unknown', error: 'fhir.server', ...wait };
  if (status === 400 || status === 409 || status === 412) {
    const located = await look();
    if (!located.ok) return { kind: 'unknown', error: 'network.ambiguous' };
    if (located.value !== undefined) return { kind: 'delivered', receipt: located.value };
    return status === 409
      ? { kind: 'retry', error: 'fhir.server', ...wait }
      : { kind: 'rejected', error: 'fhir.rejected' };
  }
  return { kind: 'rejected', error: troubleOf(result).error };
}

/**
 * The receipt of a document that stands at the EHR. By identifier where it is kept; else, and where that finds nothing (a server may
 * drop identifiers without saying so), among the patient's notes since the day before it was written, by what they say.
 */
async function locate(
  http: FhirHttp,
  profile: CapabilityProfile,
  doc: DeliveryDocument,
): Promise<Found<string | undefined>> {
  if (profile.keepsIdentifier) {
    const byIdentifier = await searchByIdentifier(http, 'DocumentReference', documentIdentifier(doc));
    if (!byIdentifier.ok) return byIdentifier;
    const standing = byIdentifier.value.find((resource) => resource.status !== 'entered-in-error');
    if (standing) return found(referenceTo(standing)?.reference);
  }
  const original = await referencesOfDocument(http, doc.addendumTo);
  if (!original.ok) return original;
  const patient = original.value ? found(original.value.patient) : await locatePatient(http, profile, doc, false);
  if (!patient.ok) return patient;
  // No such patient: nothing can have been filed to them.
  if (patient.value === undefined) return found(undefined);
  const since = new Date(doc.createdAt - DAY_MS).toISOString().slice(0, 10);
  const query = `patient=${encodeURIComponent(patient.value.reference!)}&category=clinical-note&date=ge${since}`;
  const candidates = await searchAll(http, 'DocumentReference', query);
  if (!candidates.ok) return candidates;
  const match = await matchByContent(http, doc, candidates.value);
  return match.ok ? found(match.value && referenceTo(match.value)?.reference) : match;
}
