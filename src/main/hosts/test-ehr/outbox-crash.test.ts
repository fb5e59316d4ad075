import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../adapters/db/open-store.ts';
import type { Fault } from './faults.ts';
import { startTestEhr, type TestEhr } from './start-test-ehr.ts';
import { filedTexts, SEED } from './test-ehr.fixture.ts';

const HOST = fileURLToPath(new URL('./outbox-host.fixture.ts', import.meta.url));
const NOTES = 3;
let dir: string;
let ehr: TestEhr;

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'chartside-outbox-'));
  ehr = await startTestEhr({ seed: SEED });
});
afterEach(async () => {
  await ehr.close();
  await rm(dir, { recursive: true, force: true });
});

const file = (): string => path.join(dir, 'store.db');
const startHost = (): ChildProcess => fork(HOST, [file(), ehr.url, String(NOTES)], { execArgv: [] });

/** Kills the host -9 the moment the EHR has seen what `when` waits for. */
async function killWhen(host: ChildProcess, when: () => boolean): Promise<void> {
  const exited = once(host, 'exit');
  while (!when() && host.exitCode === null) await new Promise((resolve) => setImmediate(resolve));
  host.kill('SIGKILL');
  await exited;
}

async function expectEachOnce(): Promise<void> {
  const store = openStore({ path: file(), key: new Uint8Array(32).fill(7) });
  try {
    expect(store.outbox.list().map(({ state }) => state)).toEqual(Array.from({ length: NOTES }, () => 'delivered'));
  } finally {
    store.close();
  }
  const texts = await filedTexts(ehr);
  expect(texts).toHaveLength(NOTES);
  expect(new Set(texts).size).toBe(NOTES);
  expect(await ehr.all('Provenance')).toHaveLength(NOTES);
  expect(await ehr.all('Condition')).toHaveLength(NOTES);
  expect(await ehr.all('Device')).toHaveLength(1);
}

describe('kill -9 while notes are delivered', () => {
  const faults: [string, Fault][] = [
    ['the note lies on the wire, not stored', { kind: 'stall-request', type: 'DocumentReference' }],
    ['the note is stored, the answer on the wire', { kind: 'stall-answer', type: 'DocumentReference' }],
    ['the Provenance is stored, the answer on the wire', { kind: 'stall-answer', type: 'Provenance' }],
    ['the diagnosis is on the wire', { kind: 'stall-request', type: 'Condition' }],
    ['the patient is being looked up', { kind: 'stall-answer', type: 'Patient', method: 'GET' }],
  ];
  it.each(faults)('%s: nothing lost, nothing doubled', async (_name, fault) => {
    ehr.fail(fault);
    await killWhen(startHost(), () => ehr.requests.some((request) => request.fault !== undefined));
    await once(startHost(), 'exit');
    await expectEachOnce();
  });

  it.each([1, 7, 16])('after request %i, and again after as many: nothing lost, nothing doubled', async (many) => {
    for (let life = 1; life <= 2; life += 1) {
      const until = ehr.requests.length + many;
      await killWhen(startHost(), () => ehr.requests.length >= until);
    }
    await once(startHost(), 'exit');
    await expectEachOnce();
  });
});
