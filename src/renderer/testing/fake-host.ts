import type { AppEventBody, ProcedureInput, ProcedureName, ProcedureOutput } from '../../shared/contract/index.ts';
import type { ClientMessage, ServerMessage } from '../../shared/contract/wire.ts';
import { toWireError } from '../../shared/errors.ts';
import { createListeners, type Connection, type ConnectionStatus } from '../rpc/connection.ts';

type Answers = {
  [N in ProcedureName]?: (input: ProcedureInput<N>) => ProcedureOutput<N> | Promise<ProcedureOutput<N>>;
};

/** A host made of functions, for tests of everything above the transport. What it is not told to answer, it leaves open. */
export interface FakeHost {
  readonly connection: Connection;
  /** Every message the client sent, in order, over all connections. */
  readonly sent: ClientMessage[];
  calls<N extends ProcedureName>(name: N): ProcedureInput<N>[];
  frames(streamId: string): { seq: number; bytes: Uint8Array }[];
  answer(answers: Answers): void;
  emit(event: AppEventBody): void;
  post(message: ServerMessage): void;
  setStatus(status: ConnectionStatus): void;
  /** Whether frames are acknowledged as they come (default) or by hand. */
  autoAck: boolean;
}

export function createFakeHost(answers: Answers = {}): FakeHost {
  const messages = createListeners<ServerMessage>();
  const statuses = createListeners<ConnectionStatus>();
  const sent: ClientMessage[] = [];
  let status: ConnectionStatus = 'open';
  let seq = 0;
  let known = answers;

  const reply = async (message: Extract<ClientMessage, { kind: 'call' }>): Promise<void> => {
    const handler = known[message.name as ProcedureName] as ((input: unknown) => unknown) | undefined;
    if (!handler) return;
    try {
      const output = await handler(message.input);
      messages.emit({ kind: 'result', id: message.id, output: structuredClone(output) });
    } catch (error) {
      messages.emit({ kind: 'error', id: message.id, error: toWireError(error, 'test') });
    }
  };

  const host: FakeHost = {
    sent,
    autoAck: true,
    connection: {
      status: () => status,
      onStatus: (listener) => statuses.add(listener),
      onMessage: (listener) => messages.add(listener),
      send(message) {
        sent.push(message);
        if (message.kind === 'call') void reply(message);
        if (message.kind === 'frame' && host.autoAck)
          queueMicrotask(() => messages.emit({ kind: 'ack', streamId: message.streamId, seq: message.seq }));
      },
    },
    calls: <N extends ProcedureName>(name: N) =>
      sent.flatMap((message) =>
        message.kind === 'call' && message.name === name ? [message.input as ProcedureInput<N>] : [],
      ),
    frames: (streamId) =>
      sent.flatMap((message) =>
        message.kind === 'frame' && message.streamId === streamId ? [{ seq: message.seq, bytes: message.bytes }] : [],
      ),
    answer(more) {
      known = { ...known, ...more };
    },
    emit(event) {
      seq += 1;
      messages.emit({ kind: 'event', event: { ...event, seq } as Extract<ServerMessage, { kind: 'event' }>['event'] });
    },
    post: (message) => messages.emit(message),
    setStatus(next) {
      status = next;
      statuses.emit(next);
    },
  };
  return host;
}
