import type { ErrorCode } from '../../../shared/errors.ts';
import type { DeliveryState, OutboxEntry } from '../../../shared/model/delivery.ts';

/**
 * One delivery's life, as a pure function: entry and event in, entry out. The app persists every step before it acts on it.
 *
 *   pending ──attempt──▶ sending ──accepted──▶ delivered (companions due) ──companions-settled──▶ delivered
 *      ▲                   │  │
 *      │◀──retry───────────┘  ├─ unclear, or the host died (recovered) ─▶ unknown ──accepted──▶ delivered
 *      │◀──rejected (later)───┘                                             │  └─ unreachable ─▶ unknown, later
 *      │◀──absent───────────────────────────────────────────────────────────┘
 *
 * `failed`, which needs a person: refused MAX_REJECTS times or for good, or never a clear answer in MAX_TRIES. From there a request goes
 * to `unknown`, so that even then a search comes before a send.
 */
export type OutboxEvent =
  /** A host started: what was `sending` when it died may have arrived. */
  | { type: 'recovered'; settleMs: number }
  /** About to be sent: persisted before the request leaves. */
  | { type: 'attempt' }
  /** The document stands at `receipt`: by the EHR's answer, or found by search. */
  | { type: 'accepted'; receipt: string }
  /** Sent, and no telling whether it arrived. */
  | { type: 'unclear'; error: string; delayMs: number }
  /** Certainly not there, and worth another try. */
  | { type: 'retry'; error: string; delayMs: number }
  | { type: 'rejected'; error: string; delayMs: number }
  /** Search says it never arrived. */
  | { type: 'absent' }
  | { type: 'unreachable'; error: string; delayMs: number }
  /** The document cannot even be put together. */
  | { type: 'unloadable'; error: string }
  /** Companions are filed, or refused for good. */
  | { type: 'companions-settled' }
  | { type: 'companions-later'; delayMs: number }
  /** A person asks to try now, also after `failed`. */
  | { type: 'requested' };

/** Three clear refusals are enough: a person has to look. */
export const MAX_REJECTS = 3;
/** Unclear answers and unanswered searches in a row; with the back-off that is most of a day. */
export const MAX_TRIES = 30;
/** With the back-off some hours; then the note stands without its companions, and the record says so. */
export const MAX_COMPANION_TRIES = 14;

/** Refusals that the same document will meet again: found out before it was sent, or about the connection itself. */
const FINAL_ERRORS: ReadonlySet<string> = new Set<ErrorCode>([
  'fhir.incomplete',
  'fhir.patient',
  'network.insecure',
  'network.redirect',
]);

/** @returns the entry after the event; the same object where the event means nothing in its state (a late answer, a double click). */
export function step(entry: OutboxEntry, event: OutboxEvent, now: number): OutboxEntry {
  const { state } = entry;
  const tries = entry.tries ?? 0;
  const to = (next: DeliveryState, changes: Partial<OutboxEntry>): OutboxEntry => ({
    ...entry,
    state: next,
    updatedAt: now,
    ...changes,
  });
  const later = (next: DeliveryState, { error, delayMs }: { error: string; delayMs: number }): OutboxEntry =>
    to(next, { nextAttemptAt: now + delayMs, lastError: error, tries: tries + 1 });
  switch (event.type) {
    case 'recovered':
      if (state !== 'sending') return entry;
      // The time since the attempt was recorded counts towards settling.
      return to('unknown', {
        nextAttemptAt: Math.max(now, entry.updatedAt + event.settleMs),
        lastError: 'network.ambiguous',
      });
    case 'attempt':
      return state === 'pending' ? to('sending', { attempts: entry.attempts + 1 }) : entry;
    case 'accepted':
      if (state !== 'sending' && state !== 'unknown') return entry;
      return to('delivered', {
        receipt: event.receipt,
        deliveredAt: now,
        companionsDueAt: now,
        lastError: undefined,
        tries: 0,
        rejects: 0,
      });
    case 'unclear':
      return state === 'sending' ? later('unknown', event) : entry;
    case 'retry':
      return state === 'sending' ? later('pending', event) : entry;
    case 'rejected': {
      if (state !== 'sending') return entry;
      const rejects = (entry.rejects ?? 0) + 1;
      const final = rejects >= MAX_REJECTS || FINAL_ERRORS.has(event.error);
      return { ...later(final ? 'failed' : 'pending', event), rejects };
    }
    case 'absent':
      if (state !== 'unknown') return entry;
      // Sent again and again and never there: the EHR takes it and loses it, or breaks on it.
      return tries >= MAX_TRIES ? to('failed', {}) : to('pending', { nextAttemptAt: now });
    case 'unreachable':
      return state === 'unknown' ? later(tries + 1 >= MAX_TRIES ? 'failed' : 'unknown', event) : entry;
    case 'unloadable':
      return state === 'pending' || state === 'unknown' ? to('failed', { lastError: event.error }) : entry;
    case 'companions-settled':
      return entry.companionsDueAt === undefined ? entry : to(state, { companionsDueAt: undefined, tries: 0 });
    case 'companions-later':
      if (entry.companionsDueAt === undefined) return entry;
      return tries + 1 >= MAX_COMPANION_TRIES
        ? to(state, { companionsDueAt: undefined, tries: 0 })
        : to(state, { companionsDueAt: now + event.delayMs, tries: tries + 1 });
    case 'requested':
      if (state === 'failed') return to('unknown', { nextAttemptAt: now, tries: 0, rejects: 0 });
      // An unclear answer that has just come still has to settle; impatience must not double a note.
      if (state === 'pending' || (state === 'unknown' && entry.nextAttemptAt - entry.updatedAt > LONGEST_SETTLE_MS))
        return to(state, { nextAttemptAt: now, tries: 0, rejects: 0 });
      return entry;
  }
}

/** Waits up to this long may be settling; longer ones are back-off, which a person may cut short. */
const LONGEST_SETTLE_MS = 120_000;
