import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import path from 'node:path';

export const COMMIT = 'a'.repeat(40);

/** What the hub does with a request for a file; nothing said: serves it. */
export type HubTrick =
  | { readonly kind: 'status'; readonly status: number; readonly headers?: Readonly<Record<string, string>> }
  /** Sends so many bytes and breaks the connection. */
  | { readonly kind: 'break'; readonly afterBytes: number }
  /** Sends so many bytes and then nothing, until the other side goes. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'ignore-range' }
  /** Other bytes, as many. */
  | { readonly kind: 'forge' };

export interface HubRequest {
  readonly method: string;
  readonly url: string;
  readonly range: string | undefined;
  readonly authorization: string | undefined;
}

export interface ScriptedHub {
  readonly base: string;
  readonly requests: HubRequest[];
  /** Tricks for the next requests of a file (by the end of its path), one each. */
  trick(file: string, ...tricks: readonly HubTrick[]): void;
  /** Resolves when a connection was ended by the other side while a `stall` lasted. */
  readonly hungUp: Promise<void>;
  /** Resolves when a `stall` has begun. */
  readonly stalled: Promise<void>;
  /** Breaks the connection of a `stall`, if there is one. */
  snap(): void;
  close(): Promise<void>;
}

/** A hub of our own on this machine: folders as repositories, the listing, ranges, digests in headers, and mishaps on demand. */
export async function startScriptedHub(options: {
  readonly repositories: Readonly<Record<string, string>>;
  /** `files`: no listing, digests in headers only. `bare`: no digests at all. Default: all of it. */
  readonly speaks?: 'hub' | 'files' | 'bare';
  readonly tls?: { readonly key: string; readonly cert: string };
}): Promise<ScriptedHub> {
  const { repositories, speaks = 'hub' } = options;
  const requests: HubRequest[] = [];
  const tricks = new Map<string, HubTrick[]>();
  let noteHangUp: () => void = () => undefined;
  const hungUp = new Promise<void>((resolve) => (noteHangUp = resolve));
  let held: { destroy(): void } | undefined;
  let noteStall: () => void = () => undefined;
  const stalled = new Promise<void>((resolve) => (noteStall = resolve));

  const answer = (request: http.IncomingMessage, response: http.ServerResponse): void => {
    const { method = 'GET', headers } = request;
    const url = new URL(request.url ?? '/', 'http://hub');
    requests.push({
      method,
      url: url.pathname + url.search,
      range: headers.range,
      authorization: headers.authorization,
    });
    const trick = takeTrick(url.pathname);
    if (trick?.kind === 'status') return end(response, trick.status, trick.headers);
    if (trick?.kind === 'redirect') return end(response, 302, { location: trick.to });
    const listing = /^\/api\/models\/(.+)\/revision\/([^/]+)$/.exec(url.pathname);
    if (listing) {
      const folder = repositories[listing[1]!];
      if (!folder || speaks !== 'hub') return end(response, 404);
      const siblings = filesOf(folder).map((file) => describe(folder, file));
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ sha: COMMIT, siblings }));
      return;
    }
    const [, repository, file] = /^\/(.+?)\/resolve\/[^/]+\/(.+)$/.exec(url.pathname) ?? [];
    const folder = repositories[repository ?? ''];
    if (!folder || !filesOf(folder).includes(file!)) return end(response, 404);
    serve(request, response, readFileSync(path.join(folder, file!)), describe(folder, file!), trick);
  };

  const serve = (
    request: http.IncomingMessage,
    response: http.ServerResponse,
    content: Buffer,
    { blobId, lfs }: ReturnType<typeof describe>,
    trick: HubTrick | undefined,
  ): void => {
    const range = trick?.kind === 'ignore-range' ? undefined : /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
    const from = Number(range ?? 0);
    if (range !== undefined && from >= content.length) return end(response, 416);
    const body = trick?.kind === 'forge' ? Buffer.alloc(content.length, 'x') : content.subarray(from);
    const tag = lfs?.sha256 ?? blobId;
    response.writeHead(range === undefined ? 200 : 206, {
      'content-length': body.length,
      ...(range === undefined ? {} : { 'content-range': `bytes ${from}-${content.length - 1}/${content.length}` }),
      ...(speaks === 'bare' ? {} : { etag: `"${tag}"`, 'x-repo-commit': COMMIT }),
    });
    if (request.method === 'HEAD') {
      response.end();
      return;
    }
    if (trick?.kind === 'break') response.write(body.subarray(0, trick.afterBytes), () => response.socket?.destroy());
    else if (trick?.kind === 'stall') {
      held = response.socket ?? undefined;
      response.write(body.subarray(0, trick.afterBytes), () => {
        response.socket?.once('close', noteHangUp);
        noteStall();
      });
    } else response.end(body);
  };

  const takeTrick = (pathname: string): HubTrick | undefined => {
    for (const [file, queue] of tricks) if (pathname.endsWith(file)) return queue.shift();
    return undefined;
  };

  const server = options.tls ? https.createServer(options.tls, answer) : http.createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    base: `${options.tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    requests,
    trick: (file, ...more) => void tricks.set(file, [...(tricks.get(file) ?? []), ...more]),
    hungUp,
    stalled,
    snap() {
      held?.destroy();
      held = undefined;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function end(response: http.ServerResponse, status: number, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...headers });
  response.end();
}

function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => statSync(path.join(folder, file)).isFile())
    .map((file) => file.split(path.sep).join('/'));
}

/** As the hub's listing describes a file: large ones (here: ONNX) by SHA-256, others by git's name of the content. */
function describe(folder: string, file: string) {
  const content = readFileSync(path.join(folder, file));
  const blobId = createHash('sha1').update(`blob ${content.length}\0`).update(content).digest('hex');
  const sha256 = createHash('sha256').update(content).digest('hex');
  const lfs = file.endsWith('.onnx') ? { sha256, size: content.length, pointerSize: 130 } : undefined;
  return { rfilename: file, size: content.length, blobId, ...(lfs ? { lfs } : {}) };
}

/** A proxy that only tunnels (CONNECT) and notes where to. */
export async function startProxy(): Promise<{ url: string; tunnels: string[]; close(): Promise<void> }> {
  const { connect } = await import('node:net');
  const tunnels: string[] = [];
  const sockets = new Set<{ destroy(): void }>();
  const server = http.createServer((_request, response) => end(response, 405));
  server.on('connect', (request, socket) => {
    tunnels.push(request.url ?? '');
    sockets.add(socket);
    const [host, port] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(socket);
      socket.pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
    socket.on('close', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    tunnels,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
