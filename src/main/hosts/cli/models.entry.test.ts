import { execFile } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startScriptedHub, type ScriptedHub } from '../../adapters/models/scripted-hub.fixture.ts';
import { writeToyWhisper } from '../../adapters/speech/toy-whisper.fixture.ts';

const ENTRY = fileURLToPath(new URL('./cli.entry.ts', import.meta.url));
const DECODER = 'onnx/decoder_model_merged_quantized.onnx';
const NAME = 'whisper-tiny.en';

let root: string;
let toy: string;
let dir: string;
let hub: ScriptedHub;

beforeAll(async () => {
  root = mkdtempSync(path.join(os.tmpdir(), 'chartside-hub-'));
  toy = path.join(root, 'whisper-handed-over');
  await writeToyWhisper(toy, [0, 'my knee hurts', 2], { suffix: '_quantized' });
  hub = await startScriptedHub({ repositories: { 'onnx-community/whisper-tiny.en_timestamped': toy } });
});
afterAll(async () => {
  await hub.close();
  rmSync(root, { recursive: true, force: true });
});
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'chartside-models-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const models = (...args: readonly string[]) =>
  new Promise<{ status: number; stdout: string; stderr: string }>((resolve) => {
    const env = { ...process.env, CHARTSIDE_DATA_DIR: path.join(dir, 'data'), CHARTSIDE_MODELS_MIRROR: hub.base };
    execFile(process.execPath, [ENTRY, 'models', ...args], { cwd: dir, env }, (error, stdout, stderr) => {
      resolve({ status: error ? Number(error.code) : 0, stdout, stderr });
    });
  });

describe('models', () => {
  it('installs a model of the catalogue: progress to stderr, the result to stdout', async () => {
    const listed = await models('list', '--json');
    const { models: rows } = JSON.parse(listed.stdout) as {
      models: { name: string; state: string; licence: string }[];
    };
    expect(rows.map((row) => [row.name, row.state])).toEqual([
      ['moonshine-tiny-int8', 'built in'],
      ['whisper-tiny.en', 'available'],
      ['whisper-base.en', 'available'],
      ['whisper-small.en', 'available'],
      ['whisper-large-v3-turbo', 'available'],
    ]);
    const run = await models('install', NAME);
    expect(run).toMatchObject({ status: 0, stdout: `${NAME}\tinstalled\t6 MB\n` });
    expect(run.stderr).toContain('100 %');
    expect(await models('verify')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`${NAME}\twhole`) as string,
    });
    appendFileSync(path.join(dir, 'data', 'models', NAME, DECODER), 'x');
    expect(await models('verify', NAME)).toMatchObject({ status: 1, stdout: `${NAME}\tdamaged: ${DECODER}\n` });
    expect((await models('remove', NAME)).status).toBe(0);
    expect((await models('list')).stdout).toContain(`${NAME}\tavailable\tabout 44 MB\ten\tWhisper, MIT, OpenAI`);
  });

  it('installs a folder', async () => {
    expect(await models('install', toy)).toMatchObject({ status: 0 });
    expect((await models('list')).stdout).toContain('whisper-handed-over\tinstalled');
  });

  it('fails on a wrong digest with 1, on what it was not told of with 2', async () => {
    hub.trick(DECODER, { kind: 'forge' });
    const forged = await models('install', NAME);
    expect(forged.status).toBe(1);
    expect(forged.stderr).toContain('does not have the digest');
    expect((await models('install', 'nobody')).status).toBe(2);
    expect((await models('install', NAME, '--precision', 'q3')).status).toBe(2);
    expect((await models('dance')).status).toBe(2);
  });

  it('offers nothing and downloads nothing where the policy says so', async () => {
    mkdirSync(path.join(dir, 'data'));
    writeFileSync(path.join(dir, 'data', 'models-policy.json'), '{"allowHub":false}');
    expect((await models('list')).stdout).not.toContain('available');
    const run = await models('install', NAME);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain('turned off by policy');
  });

  it('says of a folder that is no model that it is none, and installs nothing', async () => {
    mkdirSync(path.join(dir, 'letters'));
    writeFileSync(path.join(dir, 'letters', 'letter.txt'), 'Dear colleague');
    const run = await models('install', 'letters');
    expect(run.status).toBe(2);
    expect(run.stderr.trimEnd()).toBe('models: letters is not the folder of a speech model (no config.json in it)');
    expect(readdirSync(dir)).toEqual(['letters']);
  });
});
