import type { ClientMessage, ServerMessage } from '../../shared/contract/wire.ts';
import { createListeners, type Connection, type ConnectionStatus } from './connection.ts';

/** How messages look on the socket: text, or bytes where a message carries bytes. */
export interface SocketCodec {
  encode(message: ClientMessage): string | Uint8Array<ArrayBuffer>;
  decode(data: string | Uint8Array): ServerMessage;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;
/** The host closes with this code when it does not accept the session. Opening Chartside anew in this browser mends it. */
const POLICY_VIOLATION = 1008;

/** Chartside's host on this machine, over a socket that is opened again whenever it breaks. */
export function connectWebSocket(
  url: string,
  codec: SocketCodec,
  WebSocketClass: typeof WebSocket = WebSocket,
): Connection {
  const messages = createListeners<ServerMessage>();
  const statuses = createListeners<ConnectionStatus>();
  let status: ConnectionStatus = 'connecting';
  let socket: WebSocket | undefined;
  let retryMs = FIRST_RETRY_MS;

  const become = (next: ConnectionStatus): void => {
    if (status === next) return;
    status = next;
    statuses.emit(next);
  };

  const open = (): void => {
    const current = new WebSocketClass(url);
    socket = current;
    current.binaryType = 'arraybuffer';
    current.onopen = () => {
      retryMs = FIRST_RETRY_MS;
      become('open');
    };
    current.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      messages.emit(codec.decode(typeof data === 'string' ? data : new Uint8Array(data)));
    };
    current.onclose = ({ code }) => {
      if (socket !== current) return;
      const refused = code === POLICY_VIOLATION;
      become(refused ? 'refused' : 'lost');
      setTimeout(open, refused ? LONGEST_RETRY_MS : retryMs);
      retryMs = Math.min(retryMs * 2, LONGEST_RETRY_MS);
    };
  };
  open();

  return {
    status: () => status,
    onStatus: (listener) => statuses.add(listener),
    onMessage: (listener) => messages.add(listener),
    send(message) {
      if (socket?.readyState === WebSocketClass.OPEN) socket.send(codec.encode(message));
    },
  };
}
