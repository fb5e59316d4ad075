import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import {
  anEncounter,
  aNoteVersion,
  aSegment,
  aTranscript,
  encounterId,
} from '../../ports/store-fixtures.conformance.ts';
import { documentStoreConformance } from '../../ports/document-store.conformance.ts';
import { storeConformance } from '../../ports/store.conformance.ts';
import { openDatabase } from './open-database.ts';
import { openStore } from './open-store.ts';
import { createSqliteStore } from './sqlite-store.ts';

const root = mkdtempSync(path.join(tmpdir(), 'chartside-db-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

const key = new Uint8Array(32).map((_, n) => n + 1);
const otherKey = new Uint8Array(32).fill(7);
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;
let count = 0;
const freshPath = (): string => path.join(root, `store-${(count += 1)}.db`);

storeConformance('sqlcipher', () => openStore({ path: freshPath(), key }));
documentStoreConformance('sqlcipher', () => openStore({ path: freshPath(), key }));

describe('openStore', () => {
  let file: string;
  beforeEach(() => {
    file = freshPath();
  });
  const filled = (): void => {
    const store = openStore({ path: file, key });
    store.encounters.insert(anEncounter(1, { reason: 'needle-in-the-haystack' }));
    store.notes.append(encounterId(1), aNoteVersion(1, 'signed', 'needle-in-the-haystack'));
    store.close();
  };

  it('finds again what it kept', () => {
    filled();
    const store = openStore({ path: file, key });
    expect(store.encounters.get(encounterId(1))?.reason).toBe('needle-in-the-haystack');
    store.close();
  });

  it('leaves no readable word on the disk, also while it is open', () => {
    const store = openStore({ path: file, key });
    store.encounters.insert(anEncounter(1, { reason: 'needle-in-the-haystack' }));
    const files = readdirSync(root).filter((name) => name.startsWith(path.basename(file)));
    expect(files).toContain(`${path.basename(file)}-wal`);
    for (const name of files) {
      const bytes = readFileSync(path.join(root, name));
      expect(bytes.includes('needle')).toBe(false);
      expect(bytes.includes('Ana Ruiz')).toBe(false);
      expect(bytes.includes('encounters')).toBe(false);
    }
    store.close();
  });

  it.skipIf(process.platform === 'win32')('makes files that only their owner can read', () => {
    const store = openStore({ path: file, key });
    store.encounters.insert(anEncounter(1));
    for (const name of readdirSync(root).filter((name) => name.startsWith(path.basename(file))))
      expect(statSync(path.join(root, name)).mode & 0o077).toBe(0);
    store.close();
  });

  it('says storage.key for a wrong key and does not touch the file', () => {
    filled();
    const before = readFileSync(file);
    expect(() => openStore({ path: file, key: otherKey })).toThrow(code('storage.key'));
    expect(() => openStore({ path: file, key: new Uint8Array(16) })).toThrow(code('storage.key'));
    expect(readFileSync(file).equals(before)).toBe(true);
    openStore({ path: file, key }).close();
  });

  it('does not hurt a crashed program’s write-ahead log by trying a wrong key on it', () => {
    filled();
    const store = openStore({ path: file, key });
    for (let n = 2; n <= 40; n += 1) store.encounters.insert(anEncounter(n));
    const crashed = freshPath();
    for (const end of ['', '-wal', '.key-check']) copyFileSync(`${file}${end}`, `${crashed}${end}`);
    store.close();
    expect(statSync(`${crashed}-wal`).size).toBeGreaterThan(0);
    for (let n = 0; n < 3; n += 1)
      expect(() => openStore({ path: crashed, key: otherKey })).toThrow(code('storage.key'));
    const later = openStore({ path: crashed, key });
    expect(later.encounters.list()).toHaveLength(40);
    later.close();
  });

  it('says storage.corrupt when the right key meets a damaged file, wherever the damage is', () => {
    filled();
    const whole = readFileSync(file);
    for (const at of [40, 4096 * 2 + 100, whole.length - 50]) {
      const damaged = Buffer.from(whole);
      damaged[at]! ^= 0xff;
      writeFileSync(file, damaged);
      expect(() => openStore({ path: file, key }), `byte ${at}`).toThrow(code('storage.corrupt'));
    }
    writeFileSync(file, whole);
    openStore({ path: file, key }).close();
  });

  it('finds damage in a large file too: in what everything hangs on at the door, elsewhere when it is read', () => {
    const store = openStore({ path: file, key });
    store.encounters.insert(anEncounter(1));
    store.transcripts.save(encounterId(1), aTranscript([aSegment('s1', 0)]));
    store.close();
    const db = openDatabase({ path: file, key });
    const pageOf = (table: string): number => {
      const page = db.prepare<[string], { pageno: number }>('SELECT pageno FROM dbstat WHERE name = ?').get(table);
      return page!.pageno;
    };
    const [encounters, segments] = [pageOf('encounters'), pageOf('transcript_segments')];
    db.close();
    const whole = readFileSync(file);
    const damage = (page: number): void => {
      const damaged = Buffer.from(whole);
      damaged[(page - 1) * 4096 + 2_000]! ^= 1;
      writeFileSync(file, damaged);
    };
    damage(encounters);
    expect(() => openDatabase({ path: file, key, checkedWholeBytes: 0 })).toThrow(code('storage.corrupt'));
    damage(segments);
    const opened = createSqliteStore(openDatabase({ path: file, key, checkedWholeBytes: 0 }));
    expect(opened.encounters.get(encounterId(1))).toBeDefined();
    expect(() => opened.transcripts.segments(encounterId(1))).toThrow(code('storage.corrupt'));
    opened.close();
  });

  it('says storage.corrupt for a file cut short', () => {
    filled();
    writeFileSync(file, readFileSync(file).subarray(0, 4096 * 3));
    expect(() => openStore({ path: file, key })).toThrow(code('storage.corrupt'));
  });

  it('says storage.key for something that never was its database', () => {
    writeFileSync(file, Buffer.alloc(8192, 'text that is no database '));
    expect(() => openStore({ path: file, key })).toThrow(code('storage.key'));
  });

  it('leaves a newer version’s file alone', () => {
    filled();
    const db = openDatabase({ path: file, key });
    db.pragma('user_version = 999');
    db.close();
    expect(() => openStore({ path: file, key })).toThrow(code('storage.newer-version'));
  });

  it('says storage.full when there is no room, and what was there stays whole', () => {
    filled();
    const db = openDatabase({ path: file, key });
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 2}`);
    const store = createSqliteStore(db);
    const large = 'x'.repeat(390);
    const fill = (from: number): void => {
      for (let n = from; n < from + 100; n += 1) store.encounters.insert(anEncounter(n, { reason: large }));
    };
    expect(() => fill(2)).toThrow(code('storage.full'));
    const kept = store.encounters.list().length;
    expect(kept).toBeGreaterThan(1);
    expect(() => store.transaction(() => fill(200))).toThrow(code('storage.full'));
    store.close();
    const later = openStore({ path: file, key });
    expect(later.encounters.list()).toHaveLength(kept);
    later.encounters.insert(anEncounter(500));
    later.close();
  });

  it('is durable the hard way: WAL, full sync, foreign keys, secure delete', () => {
    const db = openDatabase({ path: file, key });
    const pragma = (name: string): unknown => db.pragma(name, { simple: true });
    expect(pragma('journal_mode')).toBe('wal');
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('foreign_keys')).toBe(1);
    expect(pragma('secure_delete')).toBe(1);
    expect(pragma('temp_store')).toBe(2);
    expect(pragma('trusted_schema')).toBe(0);
    expect(pragma('cipher')).toBe('sqlcipher');
    db.close();
  });

  it('says storage.io for a folder that is not there', () => {
    expect(() => openStore({ path: path.join(root, 'no', 'folder.db'), key })).toThrow(code('storage.io'));
  });
});
