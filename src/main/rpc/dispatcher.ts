import { contract } from '../../shared/contract/index.ts';
import type { AppEvent, ProcedureName } from '../../shared/contract/index.ts';
import { ClientMessage } from '../../shared/contract/wire.ts';
import type { ServerMessage } from '../../shared/contract/wire.ts';
import { AppError, toWireError } from '../../shared/errors.ts';
import type { ErrorParams, WireError } from '../../shared/errors.ts';
import type { App, CallContext } from '../app/app.ts';
import type { IdSource, Log } from '../ports/runtime.ts';
import { codeFrames } from './code-frames.ts';
import { createFrameIntake } from './frame-intake.ts';
import { wireErrorOf } from './wire-error.ts';

export interface DispatcherDeps {
  readonly app: Pick<App, 'handlers' | 'currentClinician' | 'acceptFrame' | 'onEvent' | 'auditCall'>;
  readonly ids: IdSource;
  readonly log: Log;
}

export interface Dispatcher {
  /**
   * One connection: a window or a socket whose sender the host has already checked. Call ids are its own.
   * Events reach `reply` from now until `close`.
   */
  open(reply: (message: ServerMessage) => void): Connection;
}

export interface Connection {
  /** Takes a message as it arrived (unchecked). Resolves when it was answered; never rejects. */
  handle(message: unknown): Promise<void>;
  /** The peer is gone: reading calls are cancelled, changing ones run to their end. */
  close(): void;
}

/**
 * While nobody is unlocked only these reach a renderer: the others name visits or carry their words. A recording goes on behind a locked
 * screen, so what endangers it (a code and numbers) and the key that pauses it do too.
 */
const LOCKED_EVENTS: ReadonlySet<AppEvent['type']> = new Set([
  'session.changed',
  'settings.changed',
  'recording.warning',
  'shortcut.record',
  'power',
]);

type Call = Extract<ClientMessage, { kind: 'call' }>;
type Outcome = { ok: true; output: unknown } | { ok: false; error: WireError };
type UntypedHandler = (input: unknown, context: CallContext) => unknown;

/**
 * The one way from a renderer into the app. The order is fixed: sender (the host) → own-key lookup → parse input →
 * permission → handler → parse output → audit if it changes state. What is thrown leaves as a code, never as text.
 */
export function createDispatcher({ app, ids, log }: DispatcherDeps): Dispatcher {
  async function run(call: Call, signal: AbortSignal): Promise<Outcome> {
    const correlationId = ids.uuid();
    if (!Object.hasOwn(contract, call.name)) return refuse(new AppError('not-found.procedure'), correlationId);
    const name = call.name as ProcedureName;
    const procedure = contract[name];
    const input = procedure.input.safeParse(call.input);
    if (!input.success) {
      const field = topKey(input.error);
      const params: ErrorParams = field === undefined ? {} : { field };
      return refuse(new AppError('validation.input', { params }), correlationId);
    }
    const outcome = await execute(name, input.data, { correlationId, signal });
    if (!procedure.mutates) return outcome;
    try {
      app.auditCall(name, outcome.ok ? 'ok' : outcome.error.code, correlationId);
      return outcome;
    } catch (error) {
      // A change that left no trace must not look like a success.
      log.error('rpc.audit-failed', { procedure: name, correlationId, frames: codeFrames(error) });
      return refuse(error, correlationId);
    }
  }

  async function execute(name: ProcedureName, input: unknown, context: CallContext): Promise<Outcome> {
    const { correlationId } = context;
    try {
      if (contract[name].permission === 'clinician' && !app.currentClinician()) {
        throw new AppError('permission.locked');
      }
      const handler = app.handlers[name] as UntypedHandler;
      const output = contract[name].output.safeParse(await handler(input, context));
      if (output.success) return { ok: true, output: output.data };
      log.error('rpc.output-invalid', { procedure: name, correlationId, field: topKey(output.error) ?? '' });
      return refuse(new AppError('bug'), correlationId);
    } catch (error) {
      report(error, name, correlationId);
      return refuse(error, correlationId);
    }
  }

  function report(error: unknown, name: ProcedureName, correlationId: string): void {
    const { code } = toWireError(error, correlationId);
    if (code === 'bug') {
      log.error('rpc.bug', { procedure: name, correlationId, frames: codeFrames(error) });
    } else if (code !== 'cancelled' && code !== 'permission.locked' && !isDeclared(name, code)) {
      log.warn('rpc.undeclared-error', { procedure: name, correlationId, code });
    }
  }

  return {
    open(reply) {
      const running = new Map<number, { abort: AbortController; mutates: boolean }>();
      let open = true;
      const send = (message: ServerMessage): void => {
        if (!open) return;
        try {
          reply(message);
        } catch (error) {
          log.warn('rpc.reply-failed', { kind: message.kind, frames: codeFrames(error) });
        }
      };
      const frames = createFrameIntake({ accept: app.acceptFrame.bind(app), send, ids, log });
      const unsubscribe = app.onEvent((event) => {
        if (app.currentClinician() || LOCKED_EVENTS.has(event.type)) send({ kind: 'event', event });
      });

      return {
        async handle(raw) {
          const parsed = ClientMessage.safeParse(raw);
          if (!open) return;
          if (!parsed.success) {
            log.warn('rpc.malformed', {});
            const id = callId(raw);
            if (id === undefined || running.has(id)) return;
            send({ kind: 'error', id, error: toWireError(new AppError('validation.input'), ids.uuid()) });
            return;
          }
          const message = parsed.data;
          if (message.kind === 'cancel') {
            running.get(message.id)?.abort.abort();
            return;
          }
          if (message.kind === 'frame') {
            await frames.take(message);
            return;
          }
          if (running.has(message.id)) {
            // An answer under this id would be taken for the first call's.
            log.warn('rpc.duplicate-id', {});
            return;
          }
          const abort = new AbortController();
          const mutates = Object.hasOwn(contract, message.name) && contract[message.name as ProcedureName].mutates;
          running.set(message.id, { abort, mutates });
          const outcome = await run(message, abort.signal).catch((error: unknown) => {
            const correlationId = ids.uuid();
            log.error('rpc.bug', { procedure: 'dispatcher', correlationId, frames: codeFrames(error) });
            return refuse(error, correlationId);
          });
          running.delete(message.id);
          if (outcome.ok) send({ kind: 'result', id: message.id, output: outcome.output });
          else send({ kind: 'error', id: message.id, error: outcome.error });
        },
        close() {
          if (!open) return;
          open = false;
          unsubscribe();
          for (const call of running.values()) if (!call.mutates) call.abort.abort();
        },
      };
    },
  };
}

function isDeclared(name: ProcedureName, code: WireError['code']): boolean {
  return (contract[name].errors as readonly string[]).includes(code);
}

function refuse(error: unknown, correlationId: string): Outcome {
  return { ok: false, error: wireErrorOf(error, correlationId) };
}

/** Top-level key of the first issue: the contract's own word, where deeper keys can be a caller's. */
function topKey(
  error: { issues: readonly { path: readonly PropertyKey[]; code?: string | undefined }[] } | undefined,
): string | undefined {
  const issue = error?.issues[0];
  const key = issue?.path[0];
  return typeof key === 'string' ? key : undefined;
}

function callId(raw: unknown): number | undefined {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return undefined;
  return typeof raw.id === 'number' && Number.isInteger(raw.id) && raw.id >= 0 ? raw.id : undefined;
}
