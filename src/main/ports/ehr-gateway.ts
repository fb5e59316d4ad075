import type { CancelSignal } from '../../shared/cancel.ts';
import type { EhrConnection } from '../../shared/model/delivery.ts';
import type { DeliveryDocument } from '../domain/sync/delivery-document.ts';

/** What an attempt came to. `unknown`: it may have arrived (timeout or drop after send, 5xx); search before any resend. */
export type DeliveryOutcome =
  | { kind: 'delivered'; receipt: string }
  | { kind: 'unknown'; error: string; retryAfterMs?: number }
  | { kind: 'retry'; error: string; retryAfterMs?: number }
  | { kind: 'rejected'; error: string };

/** What filing a document's companions came to. `refused`: this EHR does not take them, or not these; the document itself stands. */
export type CompanionOutcome =
  { kind: 'done' } | { kind: 'retry'; error: string; retryAfterMs?: number } | { kind: 'refused'; error: string };

/** The write side of an EHR over FHIR R4. Never throws for a server's answer; throws AppError `cancelled` and on bugs. */
export interface EhrGateway {
  /** Sends the document once. Never sends a second time by itself; it may read, to tell what an unclear answer meant. */
  send(connection: EhrConnection, document: DeliveryDocument, signal?: CancelSignal): Promise<DeliveryOutcome>;
  /** Looks for a document that an earlier attempt may have left, by identifier where kept, else by patient, date and content hash. */
  find(
    connection: EhrConnection,
    document: DeliveryDocument,
    signal?: CancelSignal,
  ): Promise<{ kind: 'found'; receipt: string } | { kind: 'absent' } | { kind: 'unreachable'; error: string }>;
  /**
   * Files what accompanies a document that stands at `receipt`: Provenance with the AI device, accepted diagnoses; as far as the
   * EHR takes them. Searches before each write, so it is safe to repeat after a crash.
   */
  complete(
    connection: EhrConnection,
    document: DeliveryDocument,
    receipt: string,
    signal?: CancelSignal,
  ): Promise<CompanionOutcome>;
  /** Reads the capability statement: is anyone there, and is it R4? */
  check(
    connection: EhrConnection,
    signal?: CancelSignal,
  ): Promise<{ ok: boolean; fhirVersion?: string; software?: string; error?: string }>;
}
