import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startScriptedEndpoint, type ScriptedEndpoint } from '../adapters/llm/scripted-endpoint.fixture.ts';
import { describeTextModel } from '../adapters/llm/text-model-files.ts';
import { writeToyCausal } from '../adapters/llm/toy-causal.fixture.ts';
import { createTestApp, type TestApp } from '../app/app.fixture.ts';
import { createDeterministicDrafter } from '../domain/note/deterministic-drafter.ts';
import { shippedResources } from '../domain/note/visit.fixture.ts';
import { conformanceVisit } from '../ports/drafter.conformance.ts';
import { composeDrafting } from './drafting.ts';

const resourcesDir = fileURLToPath(new URL('../../../resources', import.meta.url));
const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
const transcriptText = conformanceVisit()
  .segments.map(({ speaker, text }) => `${speaker === 'clinician' ? 'D' : 'P'}: ${text}`)
  .join('\n');

let folder: string;
let endpoint: ScriptedEndpoint;
let test: TestApp;
let close: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chartside-drafting-'));
  endpoint = await startScriptedEndpoint();
  const base = createDeterministicDrafter(shippedResources());
  const { drafter, drafting } = composeDrafting({
    dataDir: folder,
    env: {},
    resourcesDir,
    resources: shippedResources(),
    base,
    log,
    workerEntry: new URL('../workers/language-model.entry.ts', import.meta.url),
    choice: () => test.deps.store.settings.drafting(),
  });
  test = createTestApp({ drafter, drafting });
  close = () => drafter.close();
  await test.setup();
  // The first one loads the lexicon and the models.
}, 60_000);
afterEach(async () => {
  await close();
  await endpoint.close();
  await rm(folder, { recursive: true, force: true });
});

const engine = () => ({ kind: 'endpoint' as const, url: endpoint.url, model: 'toy' });
const policy = (drafting: object) => writeFile(path.join(folder, 'models-policy.json'), JSON.stringify({ drafting }));

async function draftedNote() {
  const encounter = await test.planned();
  await test.call('recording.importTranscript', { encounterId: encounter.id, text: transcriptText });
  await test.settled(encounter, 'drafted');
  return { note: (await test.call('encounters.get', { encounterId: encounter.id })).note!.note, encounter };
}

describe('choosing what drafts', () => {
  it('is the built-in engine until somebody chooses another; nothing is sent anywhere', async () => {
    expect(await test.call('drafting.get', {})).toEqual({
      engine: { kind: 'built-in' },
      hasKey: false,
      locked: false,
      allowed: { local: 'any', loopback: true, endpoints: [] },
    });
    const { note } = await draftedNote();
    expect(note.provenance).toBeUndefined();
    expect(endpoint.requests).toEqual([]);
  });

  it('drafts by the server chosen, from the next draft on, and writes into the record with what', async () => {
    await test.call('drafting.set', { engine: engine(), bearer: 'sesame' });
    const { note, encounter } = await draftedNote();
    expect(note.engine.name).toBe(`language-model ${new URL(endpoint.url).origin}#toy`);
    expect(endpoint.requests.at(-1)?.authorization).toBe('Bearer sesame');
    const entries = test.deps.store.audit.list();
    const entry = entries.find(({ action }) => action === 'note.draft');
    expect(entry).toMatchObject({
      subject: `encounter/${encounter.id}`,
      detail: {
        model: 'scripted-1',
        prompt: 'note-draft.v1',
        promptSha256: note.provenance?.prompt?.sha256,
        dropped: 0,
      },
    });
    expect(entries.find(({ action }) => action === 'drafting.set')?.detail).toMatchObject({
      engine: `${new URL(endpoint.url).origin}#toy`,
      hasKey: true,
    });
  });

  it('tells the key to no window, no log and no record, and gives it to no other server', async () => {
    const set = await test.call('drafting.set', { engine: engine(), bearer: 'sesame' });
    const other = await startScriptedEndpoint();
    try {
      const settings = await test.call('settings.get', {});
      const told = JSON.stringify([set, await test.call('drafting.get', {}), settings, test.deps.store.audit.list()]);
      expect(told + test.logged.join()).not.toContain('sesame');
      expect(set.hasKey).toBe(true);
      await test.call('drafting.check', { engine: engine() });
      expect(endpoint.requests.at(-1)?.authorization).toBe('Bearer sesame');
      const moved = await test.call('drafting.set', { engine: { ...engine(), url: other.url } });
      expect(moved.hasKey).toBe(false);
      await test.call('drafting.check', { engine: { ...engine(), url: other.url } });
      expect(other.requests.at(-1)?.authorization).toBeUndefined();
    } finally {
      await other.close();
    }
  });

  it('falls back in plain sight when the server is gone, with the reason in note and record', async () => {
    await test.call('drafting.set', { engine: engine() });
    await endpoint.close();
    const { note } = await draftedNote();
    endpoint = await startScriptedEndpoint();
    expect(note.provenance?.fallback?.reason).toBe('unreachable');
    expect(note.sections.flatMap(({ sentences }) => sentences).length).toBeGreaterThan(4);
    expect(test.deps.store.audit.list().find(({ action }) => action === 'note.draft')?.detail).toMatchObject({
      fallbackReason: 'unreachable',
    });
  });

  it('tries an engine with an invented visit, and says how it went', async () => {
    const good = await test.call('drafting.check', { engine: engine() });
    expect(good).toMatchObject({ ok: true, model: { name: 'scripted-1' } });
    expect(good.sentences.map(({ text }) => text).join(' ')).toMatch(/sore throat/);
    endpoint.mode = 'garbage';
    expect(await test.call('drafting.check', { engine: engine() })).toMatchObject({ ok: false, reason: 'garbage' });
  });

  it('refuses an address that text of visits may not go to', async () => {
    for (const url of ['https://api.example.com/v1', 'http://10.1.2.3/v1'])
      await expect(test.call('drafting.set', { engine: { ...engine(), url } })).rejects.toMatchObject({
        code: 'network.address',
      });
    expect(test.deps.store.settings.drafting()).toBeUndefined();
  });

  it('keeps a folder with the digest of its files, and refuses one that holds no model', async () => {
    const toy = path.join(folder, 'toy');
    await writeToyCausal(toy, '{}');
    const { sha256 } = await describeTextModel(toy);
    expect(await test.call('drafting.set', { engine: { kind: 'local', folder: toy } })).toMatchObject({ sha256 });
    await writeFile(path.join(toy, 'generation_config.json'), '{}');
    expect((await draftedNote()).note.provenance?.fallback).toEqual({ from: 'local:toy', reason: 'changed' });
    await expect(test.call('drafting.set', { engine: { kind: 'local', folder } })).rejects.toMatchObject({
      code: 'model.missing',
    });
    await expect(test.call('drafting.set', { engine: { kind: 'local', folder: 'toy' } })).rejects.toMatchObject({
      code: 'model.missing',
    });
  });
});

describe('the policy', () => {
  it('allows addresses, and forbids this machine or models in folders', async () => {
    await policy({ loopback: false, localModels: false, endpoints: [{ url: 'https://llm.clinic.example/v1' }] });
    expect(await test.call('drafting.get', {})).toMatchObject({
      locked: false,
      allowed: { local: 'none', loopback: false, endpoints: ['https://llm.clinic.example/v1'] },
    });
    await expect(test.call('drafting.set', { engine: engine() })).rejects.toMatchObject({ code: 'network.address' });
    await expect(test.call('drafting.set', { engine: { kind: 'local', folder: '/models/x' } })).rejects.toMatchObject({
      code: 'model.policy',
    });
  });

  it('decides for everybody, and nobody else does then', async () => {
    await policy({ engine: `${endpoint.url}#of-the-clinic` });
    expect(await test.call('drafting.get', {})).toMatchObject({ locked: true, engine: { model: 'of-the-clinic' } });
    await expect(test.call('drafting.set', { engine: { kind: 'built-in' } })).rejects.toMatchObject({
      code: 'model.policy',
    });
    const { note } = await draftedNote();
    expect(note.engine.name).toMatch(/#of-the-clinic$/);
  });

  it('holds for what was chosen before it came', async () => {
    await test.call('drafting.set', { engine: engine() });
    await policy({ loopback: false });
    expect((await draftedNote()).note.provenance?.fallback?.reason).toBe('address');
    await policy({ engine: 'deterministic' });
    expect((await draftedNote()).note.provenance).toBeUndefined();
    expect(endpoint.requests).toEqual([]);
  });

  it('allows only the folders whose digest it gives', async () => {
    const toy = path.join(folder, 'toy');
    await writeToyCausal(toy, '{}');
    await policy({ localModels: { toy: 'b'.repeat(64) } });
    await expect(test.call('drafting.set', { engine: { kind: 'local', folder: toy } })).rejects.toMatchObject({
      code: 'model.digest',
    });
    await policy({ localModels: { toy: (await describeTextModel(toy)).sha256 } });
    expect((await test.call('drafting.set', { engine: { kind: 'local', folder: toy } })).engine.kind).toBe('local');
  });

  it('that cannot be read forbids: no model is asked, and the note says so', async () => {
    await test.call('drafting.set', { engine: engine() });
    await writeFile(path.join(folder, 'models-policy.json'), '{"drafting":{"loopbak":false}}');
    const { note } = await draftedNote();
    expect(note.provenance?.fallback?.reason).toBe('policy');
    expect(endpoint.requests).toEqual([]);
    await expect(test.call('drafting.get', {})).rejects.toMatchObject({ code: 'validation.input' });
  });
});
