import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFhirGateway } from '../../adapters/fhir/fhir-gateway.ts';
import { buildBundle } from '../../domain/sync/build-resources.ts';
import { deliveryDocument } from '../../domain/sync/delivery.fixture.ts';
import type { DeliveryDocument } from '../../domain/sync/delivery-document.ts';
import type { TestEhrMode } from '../test-ehr/modes.ts';
import { startTestEhr, type TestEhr } from '../test-ehr/start-test-ehr.ts';
import { filedTexts, SEED } from '../test-ehr/test-ehr.fixture.ts';
import { pushFolder } from './push-folder.ts';

const ENTRY = fileURLToPath(new URL('./push.entry.ts', import.meta.url));
let dir: string;
let ehrs: TestEhr[] = [];

beforeEach(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'chartside-push-'));
});
afterEach(async () => {
  await Promise.all(ehrs.splice(0).map((ehr) => ehr.close()));
  await rm(dir, { recursive: true, force: true });
});

async function start(mode: TestEhrMode = 'generic'): Promise<TestEhr> {
  const ehr = await startTestEhr({ mode, seed: SEED });
  ehrs = [...ehrs, ehr];
  return ehr;
}
const finish = (doc: DeliveryDocument = deliveryDocument()): Promise<void> =>
  writeFile(path.join(dir, 'bundle.json'), JSON.stringify(buildBundle(doc)));

function run(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [ENTRY, ...args], (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

describe('push', () => {
  it('twice to a server: one document, one Provenance, one receipt', async () => {
    const ehr = await start();
    await finish();
    const first = await run(dir, '--fhir', ehr.url);
    const second = await run(dir, '--fhir', ehr.url);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.stdout).toMatch(/^DocumentReference\/\S+\n$/);
    expect(second.stdout).toBe(first.stdout);
    expect(second.stderr).toContain('was at the EHR already');
    expect(await filedTexts(ehr)).toEqual([deliveryDocument().text]);
    expect(await ehr.all('Provenance')).toHaveLength(1);
  });

  it('an unsigned visit without a chart arrives as preliminary, once, whoever forgets the ledger', async () => {
    const ehr = await start();
    await finish(
      deliveryDocument(1, {
        chart: undefined,
        docStatus: 'preliminary',
        author: undefined,
        signature: undefined,
        diagnoses: [],
      }),
    );
    const gateway = createFhirGateway();
    await pushFolder({ dir, url: ehr.url, gateway });
    await rm(path.join(dir, 'delivery.json'));
    expect(await pushFolder({ dir, url: `${ehr.url}/`, gateway })).toMatchObject({ repeated: true });
    expect(await ehr.all('DocumentReference')).toMatchObject([{ docStatus: 'preliminary' }]);
    expect(await ehr.all('Patient')).toHaveLength(3);
  });

  it.each([
    ['forgetful', 'generic'],
    ['epic-like', 'epic-like'],
    ['oracle-like', 'oracle-like'],
  ] as const)('twice to a server that drops identifiers (%s): one document', async (mode, profile) => {
    const ehr = await start(mode);
    await finish();
    const gateway = createFhirGateway();
    await pushFolder({ dir, url: ehr.url, gateway, profile });
    expect(await pushFolder({ dir, url: ehr.url, gateway, profile })).toMatchObject({ repeated: true });
    await rm(path.join(dir, 'delivery.json'));
    expect(await pushFolder({ dir, url: ehr.url, gateway, profile })).toMatchObject({ repeated: true });
    expect(await filedTexts(ehr)).toHaveLength(1);
  });

  it('leaves nothing but its ledger in the folder, without a word of the note in it', async () => {
    const ehr = await start();
    await finish();
    await pushFolder({ dir, url: ehr.url, gateway: createFhirGateway() });
    expect((await readdir(dir)).sort()).toEqual(['bundle.json', 'delivery.json']);
    expect(await readFile(path.join(dir, 'delivery.json'), 'utf8')).not.toMatch(/Soto|Cough|Roe/);
  });

  it('says one clear line and exits 2 for what it cannot use', async () => {
    const bundle = path.join(dir, 'bundle.json');
    const url = ['--fhir', 'http://127.0.0.1:9/fhir'];
    const cases: [() => Promise<unknown>, string[], RegExp][] = [
      [() => Promise.resolve(), [path.join(dir, 'nowhere'), ...url], /no such directory/],
      [() => Promise.resolve(), [dir, ...url], /no such file \(file bundle\.json\)/],
      [() => writeFile(bundle, ''), [dir, ...url], /not the bundle\.json/],
      [() => writeFile(bundle, '{"resourceType":'), [dir, ...url], /not the bundle\.json/],
      [() => writeFile(bundle, '{"resourceType":"Patient"}'), [dir, ...url], /not the bundle\.json/],
      [() => finish(), [dir], /--fhir/],
      [() => finish(), [dir, '--fhir', 'nonsense'], /--fhir/],
      [() => finish(), [dir, '--fhir', 'ftp://127.0.0.1/'], /--fhir/],
      [() => finish(), ['--fhir', 'http://127.0.0.1:9/'], /folder/],
      [() => finish(), [dir, ...url, '--profile', 'nobody'], /--profile/],
      [() => writeFile(path.join(dir, 'delivery.json'), '{'), [dir, ...url], /delivery\.json/],
    ];
    for (const [prepare, args, line] of cases) {
      await prepare();
      const { code, stdout, stderr } = await run(...args);
      expect([args.join(' '), code, stdout]).toEqual([args.join(' '), 2, '']);
      expect(stderr).toMatch(line);
      expect(stderr).not.toContain('    at ');
    }
  });

  it('exits 1 when the server is down or the way to it is not safe', async () => {
    await finish();
    const gone = await startTestEhr();
    await gone.close();
    expect(await run(dir, '--fhir', gone.url)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('does not answer'),
    });
    expect(await run(dir, '--fhir', 'http://ehr.example.org/fhir')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('https'),
    });
    expect(await readdir(dir)).toEqual(['bundle.json']);
  });
});
