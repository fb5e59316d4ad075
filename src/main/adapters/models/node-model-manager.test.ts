import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ModelSource } from '../../../shared/model/speech-models.ts';
import type { Catalogue } from '../../domain/models/catalogue.ts';
import { modelManagerConformance } from '../../ports/model-manager.conformance.ts';
import { describeWhisper } from '../speech/whisper-files.ts';
import { writeToyWhisper } from '../speech/toy-whisper.fixture.ts';
import { createModelManager, type ModelManagerOptions } from './node-model-manager.ts';
import { COMMIT, startProxy, startScriptedHub, type ScriptedHub } from './scripted-hub.fixture.ts';
import { TEST_TLS } from './test-tls.fixture.ts';

const REPOSITORY = 'toys/whisper-toy';
const DECODER = 'onnx/decoder_model_merged_quantized.onnx';
const NAME = 'whisper-toy';
const catalogue: Catalogue = {
  hub: 'https://hub.invalid',
  licence: 'none',
  models: [
    {
      name: NAME,
      repository: REPOSITORY,
      revision: 'main',
      languages: ['en'],
      parametersMillions: 1,
      approximateBytes: { q8: 5_000_000, fp16: 9_000_000 },
    },
  ],
};

let root = '';
let toy = '';
let dir = '';
let hub: ScriptedHub;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'chartside-hub-'));
  toy = path.join(root, NAME);
  await writeToyWhisper(toy, [0, 'my knee hurts', 2], { suffix: '_quantized' });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(async () => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'chartside-models-'));
  hub = await startHub();
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  rmSync(dir, { recursive: true, force: true });
});

async function startHub(options: Partial<Parameters<typeof startScriptedHub>[0]> = {}): Promise<ScriptedHub> {
  const started = await startScriptedHub({ repositories: { [REPOSITORY]: toy }, ...options });
  closing.push(() => started.close());
  return started;
}

const waits: number[] = [];
function manager(options: Partial<ModelManagerOptions> = {}, source: ModelSource = { mirror: hub.base }) {
  waits.length = 0;
  return createModelManager({
    dataDir: dir,
    modelsDir: path.join(dir, 'models'),
    env: {},
    catalogue,
    source: () => source,
    sleep: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    freeBytes: () => Promise.resolve(1e12),
    ...options,
  });
}
const installed = () => path.join(dir, 'models', NAME);
const filesAsked = (of: ScriptedHub) => of.requests.filter((request) => request.url.includes('/resolve/'));
const toyBytes = (file: string): Buffer => readFileSync(path.join(toy, file));
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

describe('installing from a hub', () => {
  it('brings the files of one precision, whole and checked, with what they are and where they came from', async () => {
    const models = manager();
    const seen: number[] = [];
    await models.install(NAME, { onProgress: ({ doneBytes, totalBytes }) => seen.push(doneBytes / totalBytes) });
    expect(await describeWhisper(installed())).toMatchObject({ name: NAME, languages: ['en'] });
    expect(seen.at(-1)).toBe(1);
    expect(seen.every((value, i) => value >= (seen[i - 1] ?? 0))).toBe(true);
    expect(await models.verify(NAME)).toEqual([]);
    expect(JSON.parse(readFileSync(path.join(installed(), 'chartside-model.json'), 'utf8'))).toMatchObject({
      origin: 'catalogue',
      repository: REPOSITORY,
      revision: COMMIT,
      precision: 'q8',
      files: { [DECODER]: sha256(toyBytes(DECODER)) },
    });
    expect(readdirSync(path.join(dir, 'models')).sort()).toEqual(['.incoming', 'pins.json', NAME]);
    expect(readdirSync(path.join(dir, 'models', '.incoming'))).toEqual([]);
    // What left this machine: names of repositories and files, no more.
    for (const { url } of hub.requests)
      expect(url).toMatch(/^\/(api\/models\/)?toys\/whisper-toy\/(resolve|revision)\//);
  });

  it('goes on where the connection broke', async () => {
    hub.trick(DECODER, { kind: 'stall', afterBytes: 100_000 }, { kind: 'stall', afterBytes: 50_000 });
    // Each time something of it has reached the disk, the connection breaks.
    await manager().install(NAME, { onProgress: () => hub.snap() });
    const ranges = filesAsked(hub)
      .filter((request) => request.url.endsWith(DECODER))
      .map((request) => Number(/\d+/.exec(request.range ?? '0')![0]));
    expect(ranges[0]).toBe(0);
    expect(ranges[1]).toBeGreaterThan(0);
    expect(ranges[2]).toBeGreaterThan(ranges[1]!);
    expect(readFileSync(path.join(installed(), DECODER)).equals(toyBytes(DECODER))).toBe(true);
  });

  it('goes on after it was called off, in another process, and hangs up at once when it is', async () => {
    hub.trick(DECODER, { kind: 'stall', afterBytes: 200_000 });
    const controller = new AbortController();
    const first = manager().install(NAME, { signal: controller.signal });
    await hub.stalled;
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    await hub.hungUp;
    expect(existsSync(installed())).toBe(false);
    const [, offered] = await manager().list();
    expect(offered).toMatchObject({ name: NAME, installed: false });
    expect(offered!.partialBytes).toBeGreaterThan(0);

    const before = hub.requests.length;
    await manager().install(NAME);
    const again = hub.requests.slice(before).filter((request) => request.url.includes('/resolve/'));
    expect(again.map((request) => request.url.split('/').at(-1))).toEqual(['decoder_model_merged_quantized.onnx']);
    expect(await manager().verify(NAME)).toEqual([]);
  });

  it('begins again where the server cannot resume, and where a part is spoiled', async () => {
    hub.trick(DECODER, { kind: 'break', afterBytes: 100_000 }, { kind: 'ignore-range' });
    await manager().install(NAME);
    expect(await manager().verify(NAME)).toEqual([]);
    await manager().remove(NAME);

    hub.trick(DECODER, ...Array.from({ length: 6 }, () => ({ kind: 'break', afterBytes: 0 }) as const));
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'network.unreachable', retryable: true });
    const part = path.join(dir, 'models', '.incoming', `${NAME}@q8`, `${DECODER}.part`);
    writeFileSync(part, Buffer.alloc(1_000, 'x'));
    await manager().install(NAME);
    expect(await manager().verify(NAME)).toEqual([]);
  });

  it('throws away what is not what was published, and leaves nothing of it', async () => {
    hub.trick(DECODER, { kind: 'forge' });
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'model.digest', params: { file: DECODER } });
    const left = readdirSync(path.join(dir, 'models', '.incoming', `${NAME}@q8`), { recursive: true });
    expect(left.map(String).filter((file) => file.includes('decoder'))).toEqual([]);
    expect(existsSync(installed())).toBe(false);
    await manager().remove(NAME);
    // Small files have no SHA-256 at the hub: git's name of their content tells as well.
    hub.trick('tokenizer_config.json', { kind: 'forge' });
    await expect(manager().install(NAME)).rejects.toMatchObject({
      code: 'model.digest',
      params: { file: 'tokenizer_config.json' },
    });
  });

  it('waits longer each time, as long as the server says, and gives up in the end', async () => {
    hub.trick(
      'config.json',
      { kind: 'status', status: 503 },
      { kind: 'status', status: 429, headers: { 'retry-after': '7' } },
    );
    await manager().install(NAME);
    expect(waits).toEqual([500, 7_000]);
    await manager().remove(NAME);
    hub.trick(DECODER, ...Array.from({ length: 9 }, () => ({ kind: 'status', status: 500 }) as const));
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'network.unreachable' });
    expect(waits).toEqual([500, 1_000, 2_000, 4_000, 8_000]);
  });

  it('says what the hub does not have', async () => {
    await expect(manager().install('nobody')).rejects.toMatchObject({ code: 'model.not-offered' });
    await expect(manager().install(NAME, { precision: 'fp16' })).rejects.toMatchObject({
      code: 'model.not-offered',
      params: { file: 'onnx/encoder_model_fp16.onnx' },
    });
    const empty = await startHub({ repositories: {} });
    await expect(manager({}, { mirror: empty.base }).install(NAME)).rejects.toMatchObject({
      code: 'model.not-offered',
    });
  });

  it('installs one at a time', async () => {
    hub.trick(DECODER, { kind: 'stall', afterBytes: 10 });
    const controller = new AbortController();
    const first = manager().install(NAME, { signal: controller.signal });
    await hub.stalled;
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'model.busy' });
    controller.abort();
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    // A lock whose process is gone holds nobody up.
    writeFileSync(path.join(dir, 'models', '.incoming', `${NAME}.lock`), '999999999');
    await manager().install(NAME);
  });

  it('asks the disk first', async () => {
    const full = manager({ freeBytes: () => Promise.resolve(1_000_000) });
    await expect(full.install(NAME)).rejects.toMatchObject({ code: 'storage.full', params: { freeBytes: 1_000_000 } });
    expect(filesAsked(hub)).toEqual([]);
  });
});

describe('a disk that fills up under a download', () => {
  it.skipIf(!existsSync('/dev/full'))('is said to be full; nothing half-written counts', async () => {
    const part = path.join(dir, 'models', '.incoming', `${NAME}@q8`, `${DECODER}.part`);
    mkdirSync(path.dirname(part), { recursive: true });
    symlinkSync('/dev/full', part);
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'storage.full' });
    expect(existsSync(installed())).toBe(false);
    rmSync(part);
    await manager().install(NAME);
    expect(await manager().verify(NAME)).toEqual([]);
  });
});

describe('digests', () => {
  it('are pinned by the first installation: another state of the repository is not taken later', async () => {
    await manager().install(NAME);
    await manager().remove(NAME);
    const changed = path.join(dir, 'changed');
    cpSync(toy, changed, { recursive: true });
    truncateSync(path.join(changed, DECODER), 1_000);
    const other = await startHub({ repositories: { [REPOSITORY]: changed } });
    const models = manager({}, { mirror: other.base });
    await expect(models.install(NAME)).rejects.toMatchObject({ code: 'model.digest', params: { file: DECODER } });
    expect(other.requests[0]!.url).toContain(COMMIT);
  });

  it('come from the IT department where it gives some, whatever the hub says', async () => {
    const files = Object.fromEntries(
      ['config.json', 'generation_config.json', 'preprocessor_config.json', 'tokenizer.json', 'tokenizer_config.json']
        .concat('onnx/encoder_model_quantized.onnx', DECODER)
        .map((file) => [file, sha256(toyBytes(file))]),
    );
    const give = (digests: Record<string, string>): void => {
      writeFileSync(path.join(dir, 'digests.json'), JSON.stringify({ models: { [REPOSITORY]: { files: digests } } }));
      writeFileSync(path.join(dir, 'models-policy.json'), JSON.stringify({ digests: 'digests.json' }));
    };
    give({ ...files, [DECODER]: 'b'.repeat(64) });
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'model.digest' });
    // A mirror that states no digests is good enough then.
    const bare = await startHub({ speaks: 'bare' });
    give(files);
    await manager({}, { mirror: bare.base }).install(NAME);
    expect(await manager().verify(NAME)).toEqual([]);
  });

  it('are taken from the headers of a mirror that only serves files', async () => {
    const mirror = await startHub({ speaks: 'files' });
    await manager({}, { mirror: mirror.base }).install(NAME);
    expect(await manager().verify(NAME)).toEqual([]);
  });

  it('must be known: nothing is installed unchecked', async () => {
    const bare = await startHub({ speaks: 'bare' });
    await expect(manager({}, { mirror: bare.base }).install(NAME)).rejects.toMatchObject({
      code: 'model.unverifiable',
    });
  });

  it('are held against the files each time the model is opened', async () => {
    await manager().install(NAME);
    writeFileSync(path.join(installed(), 'tokenizer_config.json'), '{}');
    await expect(describeWhisper(installed())).rejects.toMatchObject({
      code: 'model.digest',
      params: { file: 'tokenizer_config.json' },
    });
    expect(await manager().verify(NAME)).toEqual(['tokenizer_config.json']);
  });
});

describe('the way to the hub', () => {
  it('follows the hub to its store, and takes no credentials there', async () => {
    const store = await startHub();
    hub.trick(DECODER, { kind: 'redirect', to: `${store.base}/${REPOSITORY}/resolve/x/${DECODER}` });
    const withName = hub.base.replace('http://', 'http://clinic:secret@');
    await manager({}, { mirror: withName }).install(NAME);
    expect(hub.requests.every((request) => request.authorization?.startsWith('Basic '))).toBe(true);
    expect(store.requests.map((request) => request.authorization)).toEqual([undefined]);
  });

  it('goes nowhere without TLS', async () => {
    hub.trick('config.json', { kind: 'redirect', to: 'http://models.example.org/config.json' });
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'network.redirect' });
    await expect(manager({}, { mirror: 'http://models.example.org' }).install(NAME)).rejects.toMatchObject({
      code: 'network.insecure',
    });
  });

  it('trusts a certificate only by an authority it was given', async () => {
    const secure = await startHub({ tls: TEST_TLS });
    await expect(manager({}, { mirror: secure.base }).install(NAME)).rejects.toMatchObject({
      code: 'network.insecure',
      params: { reason: 'certificate' },
    });
    const caFile = path.join(dir, 'ca.pem');
    writeFileSync(caFile, TEST_TLS.cert);
    await manager({}, { mirror: secure.base, caFile }).install(NAME);
    expect(await manager().verify(NAME)).toEqual([]);
  });

  it('leads through the proxy of the settings or the environment, unless NO_PROXY says otherwise', async () => {
    const secure = await startHub({ tls: TEST_TLS });
    const proxy = await startProxy();
    closing.push(() => proxy.close());
    const caFile = path.join(dir, 'ca.pem');
    writeFileSync(caFile, TEST_TLS.cert);
    const source = { mirror: secure.base, caFile };
    const { host } = new URL(secure.base);
    await manager({}, { ...source, proxy: proxy.url }).install(NAME);
    expect(new Set(proxy.tunnels)).toEqual(new Set([host]));

    await manager().remove(NAME);
    proxy.tunnels.length = 0;
    await manager({ env: { HTTPS_PROXY: proxy.url, NO_PROXY: '127.0.0.1' } }, source).install(NAME);
    expect(proxy.tunnels).toEqual([]);

    await manager().remove(NAME);
    await manager({ env: { HTTPS_PROXY: proxy.url } }, source).install(NAME);
    expect(proxy.tunnels.length).toBeGreaterThan(0);
  });

  it('ends with a plain word when the proxy refuses', async () => {
    const secure = await startHub({ tls: TEST_TLS });
    const refusing = await startHub();
    await expect(manager({}, { mirror: secure.base, proxy: refusing.base }).install(NAME)).rejects.toMatchObject({
      code: 'network.proxy',
    });
  });

  it('is closed where the policy says so, and the policy is stronger than the settings', async () => {
    writeFileSync(path.join(dir, 'models-policy.json'), JSON.stringify({ allowHub: false }));
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'model.hub-off' });
    expect(await manager().origin()).toMatchObject({ allowed: false, locked: ['allowHub'] });
    expect(hub.requests).toEqual([]);
    writeFileSync(path.join(dir, 'models-policy.json'), JSON.stringify({ mirror: hub.base }));
    await manager({}, { mirror: 'https://elsewhere.example.org' }).install(NAME);
    writeFileSync(path.join(dir, 'models-policy.json'), '{"allowHub":"perhaps"}');
    await expect(manager().install(NAME)).rejects.toMatchObject({ code: 'validation.input' });
  });
});

describe('installing from a folder', () => {
  it('copies it in whole, with the digests it brings', async () => {
    const brought = path.join(dir, 'brought', NAME);
    cpSync(toy, brought, { recursive: true });
    writeFileSync(path.join(brought, 'SHA256SUMS'), `${sha256(toyBytes(DECODER))}  ${DECODER}\n`);
    expect(await manager().importFolder(brought)).toEqual({ name: NAME });
    expect(await manager().verify(NAME)).toEqual([]);
    writeFileSync(path.join(brought, 'SHA256SUMS'), `${'c'.repeat(64)} *${DECODER}\n`);
    await expect(manager().importFolder(brought)).rejects.toMatchObject({ code: 'model.digest' });
    // The one before still stands.
    expect(await manager().verify(NAME)).toEqual([]);
    expect(readdirSync(path.join(dir, 'models'))).toEqual([NAME]);
  });

  it('lists what came, and says where from', async () => {
    const brought = path.join(dir, 'brought', 'clinic-whisper');
    cpSync(toy, brought, { recursive: true });
    await manager().importFolder(brought);
    await manager().saveMeasurement('clinic-whisper', {
      realTimeFactor: 0.2,
      loadMs: 10,
      audioMs: 60_000,
      at: 1,
      provider: 'cpu',
    });
    const [builtIn, offered, own] = await manager().list();
    expect(builtIn).toMatchObject({ origin: 'built-in', installed: true });
    expect(offered).toMatchObject({ name: NAME, origin: 'catalogue', installed: false, bytes: 5_000_000 });
    expect(own).toMatchObject({
      name: 'clinic-whisper',
      origin: 'folder',
      languages: ['en'],
      measured: { realTimeFactor: 0.2 },
    });
    await manager().remove('clinic-whisper');
    expect(await manager().list()).toHaveLength(2);
    await expect(manager().remove('../models')).rejects.toMatchObject({ code: 'model.missing' });
  });
});

modelManagerConformance('folders and a hub', () => {
  const folder = path.join(dir, 'stick', 'brought');
  cpSync(toy, folder, { recursive: true });
  return Promise.resolve({ manager: manager(), model: NAME, folder });
});
