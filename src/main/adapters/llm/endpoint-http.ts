import { lookup as systemLookup, type LookupAddress, type LookupAllOptions } from 'node:dns';
import http from 'node:http';
import https from 'node:https';
import { AppError } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import type { EndpointRules } from './endpoint-rules.ts';

export type LookupAll = (
  hostname: string,
  options: LookupAllOptions,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface PostOptions {
  readonly rules: EndpointRules;
  /** Below the address of the rules: `chat/completions`. */
  readonly path: string;
  readonly body: string;
  readonly bearer?: string;
  /** Authorities to trust; default: Node's. */
  readonly ca?: readonly string[];
  /** Silence after which the exchange is given up. */
  readonly idleMs: number;
  readonly signal?: CancelSignal;
  /** How a name becomes addresses; default: the system's way. */
  readonly lookup?: LookupAll;
}

export interface PostAnswer {
  readonly status: number;
  readonly contentType: string;
  /** @throws AppError `network.*`, `cancelled` */
  readonly chunks: AsyncIterable<Uint8Array>;
  /** Ends the exchange. */
  discard(): void;
}

/**
 * One POST to an allowed address: no redirects, no proxies, no kept connections, no compression. The name is looked up once and the connection is
 * made to exactly what was checked, so that a name cannot lead elsewhere between the check and the connection.
 * @throws AppError `network.address`, `network.redirect`, `network.insecure`, `network.unreachable`, `network.timeout`, `cancelled`
 */
export function post(options: PostOptions): Promise<PostAnswer> {
  const { rules, signal } = options;
  const base = rules.url.href.replace(/\/+$/, '');
  const url = new URL(`${base}/${options.path}`);
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(cancelled());
      return;
    }
    const request = (secure ? https : http).request(
      url,
      {
        method: 'POST',
        // Own agents know of no proxy; `false` makes one for this request alone.
        agent: false,
        timeout: options.idleMs,
        lookup: checkedLookup(rules, options.lookup ?? (systemLookup as LookupAll)),
        ...(options.ca ? { ca: [...options.ca] } : {}),
        headers: {
          'user-agent': 'Chartside',
          accept: 'text/event-stream, application/json',
          'accept-encoding': 'identity',
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(options.body),
          connection: 'close',
          ...(options.bearer === undefined ? {} : { authorization: `Bearer ${options.bearer}` }),
        },
      },
      (response) => {
        response.once('close', release);
        const status = response.statusCode ?? 0;
        if (status >= 300 && status < 400) {
          request.destroy();
          reject(new AppError('network.redirect'));
          return;
        }
        resolve({
          status,
          contentType: response.headers['content-type'] ?? '',
          chunks: read(response, signal),
          discard: () => void request.destroy(),
        });
      },
    );
    const onAbort = (): void => void request.destroy(cancelled());
    const release = (): void => signal?.removeEventListener('abort', onAbort);
    signal?.addEventListener('abort', onAbort, { once: true });
    request.on('timeout', () => request.destroy(new AppError('network.timeout', { retryable: true })));
    request.on('error', (error) => {
      release();
      reject(toNetworkError(error));
    });
    request.end(options.body);
  });
}

/** Every address that a name leads to must be allowed: one that is not makes the name a trap. */
function checkedLookup(rules: EndpointRules, lookup: LookupAll) {
  return (
    hostname: string,
    options: { all?: boolean; family?: number | string },
    done: (error: Error | null, address: never, family?: number) => void,
  ): void => {
    lookup(hostname, { all: true }, (error, addresses) => {
      const fail = (failure: Error): void => done(failure, [] as never);
      if (error) return fail(error);
      if (addresses.length === 0 || addresses.some(({ address }) => !rules.allows(address)))
        return fail(new AppError('network.address'));
      if (options.all) return done(null, addresses as never);
      const [first] = addresses;
      done(null, first!.address as never, first!.family);
    });
  };
}

async function* read(response: http.IncomingMessage, signal: CancelSignal | undefined): AsyncIterable<Uint8Array> {
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      if (signal?.aborted) throw cancelled();
      yield chunk;
    }
  } catch (error) {
    throw signal?.aborted ? cancelled() : toNetworkError(error);
  }
}

const cancelled = (): AppError => new AppError('cancelled', { retryable: true });
const TLS_FAILURE = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH|EPROTO)/;

/** Codes only: a server's words may quote what was sent. */
function toNetworkError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (TLS_FAILURE.test(code)) return new AppError('network.insecure', { params: { reason: 'certificate' } });
  if (code === 'ETIMEDOUT') return new AppError('network.timeout', { retryable: true });
  return new AppError('network.unreachable', { retryable: true });
}
