import { beforeEach, describe, expect, it } from 'vitest';
import { createFakeGateway, type FakeGateway } from '../../adapters/fhir/fake-gateway.ts';
import { createFakeClock, type FakeClock } from '../../adapters/memory/fake-runtime.ts';
import { deliveryDocument } from '../../domain/sync/delivery.fixture.ts';
import { type DeliveryLedger, type LedgerEntry, pushDocument } from './push-document.ts';

const CONNECTION = { baseUrl: 'http://127.0.0.1:1/fhir/', profile: 'generic' as const };
const OTHER = { ...CONNECTION, baseUrl: 'http://127.0.0.1:2/fhir' };

let gateway: FakeGateway;
let clock: FakeClock;
let entries: LedgerEntry[];
let ledger: DeliveryLedger;

const push = (connection: { baseUrl: string; profile: 'generic' | 'epic-like' } = CONNECTION, on = gateway) =>
  pushDocument({ document: deliveryDocument(), connection, gateway: on, ledger, clock });

/** A server that files and never finds again. */
const blind = (): FakeGateway => ({ ...gateway, find: () => Promise.resolve({ kind: 'absent' as const }) });

beforeEach(() => {
  gateway = createFakeGateway();
  clock = createFakeClock(1_000_000);
  entries = [];
  const isOther = (url: string, identifier: string) => (entry: LedgerEntry) =>
    entry.url !== url || entry.identifier !== identifier;
  ledger = {
    read: (url, identifier) => Promise.resolve(entries.find((entry) => !isOther(url, identifier)(entry))),
    write: (entry) => {
      entries = [...entries.filter(isOther(entry.url, entry.identifier)), entry];
      return Promise.resolve();
    },
    remove: (url, identifier) => {
      entries = entries.filter(isOther(url, identifier));
      return Promise.resolve();
    },
  };
});

describe('pushDocument', () => {
  it('sends once, however often', async () => {
    expect(await push()).toEqual({ receipt: 'DocumentReference/1', repeated: false, companions: 'done' });
    expect(await push()).toEqual({ receipt: 'DocumentReference/1', repeated: true, companions: 'done' });
    expect(gateway.filed).toHaveLength(1);
    expect(entries).toMatchObject([{ url: 'http://127.0.0.1:1/fhir', state: 'delivered', findable: true }]);
  });

  it('sends once without the ledger too, where the server finds it', async () => {
    await push();
    entries = [];
    expect(await push()).toMatchObject({ repeated: true });
    expect(gateway.filed).toHaveLength(1);
  });

  it('sends once by the ledger alone, where the server never finds it, companions included', async () => {
    await push(CONNECTION, blind());
    expect(await push(CONNECTION, blind())).toEqual({
      receipt: 'DocumentReference/1',
      repeated: true,
      companions: 'done',
    });
    expect(gateway.filed).toHaveLength(1);
    expect(gateway.calls.filter((call) => call === 'complete')).toHaveLength(1);
  });

  it('sends again where it could be found and is gone: the server was emptied', async () => {
    await push();
    const fresh = createFakeGateway();
    expect(await push(CONNECTION, fresh)).toMatchObject({ repeated: false });
    expect(fresh.filed).toHaveLength(1);
  });

  it('knows one server from another', async () => {
    await push(CONNECTION, blind());
    expect(await push(OTHER, blind())).toMatchObject({ repeated: false });
    expect(gateway.filed).toHaveLength(2);
  });

  it('looks again after a lost answer, and says so after a lost request', async () => {
    gateway.fail('lose-answer');
    expect(await push()).toMatchObject({ repeated: false });
    expect(gateway.filed).toHaveLength(1);
    gateway = createFakeGateway();
    entries = [];
    gateway.fail('lose-request');
    await expect(push()).rejects.toMatchObject({ code: 'network.ambiguous', retryable: true });
    expect(entries).toMatchObject([{ state: 'sending' }]);
  });

  it('lets what a crash left settle before it sends again', async () => {
    const url = CONNECTION.baseUrl.replace(/\/$/, '');
    entries = [{ url, identifier: deliveryDocument().identifier, state: 'sending', at: clock.now() }];
    await expect(push({ ...CONNECTION, profile: 'epic-like' })).rejects.toMatchObject({ code: 'network.ambiguous' });
    expect(gateway.filed).toHaveLength(0);
    clock.advance(91_000);
    expect(await push({ ...CONNECTION, profile: 'epic-like' })).toMatchObject({ repeated: false });
    expect(gateway.filed).toHaveLength(1);
  });

  it('writes down what it is about to do before it does it', async () => {
    let seen: LedgerEntry[] = [];
    gateway.onCall = (call) => {
      if (call === 'send') seen = entries;
    };
    await push();
    expect(seen).toMatchObject([{ state: 'sending' }]);
  });

  it('sends nothing to a server that does not answer, and leaves no trace of a refusal', async () => {
    gateway.setDown(true);
    await expect(push()).rejects.toMatchObject({ code: 'network.unreachable', retryable: true });
    gateway.setDown(false);
    gateway.fail({ kind: 'reject', error: 'fhir.rejected' });
    await expect(push()).rejects.toMatchObject({ code: 'fhir.rejected', retryable: false });
    expect(entries).toEqual([]);
  });

  it('files late companions with the next push', async () => {
    gateway.failCompanions({ kind: 'retry', error: 'fhir.server' });
    expect(await push()).toMatchObject({ companions: 'later' });
    expect(await push()).toMatchObject({ repeated: true, companions: 'done' });
    expect(gateway.completed).toEqual(['DocumentReference/1']);
  });
});
