import { contextBridge, ipcRenderer } from 'electron';
import type { ClientMessage, ServerMessage, Transport } from '../shared/contract/wire.ts';

/** The name that `hosts/electron/ipc-link.ts` listens on. */
const WIRE_CHANNEL = 'chartside:wire';

/**
 * All that the page gets of Electron: one transport with two members. Messages are plain data and are cloned on the way;
 * main checks each of them. No channel name, no event object, no other call crosses.
 */
const transport: Transport<ClientMessage, ServerMessage> = {
  send(message) {
    ipcRenderer.send(WIRE_CHANNEL, message);
  },
  onMessage(listener) {
    const forward = (_event: unknown, message: ServerMessage): void => listener(message);
    ipcRenderer.on(WIRE_CHANNEL, forward);
    return () => ipcRenderer.off(WIRE_CHANNEL, forward);
  },
};

contextBridge.exposeInMainWorld('chartside', transport);
