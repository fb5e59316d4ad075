import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AppEvent } from '../src/shared/contract/index.ts';
import { connectApi } from './api-client.ts';
import { expect, test } from './fixtures.ts';

/** A file system of its own size for the profile; only root on Linux may make one. */
function mountSmall(megabytes: number): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const dir = mkdtempSync(path.join(tmpdir(), 'chartside-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', dir], { stdio: 'ignore' });
    return dir;
  } catch {
    rmSync(dir, { recursive: true });
    return undefined;
  }
}

test('a disk that fills up while recording: told early, ended before it is full, everything kept and written down', async ({
  launch,
}) => {
  const dir = mountSmall(110);
  test.skip(dir === undefined, 'mounting a small file system needs root on Linux');
  try {
    const host = await launch(['--profile', path.join(dir!, 'profile'), '--port', '0']);
    const client = await connectApi(host.url);
    await client.call('session.setup', { name: 'Casey Full', passphrase: 'a disk that is too small' });
    const { id: encounterId } = await client.call('encounters.create', { patient: { name: 'Sample Patient' } });
    const { streamId } = await client.call('recording.start', { encounterId });
    // A quiet room, ten seconds a frame, as fast as the disk takes it.
    const frame = new Uint8Array(Int16Array.from({ length: 160_000 }, (_, n) => (n * 7919) % 13).buffer);
    let sent = 0;
    try {
      for (; sent < 1_000; sent += 1) await client.frame(streamId, sent, frame);
    } catch {
      // The host has ended the recording.
    }
    const warned = client.events.flatMap((event: AppEvent) =>
      event.type === 'recording.warning' ? [[event.code, event.params['urgent'] ?? event.params['stopping']]] : [],
    );
    expect(warned[0]).toEqual(['storage.low', false]);
    expect(warned).toContainEqual(['storage.low', true]);
    expect(warned.at(-1)).toEqual(['storage.full', true]);
    await client.until((event) => event.type === 'encounter.changed' && event.state === 'drafted');
    const { encounter } = await client.call('encounters.get', { encounterId });
    expect(encounter.audioDurationMs).toBe(sent * 10_000);
    // A next one is refused, in words, before a patient sits there in vain.
    const next = await client.call('encounters.create', { patient: { name: 'Sample Patient' } });
    await expect(client.call('recording.start', { encounterId: next.id })).rejects.toMatchObject({
      code: 'storage.full',
    });
    client.close();
    await host.kill();
  } finally {
    execFileSync('umount', ['-l', dir!]);
    rmSync(dir!, { recursive: true, force: true });
  }
});
