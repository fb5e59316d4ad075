import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { App } from '../../app/app.ts';
import { bodyOf, newNonce, pageHeaders } from '../../compose/page-policy.ts';
import { loadStaticFiles } from '../../compose/static-files.ts';
import type { IdSource, Log } from '../../ports/runtime.ts';
import { createDispatcher } from '../../rpc/dispatcher.ts';
import { createSessionGate } from './session-gate.ts';
import { createSocketServer } from './socket-server.ts';

export interface WebHostOptions {
  readonly app: App;
  readonly ids: IdSource;
  readonly log: Log;
  /** 0 takes any free port. */
  readonly port: number;
  /** The built renderer (`out/renderer`). */
  readonly rendererDir: string;
  readonly heartbeatMs?: number;
}

export interface WebHost {
  readonly port: number;
  readonly origin: string;
  /** A new one-time address: opening it makes that browser the session. Earlier unused addresses are void. */
  issueUrl(): string;
  close(): Promise<void>;
}

export const LOOPBACK = '127.0.0.1';
export const SOCKET_PATH = '/socket';
const LEAD_ON = '<!doctype html><meta http-equiv="refresh" content="0;url=/"><title>Chartside</title>\n';

/**
 * The app on 127.0.0.1 for a browser on this machine. Reachable by loopback only; a request must name us as its Host (no DNS
 * rebinding), a socket must come from our own page (Origin), and both need the session cookie.
 * @throws the listen error of node:net, e.g. code EADDRINUSE
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { app, ids, log } = options;
  const files = await loadStaticFiles(options.rendererDir);
  const server = createServer({ maxHeaderSize: 16 * 1024, requestTimeout: 30_000, headersTimeout: 10_000 });
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;
  const gate = createSessionGate(port);
  const hosts = new Set([`${LOOPBACK}:${port}`, `localhost:${port}`]);
  const sockets = createSocketServer({
    dispatcher: createDispatcher({ app, ids, log }),
    log,
    ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
  });

  function respond(request: IncomingMessage, response: ServerResponse): void {
    const host = request.headers.host ?? '';
    const nonce = newNonce();
    const trustedHost = hosts.has(host);
    const headers = pageHeaders(nonce, [`ws://${trustedHost ? host : `${LOOPBACK}:${port}`}`]);
    const end = (status: number, text: string, more: Record<string, string> = {}): void => {
      response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8', ...more });
      response.end(request.method === 'HEAD' ? undefined : text);
    };
    // A page that leads on, not a redirect: the next request then starts from us, whoever led here, and carries the strict cookie.
    const leadOn = (more: Record<string, string> = {}): void =>
      end(200, LEAD_ON, { 'Content-Type': 'text/html; charset=utf-8', ...more });
    if (!trustedHost) return end(421, 'This address does not belong to Chartside.\n');
    if (request.method !== 'GET' && request.method !== 'HEAD') return end(405, '', { Allow: 'GET, HEAD' });
    if (isForeignSubresource(request)) return end(403, '');

    const url = parseUrl(request.url, host);
    if (!url) return end(400, '');
    const token = url.pathname === '/' ? url.searchParams.get('token') : null;
    if (token !== null) {
      const session = request.method === 'GET' ? gate.redeem(token) : undefined;
      if (session) return leadOn({ 'Set-Cookie': session.setCookie });
      // A reload of the spent address by the browser that spent it is no harm.
      if (gate.hasSession(request.headers.cookie)) return leadOn();
    }
    if (!gate.hasSession(request.headers.cookie)) {
      return end(403, 'This address was used already, or belongs to an earlier start. Start Chartside again.\n');
    }
    const file = files.get(url.pathname === '/' ? '/index.html' : url.pathname);
    if (!file) return end(404, 'Not here.\n');
    const body = bodyOf(file, nonce);
    response.writeHead(200, { ...headers, 'Content-Type': file.contentType, 'Content-Length': body.byteLength });
    response.end(request.method === 'HEAD' ? undefined : body);
  }

  server.on('request', respond);

  server.on('upgrade', (request, socket, head) => {
    const { host = '', origin, cookie } = request.headers;
    socket.on('error', () => socket.destroy());
    const isOwnPage = hosts.has(host) && origin === `http://${host}`;
    if (!isOwnPage || request.url !== SOCKET_PATH) {
      log.warn('web.socket-refused', { ownPage: isOwnPage });
      socket.end(`HTTP/1.1 ${isOwnPage ? '404 Not Found' : '403 Forbidden'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.upgrade(request, socket, head, gate.hasSession(cookie) ? 'valid' : 'refused');
  });

  return {
    port,
    origin: `http://${LOOPBACK}:${port}`,
    issueUrl: () => `http://${LOOPBACK}:${port}/?token=${gate.issueToken()}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** Another page (also one on another port here, which the cookie rules count as same-site) may link to us, not embed us. */
function isForeignSubresource(request: IncomingMessage): boolean {
  const site = request.headers['sec-fetch-site'];
  const foreign = site === 'cross-site' || site === 'same-site';
  return foreign && request.headers['sec-fetch-dest'] !== 'document';
}

function parseUrl(url: string | undefined, host: string): URL | undefined {
  // A path only: an absolute form would name another host than the header that was checked.
  if (!url?.startsWith('/')) return undefined;
  return URL.parse(`http://${host}${url}`) ?? undefined;
}
