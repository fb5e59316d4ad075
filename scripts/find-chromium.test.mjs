import fs from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findChromium } from './find-chromium.mjs';

let dir;
beforeEach(() => {
  dir = fs.mkdtempSync(path.join(tmpdir(), 'chartside-chromium-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  fs.rmSync(dir, { recursive: true, force: true });
});

const make = (name, mode = 0o755) => {
  const file = path.join(dir, name);
  fs.writeFileSync(file, '#!/bin/sh\n', { mode });
  return file;
};

describe('finding a Chromium', () => {
  it('takes the one that is named', async () => {
    const file = make('mine');
    vi.stubEnv('CHARTSIDE_CHROMIUM', file);
    expect(await findChromium()).toBe(file);
  });

  it('refuses a name that leads nowhere', async () => {
    vi.stubEnv('CHARTSIDE_CHROMIUM', path.join(dir, 'nothing'));
    await expect(findChromium()).rejects.toThrow('CHARTSIDE_CHROMIUM');
  });

  it.skipIf(process.platform === 'win32')('takes the first executable of a known name on the path', async () => {
    vi.stubEnv('CHARTSIDE_CHROMIUM', '');
    vi.stubEnv('PATH', dir);
    make('chromium', 0o644);
    fs.mkdirSync(path.join(dir, 'google-chrome'));
    const edge = make('microsoft-edge');
    expect(await findChromium()).toBe(edge);
  });
});
