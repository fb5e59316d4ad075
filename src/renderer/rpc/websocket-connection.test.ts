import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ServerMessage } from '../../shared/contract/wire.ts';
import { decodeSocketMessage, encodeSocketMessage } from '../../shared/contract/ws-codec.ts';
import { connectWebSocket } from './websocket-connection.ts';

class FakeSocket {
  static readonly OPEN = 1;
  static all: FakeSocket[] = [];
  readyState = 0;
  sent: (string | Uint8Array)[] = [];
  onopen?: () => void;
  onmessage?: (event: { data: unknown }) => void;
  onclose?: (event: { code: number }) => void;
  constructor() {
    FakeSocket.all.push(this);
  }
  send(data: string | Uint8Array): void {
    this.sent.push(data);
  }
  open(): void {
    this.readyState = 1;
    this.onopen?.();
  }
  close(code: number): void {
    this.readyState = 3;
    this.onclose?.({ code });
  }
}

const codec = {
  encode: encodeSocketMessage,
  decode: (data: string | Uint8Array) => decodeSocketMessage(data) as ServerMessage,
};
const connect = () => connectWebSocket('ws://test/socket', codec, FakeSocket as unknown as typeof WebSocket);

describe('the socket', () => {
  beforeEach(() => {
    FakeSocket.all = [];
    vi.useFakeTimers();
  });
  afterEach(() => void vi.useRealTimers());

  it('carries text and bytes both ways', () => {
    const connection = connect();
    const socket = FakeSocket.all[0]!;
    socket.open();
    connection.send({ kind: 'frame', streamId: 's', seq: 0, bytes: new Uint8Array([7, 8]) });
    expect(decodeSocketMessage(socket.sent[0]!)).toMatchObject({ kind: 'frame', bytes: new Uint8Array([7, 8]) });
    const seen: ServerMessage[] = [];
    connection.onMessage((message) => seen.push(message));
    const answer = encodeSocketMessage({ kind: 'result', id: 1, output: { wav: new Uint8Array([1]) } }) as Uint8Array;
    socket.onmessage?.({ data: answer.buffer });
    socket.onmessage?.({ data: '{"kind":"ack","streamId":"s","seq":0}' });
    expect(seen).toEqual([
      { kind: 'result', id: 1, output: { wav: new Uint8Array([1]) } },
      { kind: 'ack', streamId: 's', seq: 0 },
    ]);
  });

  it('comes back after a loss, a little later each time, and soon again once it held', () => {
    const connection = connect();
    const statuses: string[] = [];
    connection.onStatus((status) => statuses.push(status));
    FakeSocket.all[0]!.open();
    FakeSocket.all[0]!.close(1006);
    expect(statuses).toEqual(['open', 'lost']);
    vi.advanceTimersByTime(250);
    expect(FakeSocket.all).toHaveLength(2);
    FakeSocket.all[1]!.close(1006);
    vi.advanceTimersByTime(250);
    expect(FakeSocket.all).toHaveLength(2);
    vi.advanceTimersByTime(250);
    FakeSocket.all[2]!.open();
    FakeSocket.all[2]!.close(1006);
    vi.advanceTimersByTime(250);
    expect(FakeSocket.all).toHaveLength(4);
  });

  it('asks seldom where the host does not know this window, and is let in once it does', () => {
    const connection = connect();
    FakeSocket.all[0]!.open();
    FakeSocket.all[0]!.close(1008);
    vi.advanceTimersByTime(4_900);
    expect(FakeSocket.all).toHaveLength(1);
    expect(connection.status()).toBe('refused');
    vi.advanceTimersByTime(100);
    FakeSocket.all[1]!.open();
    expect(connection.status()).toBe('open');
  });

  it('sends nothing while it is not open', () => {
    const connection = connect();
    connection.send({ kind: 'cancel', id: 1 });
    expect(FakeSocket.all[0]!.sent).toEqual([]);
  });
});
