import { AppError, ErrorCode } from '../../../shared/errors.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import type { EhrConnection } from '../../../shared/model/delivery.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import { SETTLE_MS } from '../../domain/sync/retry-policy.ts';
import type { EhrGateway } from '../../ports/ehr-gateway.ts';
import type { Clock } from '../../ports/runtime.ts';

/** What is known of one document at one server. Kept beside the document, because some servers keep no identifier of ours. */
export interface LedgerEntry {
  readonly url: string;
  readonly identifier: string;
  /** `sending` is written before the request: found later, it means that the document may have arrived. */
  readonly state: 'sending' | 'delivered';
  readonly at: number;
  readonly receipt?: string;
  /** After delivery a search found it: so a search that finds nothing later means that it is gone. */
  readonly findable?: boolean;
  /** Once settled they are not filed again, even at a server whose search would not find them. */
  readonly companions?: 'done' | 'refused';
}

export interface DeliveryLedger {
  read(url: string, identifier: string): Promise<LedgerEntry | undefined>;
  /** Durable before it resolves. */
  write(entry: LedgerEntry): Promise<void>;
  remove(url: string, identifier: string): Promise<void>;
}

export interface PushResult {
  readonly receipt: string;
  /** It stood at the EHR before this push. */
  readonly repeated: boolean;
  /** Provenance and diagnoses: `later` when they could not be filed now; push again. */
  readonly companions: 'done' | 'refused' | 'later';
}

/**
 * Delivers one document without a database, once however often it is called: looks first, writes down what it is about to do, sends, looks
 * again where the answer is unclear.
 * @throws AppError `network.*`, `fhir.*` (retryable where calling again is safe and may help), `cancelled`
 */
export async function pushDocument(input: {
  document: DeliveryDocument;
  connection: EhrConnection;
  gateway: EhrGateway;
  ledger: DeliveryLedger;
  clock: Clock;
  signal?: CancelSignal;
}): Promise<PushResult> {
  const { document, connection, gateway, ledger, clock, signal } = input;
  const url = connection.baseUrl.replace(/\/+$/, '');
  const { identifier } = document;
  const known = await ledger.read(url, identifier);

  const finish = async (receipt: string, repeated: boolean, findable: boolean): Promise<PushResult> => {
    const entry: LedgerEntry = { url, identifier, state: 'delivered', at: clock.now(), receipt, findable };
    const settled = known?.receipt === receipt ? known.companions : undefined;
    await ledger.write({ ...entry, companions: settled });
    if (settled !== undefined) return { receipt, repeated, companions: settled };
    const outcome = await gateway.complete(connection, document, receipt, signal);
    if (outcome.kind === 'retry') return { receipt, repeated, companions: 'later' };
    await ledger.write({ ...entry, companions: outcome.kind });
    return { receipt, repeated, companions: outcome.kind };
  };

  const before = await gateway.find(connection, document, signal);
  if (before.kind === 'unreachable') throw failure(before.error, true);
  if (before.kind === 'found') return finish(before.receipt, true, true);
  if (known?.state === 'delivered' && known.receipt !== undefined && known.findable !== true)
    return finish(known.receipt, true, false);
  if (known?.state === 'sending' && clock.now() - known.at < SETTLE_MS[connection.profile])
    throw failure('network.ambiguous', true);

  await ledger.write({ url, identifier, state: 'sending', at: clock.now() });
  const outcome = await gateway.send(connection, document, signal);
  switch (outcome.kind) {
    case 'delivered': {
      // What a search finds now, it will find then: that tells a server that keeps notes findable from one that does not.
      const after = await gateway.find(connection, document, signal);
      return finish(outcome.receipt, false, after.kind === 'found');
    }
    case 'unknown': {
      const after = await gateway.find(connection, document, signal);
      if (after.kind === 'found') return finish(after.receipt, false, true);
      throw failure(outcome.error, true);
    }
    case 'retry':
    case 'rejected':
      // Certainly not there.
      await ledger.remove(url, identifier);
      throw failure(outcome.error, outcome.kind === 'retry');
  }
}

function failure(code: string, retryable: boolean): AppError {
  const known = ErrorCode.safeParse(code);
  return new AppError(known.success ? known.data : 'fhir.server', { retryable });
}
