import type { IpcMain, IpcMainEvent, WebContents } from 'electron';
import type { ServerMessage } from '../../../shared/contract/wire.ts';
import type { Log } from '../../ports/runtime.ts';
import type { Connection, Dispatcher } from '../../rpc/dispatcher.ts';
import { isOwnUrl } from './page-rules.ts';

/** The one channel, both ways. The preload script knows it by the same name. */
export const WIRE_CHANNEL = 'chartside:wire';

/**
 * Joins a window to the dispatcher. A message counts only when it comes from this window's main frame while that shows our
 * page; bytes and objects arrive by structured clone. Each load of the page is a connection of its own, as its call ids are.
 */
export function linkWindow(deps: {
  readonly ipc: Pick<IpcMain, 'on' | 'off'>;
  readonly contents: WebContents;
  readonly dispatcher: Dispatcher;
  readonly log: Log;
}): void {
  const { ipc, contents, dispatcher, log } = deps;
  let connection: Connection | undefined;
  const open = (): void => {
    connection?.close();
    connection = dispatcher.open((message: ServerMessage) => {
      if (!contents.isDestroyed()) contents.send(WIRE_CHANNEL, message);
    });
  };

  const onMessage = (event: IpcMainEvent, message: unknown): void => {
    if (event.sender !== contents) return;
    if (!isTrusted(event, contents)) {
      log.warn('electron.sender-refused', {});
      return;
    }
    void connection?.handle(message);
  };
  ipc.on(WIRE_CHANNEL, onMessage);
  contents.on('did-start-navigation', (details) => {
    if (details.isMainFrame && !details.isSameDocument) open();
  });
  contents.once('destroyed', () => {
    ipc.off(WIRE_CHANNEL, onMessage);
    connection?.close();
  });
  open();
}

function isTrusted(event: IpcMainEvent, contents: WebContents): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === contents.mainFrame && isOwnUrl(frame.url);
}
