import { allOk, badRequest, forbidden, getStatus, notFound, preconditionFailed } from '@medplum/core';
import { FhirRouter, type FhirRequest, type HttpMethod } from '@medplum/fhir-router';
import type { Binary, Bundle, OperationOutcome, Resource } from '@medplum/fhirtypes';
import { loadDefinitions } from './definitions.ts';
import type { ModeRules } from './modes.ts';
import { TestRepository } from './test-repository.ts';

export interface FhirAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface FhirService {
  handle(request: {
    method: string;
    path: string;
    headers: Readonly<Record<string, string | undefined>>;
    body: string;
  }): Promise<FhirAnswer>;
  all<T extends Resource>(type: T['resourceType']): T[];
}

const FHIR_JSON = 'application/fhir+json; charset=utf-8';
const PAGE_SIZE = 50;

/** One FHIR endpoint over the repository: R4's REST with the rules of a mode. Requests are served one after the other. */
export async function createFhirService(
  baseUrl: string,
  rules: ModeRules,
  seed: Bundle | undefined,
): Promise<FhirService> {
  const validate = await loadDefinitions();
  const repository = new TestRepository(validate);
  const router = new FhirRouter();
  if (seed !== undefined) await repository.seed((seed.entry ?? []).flatMap(({ resource }) => resource ?? []));
  let queue: Promise<unknown> = Promise.resolve();

  const answer = (outcome: OperationOutcome, status = getStatus(outcome)): FhirAnswer => ({
    status,
    headers: { 'Content-Type': FHIR_JSON },
    body: JSON.stringify(outcome),
  });

  async function storeBinary(binary: Binary): Promise<string> {
    const { id } = await repository.createResource(binary);
    return `Binary/${id}`;
  }

  async function serve(request: Parameters<FhirService['handle']>[0]): Promise<FhirAnswer> {
    const { method, path } = request;
    const [route = '', query = ''] = path.split('?');
    if (!rules.methods.includes(method)) return answer(badRequest('Method not allowed'), 405);
    const type = route.split('/')[0] as Resource['resourceType'] | '';
    if (method === 'GET' && type === 'Binary' && /text\/plain/.test(request.headers.accept ?? '')) return binary(route);
    let body: unknown;
    if (request.body !== '') {
      try {
        body = JSON.parse(request.body);
      } catch {
        return answer(badRequest('Invalid JSON'));
      }
    }
    const isSearch = route.endsWith('/_search');
    const isCreate = method === 'POST' && type !== '' && !isSearch;
    if (method === 'POST' && type === '' && !rules.transactions) return answer(badRequest('No transactions here'), 405);
    if (method === 'PUT' && rules.putNeedsIfMatch && request.headers['if-match'] === undefined)
      return answer(preconditionFailed);
    if (isCreate) {
      const resource = body as Resource | undefined;
      if (resource?.resourceType !== type) return answer(badRequest('Incorrect resource type'));
      if (rules.creates !== undefined && !rules.creates.includes(type)) return answer(forbidden);
      const issues = validate(resource);
      if (issues.length > 0)
        return answer({ resourceType: 'OperationOutcome', issue: issues } as OperationOutcome, 400);
      const refusal = rules.refuse(resource);
      if (refusal !== undefined) return answer(badRequest(refusal));
      body = await rules.keep(resource, storeBinary);
    }
    const { 'if-none-exist': ifNoneExist, ...otherHeaders } = request.headers;
    const fhirRequest: FhirRequest = {
      method: method as HttpMethod,
      url: query === '' ? route : `${route}?${query}`,
      pathname: '',
      params: {},
      query: {},
      body,
      // Without it the router runs a transaction as a batch.
      config: { transactions: true },
      headers:
        rules.ifNoneExist && ifNoneExist !== undefined
          ? { ...otherHeaders, 'if-none-exist': ifNoneExist }
          : otherHeaders,
    };
    const [outcome, resource] = await router.handleRequest(fhirRequest, repository);
    const status = getStatus(outcome);
    if (resource === undefined) return answer(outcome === allOk && method === 'DELETE' ? allOk : outcome);
    if (resource.resourceType === 'Bundle' && resource.type === 'searchset')
      return json(200, paged(resource, route, query));
    return written(method, status, resource, request.headers.prefer);
  }

  function written(method: string, status: number, resource: Resource, prefer: string | undefined): FhirAnswer {
    const { id, meta } = resource;
    const creating = method === 'POST' && id !== undefined && resource.resourceType !== 'Bundle';
    if (creating && rules.bareCreated)
      return { status, headers: { Location: `${resource.resourceType}/${id}` }, body: '' };
    const headers: Record<string, string> = { 'Content-Type': FHIR_JSON };
    if (meta?.versionId !== undefined) headers.ETag = `W/"${meta.versionId}"`;
    if (creating) headers.Location = `${baseUrl}/${resource.resourceType}/${id}/_history/${meta?.versionId ?? '1'}`;
    const minimal = method !== 'GET' && /return=minimal/.test(prefer ?? '') && resource.resourceType !== 'Bundle';
    return { status, headers, body: minimal ? '' : JSON.stringify(resource) };
  }

  async function binary(route: string): Promise<FhirAnswer> {
    const [, id = ''] = route.split('/');
    const found = await repository.readResource<Binary>('Binary', id).catch(() => undefined);
    if (found === undefined) return answer(notFound);
    const text = Buffer.from(found.data ?? '', 'base64').toString('utf8');
    return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body: text };
  }

  /** A page of matches with fullUrls and a link to the next. */
  function paged(bundle: Bundle, route: string, query: string): Bundle {
    const parameters = new URLSearchParams(query);
    const size = Math.min(PAGE_SIZE, Number(parameters.get('_count') ?? PAGE_SIZE));
    const entries = (bundle.entry ?? []).map((entry) => ({
      ...entry,
      fullUrl: `${baseUrl}/${entry.resource!.resourceType}/${entry.resource!.id!}`,
    }));
    const offset = Number(parameters.get('_offset') ?? 0);
    const link = [{ relation: 'self', url: `${baseUrl}/${route}?${query}` }];
    if (offset + Math.min(size, entries.length) < (bundle.total ?? 0)) {
      parameters.set('_offset', String(offset + size));
      link.push({ relation: 'next', url: `${baseUrl}/${route}?${parameters.toString()}` });
    }
    const { entry: _, ...rest } = bundle;
    return { ...rest, link, ...(entries.length > 0 && { entry: entries.slice(0, size) }) } as Bundle;
  }

  return {
    handle(request) {
      const served = queue.then(() => serve(request));
      queue = served.catch(() => undefined);
      return served;
    },
    all: (type) => repository.all(type),
  };
}

const json = (status: number, resource: Resource): FhirAnswer => ({
  status,
  headers: { 'Content-Type': FHIR_JSON },
  body: JSON.stringify(resource),
});
