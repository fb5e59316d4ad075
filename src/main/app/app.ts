import type { AppEvent, ParsedInput, ProcedureName, ProcedureOutput } from '../../shared/contract/index.ts';
import type { Clinician } from '../../shared/model/clinician.ts';

export interface CallContext {
  readonly correlationId: string;
  readonly signal: AbortSignal;
}

export type Handler<N extends ProcedureName> = (
  input: ParsedInput<N>,
  context: CallContext,
) => ProcedureOutput<N> | Promise<ProcedureOutput<N>>;

/** One handler a contract entry; the compiler misses none. */
export type Handlers = { readonly [N in ProcedureName]: Handler<N> };

/** What a host runs. Everything a host adds is transport, windows and process life. */
export interface App {
  readonly handlers: Handlers;
  /** The unlocked clinician, if any: the dispatcher's permission check. */
  currentClinician(): Clinician | undefined;
  /** A binary frame of a recording or an import. Resolves once durable; rejects with AppError (`audio.gap`, `storage.full`, …). */
  acceptFrame(streamId: string, seq: number, bytes: Uint8Array): Promise<void>;
  onEvent(listener: (event: AppEvent) => void): () => void;
  /** An audit entry for a mutating call; called by the dispatcher after the handler, with the result `ok` or an error code. */
  auditCall(name: ProcedureName, outcome: string, correlationId: string): void;
  /** Recovers what a crash left (recordings, transcriptions, deliveries), then starts the outbox. Call once. */
  start(): Promise<void>;
  /** Ends recordings cleanly, stops workers, closes the store. */
  close(): Promise<void>;
}
