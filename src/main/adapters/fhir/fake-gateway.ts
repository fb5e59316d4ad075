import type { EhrConnection } from '../../../shared/model/delivery.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import type { CompanionOutcome, DeliveryOutcome, EhrGateway } from '../../ports/ehr-gateway.ts';

/** What happens to the next sends, in order. `lose-answer`: filed, and the answer is lost; `lose-request`: lost on the way there. */
export type FakeFault =
  | 'lose-answer'
  | 'lose-request'
  | 'unreachable'
  | { kind: 'reject'; error: string }
  | { kind: 'busy'; retryAfterMs: number }
  | { kind: 'throw'; filed: boolean };

export interface FakeGateway extends EhrGateway {
  /** Everything that was filed, in order: a doubled note shows as two. */
  readonly filed: readonly { readonly receipt: string; readonly document: DeliveryDocument }[];
  /** Receipts whose companions were filed, in order. */
  readonly completed: readonly string[];
  /** Calls that would have been requests, in order. */
  readonly calls: readonly ('send' | 'find' | 'complete' | 'check')[];
  fail(...faults: FakeFault[]): void;
  /** Outcomes of the next complete() calls, in order. */
  failCompanions(...outcomes: CompanionOutcome[]): void;
  /** While down nothing is reached: sends come back as `retry`, searches as `unreachable`. */
  setDown(down: boolean): void;
  /** Runs before each call takes effect, e.g. to hold it or to look at the store. */
  onCall?: (call: 'send' | 'find' | 'complete' | 'check', document?: DeliveryDocument) => void | Promise<void>;
}

/** An EHR in memory behind the same port and conformance suite as the real gateway; keeps identifiers. */
export function createFakeGateway(): FakeGateway {
  const filed: { receipt: string; document: DeliveryDocument }[] = [];
  const completed: string[] = [];
  const calls: ('send' | 'find' | 'complete' | 'check')[] = [];
  const faults: FakeFault[] = [];
  const companionOutcomes: CompanionOutcome[] = [];
  let down = false;

  const at = (document: DeliveryDocument): string | undefined =>
    filed.find((entry) => entry.document.identifier === document.identifier)?.receipt;
  const file = (document: DeliveryDocument): string => {
    const receipt = `DocumentReference/${String(filed.length + 1)}`;
    filed.push({ receipt, document });
    return receipt;
  };
  const isSecure = (connection: EhrConnection): boolean =>
    /^(https:|http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$))/.test(connection.baseUrl);

  const gateway: FakeGateway = {
    filed,
    completed,
    calls,
    fail: (...next) => faults.push(...next),
    failCompanions: (...next) => companionOutcomes.push(...next),
    setDown: (value) => {
      down = value;
    },
    async send(connection, document): Promise<DeliveryOutcome> {
      calls.push('send');
      await gateway.onCall?.('send', document);
      if (!isSecure(connection)) return { kind: 'rejected', error: 'network.insecure' };
      if (down) return { kind: 'retry', error: 'network.unreachable' };
      const fault = faults.shift();
      if (fault === 'unreachable') return { kind: 'retry', error: 'network.unreachable' };
      if (fault === 'lose-request') return { kind: 'unknown', error: 'network.ambiguous' };
      if (fault === 'lose-answer') {
        file(document);
        return { kind: 'unknown', error: 'network.ambiguous' };
      }
      if (fault?.kind === 'busy') return { kind: 'retry', error: 'fhir.server', retryAfterMs: fault.retryAfterMs };
      if (fault?.kind === 'reject') return { kind: 'rejected', error: fault.error };
      if (fault?.kind === 'throw') {
        if (fault.filed) file(document);
        throw new Error('fault');
      }
      return { kind: 'delivered', receipt: file(document) };
    },
    async find(_connection, document) {
      calls.push('find');
      await gateway.onCall?.('find', document);
      if (down) return { kind: 'unreachable', error: 'network.unreachable' };
      const receipt = at(document);
      return receipt === undefined ? { kind: 'absent' } : { kind: 'found', receipt };
    },
    async complete(_connection, document, receipt) {
      calls.push('complete');
      await gateway.onCall?.('complete', document);
      if (down) return { kind: 'retry', error: 'network.unreachable' };
      const outcome = companionOutcomes.shift() ?? { kind: 'done' };
      if (outcome.kind === 'done' && !completed.includes(receipt)) completed.push(receipt);
      return outcome;
    },
    async check() {
      calls.push('check');
      await gateway.onCall?.('check');
      if (down) return { ok: false, error: 'network.unreachable' };
      return { ok: true, fhirVersion: '4.0.1', software: 'In-memory EHR' };
    },
  };
  return gateway;
}
