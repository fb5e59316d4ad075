import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EncounterId } from '../../../shared/model/ids.ts';
import { samplesOf } from '../../ports/audio-store.conformance.ts';
import { createNodeDiskSpace } from '../runtime/node-disk-space.ts';
import { createEncryptedAudioStore } from './encrypted-audio-store.ts';

const ID = EncounterId.parse('11111111-2222-4333-8444-555555555555');
const key = new Uint8Array(32).fill(4);
const dir = mkdtempSync(path.join(tmpdir(), 'chartside-small-disk-'));
const mounted = mount();
afterAll(() => {
  if (mounted) execFileSync('umount', [dir], { stdio: 'ignore' });
  rmSync(dir, { recursive: true, force: true });
});

/** A file system of six megabytes; only root may make one, and only on Linux. */
function mount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=6m', 'tmpfs', dir], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

describe.skipIf(!mounted)('a real disk that is full', () => {
  it('refuses with storage.full, keeps every sample it took, and goes on when there is room again', async () => {
    const space = createNodeDiskSpace(dir);
    const ballast = path.join(dir, 'ballast');
    writeFileSync(ballast, Buffer.alloc(3 * 1024 * 1024));
    const before = await space.freeBytes();
    const writer = await createEncryptedAudioStore({ dir: path.join(dir, 'audio'), key }).openWriter(ID);
    const frame = 4_000;
    let taken = 0;
    let refusal: unknown;
    for (; refusal === undefined && taken < 500 * frame;) {
      await writer.append(samplesOf(taken, frame)).then(
        () => (taken += frame),
        (error: unknown) => (refusal = error),
      );
    }
    expect(refusal).toMatchObject({ code: 'storage.full', retryable: true });
    expect(taken * 2).toBeGreaterThan(before * 0.9);
    expect(await space.freeBytes()).toBeLessThan(before - taken * 2 + 8_192);

    rmSync(ballast);
    for (let n = 0; n < 40; n += 1) await writer.append(samplesOf(taken + n * frame, frame));
    taken += 40 * frame;
    await writer.close();

    const reader = await createEncryptedAudioStore({ dir: path.join(dir, 'audio'), key }).openReader(ID);
    expect(reader.complete).toBe(true);
    expect(reader.durationMs).toBe(taken / 16);
    const heard = await reader.read(0, reader.durationMs);
    expect(Buffer.from(heard.buffer).equals(Buffer.from(samplesOf(0, taken).buffer))).toBe(true);
    await reader.close();
  });
});
