import './zod-config.ts';
import '@fontsource-variable/atkinson-hyperlegible-next/wght.css';
import '@fontsource-variable/source-serif-4/wght.css';
import '@fontsource-variable/source-serif-4/wght-italic.css';
import '@mantine/core/styles.css';
import './ui/tokens.css';
import './ui/global.css';
import { decodeSocketMessage, encodeSocketMessage } from '../shared/contract/ws-codec.ts';
import type { ServerMessage } from '../shared/contract/wire.ts';
import { createBrowserMicrophone } from './audio/browser-microphone.ts';
import type { Connection } from './rpc/connection.ts';
import { connectElectron, type ElectronBridge } from './rpc/electron-connection.ts';
import { connectWebSocket } from './rpc/websocket-connection.ts';
import { mount } from './mount.tsx';

declare global {
  interface Window {
    /** Exposed by the preload script in Electron. */
    chartside?: ElectronBridge;
  }
}

const socketUrl = (): string => {
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return `${scheme}://${window.location.host}/socket`;
};

const connection: Connection = window.chartside
  ? connectElectron(window.chartside)
  : connectWebSocket(socketUrl(), {
      encode: encodeSocketMessage,
      decode: (data) => decodeSocketMessage(data) as ServerMessage,
    });

mount(document.getElementById('root')!, connection, createBrowserMicrophone());
