import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { EncounterId } from '../../../shared/model/ids.ts';
import { audioStoreConformance, samplesOf } from '../../ports/audio-store.conformance.ts';
import { createEncryptedAudioStore } from './encrypted-audio-store.ts';

const root = mkdtempSync(path.join(tmpdir(), 'chartside-audio-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
const key = new Uint8Array(32).map((_, n) => 200 - n);
let count = 0;
const freshDir = (): string => path.join(root, String((count += 1)));

audioStoreConformance('encrypted', () => {
  const dir = freshDir();
  return { open: () => createEncryptedAudioStore({ dir, key }) };
});

const ID = EncounterId.parse('11111111-2222-4333-8444-555555555555');
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

describe('createEncryptedAudioStore', () => {
  it('refuses a key of another length', () => {
    expect(() => createEncryptedAudioStore({ dir: root, key: new Uint8Array(16) })).toThrow(code('storage.key'));
  });

  it('leaves neither samples nor names of people on the disk', async () => {
    const dir = freshDir();
    const store = createEncryptedAudioStore({ dir, key });
    const writer = await store.openWriter(ID);
    const loud = new Int16Array(8_000).fill(0x4142);
    await writer.append(loud);
    const spool = await store.openSpool('Ana Ruiz.mp3');
    await spool.append(Buffer.alloc(200_000, 'AB'));
    const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files).toHaveLength(2);
    for (const file of files) {
      expect(file.name).not.toMatch(/ana|ruiz/i);
      expect(readFileSync(path.join(file.parentPath, file.name)).includes('BABABA')).toBe(false);
    }
    await writer.close();
    await spool.discard();
  });

  it.skipIf(process.platform === 'win32')('makes files and folders for their owner only', async () => {
    const dir = freshDir();
    const store = createEncryptedAudioStore({ dir, key });
    await (await store.openWriter(ID)).close();
    const spool = await store.openSpool('s');
    for (const name of ['.', ...readdirSync(dir, { recursive: true, encoding: 'utf8' })])
      expect(statSync(path.join(dir, name)).mode & 0o077, name).toBe(0);
    await spool.discard();
  });

  it('keeps ids apart that a file system would mix up, and inside its folder', async () => {
    const dir = freshDir();
    const store = createEncryptedAudioStore({ dir, key });
    const ids = ['a', 'A', '..', '.', 'a:b', 'CON', 'x'.repeat(128)].map((id) => EncounterId.parse(id));
    for (const [n, id] of ids.entries()) {
      const writer = await store.openWriter(id);
      await writer.append(samplesOf(n * 1_000, 160));
      await writer.close();
    }
    for (const [n, id] of ids.entries()) {
      const reader = await store.openReader(id);
      expect(await reader.read(0, 10)).toEqual(samplesOf(n * 1_000, 160));
      await reader.close();
    }
    const names = readdirSync(dir).filter((name) => name.endsWith('.audio'));
    expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(ids.length);
    expect(names.every((name) => /^id-[0-9a-f]{40}\.audio$/.test(name))).toBe(true);
  });

  it('removes spools of an earlier life: nobody has their key any more', async () => {
    const dir = freshDir();
    mkdirSync(path.join(dir, 'spool'), { recursive: true });
    writeFileSync(path.join(dir, 'spool', 'left.spool'), 'x');
    const store = createEncryptedAudioStore({ dir, key });
    const spool = await store.openSpool('s');
    expect(readdirSync(path.join(dir, 'spool'))).toHaveLength(1);
    expect(readdirSync(path.join(dir, 'spool'))).not.toContain('left.spool');
    const source = await spool.finish();
    await source.close();
    expect(readdirSync(path.join(dir, 'spool'))).toEqual([]);
  });

  it('makes its folder again when it was taken away', async () => {
    const dir = freshDir();
    const store = createEncryptedAudioStore({ dir, key });
    await (await store.openWriter(ID)).close();
    rmSync(dir, { recursive: true });
    expect(await store.has(ID)).toBe(false);
    await (await store.openWriter(ID)).close();
    expect(await store.has(ID)).toBe(true);
  });

  it('makes nothing of a new recording that died before its header stood', async () => {
    const dir = freshDir();
    mkdirSync(dir, { recursive: true });
    writeFileSync(path.join(dir, `${ID}.audio.new`), 'CSSE');
    const store = createEncryptedAudioStore({ dir, key });
    expect(await store.has(ID)).toBe(false);
    const writer = await store.openWriter(ID);
    await writer.append(samplesOf(0, 16));
    await writer.close();
    expect(readdirSync(dir).filter((name) => name.includes('.audio'))).toEqual([`${ID}.audio`]);
  });
});
