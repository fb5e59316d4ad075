import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLogFile } from './log-file.ts';

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'chartside-log-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

it('makes the profile, for its owner only, and writes into it', () => {
  const profile = path.join(dir, 'deep', 'profile');
  const { log, file } = openLogFile(profile);
  log.info('test.line', { count: 1 });
  expect(file).toBe(path.join(profile, 'chartside.log'));
  expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ event: 'test.line' });
  if (process.platform !== 'win32') expect(statSync(profile).mode & 0o077).toBe(0);
});

it('keeps one earlier log when the log grows long', () => {
  writeFileSync(path.join(dir, 'chartside.log'), 'x'.repeat(5 * 1024 * 1024 + 1));
  openLogFile(dir);
  expect(statSync(path.join(dir, 'chartside.log')).size).toBe(0);
  expect(existsSync(path.join(dir, 'chartside.log.1'))).toBe(true);
});

it('says of a place where no profile can be that it cannot be written', () => {
  writeFileSync(path.join(dir, 'letter'), 'Dear colleague');
  const places = [path.join(dir, 'letter'), path.join(dir, 'letter', 'profile')];
  if (process.platform === 'linux') places.push('/proc/nowhere/profile');
  for (const place of places) {
    expect(() => openLogFile(place)).toThrow(expect.objectContaining({ code: 'storage.io' }) as Error);
  }
});
