import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import tls from 'node:tls';
import { AppError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';

export interface HttpClientOptions {
  /** `http://host:port`; default: HTTPS_PROXY and HTTP_PROXY of `env`. NO_PROXY of `env` counts either way. */
  readonly proxy?: string;
  /** PEM file of authorities to trust besides the bundled and the system's. NODE_EXTRA_CA_CERTS is Node's own affair and counts as well. */
  readonly caFile?: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Silence on a connection after which it is given up. Default 30 s. */
  readonly idleMs?: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** @throws AppError `network.*`, `cancelled` */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** The whole body as text. @throws the same, and `network.unreachable` when it is longer than `maxBytes` */
  text(maxBytes: number): Promise<string>;
  /** Ends the exchange without reading the rest. */
  discard(): void;
}

export interface HttpClient {
  /**
   * One request, redirects followed as long as they stay on https (or on this machine). Credentials in the address go to its own host only.
   * @throws AppError `network.insecure` (plain http, a certificate that does not hold), `network.redirect`, `network.proxy`,
   * `network.unreachable`, `network.timeout`, `cancelled`
   */
  request(
    url: URL,
    options?: {
      readonly method?: 'GET' | 'HEAD';
      readonly headers?: Readonly<Record<string, string>>;
      readonly signal?: CancelSignal;
      /** Follow redirects; default true. */
      readonly follow?: boolean;
    },
  ): Promise<HttpAnswer>;
}

const MAX_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const TLS_FAILURE = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** Plain requests over Node's own http: proxies, authorities and byte ranges, and no more headers than are needed. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { env, idleMs = 30_000 } = options;
  const proxyEnv = options.proxy
    ? { HTTP_PROXY: options.proxy, HTTPS_PROXY: options.proxy, NO_PROXY: env['NO_PROXY'] ?? env['no_proxy'] }
    : { ...pick(env, 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'), ...pick(env, 'http_proxy', 'https_proxy', 'no_proxy') };
  const agents = {
    'http:': new http.Agent({ proxyEnv }),
    'https:': new https.Agent({ proxyEnv, ca: authorities(options.caFile) }),
  };

  const once = (url: URL, method: string, headers: Record<string, string>, signal: CancelSignal | undefined) =>
    new Promise<http.IncomingMessage>((resolve, reject) => {
      if (signal?.aborted) {
        reject(cancelled());
        return;
      }
      const request = (url.protocol === 'https:' ? https : http).request(
        bare(url),
        { method, headers, agent: agents[url.protocol as 'http:' | 'https:'], timeout: idleMs },
        (response) => {
          response.once('close', release);
          resolve(response);
        },
      );
      const onAbort = (): void => {
        request.destroy(cancelled());
      };
      const release = (): void => signal?.removeEventListener('abort', onAbort);
      signal?.addEventListener('abort', onAbort, { once: true });
      request.on('timeout', () => request.destroy(new AppError('network.timeout', { retryable: true })));
      request.on('error', (error) => {
        release();
        reject(toNetworkError(error));
      });
      request.end();
    });

  return {
    async request(start, { method = 'GET', headers = {}, signal, follow = true } = {}) {
      const credentials = credentialsOf(start);
      let url = start;
      for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
        if (!isSecure(url)) throw new AppError('network.insecure');
        const own: Record<string, string> =
          credentials !== undefined && url.host === start.host ? { authorization: credentials } : {};
        const response = await once(url, method, { ...IDENTITY, ...headers, ...own }, signal);
        const { location } = response.headers;
        const status = response.statusCode ?? 0;
        if (!follow || !REDIRECTS.has(status) || location === undefined) return toAnswer(response, status, signal);
        response.destroy();
        if (!URL.canParse(location, url.href)) throw new AppError('network.redirect');
        const next = new URL(location, url);
        // What began on https, or on the network, is not led to plain http or back into this machine.
        if (!isSecure(next) || (isLoopback(next) && !isLoopback(start))) throw new AppError('network.redirect');
        url = next;
      }
      throw new AppError('network.redirect');
    },
  };
}

/** Whether models may come from there: TLS, or this very machine. */
export const isSecure = (url: URL): boolean =>
  url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));

function isLoopback({ hostname }: URL): boolean {
  const host = hostname.toLowerCase();
  return host === 'localhost' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** No compression: ranges and digests are of the bytes as they are. No version, no system: what asks is nobody's business. */
const IDENTITY = { 'user-agent': 'Chartside', 'accept-encoding': 'identity' };

function bare(url: URL): URL {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  return copy;
}

function credentialsOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  return `Basic ${Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64')}`;
}

function pick(env: Readonly<Record<string, string | undefined>>, ...names: readonly string[]) {
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}

/** The authorities Node trusts, those of the system (where a practice's own are installed), and the file's. */
export function authorities(caFile: string | undefined): string[] {
  const known = new Set(tls.getCACertificates('default'));
  try {
    for (const certificate of tls.getCACertificates('system')) known.add(certificate);
  } catch {
    // A runtime without access to the system's store has the others.
  }
  if (caFile) {
    try {
      known.add(readFileSync(caFile, 'utf8'));
    } catch (cause) {
      throw new AppError('validation.file-missing', { params: { setting: 'caFile' }, cause });
    }
  }
  return [...known];
}

function toAnswer(response: http.IncomingMessage, status: number, signal: CancelSignal | undefined): HttpAnswer {
  const chunks = read(response, signal);
  return {
    status,
    headers: response.headers,
    chunks,
    async text(maxBytes) {
      const parts: Uint8Array[] = [];
      let length = 0;
      for await (const chunk of chunks) {
        length += chunk.length;
        if (length > maxBytes) throw new AppError('network.unreachable', { params: { reason: 'too-long' } });
        parts.push(chunk);
      }
      return Buffer.concat(parts).toString('utf8');
    },
    discard: () => void response.destroy(),
  };
}

async function* read(response: http.IncomingMessage, signal: CancelSignal | undefined): AsyncIterable<Uint8Array> {
  const expected = Number(response.headers['content-length'] ?? NaN);
  let length = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      if (signal?.aborted) throw cancelled();
      length += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw signal?.aborted ? cancelled() : toNetworkError(error);
  }
  // An ending that came too soon is an interruption, not an end.
  if (length < expected) throw new AppError('network.unreachable', { retryable: true });
}

const cancelled = (): AppError => new AppError('cancelled', { retryable: true });

function toNetworkError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const cause = error instanceof Error && error.cause instanceof AppError ? error.cause : undefined;
  if (cause) return cause;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (TLS_FAILURE.test(code))
    return new AppError('network.insecure', { params: { reason: 'certificate' }, cause: error });
  if (code.startsWith('ERR_PROXY')) return new AppError('network.proxy', { retryable: true, cause: error });
  if (code === 'ETIMEDOUT') return new AppError('network.timeout', { retryable: true, cause: error });
  return new AppError('network.unreachable', { retryable: true, cause: error });
}
