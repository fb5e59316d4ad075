import type { Identifier, Reference } from '@medplum/fhirtypes';
import type { ErrorCode } from '../../../shared/errors.ts';
import { base64Decode, utf8Text } from '../../domain/sync/bytes.ts';
import { identifierQuery, SYSTEMS } from '../../domain/sync/build-resources.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import { type Json, list, record, text } from '../../domain/sync/fhir-json.ts';
import type { FhirHttp, HttpResult } from './fhir-http.ts';

/** A read that did not come to an answer. `final`: asking again will not help without a person. */
export interface Trouble {
  readonly error: ErrorCode;
  readonly final: boolean;
  readonly retryAfterMs?: number;
}
export type Found<T> = { ok: true; value: T } | { ok: false; trouble: Trouble };

export const found = <T>(value: T): Found<T> => ({ ok: true, value });

/** What an unhelpful answer to a read (or to a write that may safely be repeated) means. */
export function troubleOf(result: HttpResult): Trouble {
  if (result.kind === 'refused') return { error: result.error, final: true };
  if (result.kind !== 'answer') return { error: result.error, final: false };
  const wait = result.retryAfterMs === undefined ? {} : { retryAfterMs: result.retryAfterMs };
  const { status } = result;
  if (status === 401 || status === 403) return { error: 'fhir.unauthorized', final: true };
  if (status >= 500 || status === 408 || status === 425 || status === 429)
    return { error: 'fhir.server', final: false, ...wait };
  return { error: 'fhir.rejected', final: true };
}

const MAX_PAGES = 10;

/** All matches of a search, page by page. Only resources of the type asked for: servers add OperationOutcomes. */
export async function searchAll(http: FhirHttp, type: string, query: string): Promise<Found<Json[]>> {
  const resources: Json[] = [];
  let path: string | undefined = `${type}?${query}`;
  for (let page = 0; path !== undefined; page += 1) {
    // More than this is not a search for one note: better no answer than a wrong "absent".
    if (page >= MAX_PAGES) return { ok: false, trouble: { error: 'network.ambiguous', final: false } };
    const result: HttpResult = await http.get(path);
    if (result.kind !== 'answer' || result.status !== 200) return { ok: false, trouble: troubleOf(result) };
    const bundle = record(result.body);
    if (bundle?.resourceType !== 'Bundle') return { ok: false, trouble: { error: 'fhir.server', final: false } };
    for (const entry of list(bundle.entry)) {
      const resource = record(record(entry)?.resource);
      if (resource?.resourceType === type) resources.push(resource);
    }
    path = text(record(list(bundle.link).find((link) => record(link)?.relation === 'next'))?.url);
  }
  return found(resources);
}

/** Matches that truly bear the identifier: a server that ignores a parameter answers with everything. */
export async function searchByIdentifier(http: FhirHttp, type: string, identifier: Identifier): Promise<Found<Json[]>> {
  const result = await searchAll(http, type, identifierQuery(identifier));
  return result.ok ? found(result.value.filter((resource) => bears(resource, identifier))) : result;
}

const bears = (resource: Json, identifier: Identifier): boolean =>
  list(resource.identifier)
    .map((raw) => record(raw))
    .some(
      (own) =>
        own?.value === identifier.value && (identifier.system === undefined || own?.system === identifier.system),
    );

const LOGICAL_ID = /^[A-Za-z0-9\-.]{1,64}$/;
export function referenceTo(resource: Json): Reference | undefined {
  const id = text(resource.id);
  const type = text(resource.resourceType);
  return id !== undefined && type !== undefined && LOGICAL_ID.test(id) ? { reference: `${type}/${id}` } : undefined;
}

/** `DocumentReference/9` out of a Location header, absolute or relative, with or without a version. */
export function receiptFrom(location: string | undefined, body: unknown, type: string): string | undefined {
  const match = new RegExp(`(?:^|/)${type}/([A-Za-z0-9\\-.]{1,64})(?:/_history/[^/]*)?/?$`).exec(location ?? '');
  if (match) return `${type}/${match[1]!}`;
  const resource = record(body);
  return resource?.resourceType === type ? referenceTo(resource)?.reference : undefined;
}

/** Line ends and trailing space are what servers change; anything else is another text. */
const sameText = (a: string, b: string): boolean => normalise(a) === normalise(b);
const normalise = (value: string): string =>
  value
    .replace(/\r\n?/g, '\n')
    .replace(/[ \t]+$/gm, '')
    .trim();

/**
 * The document among `candidates` that an earlier attempt left, by what it says. Another document's identifier, another visit's
 * start or another note type rule a candidate out before its text is read.
 */
export async function matchByContent(
  http: FhirHttp,
  doc: DeliveryDocument,
  candidates: readonly Json[],
): Promise<Found<Json | undefined>> {
  for (const candidate of candidates) {
    if (candidate.status === 'entered-in-error' || !mayBe(candidate, doc)) continue;
    const attachment = record(record(list(candidate.content)[0])?.attachment);
    const inline = text(attachment?.data);
    if (inline !== undefined) {
      const bytes = base64Decode(inline);
      const said = bytes && utf8Text(bytes);
      if (said !== undefined && sameText(said, doc.text)) return found(candidate);
      continue;
    }
    const url = text(attachment?.url);
    if (url === undefined) continue;
    const result = await http.get(url, 'text/plain, application/fhir+json;q=0.5');
    if (result.kind !== 'answer' || result.status !== 200) return { ok: false, trouble: troubleOf(result) };
    const binary = base64Decode(text(record(result.body)?.data) ?? '');
    const said = result.text ?? (binary && utf8Text(binary));
    if (said !== undefined && sameText(said, doc.text)) return found(candidate);
  }
  return found(undefined);
}

function mayBe(candidate: Json, doc: DeliveryDocument): boolean {
  const uuids = list(candidate.identifier)
    .map((raw) => text(record(raw)?.value))
    .filter((value) => value?.startsWith('urn:uuid:'));
  if (uuids.length > 0) return uuids.includes(doc.identifier);
  const start = Date.parse(text(record(record(candidate.context)?.period)?.start) ?? '');
  if (!Number.isNaN(start) && Math.abs(start - doc.startedAt) >= 1000) return false;
  const loinc = list(record(candidate.type)?.coding)
    .map((raw) => record(raw))
    .find((coding) => coding?.system === SYSTEMS.loinc);
  return loinc === undefined || loinc.code === doc.loinc.code;
}
