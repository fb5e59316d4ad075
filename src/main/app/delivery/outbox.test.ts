import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeGateway, type FakeGateway } from '../../adapters/fhir/fake-gateway.ts';
import { createFakeClock, type FakeClock } from '../../adapters/memory/fake-runtime.ts';
import { createMemoryStore } from '../../adapters/memory/memory-store.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import { MAX_COMPANION_TRIES, MAX_REJECTS } from '../../domain/sync/outbox-machine.ts';
import type { Store } from '../../ports/store.ts';
import { AppError } from '../../../shared/errors.ts';
import { Encounter } from '../../../shared/model/encounter.ts';
import { EncounterId, OutboxId } from '../../../shared/model/ids.ts';
import { createOutbox, type Outbox, type OutboxDeps } from './outbox.ts';

const START = Date.UTC(2026, 10, 21, 9);
const HOUR_MS = 3_600_000;
const CONNECTION = { baseUrl: 'http://127.0.0.1:1/fhir', profile: 'generic' as const };

/** Time that only moves when told to: due work runs in order, and everything it starts comes to rest before the next. */
function createFakeTimers(clock: FakeClock) {
  let queue: { at: number; work: () => void }[] = [];
  const rest = async (): Promise<void> => {
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  };
  return {
    schedule(delayMs: number, work: () => void) {
      const item = { at: clock.now() + delayMs, work };
      queue.push(item);
      return () => {
        queue = queue.filter((other) => other !== item);
      };
    },
    rest,
    /** Forgets everything that was planned: the process is gone. */
    kill: () => {
      queue = [];
    },
    async advance(ms: number) {
      const until = clock.now() + ms;
      await rest();
      for (;;) {
        const next = queue.filter((item) => item.at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        queue = queue.filter((item) => item !== next);
        clock.set(Math.max(clock.now(), next.at));
        next.work();
        await rest();
      }
      clock.set(until);
    },
  };
}

let clock: FakeClock;
let timers: ReturnType<typeof createFakeTimers>;
let store: Store;
let ehr: FakeGateway;
let audit: string[];
let changes: string[];
let logged: string[];

const documentOf = (entry: { identifier: string; noteVersion: number }): DeliveryDocument => ({
  identifier: entry.identifier,
  loinc: { code: '11506-3', display: 'Progress note' },
  docStatus: 'final',
  text: `note ${String(entry.noteVersion)}`,
  patientName: 'Ana Soto',
  startedAt: START,
  endedAt: START,
  createdAt: START,
  engine: { name: 'builtin', version: '1' },
  diagnoses: [],
});

function createHost(overrides: Partial<OutboxDeps> = {}): Outbox {
  return createOutbox({
    store,
    ehr,
    clock,
    log: {
      info: (event) => logged.push(event),
      warn: (event) => logged.push(event),
      error: (event, fields) => logged.push(`${event} ${String(fields?.code)}`),
    },
    ids: { uuid: () => '00000000-0000-4000-8000-000000000000' },
    random: () => 0.5,
    schedule: timers.schedule,
    loadDocument: documentOf,
    onChange: (entry) => changes.push(entry.state),
    audit: (action) => audit.push(action),
    ...overrides,
  });
}

let count = 0;
function queue(encounter = 'e1', noteVersion = 2): OutboxId {
  count += 1;
  const encounterId = EncounterId.parse(encounter);
  if (!store.encounters.get(encounterId))
    store.encounters.insert(
      Encounter.parse({
        id: encounterId,
        patient: { name: 'Ana Soto' },
        reason: '',
        state: 'signed',
        createdAt: START,
        updatedAt: START,
      }),
    );
  const id = OutboxId.parse(`o${String(count)}`);
  const at = clock.now() + count;
  store.outbox.insert({
    id,
    encounterId,
    noteVersion,
    state: 'pending',
    identifier: `urn:uuid:00000000-0000-4000-8000-${String(count).padStart(12, '0')}`,
    attempts: 0,
    nextAttemptAt: clock.now(),
    createdAt: at,
    updatedAt: at,
  });
  return id;
}

const stateOf = (id: OutboxId) => store.outbox.get(id)!;

beforeEach(() => {
  clock = createFakeClock(START);
  timers = createFakeTimers(clock);
  store = createMemoryStore();
  store.settings.saveEhr(CONNECTION);
  ehr = createFakeGateway();
  audit = [];
  changes = [];
  logged = [];
});

describe('outbox', () => {
  it('delivers a note with its companions, once', async () => {
    const id = queue();
    const outbox = createHost();
    await outbox.start();
    await timers.advance(HOUR_MS);
    expect(stateOf(id)).toMatchObject({ state: 'delivered', attempts: 1, receipt: 'DocumentReference/1' });
    expect(stateOf(id).companionsDueAt).toBeUndefined();
    expect(ehr.filed).toHaveLength(1);
    expect(ehr.completed).toEqual(['DocumentReference/1']);
    expect(changes).toEqual(['sending', 'delivered', 'delivered']);
    expect(audit).toEqual(['delivery.attempt', 'delivery.accepted', 'delivery.companions-settled']);
  });

  it('records `sending` before the request leaves', async () => {
    const id = queue();
    const seen: string[] = [];
    ehr.onCall = () => {
      seen.push(stateOf(id).state);
    };
    await createHost().start();
    await timers.rest();
    expect(seen).toEqual(['sending', 'delivered']);
  });

  it('sends what is queued while it runs, when woken', async () => {
    const outbox = createHost();
    await outbox.start();
    const id = queue();
    await timers.rest();
    expect(stateOf(id).state).toBe('pending');
    outbox.wake();
    outbox.wake();
    await timers.rest();
    expect(stateOf(id).state).toBe('delivered');
    expect(ehr.filed).toHaveLength(1);
  });

  it('does nothing without an EHR, and goes on when one is set', async () => {
    store.settings.saveEhr(undefined);
    const id = queue();
    const outbox = createHost();
    await outbox.start();
    await timers.advance(HOUR_MS);
    expect(ehr.calls).toEqual([]);
    await expect(outbox.deliverNow(id)).rejects.toMatchObject({ code: 'fhir.not-configured' });
    store.settings.saveEhr(CONNECTION);
    outbox.wake();
    await timers.rest();
    expect(stateOf(id).state).toBe('delivered');
  });

  it('searches after a lost answer, finds the note, and does not send again', async () => {
    const id = queue();
    ehr.fail('lose-answer');
    await createHost().start();
    await timers.rest();
    expect(stateOf(id)).toMatchObject({ state: 'unknown', lastError: 'network.ambiguous' });
    expect(ehr.calls).toEqual(['send']);
    await timers.advance(HOUR_MS);
    expect(stateOf(id)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(ehr.calls).toEqual(['send', 'find', 'complete']);
    expect(ehr.filed).toHaveLength(1);
  });

  it('searches after a lost request, finds nothing, and sends again', async () => {
    const id = queue();
    ehr.fail('lose-request');
    await createHost().start();
    await timers.advance(HOUR_MS);
    expect(stateOf(id)).toMatchObject({ state: 'delivered', attempts: 2 });
    expect(ehr.calls).toEqual(['send', 'find', 'send', 'complete']);
  });

  it('lets an unclear answer settle before it looks, longer where identifiers are not kept', async () => {
    store.settings.saveEhr({ ...CONNECTION, profile: 'epic-like' });
    const id = queue();
    ehr.fail('lose-answer');
    const outbox = createHost();
    await outbox.start();
    await timers.advance(89_000);
    expect(ehr.calls).toEqual(['send']);
    // Impatience does not shorten it.
    expect(await outbox.deliverNow(id)).toMatchObject({ state: 'unknown' });
    expect(ehr.calls).toEqual(['send']);
    await timers.advance(2_000);
    expect(stateOf(id).state).toBe('delivered');
  });

  it('goes on searching, not sending, while nobody answers', async () => {
    const id = queue();
    ehr.fail('lose-answer');
    await createHost().start();
    await timers.rest();
    ehr.setDown(true);
    await timers.advance(2 * HOUR_MS);
    expect(stateOf(id).state).toBe('unknown');
    expect(ehr.calls.filter((call) => call === 'send')).toHaveLength(1);
    ehr.setDown(false);
    await timers.advance(HOUR_MS);
    expect(stateOf(id).state).toBe('delivered');
    expect(ehr.filed).toHaveLength(1);
  });

  it('waits out an EHR that is down for a weekend, politely', async () => {
    const id = queue();
    ehr.setDown(true);
    await createHost().start();
    await timers.advance(60 * HOUR_MS);
    expect(stateOf(id)).toMatchObject({ state: 'pending', lastError: 'network.unreachable' });
    expect(ehr.calls.length).toBeGreaterThan(50);
    expect(ehr.calls.length).toBeLessThan(200);
    ehr.setDown(false);
    await timers.advance(HOUR_MS);
    expect(stateOf(id).state).toBe('delivered');
    expect(ehr.filed).toHaveLength(1);
  });

  it('leaves an EHR that asks for quiet alone, with every note', async () => {
    const first = queue('e1');
    ehr.fail({ kind: 'busy', retryAfterMs: 120_000 });
    const outbox = createHost();
    await outbox.start();
    await timers.rest();
    const second = queue('e2');
    outbox.wake();
    await timers.advance(119_000);
    expect(ehr.calls).toEqual(['send']);
    await timers.advance(10_000);
    expect([stateOf(first).state, stateOf(second).state]).toEqual(['delivered', 'delivered']);
  });

  it('fails after clear refusals, and a person can send it on', async () => {
    const id = queue();
    ehr.fail(...Array.from({ length: MAX_REJECTS }, () => ({ kind: 'reject' as const, error: 'fhir.rejected' })));
    const outbox = createHost();
    await outbox.start();
    await timers.advance(HOUR_MS);
    expect(stateOf(id)).toMatchObject({ state: 'failed', lastError: 'fhir.rejected', attempts: MAX_REJECTS });
    expect(changes.at(-1)).toBe('failed');
    expect(await outbox.deliverNow(id)).toMatchObject({ state: 'delivered' });
    // Even then: look first.
    expect(ehr.calls.slice(MAX_REJECTS)).toEqual(['find', 'send', 'complete']);
  });

  it('keeps the order of an encounter: the addendum waits for its note, other encounters do not', async () => {
    ehr.fail('unreachable');
    const note = queue('e1', 2);
    const addendum = queue('e1', 3);
    const other = queue('e2', 2);
    await createHost().start();
    await timers.rest();
    expect([stateOf(note).state, stateOf(addendum).state, stateOf(other).state]).toEqual([
      'pending',
      'pending',
      'delivered',
    ]);
    await timers.advance(HOUR_MS);
    expect(ehr.filed.map(({ document }) => document.text)).toEqual(['note 2', 'note 2', 'note 3']);
    expect(stateOf(addendum).state).toBe('delivered');
  });

  it('has one request at a time for an encounter, a few for all', async () => {
    let inFlight = 0;
    let most = 0;
    const release: (() => void)[] = [];
    ehr.onCall = async (call) => {
      if (call !== 'send') return;
      most = Math.max(most, (inFlight += 1));
      await new Promise<void>((resolve) => release.push(resolve));
      inFlight -= 1;
    };
    for (let encounter = 0; encounter < 8; encounter += 1) {
      queue(`e${String(encounter)}`, 2);
      queue(`e${String(encounter)}`, 3);
    }
    const outbox = createHost();
    await outbox.start();
    while (ehr.filed.length < 16) {
      outbox.wake();
      await timers.rest();
      release.splice(0).forEach((go) => {
        go();
      });
      await timers.rest();
    }
    expect(most).toBe(3);
    expect(new Set(ehr.filed.map(({ document }) => document.identifier)).size).toBe(16);
  });

  it('files companions later when they fail, across a restart, without touching the note', async () => {
    const id = queue();
    ehr.failCompanions({ kind: 'retry', error: 'fhir.server' }, { kind: 'retry', error: 'fhir.server' });
    const outbox = createHost();
    await outbox.start();
    await timers.rest();
    expect(stateOf(id).state).toBe('delivered');
    expect(stateOf(id).companionsDueAt).toBeGreaterThan(START);
    await outbox.stop();
    timers.kill();
    await createHost().start();
    await timers.advance(HOUR_MS);
    expect(stateOf(id).companionsDueAt).toBeUndefined();
    expect(ehr.completed).toEqual(['DocumentReference/1']);
    expect(ehr.filed).toHaveLength(1);
  });

  it('lets refused companions go, and ones that never succeed', async () => {
    const refused = queue('e1');
    ehr.failCompanions({ kind: 'refused', error: 'fhir.unauthorized' });
    await createHost().start();
    await timers.rest();
    expect(stateOf(refused)).toMatchObject({ state: 'delivered' });
    expect(stateOf(refused).companionsDueAt).toBeUndefined();
    const endless = queue('e2');
    ehr.failCompanions(...Array.from({ length: 50 }, () => ({ kind: 'retry' as const, error: 'fhir.server' })));
    const outbox = createHost();
    await outbox.start();
    await timers.advance(30 * HOUR_MS);
    expect(stateOf(endless)).toMatchObject({ state: 'delivered' });
    expect(stateOf(endless).companionsDueAt).toBeUndefined();
    expect(ehr.calls.filter((call) => call === 'complete')).toHaveLength(1 + MAX_COMPANION_TRIES);
  });

  it('fails an entry whose document cannot be put together, and goes on with the others', async () => {
    const broken = queue('e1');
    const whole = queue('e2');
    const outbox = createHost({
      loadDocument(entry) {
        if (entry.id === broken) throw new AppError('storage.corrupt');
        return documentOf(entry);
      },
    });
    await outbox.start();
    await timers.rest();
    expect(stateOf(broken)).toMatchObject({ state: 'failed', lastError: 'storage.corrupt', attempts: 0 });
    expect(stateOf(whole).state).toBe('delivered');
  });

  it('stop ends what is on the wire as unknown, and the next host reconciles it', async () => {
    const id = queue();
    let entered: () => void = () => undefined;
    const onTheWire = new Promise<void>((resolve) => {
      entered = resolve;
    });
    const gateway = {
      ...ehr,
      async send(...[, document, signal]: Parameters<FakeGateway['send']>) {
        await ehr.send(CONNECTION, document);
        entered();
        return new Promise<never>((_, reject) => {
          signal?.addEventListener('abort', () => {
            reject(new AppError('cancelled'));
          });
        });
      },
    };
    const outbox = createHost({ ehr: gateway });
    await outbox.start();
    await onTheWire;
    await outbox.stop();
    expect(stateOf(id)).toMatchObject({ state: 'unknown', lastError: 'cancelled' });
    timers.kill();
    await createHost().start();
    await timers.advance(HOUR_MS);
    expect(stateOf(id).state).toBe('delivered');
    expect(ehr.filed).toHaveLength(1);
  });

  it('a fault in onChange loses no receipt', async () => {
    const id = queue();
    const outbox = createHost({
      onChange(entry) {
        if (entry.state === 'delivered') throw new Error('listener');
      },
    });
    await outbox.start();
    await timers.rest();
    expect(stateOf(id)).toMatchObject({ state: 'delivered', receipt: 'DocumentReference/1' });
    expect(logged).toContain('outbox.record-failed bug');
    expect(ehr.filed).toHaveLength(1);
  });

  it('refuses to deliver an unknown entry, or when stopped', async () => {
    const outbox = createHost();
    await expect(outbox.deliverNow(queue())).rejects.toMatchObject({ code: 'conflict.state' });
    await outbox.start();
    await expect(outbox.deliverNow(OutboxId.parse('nobody'))).rejects.toMatchObject({ code: 'conflict.state' });
  });
});

/** The host dies at every step there is: before and after each write to the store and each call to the EHR. */
describe('outbox after a crash', () => {
  const steps = [
    'update',
    'send-before',
    'send-after',
    'find-before',
    'find-after',
    'complete-before',
    'complete-after',
  ] as const;
  for (const where of steps)
    for (const nth of [1, 2, 3])
      for (const faults of [[], ['lose-answer'], ['lose-request']] as const)
        it(`at ${where} #${String(nth)}${faults.length > 0 ? ` with ${faults[0]}` : ''}: nothing lost, nothing doubled`, async () => {
          ehr.fail(...faults);
          const id = queue();
          let dead = false;
          let seen = 0;
          const never = (): Promise<never> => new Promise(() => undefined);
          const reached = (point: (typeof steps)[number]): boolean => {
            if (point === where && (seen += 1) === nth) dead = true;
            return dead;
          };
          const mortal = async <T>(call: 'send' | 'find' | 'complete', act: () => Promise<T>): Promise<T> => {
            if (dead || reached(`${call}-before`)) return never();
            const result = await act();
            return reached(`${call}-after`) ? never() : result;
          };
          const first = createHost({
            ehr: {
              check: ehr.check,
              send: (connection, document) => mortal('send', () => ehr.send(connection, document)),
              find: (connection, document) => mortal('find', () => ehr.find(connection, document)),
              complete: (connection, document, receipt) =>
                mortal('complete', () => ehr.complete(connection, document, receipt)),
            },
            store: {
              ...store,
              transaction: (work) =>
                store.transaction(() => {
                  if (reached('update')) throw new Error('killed');
                  return work();
                }),
              get outbox() {
                return store.outbox;
              },
            },
          });
          await first.start();
          await timers.advance(HOUR_MS);
          timers.kill();
          dead = true;
          // A new process over what the old one left.
          await createHost().start();
          await timers.advance(HOUR_MS);
          expect(stateOf(id)).toMatchObject({ state: 'delivered' });
          expect(stateOf(id).companionsDueAt).toBeUndefined();
          expect(ehr.filed).toHaveLength(1);
          expect(ehr.completed).toHaveLength(1);
        });
});
