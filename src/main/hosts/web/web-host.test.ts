import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import type { AppEvent } from '../../../shared/contract/index.ts';
import { decodeSocketMessage, encodeSocketMessage } from '../../../shared/contract/ws-codec.ts';
import { AppError } from '../../../shared/errors.ts';
import { Settings } from '../../../shared/model/clinician.ts';
import type { App, Handlers } from '../../app/app.ts';
import { startWebHost } from './web-host.ts';
import type { WebHost } from './web-host.ts';

const settings = Settings.parse({ theme: 'dark', density: 'compact' });
const listeners = new Set<(event: AppEvent) => void>();
const frames: { streamId: string; seq: number; bytes: Uint8Array }[] = [];
const app: App = {
  handlers: { 'settings.get': () => settings } as Partial<Handlers> as Handlers,
  currentClinician: () => undefined,
  acceptFrame(streamId, seq, bytes) {
    frames.push({ streamId, seq, bytes });
    return seq === 9 ? Promise.reject(new AppError('storage.full')) : Promise.resolve();
  },
  onEvent(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
  auditCall: () => undefined,
  start: () => Promise.resolve(),
  close: () => Promise.resolve(),
};
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };

let dir: string;
let host: WebHost;
const start = (port = 0, heartbeatMs?: number) =>
  startWebHost({
    app,
    ids: { uuid: () => 'id' },
    log,
    port,
    rendererDir: path.join(dir, 'renderer'),
    ...(heartbeatMs === undefined ? {} : { heartbeatMs }),
  });

beforeEach(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'chartside-web-'));
  const renderer = path.join(dir, 'renderer');
  await mkdir(path.join(renderer, 'assets'), { recursive: true });
  await writeFile(path.join(renderer, 'index.html'), '<style nonce="CHARTSIDE_CSP_NONCE"></style>');
  await writeFile(path.join(renderer, 'assets/app.js'), 'export {};');
  await writeFile(path.join(renderer, 'assets/app.js.map'), '{}');
  await writeFile(path.join(dir, 'secret.txt'), 'secret');
  await symlink(path.join(dir, 'secret.txt'), path.join(renderer, 'link.txt'));
  frames.length = 0;
  host = await start();
});
afterEach(async () => {
  await host.close();
  await rm(dir, { recursive: true, force: true });
});

interface Answer {
  status: number;
  headers: http.IncomingHttpHeaders;
  body: string;
}

function request(pathName: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const outgoing = http.request(
      { host: '127.0.0.1', port: host.port, path: pathName, method, headers, agent: false },
      (response) => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (body += chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, body }));
      },
    );
    outgoing.on('error', reject);
    outgoing.end();
  });
}

const pathOf = (url: string) => url.slice(host.origin.length);

async function logIn(): Promise<string> {
  const answer = await request(pathOf(host.issueUrl()));
  return answer.headers['set-cookie']![0]!.split(';')[0]!;
}

function open(headers: Record<string, string>, origin: string | undefined, pathName = '/socket'): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${host.port}${pathName}`, {
    headers,
    ...(origin === undefined ? {} : { origin }),
  });
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve(socket));
    socket.on('unexpected-response', (_request, response) => reject(new Error(String(response.statusCode))));
    socket.on('error', reject);
  });
}

function nextMessage(socket: WebSocket): Promise<unknown> {
  return new Promise((resolve) => {
    socket.once('message', (data: Buffer, isBinary: boolean) =>
      resolve(decodeSocketMessage(isBinary ? data : data.toString('utf8'))),
    );
  });
}

const closeCode = (socket: WebSocket) => new Promise<number>((resolve) => socket.once('close', resolve));

describe('the one-time address', () => {
  it('is exchanged for a session cookie once, and leads on to a clean address', async () => {
    const url = pathOf(host.issueUrl());
    const first = await request(url);
    expect(first.status).toBe(200);
    expect(first.body).toContain('content="0;url=/"');
    expect(first.body).not.toContain('nonce');
    expect(first.headers['set-cookie']).toEqual([
      expect.stringMatching(new RegExp(`^chartside_${host.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`)),
    ]);
    expect((await request(url)).status).toBe(403);
    const cookie = first.headers['set-cookie']![0]!.split(';')[0]!;
    expect((await request('/', { cookie })).status).toBe(200);
    expect((await request(url, { cookie })).body).toBe(first.body);
  });

  it('is void once a later one was issued, and a HEAD does not spend it', async () => {
    const early = pathOf(host.issueUrl());
    const late = pathOf(host.issueUrl());
    expect((await request(early)).status).toBe(403);
    expect((await request(late, {}, 'HEAD')).status).toBe(403);
    expect((await request(late)).status).toBe(200);
  });

  it.each(['/?token=', '/?token=wrong', '/?TOKEN=x', '/assets/app.js?token=x'])('is not %s', async (url) => {
    host.issueUrl();
    expect((await request(url)).status).toBe(403);
  });
});

describe('a request', () => {
  it('without a session gets nothing, not even a script', async () => {
    for (const url of ['/', '/index.html', '/assets/app.js', '/nothing']) {
      expect((await request(url)).status).toBe(403);
      expect((await request(url, { cookie: `chartside_${host.port}=guess` })).status).toBe(403);
    }
  });

  it('that names another host is refused, session or not', async () => {
    const cookie = await logIn();
    for (const name of ['evil.example', `evil.example:${host.port}`, '127.0.0.1', `127.0.0.1:${host.port + 1}`]) {
      expect((await request('/', { cookie, host: name })).status).toBe(421);
    }
    expect((await request('/', { cookie, host: `localhost:${host.port}` })).status).toBe(200);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('by %s is refused', async (method) => {
    const cookie = await logIn();
    expect((await request('/', { cookie }, method)).status).toBe(405);
  });

  it.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/%2e%2e/secret.txt',
    '/assets/../../secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/link.txt',
    '/assets/app.js.map',
    '/assets',
    '//secret.txt',
    '/__proto__',
  ])('for %s finds nothing', async (url) => {
    const cookie = await logIn();
    expect((await request(url, { cookie })).status).toBe(404);
  });

  it('embedded in another page is refused', async () => {
    const cookie = await logIn();
    const foreign = { cookie, 'sec-fetch-site': 'same-site', 'sec-fetch-dest': 'script' };
    expect((await request('/assets/app.js', foreign)).status).toBe(403);
    expect((await request('/assets/app.js', { ...foreign, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });

  it('gets strict headers, whatever the answer', async () => {
    const cookie = await logIn();
    for (const answer of [await request('/', { cookie }), await request('/'), await request('/x', { cookie })]) {
      const csp = String(answer.headers['content-security-policy']);
      expect(csp).toContain("default-src 'none'");
      expect(csp).toContain("script-src 'self';");
      expect(csp).toContain(`connect-src 'self' ws://127.0.0.1:${host.port};`);
      expect(csp).not.toContain('unsafe');
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(answer.headers['permissions-policy']).toContain('microphone=(self)');
    }
  });

  it('gets a page whose nonce is its own', async () => {
    const cookie = await logIn();
    const nonces = new Set<string>();
    for (let index = 0; index < 3; index += 1) {
      const { body, headers } = await request('/', { cookie });
      const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))![1]!;
      expect(body).toBe(`<style nonce="${nonce}"></style>`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(3);
  });
});

describe('the socket', () => {
  const origin = () => host.origin;

  it('carries calls, bytes and events', async () => {
    const socket = await open({ cookie: await logIn() }, origin());
    socket.send(encodeSocketMessage({ kind: 'call', id: 4, name: 'settings.get', input: {} }));
    expect(await nextMessage(socket)).toEqual({ kind: 'result', id: 4, output: settings });
    socket.send(encodeSocketMessage({ kind: 'frame', streamId: 's', seq: 0, bytes: new Uint8Array([7, 8]) }));
    expect(await nextMessage(socket)).toEqual({ kind: 'ack', streamId: 's', seq: 0 });
    expect([...frames[0]!.bytes]).toEqual([7, 8]);
    socket.send(encodeSocketMessage({ kind: 'frame', streamId: 's', seq: 9, bytes: new Uint8Array(1) }));
    expect(await nextMessage(socket)).toMatchObject({ kind: 'stream-error', seq: 9, error: { code: 'storage.full' } });
    const event = nextMessage(socket);
    for (const listener of listeners) listener({ type: 'session.changed', seq: 5 });
    expect(await event).toEqual({ kind: 'event', event: { type: 'session.changed', seq: 5 } });
    socket.close();
    await closeCode(socket);
    await expect.poll(() => listeners.size).toBe(0);
  });

  it('keeps frames in order and loses none under load', async () => {
    const socket = await open({ cookie: await logIn() }, origin());
    const count = 60;
    const acks: number[] = [];
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data: Buffer) => {
        acks.push((decodeSocketMessage(data.toString('utf8')) as { seq: number }).seq);
        if (acks.length === count) resolve();
      });
    });
    const sent = Array.from({ length: count }, (_, index) => index).map((index) => index + 10);
    for (const seq of sent) {
      socket.send(encodeSocketMessage({ kind: 'frame', streamId: 's', seq, bytes: new Uint8Array(256 * 1024) }));
    }
    await all;
    expect(acks).toEqual(sent);
    expect(frames.map((frame) => frame.seq)).toEqual(sent);
    socket.close();
  });

  it('refuses a foreign or missing origin, another host and another path', async () => {
    const cookie = await logIn();
    const own = origin();
    await expect(open({ cookie }, undefined)).rejects.toThrow('403');
    await expect(open({ cookie }, 'http://evil.example')).rejects.toThrow('403');
    await expect(open({ cookie }, 'null')).rejects.toThrow('403');
    await expect(open({ cookie }, `http://127.0.0.1:${host.port + 1}`)).rejects.toThrow('403');
    await expect(open({ cookie }, `https://127.0.0.1:${host.port}`)).rejects.toThrow('403');
    await expect(open({ cookie }, `http://localhost:${host.port}`)).rejects.toThrow('403');
    await expect(open({ cookie, host: 'evil.example' }, 'http://evil.example')).rejects.toThrow('403');
    await expect(open({ cookie }, own, '/other')).rejects.toThrow('404');
    expect(listeners.size).toBe(0);
  });

  it('tells a page without a session that it is refused, and serves it nothing', async () => {
    for (const headers of [{ cookie: 'other=1' }, { cookie: `chartside_${host.port}=guess` }]) {
      const socket = await open(headers, origin());
      expect(await closeCode(socket)).toBe(1008);
    }
    expect(listeners.size).toBe(0);
  });

  it('is closed on what is no message of ours', async () => {
    const cookie = await logIn();
    for (const data of ['{', new Uint8Array([0, 0, 0, 9, 1])]) {
      const socket = await open({ cookie }, origin());
      socket.send(data);
      expect(await closeCode(socket)).toBe(1007);
    }
    const socket = await open({ cookie }, origin());
    socket.send(new Uint8Array(17 * 1024 * 1024));
    expect(await closeCode(socket)).toBeGreaterThan(1001);
  });

  it('whose peer went silent is let go', async () => {
    await host.close();
    host = await start(0, 20);
    const socket = await open({ cookie: await logIn() }, origin());
    socket.pause();
    await expect.poll(() => listeners.size).toBe(0);
    socket.terminate();
  });
});

describe('the server', () => {
  it('listens on loopback only, and says when a port is taken', async () => {
    await expect(start(host.port)).rejects.toMatchObject({ code: 'EADDRINUSE' });
    expect(host.origin).toBe(`http://127.0.0.1:${host.port}`);
  });

  it('closes with sockets open', async () => {
    const socket = await open({ cookie: await logIn() }, host.origin);
    const code = closeCode(socket);
    await host.close();
    expect(await code).toBe(1001);
    host = await start();
  });
});
