import { AppError, type ErrorCode } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';

/**
 * One request's fate. `answer`: the server spoke. `not-sent`: certainly nothing reached it. `lost`: it may have arrived, and the answer
 * did not. `refused`: we will not talk to it (plain http, foreign redirect, bad certificate). Bodies are data for the caller's own use and never
 * become part of an error.
 */
export type HttpResult =
  | {
      kind: 'answer';
      status: number;
      /** Parsed JSON; undefined when there was none, it was cut short, too large, or not JSON. */
      body: unknown;
      /** The raw text where it was not JSON and was asked for. */
      text?: string;
      location?: string;
      retryAfterMs?: number;
    }
  | { kind: 'not-sent'; error: ErrorCode }
  | { kind: 'lost'; error: ErrorCode }
  | { kind: 'refused'; error: ErrorCode };

export interface FhirHttp {
  get(path: string, accept?: string): Promise<HttpResult>;
  post(path: string, resource: unknown, headers?: Readonly<Record<string, string>>): Promise<HttpResult>;
}

export interface FhirHttpOptions {
  readonly baseUrl: string;
  readonly timeoutMs: number;
  readonly fetch: typeof globalThis.fetch;
  readonly signal?: CancelSignal;
  readonly maxBodyBytes?: number;
}

const MAX_REDIRECTS = 3;
const FHIR_JSON = 'application/fhir+json';

/** Before a connection stands nothing can have been delivered. Codes of Node's resolver, sockets and undici. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TLS_FAILURE = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

/** Whether patient data may go there: TLS, or this very machine. */
export function isSecureUrl(url: URL): boolean {
  if (url.username !== '' || url.password !== '') return false;
  if (url.protocol === 'https:') return true;
  const host = url.hostname.toLowerCase();
  const loopback = host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
  return url.protocol === 'http:' && loopback;
}

/** FHIR over fetch: one attempt a call, timed, size-limited, never beyond the configured origin. */
export function openFhirHttp(options: FhirHttpOptions): FhirHttp {
  const base = URL.canParse(options.baseUrl) ? new URL(options.baseUrl) : undefined;
  const root = base && `${base.origin}${base.pathname.replace(/\/+$/, '')}`;

  async function request(
    path: string,
    init: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  ) {
    if (base === undefined || root === undefined || !isSecureUrl(base))
      return { kind: 'refused', error: 'network.insecure' } satisfies HttpResult;
    let url = URL.canParse(path) ? new URL(path) : new URL(`${root}/${path}`);
    if (url.origin !== base.origin) return { kind: 'refused', error: 'network.redirect' } satisfies HttpResult;
    for (let hop = 0; ; hop += 1) {
      const result = await attempt(url, init);
      if (!('redirect' in result)) return result;
      const keepsMethod = result.status === 307 || result.status === 308;
      const next =
        result.redirect !== undefined && URL.canParse(result.redirect, url.href)
          ? new URL(result.redirect, url.href)
          : url;
      const follow = next.origin === base.origin && next !== url && (init.method === 'GET' || keepsMethod);
      if (!follow || hop >= MAX_REDIRECTS) return { kind: 'refused', error: 'network.redirect' } satisfies HttpResult;
      url = next;
    }
  }

  async function attempt(
    url: URL,
    init: { method: 'GET' | 'POST'; headers: Record<string, string>; body?: string },
  ): Promise<HttpResult | { redirect: string | undefined; status: number }> {
    if (options.signal?.aborted) throw new AppError('cancelled', { retryable: true });
    const control = new AbortController();
    const cancel = (): void => {
      control.abort();
    };
    options.signal?.addEventListener('abort', cancel, { once: true });
    const timer = setTimeout(cancel, options.timeoutMs);
    try {
      const response = await options.fetch(url, { ...init, redirect: 'manual', signal: control.signal });
      if (response.status >= 300 && response.status < 400 && response.status !== 304) {
        await response.body?.cancel();
        return { redirect: response.headers.get('location') ?? undefined, status: response.status };
      }
      const location = response.headers.get('location') ?? undefined;
      const retryAfterMs = parseRetryAfter(response.headers);
      const text = await readText(response, options.maxBodyBytes ?? 32 * 1024 * 1024);
      // Cancelled while the body came in: the status is known all the same, and knowing it is worth more.
      const body = text === undefined ? undefined : parseJson(text);
      return {
        kind: 'answer',
        status: response.status,
        body,
        ...(body === undefined && text !== undefined && { text }),
        ...(location !== undefined && { location }),
        ...(retryAfterMs !== undefined && { retryAfterMs }),
      };
    } catch (error) {
      if (options.signal?.aborted) throw new AppError('cancelled', { retryable: true, cause: error });
      if (control.signal.aborted) return { kind: 'lost', error: 'network.timeout' };
      const code = failureCode(error);
      if (NOT_SENT.has(code)) return { kind: 'not-sent', error: 'network.unreachable' };
      if (TLS_FAILURE.test(code)) return { kind: 'refused', error: 'network.insecure' };
      return { kind: 'lost', error: 'network.ambiguous' };
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener('abort', cancel);
    }
  }

  return {
    get: (path, accept = FHIR_JSON) => request(path, { method: 'GET', headers: { Accept: accept } }),
    post: (path, resource, headers = {}) =>
      request(path, {
        method: 'POST',
        headers: {
          Accept: FHIR_JSON,
          'Content-Type': `${FHIR_JSON}; charset=utf-8`,
          // The answer's id is all that is needed; the note need not travel back.
          Prefer: 'return=minimal',
          ...headers,
        },
        body: JSON.stringify(resource),
      }),
  };
}

function failureCode(error: unknown): string {
  if (!(error instanceof Error)) return '';
  // fetch itself refuses some ports, without a code: nothing went out.
  if (error.message === 'bad port') return 'EADDRNOTAVAIL';
  const { code } = error as { code?: unknown };
  if (typeof code === 'string') return code;
  return failureCode(error instanceof AggregateError ? error.errors[0] : error.cause);
}

/** Seconds or a date (RFC 9110); a date is read against the server's own clock where it tells it. */
function parseRetryAfter(headers: Headers): number | undefined {
  const raw = headers.get('retry-after')?.trim();
  if (raw === undefined || raw === '') return undefined;
  if (/^\d{1,9}$/.test(raw)) return Number(raw) * 1000;
  const until = Date.parse(raw);
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(serverNow) ? Date.now() : serverNow));
}

/** The whole text, or undefined where it broke off or grew past the limit. */
async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  if (response.body === null) return '';
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body) {
      const bytes = chunk as Uint8Array;
      size += bytes.byteLength;
      if (size > maxBytes) return undefined;
      parts.push(decoder.decode(bytes, { stream: true }));
    }
  } catch {
    return undefined;
  }
  return parts.join('') + decoder.decode();
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
