import { AppError, toWireError } from '../../../shared/errors.ts';
import type { AuditEntry } from '../../../shared/model/audit.ts';
import type { EhrConnection, OutboxEntry } from '../../../shared/model/delivery.ts';
import type { EncounterId, OutboxId } from '../../../shared/model/ids.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import { type OutboxEvent, step } from '../../domain/sync/outbox-machine.ts';
import { retryDelayMs, SETTLE_MS } from '../../domain/sync/retry-policy.ts';
import type { DeliveryOutcome, EhrGateway } from '../../ports/ehr-gateway.ts';
import type { Clock, IdSource, Log } from '../../ports/runtime.ts';
import type { Store } from '../../ports/store.ts';

export interface OutboxDeps {
  readonly store: Pick<Store, 'transaction' | 'outbox' | 'settings'>;
  readonly ehr: EhrGateway;
  readonly clock: Clock;
  readonly log: Log;
  readonly ids: IdSource;
  /** In [0, 1). */
  readonly random?: () => number;
  /** Runs `work` after `delayMs`; returns how to call it off. */
  readonly schedule?: (delayMs: number, work: () => void) => () => void;
  /** The document as signed. A throw fails the entry with the error's code. */
  readonly loadDocument: (entry: OutboxEntry) => DeliveryDocument;
  /** Called inside the transaction that records the change, so that encounter and outbox never disagree. */
  readonly onChange: (entry: OutboxEntry) => void;
  /** Called inside the same transaction. `detail` holds counts, codes and receipts, never text. */
  readonly audit: (action: string, entry: OutboxEntry, detail: AuditEntry['detail']) => void;
}

export interface Outbox {
  /** Takes up what an earlier host left and begins to deliver. */
  start(): Promise<void>;
  /** Ends the requests on the wire (their entries become `unknown`) and waits for the last record. */
  stop(): Promise<void>;
  /** Something may be due: a note was signed, an EHR was set. */
  wake(): void;
  /**
   * Tries this entry now, whatever its back-off, and gives it as it then stands: delivered, or waiting, or failed.
   * @throws `fhir.not-configured`, `conflict.state` (unknown entry, or the outbox is stopped)
   */
  deliverNow(entryId: OutboxId): Promise<OutboxEntry>;
}

/** Encounters that are served at the same time: an EHR that hangs on one note must not hold up the clinic. */
const MAX_PARALLEL = 3;
/** The longest sleep: a suspended laptop's timers and a changed clock are caught up with. */
const MAX_SLEEP_MS = 60_000;
const RECORD_RETRY_MS = 5_000;

/**
 * Delivers signed notes, each once. What is about to be done is recorded before it is done, so a crash at any point leaves `pending`
 * (never sent) or `sending` (perhaps sent: searched for before anything else). Entries of one encounter go in order, one at a time: an
 * addendum refers to its note's receipt.
 */
export function createOutbox(deps: OutboxDeps): Outbox {
  const { store, ehr, clock, log } = deps;
  const random = deps.random ?? Math.random;
  const schedule = deps.schedule ?? timer;
  const active = new Map<EncounterId, Promise<void>>();
  /** Delivered entries whose companions are still to be filed; the store's `due` does not name them. */
  const companions = new Map<OutboxId, { dueAt: number; encounterId: EncounterId }>();
  let running = false;
  let control = new AbortController();
  let callOff: (() => void) | undefined;
  /** The EHR asked for quiet (Retry-After): meant for all, not only for the note that met it. */
  let quietUntil = 0;
  /** The store failed: hammering it would not mend it, and nothing may be sent that cannot be recorded first. */
  let storeRestsUntil = 0;

  /** Applies an event and records it, with its audit entry and what follows from it, in one transaction. */
  function record(entry: OutboxEntry, event: OutboxEvent, detail: AuditEntry['detail'] = {}): OutboxEntry {
    const now = clock.now();
    const next = step(entry, event, now);
    if (next === entry) return entry;
    const write = (follow: boolean): void =>
      store.transaction(() => {
        store.outbox.update(next);
        const facts = { version: next.noteVersion, attempt: next.attempts, state: next.state, ...detail };
        deps.audit(`delivery.${event.type}`, next, facts);
        if (follow) deps.onChange(next);
      });
    try {
      write(true);
    } catch (error) {
      // A receipt must not be lost to a listener's fault: once more without it. If the store itself fails, this throws.
      log.error('outbox.record-failed', { code: toWireError(error, '').code, event: event.type });
      write(false);
    }
    if (next.companionsDueAt === undefined) companions.delete(next.id);
    else companions.set(next.id, { dueAt: next.companionsDueAt, encounterId: next.encounterId });
    return next;
  }

  const delay = (entry: OutboxEntry, retryAfterMs?: number): number => {
    if (retryAfterMs !== undefined) quietUntil = Math.max(quietUntil, clock.now() + Math.min(retryAfterMs, 3_600_000));
    return retryDelayMs((entry.tries ?? 0) + 1, random(), retryAfterMs);
  };

  function eventOf(outcome: DeliveryOutcome, entry: OutboxEntry, connection: EhrConnection): OutboxEvent {
    switch (outcome.kind) {
      case 'delivered':
        return { type: 'accepted', receipt: outcome.receipt };
      case 'unknown': {
        const settleMs = SETTLE_MS[connection.profile];
        const delayMs = Math.max(settleMs, delay(entry, outcome.retryAfterMs));
        return { type: 'unclear', error: outcome.error, delayMs };
      }
      case 'retry':
        return { type: 'retry', error: outcome.error, delayMs: delay(entry, outcome.retryAfterMs) };
      case 'rejected':
        return { type: 'rejected', error: outcome.error, delayMs: delay(entry) };
    }
  }

  async function send(entry: OutboxEntry, document: DeliveryDocument, connection: EhrConnection): Promise<OutboxEntry> {
    const sending = record(entry, { type: 'attempt' });
    if (sending.state !== 'sending') return sending;
    let outcome: DeliveryOutcome;
    try {
      outcome = await ehr.send(connection, document, control.signal);
    } catch (error) {
      // Cancelled, or a bug in the gateway: in both cases nobody can say what is on the wire.
      outcome = { kind: 'unknown', error: toWireError(error, '').code };
    }
    const event = eventOf(outcome, sending, connection);
    const detail: AuditEntry['detail'] =
      outcome.kind === 'delivered' ? { receipt: outcome.receipt } : { code: outcome.error };
    return record(sending, event, detail);
  }

  async function reconcile(
    entry: OutboxEntry,
    document: DeliveryDocument,
    connection: EhrConnection,
  ): Promise<OutboxEntry> {
    const found = await ehr.find(connection, document, control.signal).catch((error: unknown) => ({
      kind: 'unreachable' as const,
      error: toWireError(error, '').code,
    }));
    if (found.kind === 'found')
      return record(entry, { type: 'accepted', receipt: found.receipt }, { receipt: found.receipt, found: true });
    if (found.kind === 'absent') return record(entry, { type: 'absent' });
    return record(entry, { type: 'unreachable', error: found.error, delayMs: delay(entry) }, { code: found.error });
  }

  async function complete(
    entry: OutboxEntry,
    document: DeliveryDocument,
    connection: EhrConnection,
  ): Promise<OutboxEntry> {
    const outcome = await ehr
      .complete(connection, document, entry.receipt!, control.signal)
      .catch((error: unknown) => ({
        kind: 'retry' as const,
        error: toWireError(error, '').code,
        retryAfterMs: undefined,
      }));
    if (outcome.kind === 'retry')
      return record(
        entry,
        { type: 'companions-later', delayMs: delay(entry, outcome.retryAfterMs) },
        { code: outcome.error },
      );
    return record(entry, { type: 'companions-settled' }, outcome.kind === 'refused' ? { refused: outcome.error } : {});
  }

  /** Takes one entry as far as it goes without waiting. */
  async function work(id: OutboxId): Promise<void> {
    for (;;) {
      const entry = store.outbox.get(id);
      const connection = store.settings.ehr();
      if (!running || !entry || !connection) return;
      const now = clock.now();
      const companionsDue = entry.companionsDueAt !== undefined && entry.companionsDueAt <= now;
      const due = entry.state === 'pending' || entry.state === 'unknown' ? entry.nextAttemptAt <= now : companionsDue;
      if (!due) return;
      let document: DeliveryDocument;
      try {
        document = deps.loadDocument(entry);
      } catch (error) {
        const { code } = toWireError(error, '');
        log.error('outbox.unloadable', { code });
        record(
          entry,
          entry.state === 'delivered' ? { type: 'companions-settled' } : { type: 'unloadable', error: code },
          {
            code,
          },
        );
        return;
      }
      const correlationId = deps.ids.uuid();
      const before = clock.now();
      const act = entry.state === 'pending' ? send : entry.state === 'unknown' ? reconcile : complete;
      const after = await act(entry, document, connection);
      log.info('outbox.step', {
        correlationId,
        step: act.name,
        state: after.state,
        attempts: after.attempts,
        durationMs: clock.now() - before,
      });
    }
  }

  /** The entry of an encounter whose turn it is; undefined while an earlier one is in another's hands. */
  function isHead(entry: OutboxEntry): boolean {
    if (entry.state === 'delivered') return true;
    const earlier = store.outbox.forEncounter(entry.encounterId).find((other) => other.state !== 'delivered');
    return earlier === undefined || earlier.id === entry.id;
  }

  function launch(entry: OutboxEntry): Promise<void> {
    // Not begun before `active` knows of it: recording the first step may wake us again.
    const run = Promise.resolve()
      .then(() => work(entry.id))
      .catch((error: unknown) => {
        // Only the store can fail here. What was in flight stays `sending` in it and is recovered once it answers again.
        restStore(error);
      })
      .finally(() => {
        active.delete(entry.encounterId);
        pump();
      });
    active.set(entry.encounterId, run);
    return run;
  }

  function restStore(error: unknown): void {
    log.error('outbox.store-failed', { code: toWireError(error, '').code });
    storeRestsUntil = clock.now() + RECORD_RETRY_MS;
    schedule(RECORD_RETRY_MS, () => {
      if (!running) return;
      try {
        recover();
      } catch (again) {
        restStore(again);
        return;
      }
      pump();
    });
  }

  function dueCompanions(now: number): OutboxEntry[] {
    const ids = [...companions].filter(([, { dueAt }]) => dueAt <= now).map(([id]) => id);
    return ids.flatMap((id) => store.outbox.get(id) ?? []);
  }

  function pump(): void {
    if (!running) return;
    callOff?.();
    callOff = undefined;
    const now = clock.now();
    // Woken again by restStore.
    if (now < storeRestsUntil) return;
    try {
      if (!store.settings.ehr()) return;
      if (now >= quietUntil)
        for (const entry of [...store.outbox.due(now), ...dueCompanions(now)]) {
          if (active.size >= MAX_PARALLEL) return;
          if (!active.has(entry.encounterId) && isHead(entry)) void launch(entry);
        }
      sleep(now);
    } catch (error) {
      restStore(error);
    }
  }

  /** Until the next entry that nobody works on and nothing holds back. */
  function sleep(now: number): void {
    const isFree = ({ encounterId }: { encounterId: EncounterId }): boolean => !active.has(encounterId);
    const notes = store.outbox.due(Number.MAX_SAFE_INTEGER).filter((entry) => isFree(entry) && isHead(entry));
    const next = Math.min(
      ...notes.map((entry) => entry.nextAttemptAt),
      ...[...companions.values()].filter(isFree).map(({ dueAt }) => dueAt),
    );
    if (!Number.isFinite(next)) return;
    const at = Math.max(next, quietUntil);
    callOff = schedule(Math.min(MAX_SLEEP_MS, Math.max(1, at - now)), pump);
  }

  /** What is `sending` and in nobody's hands was left by a crash. */
  function recover(): void {
    const settleMs = SETTLE_MS[store.settings.ehr()?.profile ?? 'generic'];
    for (const entry of store.outbox.list()) {
      if (active.has(entry.encounterId)) continue;
      if (entry.state === 'sending') record(entry, { type: 'recovered', settleMs });
      if (entry.companionsDueAt !== undefined)
        companions.set(entry.id, { dueAt: entry.companionsDueAt, encounterId: entry.encounterId });
    }
  }

  return {
    start() {
      if (running) return Promise.resolve();
      running = true;
      control = new AbortController();
      recover();
      pump();
      return Promise.resolve();
    },
    async stop() {
      running = false;
      callOff?.();
      callOff = undefined;
      control.abort();
      await Promise.all(active.values());
    },
    wake: pump,
    async deliverNow(entryId) {
      if (!store.settings.ehr()) throw new AppError('fhir.not-configured');
      const known = store.outbox.get(entryId);
      if (!running || !known) throw new AppError('conflict.state');
      await active.get(known.encounterId);
      const entry = store.outbox.get(entryId) ?? known;
      const requested = record(entry, { type: 'requested' });
      quietUntil = 0;
      if (isHead(requested)) await (active.get(entry.encounterId) ?? launch(requested));
      return store.outbox.get(entryId) ?? requested;
    },
  };
}

function timer(delayMs: number, work: () => void): () => void {
  const handle = setTimeout(work, delayMs);
  handle.unref();
  return () => {
    clearTimeout(handle);
  };
}
