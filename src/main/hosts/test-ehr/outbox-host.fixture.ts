import { randomUUID } from 'node:crypto';
import { createFhirGateway } from '../../adapters/fhir/fhir-gateway.ts';
import { openStore } from '../../adapters/db/open-store.ts';
import { createOutbox } from '../../app/delivery/outbox.ts';
import { deliveryDocument } from '../../domain/sync/delivery.fixture.ts';
import { Encounter } from '../../../shared/model/encounter.ts';
import { EncounterId, OutboxId } from '../../../shared/model/ids.ts';

/** `node outbox-host.fixture.ts STORE URL NOTES`: a process that has NOTES signed notes to deliver and nothing else to do. Dies by kill -9. */
const [file = '', url = '', count = '1'] = process.argv.slice(2);
const notes = Number(count);
const store = openStore({ path: file, key: new Uint8Array(32).fill(7) });
const documentOf = (version: number, identifier: string) => deliveryDocument(version, { identifier });

if (store.settings.ehr() === undefined)
  store.transaction(() => {
    store.settings.saveEhr({ baseUrl: url, profile: 'generic' });
    for (let n = 1; n <= notes; n += 1) {
      const encounterId = EncounterId.parse(`e${String(n)}`);
      store.encounters.insert(
        Encounter.parse({
          id: encounterId,
          patient: { name: 'A' },
          reason: '',
          state: 'signed',
          createdAt: 1,
          updatedAt: 1,
        }),
      );
      store.outbox.insert({
        id: OutboxId.parse(`o${String(n)}`),
        encounterId,
        noteVersion: n,
        state: 'pending',
        identifier: `urn:uuid:${randomUUID()}`,
        attempts: 0,
        nextAttemptAt: 0,
        createdAt: n,
        updatedAt: n,
      });
    }
  });

let ending = false;
const isDone = (): boolean =>
  store.outbox.list().every((entry) => entry.state === 'delivered' && entry.companionsDueAt === undefined);
const outbox = createOutbox({
  store,
  ehr: createFhirGateway({ timeoutMs: 10_000 }),
  clock: { now: Date.now },
  log: { info: () => undefined, warn: () => undefined, error: () => undefined },
  ids: { uuid: randomUUID },
  random: () => 0,
  loadDocument: (entry) => documentOf(entry.noteVersion, entry.identifier),
  audit: () => undefined,
  onChange: () => {
    setImmediate(() => {
      if (!ending && isDone()) void end();
    });
  },
});
// The outbox's own timers keep no process alive.
const alive = setInterval(() => undefined, 1000);
async function end(): Promise<void> {
  ending = true;
  clearInterval(alive);
  await outbox.stop();
  store.close();
  process.disconnect?.();
}
await outbox.start();
if (isDone()) await end();
