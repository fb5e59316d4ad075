import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Bundle, Resource } from '@medplum/fhirtypes';
import { createFaultQueue, type Fault } from './faults.ts';
import type { FhirAnswer, FhirService } from './fhir-service.ts';
import { capabilityStatement, MODES, type TestEhrMode } from './modes.ts';

export interface TestEhrOptions {
  /** 0 (default): any free one. */
  readonly port?: number;
  /** A collection or transaction whose resources have ids and literal references. */
  readonly seed?: Bundle;
  readonly mode?: TestEhrMode;
  readonly faults?: readonly Fault[];
}

export interface RecordedRequest {
  readonly method: string;
  /** Below the base, query included, e.g. `DocumentReference?identifier=…`. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly fault?: Fault['kind'];
}

export interface TestEhr {
  /** FHIR base, e.g. `http://127.0.0.1:40123/fhir/R4`. */
  readonly url: string;
  /** Every request so far, in order of arrival. */
  readonly requests: readonly RecordedRequest[];
  /** Adds faults; each is used up by the first request it fits. */
  fail(...faults: Fault[]): void;
  /** What is stored, by type. Tests look here instead of trusting a search. */
  all<T extends Resource>(type: T['resourceType']): Promise<T[]>;
  close(): Promise<void>;
}

const BASE_PATH = '/fhir/R4';
const MAX_BODY_BYTES = 64 * 1024 * 1024;

/**
 * A FHIR R4 server for tests and the demonstration: 127.0.0.1 only, everything in memory, gone when it closes. A simulation, and it says so in
 * its CapabilityStatement. It listens at once and loads R4's definitions (some 400 ms) with the first request that needs them.
 */
export async function startTestEhr(options: TestEhrOptions = {}): Promise<TestEhr> {
  const rules = MODES[options.mode ?? 'generic'];
  const faults = createFaultQueue(options.faults);
  const requests: RecordedRequest[] = [];
  const metadata: FhirAnswer = {
    status: 200,
    headers: { 'Content-Type': 'application/fhir+json; charset=utf-8' },
    body: JSON.stringify(capabilityStatement(rules)),
  };
  let url = '';
  let service: Promise<FhirService> | undefined;
  const load = (): Promise<FhirService> =>
    (service ??= import('./fhir-service.ts').then(({ createFhirService }) =>
      createFhirService(url, rules, options.seed),
    ));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const target = new URL(request.url ?? '/', 'http://127.0.0.1');
    const body = await readBody(request);
    if (target.pathname !== BASE_PATH && !target.pathname.startsWith(`${BASE_PATH}/`))
      return reply(response, NOT_FOUND);
    const path = target.pathname.slice(BASE_PATH.length + 1) + target.search;
    const method = request.method ?? 'GET';
    const fault = faults.take(method, path);
    const headers = request.headers as Record<string, string | undefined>;
    requests.push({ method, path, headers, ...(fault && { fault: fault.kind }) });
    const handle = async (): Promise<FhirAnswer> =>
      method === 'GET' && path === 'metadata' ? metadata : (await load()).handle({ method, path, headers, body });
    switch (fault?.kind) {
      case 'drop-request':
        return void request.socket.destroy();
      case 'stall-request':
        return;
      case 'drop-answer':
        await handle();
        return void request.socket.destroy();
      case 'stall-answer':
        await handle();
        return;
      case 'status':
        return reply(response, failure(fault));
      case 'status-after-commit':
        await handle();
        return reply(response, failure(fault));
      case 'redirect':
        return reply(response, { status: fault.status ?? 307, headers: { Location: fault.location ?? url }, body: '' });
      case 'garbage':
        return reply(response, { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Welcome</html>' });
      case 'truncate': {
        const answer = await handle();
        const whole = Buffer.from(answer.body === '' ? '{"resourceType":"DocumentReference"}' : answer.body);
        response.writeHead(answer.status, { ...answer.headers, 'Content-Length': String(whole.length) });
        response.write(whole.subarray(0, Math.floor(whole.length / 2)), () => request.socket.destroy());
        return;
      }
      default:
        return reply(response, await handle());
    }
  }

  const server = createServer((request, response) => {
    serve(request, response).catch(() => {
      if (!response.headersSent) reply(response, failure({ kind: 'status', status: 500 }));
      else request.socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${BASE_PATH}`;

  return {
    url,
    requests,
    fail: (...more) => {
      faults.add(more);
    },
    async all<T extends Resource>(type: T['resourceType']) {
      return (await load()).all<T>(type);
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const NOT_FOUND: FhirAnswer = { status: 404, headers: {}, body: '' };

function failure(fault: Fault): FhirAnswer {
  return {
    status: fault.status ?? 503,
    headers: { ...(fault.retryAfter !== undefined && { 'Retry-After': fault.retryAfter }) },
    // A careless server's page: no client of ours may ever repeat it.
    body: 'Internal error while filing the note of PATIENT-NAME-IN-SERVER-BODY',
  };
}

function reply(response: ServerResponse, { status, headers, body }: FhirAnswer): void {
  response.writeHead(status, headers);
  response.end(body);
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_BODY_BYTES) throw new Error('too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}
