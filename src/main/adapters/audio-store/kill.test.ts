import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { EncounterId } from '../../../shared/model/ids.ts';
import { samplesOf } from '../../ports/audio-store.conformance.ts';
import { createEncryptedAudioStore } from './encrypted-audio-store.ts';

const dir = mkdtempSync(path.join(tmpdir(), 'chartside-kill-'));
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});
const key = new Uint8Array(32).fill(8);
const ID = EncounterId.parse('11111111-2222-4333-8444-555555555555');
const fixture = fileURLToPath(new URL('./append-until-killed.fixture.ts', import.meta.url));

/** Kills -9 after the given number of acknowledgements; resolves with the last that was heard. */
async function recordAndKill(acknowledgements: number): Promise<number> {
  const args = [fixture, dir, Buffer.from(key).toString('hex'), ID];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let heard = 0;
  let last = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    heard += 1;
    if (heard === acknowledgements) child.kill('SIGKILL');
  }
  await ended;
  return last;
}

it('a recorder killed ten times at any moment loses nothing that it acknowledged', async () => {
  for (let round = 0; round < 10; round += 1) {
    const acknowledged = await recordAndKill(1 + Math.floor(Math.random() * 40));
    expect(acknowledged).toBeGreaterThan(0);
    const store = createEncryptedAudioStore({ dir, key });
    // The odd rounds are recovered as the app does at start; the even ones go straight on.
    if (round % 2 === 1) expect((await store.recover(ID)).durationMs).toBeGreaterThanOrEqual(acknowledged / 16);
    const reader = await store.openReader(ID);
    const count = reader.durationMs * 16;
    expect(count).toBeGreaterThanOrEqual(acknowledged);
    expect(count).toBeLessThan(acknowledged + 4_000);
    expect(
      Buffer.from((await reader.read(0, reader.durationMs)).buffer).equals(Buffer.from(samplesOf(0, count).buffer)),
    ).toBe(true);
    await reader.close();
  }
});
