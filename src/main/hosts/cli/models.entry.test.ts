import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const ENTRY = fileURLToPath(new URL('./cli.entry.ts', import.meta.url));

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'chartside-models-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

it('a folder that is no model is said to be none, and nothing is installed', () => {
  mkdirSync(path.join(dir, 'letters'));
  writeFileSync(path.join(dir, 'letters', 'letter.txt'), 'Dear colleague');
  const run = spawnSync(process.execPath, [ENTRY, 'models', 'install', 'letters'], {
    cwd: dir,
    encoding: 'utf8',
    env: { ...process.env, CHARTSIDE_DATA_DIR: path.join(dir, 'data') },
  });
  expect(run.status).toBe(2);
  expect(run.stderr.trimEnd()).toBe('models: letters is not the folder of a speech model (no config.json in it)');
  expect(readdirSync(dir)).toEqual(['letters']);
});
