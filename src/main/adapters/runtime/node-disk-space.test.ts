import type { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createNodeDiskSpace } from './node-disk-space.ts';

const answering = (stats: object) => (() => Promise.resolve(stats)) as unknown as typeof statfs;

describe('room on the disk', () => {
  it('is what this user may use, in bytes', async () => {
    const stat = answering({ bavail: 10, bfree: 50, bsize: 4_096, blocks: 100 });
    await expect(createNodeDiskSpace('/x', stat).freeBytes()).resolves.toBe(40_960);
  });
  it('is taken as ample where the file system does not say', async () => {
    const stat = answering({ bavail: 0, bfree: 0, bsize: 4_096, blocks: 0 });
    expect(await createNodeDiskSpace('/x', stat).freeBytes()).toBeGreaterThan(1e12);
  });
  it('says so when it cannot be known', async () => {
    await expect(createNodeDiskSpace('/nowhere/at/all').freeBytes()).rejects.toMatchObject({ code: 'storage.io' });
  });
  it('is there for a real folder', async () => {
    expect(await createNodeDiskSpace(tmpdir()).freeBytes()).toBeGreaterThan(0);
  });
});
