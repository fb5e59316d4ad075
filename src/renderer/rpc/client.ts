import { contract } from '../../shared/contract/index.ts';
import type { AppEvent, ProcedureInput, ProcedureName, ProcedureOutput } from '../../shared/contract/index.ts';
import type { ServerMessage } from '../../shared/contract/wire.ts';
import { AppError, type ErrorCode, type ErrorParams, type WireError } from '../../shared/errors.ts';
import { createListeners, type Connection, type ConnectionStatus } from './connection.ts';
import { createFrameStream, type ClientFrameStream, type FrameStream } from './frame-stream.ts';

/** A failure that main reported. `correlationId` finds it in main's log. */
export class CallError extends AppError {
  readonly correlationId: string;
  constructor(code: ErrorCode, options: { retryable?: boolean; params?: ErrorParams; correlationId?: string } = {}) {
    super(code, options);
    this.name = 'CallError';
    this.correlationId = options.correlationId ?? '';
  }
}

/** Everything the renderer can say to main and hear from it, typed by the contract. */
export interface RpcClient {
  /**
   * Calls one procedure. Rejects with a CallError: main's own codes, `cancelled` when the signal aborts, or
   * `network.ambiguous` when the connection broke after a changing call was sent (it may have happened: look before repeating).
   */
  call<N extends ProcedureName>(
    name: N,
    input: ProcedureInput<N>,
    options?: { signal?: AbortSignal },
  ): Promise<ProcedureOutput<N>>;
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** Events may have been missed (connection came back, or a number was skipped): fetch snapshots again. */
  onMissedEvents(listener: () => void): () => void;
  openStream(streamId: string): FrameStream;
  status(): ConnectionStatus;
  onStatus(listener: (status: ConnectionStatus) => void): () => void;
}

interface PendingCall {
  name: ProcedureName;
  input: unknown;
  sent: boolean;
  resolve(output: unknown): void;
  reject(error: CallError): void;
}

export function createClient(connection: Connection): RpcClient {
  const calls = new Map<number, PendingCall>();
  const streams = new Map<string, ClientFrameStream>();
  const events = createListeners<AppEvent>();
  const missed = createListeners<undefined>();
  let nextId = 1;
  let lastSeq: number | undefined;
  let wasOpen = connection.status() === 'open';

  const isOpen = (): boolean => connection.status() === 'open';

  const transmit = (id: number, call: PendingCall): void => {
    call.sent = true;
    connection.send({ kind: 'call', id, name: call.name, input: call.input });
  };

  const onOpen = (): void => {
    for (const [id, call] of [...calls]) {
      if (call.sent && contract[call.name].mutates) {
        calls.delete(id);
        call.reject(new CallError('network.ambiguous', { retryable: true }));
      } else transmit(id, call);
    }
    for (const stream of streams.values()) stream.resend();
    if (wasOpen) {
      lastSeq = undefined;
      missed.emit(undefined);
    }
    wasOpen = true;
  };

  const onRefused = (): void => {
    for (const call of calls.values()) call.reject(new CallError('auth.session'));
    calls.clear();
  };

  const settle = (id: number, done: (call: PendingCall) => void): void => {
    const call = calls.get(id);
    calls.delete(id);
    if (call) done(call);
  };

  const receive = (message: ServerMessage): void => {
    switch (message.kind) {
      case 'result':
        settle(message.id, (call) => call.resolve(message.output));
        return;
      case 'error':
        settle(message.id, (call) => call.reject(toCallError(message.error)));
        return;
      case 'event': {
        const skipped = lastSeq !== undefined && message.event.seq !== lastSeq + 1;
        lastSeq = message.event.seq;
        if (skipped) missed.emit(undefined);
        events.emit(message.event);
        return;
      }
      case 'ack':
        streams.get(message.streamId)?.acknowledge(message.seq);
        return;
      case 'stream-error':
        streams.get(message.streamId)?.fail(message.error);
    }
  };

  connection.onMessage(receive);
  connection.onStatus((status) => {
    if (status === 'open') onOpen();
    else if (status === 'refused') onRefused();
  });

  return {
    call(name, input, { signal } = {}) {
      return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(new CallError('cancelled', { retryable: true }));
        if (connection.status() === 'refused') return reject(new CallError('auth.session'));
        const id = nextId;
        nextId += 1;
        const onAbort = (): void => {
          settle(id, () => {
            if (isOpen()) connection.send({ kind: 'cancel', id });
            reject(new CallError('cancelled', { retryable: true }));
          });
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        const finish = (): void => signal?.removeEventListener('abort', onAbort);
        const call: PendingCall = {
          name,
          input,
          sent: false,
          resolve(output) {
            finish();
            resolve(output as ProcedureOutput<typeof name>);
          },
          reject(error) {
            finish();
            reject(error);
          },
        };
        calls.set(id, call);
        if (isOpen()) transmit(id, call);
      });
    },
    onEvent: (listener) => events.add(listener),
    onMissedEvents: (listener) => missed.add(listener),
    openStream(streamId) {
      const stream = createFrameStream(
        streamId,
        (message) => {
          if (isOpen()) connection.send(message);
        },
        () => streams.delete(streamId),
      );
      streams.set(streamId, stream);
      return stream;
    },
    status: () => connection.status(),
    onStatus: (listener) => connection.onStatus(listener),
  };
}

function toCallError({ code, retryable, params, correlationId }: WireError): CallError {
  return new CallError(code, { retryable, params, correlationId });
}

/** Anything that is not an AppError is a bug of ours, and shown as one. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new CallError('bug');
}
