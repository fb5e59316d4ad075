import { request as httpRequest } from 'node:http';
import { WebSocket } from 'ws';
import type { AppEvent, ProcedureInput, ProcedureName, ProcedureOutput } from '../src/shared/contract/index.ts';
import { decodeSocketMessage, encodeSocketMessage } from '../src/shared/contract/ws-codec.ts';
import type { ClientMessage, ServerMessage } from '../src/shared/contract/wire.ts';
import { SOCKET_PATH } from '../src/main/hosts/web/web-host.ts';

/** A renderer without a page: speaks the contract over the host's socket, for tests about what survives, not about what is seen. */
export interface ApiClient {
  readonly events: readonly AppEvent[];
  call<N extends ProcedureName>(name: N, input: ProcedureInput<N>): Promise<ProcedureOutput<N>>;
  /** Resolves when the frame is acknowledged: durable on the host's disk. */
  frame(streamId: string, seq: number, bytes: Uint8Array): Promise<void>;
  /** Resolves with the first event, past or to come, that fits. Rejects when the socket ends before. */
  until(fits: (event: AppEvent) => boolean): Promise<AppEvent>;
  close(): void;
}

/** @param oneTimeUrl the address that the host printed */
export async function connectApi(oneTimeUrl: string): Promise<ApiClient> {
  const { origin } = new URL(oneTimeUrl);
  const cookie = await redeem(oneTimeUrl);
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${SOCKET_PATH}`, { headers: { origin, cookie } });
  const calls = new Map<number, { resolve: (output: unknown) => void; reject: (error: unknown) => void }>();
  const acks: { streamId: string; seq: number; resolve: () => void; reject: (error: unknown) => void }[] = [];
  const events: AppEvent[] = [];
  const waiters = new Set<{ check: () => void; reject: (error: unknown) => void }>();
  let lastId = 0;

  socket.on('message', (data: Buffer, isBinary) => {
    const message = decodeSocketMessage(isBinary ? new Uint8Array(data) : data.toString('utf8')) as ServerMessage;
    if (message.kind === 'result') calls.get(message.id)?.resolve(message.output);
    if (message.kind === 'error') calls.get(message.id)?.reject(message.error);
    if (message.kind === 'ack')
      for (const ack of acks) if (ack.streamId === message.streamId && ack.seq <= message.seq) ack.resolve();
    if (message.kind === 'stream-error')
      for (const ack of acks) if (ack.streamId === message.streamId) ack.reject(message.error);
    if (message.kind === 'event') {
      events.push(message.event);
      for (const waiter of [...waiters]) waiter.check();
    }
  });
  socket.on('close', () => {
    const gone = new Error('the host is gone');
    for (const call of calls.values()) call.reject(gone);
    for (const ack of acks) ack.reject(gone);
    for (const waiter of waiters) waiter.reject(gone);
  });
  socket.on('error', () => undefined);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const send = (message: ClientMessage): void => socket.send(encodeSocketMessage(message));

  return {
    events,
    call(name, input) {
      const id = (lastId += 1);
      return new Promise((resolve, reject) => {
        calls.set(id, { resolve: resolve as (output: unknown) => void, reject });
        send({ kind: 'call', id, name, input });
      });
    },
    frame: (streamId, seq, bytes) =>
      new Promise((resolve, reject) => {
        acks.push({ streamId, seq, resolve, reject });
        send({ kind: 'frame', streamId, seq, bytes });
      }),
    until: (fits) =>
      new Promise((resolve, reject) => {
        const waiter = {
          reject,
          check() {
            const found = events.find(fits);
            if (!found) return;
            waiters.delete(waiter);
            resolve(found);
          },
        };
        waiters.add(waiter);
        waiter.check();
      }),
    close: () => socket.close(),
  };
}

/** Takes the one-time address as a browser does; returns its cookie. */
function redeem(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    httpRequest(url, { agent: false }, (response) => {
      response.resume();
      const cookie = response.headers['set-cookie']?.[0]?.split(';')[0];
      if (cookie) resolve(cookie);
      else reject(new Error(`the one-time address answered ${response.statusCode}`));
    })
      .on('error', reject)
      .end();
  });
}
