import { describe, expect, it } from 'vitest';
import { OutboxEntry, type DeliveryState } from '../../../shared/model/delivery.ts';
import { MAX_COMPANION_TRIES, MAX_REJECTS, MAX_TRIES, type OutboxEvent, step } from './outbox-machine.ts';

const NOW = 1_000_000;
const entry = (state: DeliveryState, changes: Partial<OutboxEntry> = {}): OutboxEntry =>
  OutboxEntry.parse({
    id: 'o1',
    encounterId: 'e1',
    noteVersion: 3,
    state,
    identifier: 'urn:uuid:00000000-0000-4000-8000-000000000001',
    attempts: 0,
    nextAttemptAt: NOW - 10,
    createdAt: NOW - 1000,
    updatedAt: NOW - 500,
    ...changes,
  });

const EVENTS: OutboxEvent[] = [
  { type: 'recovered', settleMs: 2000 },
  { type: 'attempt' },
  { type: 'accepted', receipt: 'DocumentReference/9' },
  { type: 'unclear', error: 'network.timeout', delayMs: 50 },
  { type: 'retry', error: 'network.unreachable', delayMs: 60 },
  { type: 'rejected', error: 'fhir.rejected', delayMs: 70 },
  { type: 'absent' },
  { type: 'unreachable', error: 'network.unreachable', delayMs: 80 },
  { type: 'unloadable', error: 'storage.corrupt' },
  { type: 'companions-settled' },
  { type: 'companions-later', delayMs: 90 },
  { type: 'requested' },
];

/** Every state against every event; what is not named here must not change the entry. */
const TABLE: Record<DeliveryState, Partial<Record<OutboxEvent['type'], DeliveryState>>> = {
  pending: { attempt: 'sending', unloadable: 'failed', requested: 'pending' },
  sending: {
    recovered: 'unknown',
    accepted: 'delivered',
    unclear: 'unknown',
    retry: 'pending',
    rejected: 'pending',
  },
  unknown: { accepted: 'delivered', absent: 'pending', unreachable: 'unknown', unloadable: 'failed' },
  delivered: {},
  failed: { requested: 'unknown' },
};

describe('outbox machine', () => {
  for (const [state, row] of Object.entries(TABLE) as [DeliveryState, (typeof TABLE)[DeliveryState]][])
    for (const event of EVENTS)
      it(`${state} + ${event.type} → ${row[event.type] ?? 'nothing'}`, () => {
        const before = entry(state);
        const after = step(before, event, NOW);
        const expected = row[event.type];
        if (expected === undefined) expect(after).toBe(before);
        else {
          expect(after.state).toBe(expected);
          expect(after.updatedAt).toBe(NOW);
          expect(OutboxEntry.parse(after)).toBeTruthy();
          expect(after).toMatchObject({ id: before.id, identifier: before.identifier, noteVersion: 3 });
        }
      });

  it('counts an attempt before the request leaves', () => {
    expect(step(entry('pending', { attempts: 2 }), { type: 'attempt' }, NOW).attempts).toBe(3);
  });

  it('only leaves sending by an answer or by recovery, never straight back to sending', () => {
    for (const event of EVENTS)
      expect(step(entry('sending'), event, NOW).state === 'sending').toBe(
        step(entry('sending'), event, NOW).updatedAt !== NOW,
      );
    for (const state of ['sending', 'unknown', 'delivered', 'failed'] as const)
      expect(step(entry(state), { type: 'attempt' }, NOW).state).toBe(state);
  });

  it('lets what a crash left settle, counting the time that has gone by', () => {
    const recovered = step(entry('sending'), { type: 'recovered', settleMs: 2000 }, NOW);
    expect(recovered.nextAttemptAt).toBe(NOW - 500 + 2000);
    expect(step(entry('sending'), { type: 'recovered', settleMs: 100 }, NOW).nextAttemptAt).toBe(NOW);
  });

  it('delivered has the receipt, the time, companions to file, and no error', () => {
    const after = step(entry('unknown', { lastError: 'network.timeout', tries: 4 }), EVENTS[2]!, NOW);
    expect(after).toMatchObject({ receipt: 'DocumentReference/9', deliveredAt: NOW, companionsDueAt: NOW, tries: 0 });
    expect(after.lastError).toBeUndefined();
  });

  it('fails after three clear refusals, and at once where another try cannot differ', () => {
    let current = entry('pending');
    for (let round = 1; round <= MAX_REJECTS; round += 1) {
      current = step(step(current, { type: 'attempt' }, NOW), EVENTS[5]!, NOW);
      expect(current.state).toBe(round < MAX_REJECTS ? 'pending' : 'failed');
      expect(current.nextAttemptAt).toBe(NOW + 70);
    }
    for (const error of ['fhir.incomplete', 'fhir.patient', 'network.insecure', 'network.redirect'])
      expect(step(entry('sending'), { type: 'rejected', error, delayMs: 1 }, NOW).state).toBe('failed');
  });

  it('an EHR that is merely down never makes a note fail', () => {
    let current = entry('pending');
    for (let round = 0; round < 500; round += 1)
      current = step(step(current, { type: 'attempt' }, NOW), EVENTS[4]!, NOW);
    expect(current).toMatchObject({ state: 'pending', tries: 500 });
  });

  it('gives up on endless unclear answers and on searches nobody answers', () => {
    let current = entry('pending');
    let rounds = 0;
    for (; current.state === 'pending' && rounds < 1000; rounds += 1)
      current = step(step(step(current, { type: 'attempt' }, NOW), EVENTS[3]!, NOW), { type: 'absent' }, NOW);
    expect([current.state, rounds]).toEqual(['failed', MAX_TRIES]);
    current = entry('unknown');
    for (rounds = 0; current.state === 'unknown' && rounds < 1000; rounds += 1)
      current = step(current, EVENTS[7]!, NOW);
    expect([current.state, rounds]).toEqual(['failed', MAX_TRIES]);
  });

  it('a person brings a failed note back by way of a search', () => {
    const failed = entry('failed', { tries: 30, rejects: 3 });
    expect(step(failed, { type: 'requested' }, NOW)).toMatchObject({
      state: 'unknown',
      nextAttemptAt: NOW,
      tries: 0,
      rejects: 0,
    });
  });

  it('a person cuts a long back-off short, and cannot cut settling', () => {
    const waiting = entry('pending', { nextAttemptAt: NOW + 3_000_000 });
    expect(step(waiting, { type: 'requested' }, NOW).nextAttemptAt).toBe(NOW);
    const backedOff = entry('unknown', { nextAttemptAt: NOW + 3_000_000 });
    expect(step(backedOff, { type: 'requested' }, NOW).nextAttemptAt).toBe(NOW);
    const settling = entry('unknown', { nextAttemptAt: NOW + 90_000 });
    expect(step(settling, { type: 'requested' }, NOW)).toBe(settling);
  });

  it('companions are tried again and then let go, and the note stays delivered', () => {
    let current = entry('delivered', { receipt: 'DocumentReference/9', companionsDueAt: NOW });
    let rounds = 0;
    for (; current.companionsDueAt !== undefined && rounds < 1000; rounds += 1) {
      expect(current.state).toBe('delivered');
      current = step(current, EVENTS[10]!, NOW);
    }
    expect(rounds).toBe(MAX_COMPANION_TRIES);
    const due = entry('delivered', { companionsDueAt: NOW });
    expect(step(due, { type: 'companions-settled' }, NOW)).toMatchObject({ state: 'delivered', tries: 0 });
    expect(step(due, { type: 'companions-settled' }, NOW).companionsDueAt).toBeUndefined();
  });
});
