import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { RawData, WebSocket } from 'ws';
import type { ServerMessage } from '../../../shared/contract/wire.ts';
import { decodeSocketMessage, encodeSocketMessage } from '../../../shared/contract/ws-codec.ts';
import type { Log } from '../../ports/runtime.ts';
import type { Dispatcher } from '../../rpc/dispatcher.ts';

/** A pasted transcript of two million characters fits, escaped; audio frames are far smaller. */
const MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
const MAX_SOCKETS = 16;
/** Above this the socket is not read until the disk caught up: the browser's send buffer is the queue then. */
const PAUSE_ABOVE_BYTES = 4 * 1024 * 1024;
/** A page that reads nothing any more (a suspended tab) is let go; it fetches a snapshot when it comes back. */
const DROP_ABOVE_BUFFERED_BYTES = 64 * 1024 * 1024;
const HEARTBEAT_MS = 20_000;

const CLOSE = { goingAway: 1001, malformed: 1007, policyViolation: 1008, tryAgainLater: 1013 } as const;

export interface SocketServer {
  /** `refused`: the page's session is unknown; it is told so by a close code, as a failed upgrade would only look like a lost line. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, session: 'valid' | 'refused'): void;
  close(): Promise<void>;
}

export function createSocketServer(deps: {
  readonly dispatcher: Dispatcher;
  readonly log: Log;
  readonly heartbeatMs?: number;
}): SocketServer {
  const { dispatcher, log } = deps;
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();

  const heartbeat = setInterval(() => {
    for (const socket of server.clients) {
      // A paused socket reads no pongs either.
      if (socket.isPaused) continue;
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, deps.heartbeatMs ?? HEARTBEAT_MS);
  heartbeat.unref();

  function serve(socket: WebSocket): void {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => socket.terminate());
    const connection = dispatcher.open((message) => post(socket, message));
    let waitingBytes = 0;
    socket.on('message', (data: RawData, isBinary: boolean) => {
      alive.add(socket);
      const buffer = data as Buffer;
      const message = decode(buffer, isBinary);
      if (message === undefined) {
        log.warn('web.malformed', {});
        socket.close(CLOSE.malformed);
        return;
      }
      waitingBytes += isBinary ? buffer.byteLength : 0;
      if (waitingBytes > PAUSE_ABOVE_BYTES) socket.pause();
      void connection.handle(message.value).then(() => {
        waitingBytes -= isBinary ? buffer.byteLength : 0;
        if (socket.isPaused && waitingBytes <= PAUSE_ABOVE_BYTES) socket.resume();
      });
    });
    socket.on('close', () => connection.close());
  }

  function post(socket: WebSocket, message: ServerMessage): void {
    if (socket.readyState !== socket.OPEN) return;
    if (socket.bufferedAmount > DROP_ABOVE_BUFFERED_BYTES) {
      log.warn('web.slow-reader', {});
      socket.terminate();
      return;
    }
    socket.send(encodeSocketMessage(message));
  }

  return {
    upgrade(request, socket, head, session) {
      server.handleUpgrade(request, socket, head, (accepted) => {
        if (session === 'refused') accepted.close(CLOSE.policyViolation);
        else if (server.clients.size > MAX_SOCKETS) accepted.close(CLOSE.tryAgainLater);
        else serve(accepted);
      });
    },
    async close() {
      clearInterval(heartbeat);
      for (const socket of server.clients) socket.close(CLOSE.goingAway);
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function decode(data: Buffer, isBinary: boolean): { value: unknown } | undefined {
  try {
    return { value: decodeSocketMessage(isBinary ? data : data.toString('utf8')) };
  } catch {
    return undefined;
  }
}
