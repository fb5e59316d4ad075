import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startScriptedEndpoint, type ScriptedEndpoint } from '../../adapters/llm/scripted-endpoint.fixture.ts';
import { writeToyCausal } from '../../adapters/llm/toy-causal.fixture.ts';
import { conformanceVisit } from '../../ports/drafter.conformance.ts';

const ENTRY = fileURLToPath(new URL('./scribe.entry.ts', import.meta.url));
let folder: string;
let endpoint: ScriptedEndpoint;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'chartside-engine-'));
  endpoint = await startScriptedEndpoint();
  const lines = conformanceVisit().segments.map(
    ({ speaker, text }) => `${speaker === 'clinician' ? 'D' : 'P'}: ${text}`,
  );
  await writeFile(path.join(folder, 'visit.txt'), lines.join('\n'));
});
afterAll(async () => {
  await endpoint.close();
  await rm(folder, { recursive: true, force: true });
});

function scribe(engine: string, env: Record<string, string> = {}): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve) => {
    const out = path.join(folder, 'out');
    const child = spawn(
      process.execPath,
      [ENTRY, '--transcript', path.join(folder, 'visit.txt'), '--out', out, '--engine', engine],
      { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, CHARTSIDE_DATA_DIR: folder, ...env } },
    );
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    child.once('close', (code) => resolve({ code, stderr }));
  });
}
const note = async () =>
  JSON.parse(await readFile(path.join(folder, 'out', 'note.json'), 'utf8')) as {
    engine: { name: string };
    provenance?: { fallback?: unknown; model?: unknown };
  };

describe('scribe --engine', () => {
  it('drafts by a server on this machine, with the key of the environment', async () => {
    const { code } = await scribe(`${endpoint.url}#toy`, { CHARTSIDE_DRAFTING_KEY: 'sesame' });
    expect(code).toBe(0);
    expect(endpoint.requests.at(-1)?.authorization).toBe('Bearer sesame');
    expect(await note()).toMatchObject({
      engine: { name: `language-model ${new URL(endpoint.url).origin}#toy` },
      provenance: { model: { name: 'scripted-1' }, prompt: { name: 'note-draft.v1' } },
    });
  }, 60_000);

  it('falls back in plain sight', async () => {
    const toy = path.join(folder, 'babble');
    await writeToyCausal(toy, 'nothing of a note');
    const { code, stderr } = await scribe(`local:${toy}`);
    expect(code).toBe(0);
    expect(stderr).toMatch(/visit\.txt: the built-in draft stands in for local:babble: its answer was no note/);
    expect((await note()).provenance?.fallback).toEqual({ from: 'local:babble', reason: 'garbage' });
  }, 60_000);

  it.each([
    ['http://127.0.0.1:1/v1', /engine/],
    ['local:/no/such/folder', /model/],
    ['https://api.example.com/v1#gpt', /may not go to that address/],
  ])(
    'refuses %s: exit 2, and nothing is written',
    async (engine, says) => {
      await rm(path.join(folder, 'out'), { recursive: true, force: true });
      const { code, stderr } = await scribe(engine);
      expect(code).toBe(2);
      expect(stderr).toMatch(says);
      await expect(note()).rejects.toThrow();
    },
    60_000,
  );
});
