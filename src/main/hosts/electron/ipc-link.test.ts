import type { IpcMain, WebContents } from 'electron';
import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import type { ServerMessage } from '../../../shared/contract/wire.ts';
import type { Dispatcher } from '../../rpc/dispatcher.ts';
import { WIRE_CHANNEL, linkWindow } from './ipc-link.ts';

interface Opened {
  handled: unknown[];
  closed: boolean;
  reply(message: ServerMessage): void;
}

function harness() {
  const opened: Opened[] = [];
  const warnings: string[] = [];
  const dispatcher: Dispatcher = {
    open(reply) {
      const connection: Opened = { handled: [], closed: false, reply };
      opened.push(connection);
      return {
        handle(message) {
          connection.handled.push(message);
          return Promise.resolve();
        },
        close() {
          connection.closed = true;
        },
      };
    },
  };
  const sent: unknown[] = [];
  const mainFrame = { url: 'chartside://app/' };
  const contents = Object.assign(new EventEmitter(), {
    mainFrame,
    isDestroyed: () => false,
    send: (_channel: string, message: unknown) => void sent.push(message),
  });
  const ipc = new EventEmitter();
  linkWindow({
    ipc: ipc as unknown as IpcMain,
    contents: contents as unknown as WebContents,
    dispatcher,
    log: { info: () => undefined, warn: (event) => void warnings.push(event), error: () => undefined },
  });
  const post = (message: unknown, sender: unknown = contents, senderFrame: unknown = mainFrame): void =>
    void ipc.emit(WIRE_CHANNEL, { sender, senderFrame }, message);
  return { opened, warnings, sent, contents, mainFrame, ipc, post };
}

describe('a window’s channel', () => {
  it('carries messages both ways', () => {
    const { opened, sent, post } = harness();
    post({ kind: 'cancel', id: 1 });
    expect(opened[0]!.handled).toEqual([{ kind: 'cancel', id: 1 }]);
    opened[0]!.reply({ kind: 'ack', streamId: 's', seq: 1 });
    expect(sent).toEqual([{ kind: 'ack', streamId: 's', seq: 1 }]);
  });

  it('hears only the main frame of its own window', () => {
    const { opened, warnings, contents, post } = harness();
    post('x', contents, { url: 'chartside://app/' });
    post('x', contents, null);
    post('x', {});
    expect(opened[0]!.handled).toEqual([]);
    expect(warnings).toEqual(['electron.sender-refused', 'electron.sender-refused']);
  });

  it.each(['https://example.org/', 'file:///tmp/x.html', 'chartside://evil/', 'about:blank'])(
    'hears nobody while the frame shows %s',
    (url) => {
      const { opened, mainFrame, post } = harness();
      mainFrame.url = url;
      post('x');
      expect(opened[0]!.handled).toEqual([]);
    },
  );

  it('is a new connection for every load of the page, as call ids start again', () => {
    const { opened, contents, post } = harness();
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    contents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
    expect(opened).toHaveLength(1);
    contents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    expect(opened.map(({ closed }) => closed)).toEqual([true, false]);
    post('after');
    expect(opened.map(({ handled }) => handled)).toEqual([[], ['after']]);
  });

  it('ends with the window', () => {
    const { opened, contents, ipc } = harness();
    contents.emit('destroyed');
    expect(opened[0]!.closed).toBe(true);
    expect(ipc.listenerCount(WIRE_CHANNEL)).toBe(0);
  });
});
