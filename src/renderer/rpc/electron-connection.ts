import type { ClientMessage, ServerMessage, Transport } from '../../shared/contract/wire.ts';
import type { Connection } from './connection.ts';

/** What the preload script exposes as `window.chartside`. */
export type ElectronBridge = Transport<ClientMessage, ServerMessage>;

/** Electron's IPC lives as long as the window: it is open from the start and does not break. */
export function connectElectron(bridge: ElectronBridge): Connection {
  return {
    status: () => 'open',
    onStatus: () => () => undefined,
    onMessage: (listener) => bridge.onMessage(listener),
    send: (message) => bridge.send(message),
  };
}
