import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { openStore } from './open-store.ts';
import { acquireProfileLock } from './profile-lock.ts';

const root = mkdtempSync(path.join(tmpdir(), 'chartside-crash-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
const fixture = fileURLToPath(new URL('./crash.fixture.ts', import.meta.url));
const inUse = expect.objectContaining({ code: 'conflict.profile-in-use' }) as Error;

/** Runs the fixture and kills it -9 as soon as it has said `lines` lines. Resolves with what it said by then. */
async function runAndKill(args: string[], lines: number, meanwhile?: () => void): Promise<string[]> {
  const child = spawn(process.execPath, [fixture, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    if (said.length === lines) {
      meanwhile?.();
      child.kill('SIGKILL');
    }
  }
  await ended;
  return said;
}

describe('a process that is killed', () => {
  it('leaves every commit it was told of, whole, and no half of one', async () => {
    const file = path.join(root, 'killed.db');
    const key = new Uint8Array(32).fill(5);
    let known = 0;
    for (let round = 0; round < 5; round += 1) {
      const lines = 1 + Math.floor(Math.random() * 60);
      const said = await runAndKill(['write', file, Buffer.from(key).toString('hex')], lines);
      known = Number(said.at(-1));
      const store = openStore({ path: file, key });
      const encounters = store.encounters.list();
      expect(encounters.length).toBeGreaterThanOrEqual(known);
      expect(encounters.length).toBeLessThanOrEqual(known + 1);
      expect(store.audit.last()?.seq).toBe(encounters.length);
      store.close();
    }
    expect(known).toBeGreaterThanOrEqual(5);
  });

  it('holds its profile while it lives, and no longer', async () => {
    const dir = path.join(root, 'profile');
    let refused = false;
    await runAndKill(['lock', dir], 1, () => {
      expect(() => acquireProfileLock(dir)).toThrow(inUse);
      refused = true;
    });
    expect(refused).toBe(true);
    acquireProfileLock(dir).release();
  });
});

describe('acquireProfileLock', () => {
  it('is held once in a process too, until released', () => {
    const dir = path.join(root, 'one');
    const lock = acquireProfileLock(dir);
    expect(() => acquireProfileLock(dir)).toThrow(inUse);
    acquireProfileLock(path.join(root, 'two')).release();
    lock.release();
    lock.release();
    acquireProfileLock(dir).release();
  });

  it('says storage.io where no folder can be', () => {
    expect(() => acquireProfileLock(path.join(fixture, 'below-a-file'))).toThrow(
      expect.objectContaining({ code: 'storage.io' }) as Error,
    );
  });
});
