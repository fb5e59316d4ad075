import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { aDocumentVersion } from '../../ports/document-store.conformance.ts';
import { anEncounter, encounterId } from '../../ports/store-fixtures.conformance.ts';
import { migrate } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import type { Migration } from './migrations/migration.ts';
import { openDatabase } from './open-database.ts';
import { openStore } from './open-store.ts';
import type { Connection } from './sqlite.ts';

const root = mkdtempSync(path.join(tmpdir(), 'chartside-migrate-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
const key = new Uint8Array(32).fill(1);
let count = 0;
const freshPath = (): string => path.join(root, `${(count += 1)}.db`);
const open = (file = freshPath()): Connection => openDatabase({ path: file, key });
const version = (db: Connection): unknown => db.pragma('user_version', { simple: true });
const schema = (db: Connection): unknown => db.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY name').all();

/**
 * What a program of each version left in a profile. A release that adds a migration adds the rows that the version
 * before it wrote, and never changes those that stand.
 */
const FILLED_AT: Readonly<Record<number, (db: Connection) => void>> = {
  0: () => undefined,
  1: (db) => {
    const body = JSON.stringify(anEncounter(1));
    db.prepare('INSERT INTO encounters (id, state, created_at, body) VALUES (?, ?, ?, ?)').run(
      encounterId(1),
      'planned',
      1_001,
      body,
    );
  },
  2: (db) => {
    FILLED_AT[1]!(db);
    db.prepare('INSERT INTO word_lists (clinician_id, body) VALUES (?, ?)').run('c1', '[{"term":"Eliquis"}]');
  },
  3: (db) => {
    FILLED_AT[2]!(db);
    db.prepare('INSERT INTO document_versions (encounter_id, kind, version, state, body) VALUES (?, ?, ?, ?, ?)').run(
      encounterId(1),
      'work-note',
      1,
      'draft',
      JSON.stringify(aDocumentVersion(1, 'draft')),
    );
  },
  4: (db) => {
    FILLED_AT[3]!(db);
    db.prepare('INSERT INTO note_templates (name, title, body) VALUES (?, ?, ?)').run(
      'mine',
      'Mine',
      '{"name":"mine","title":"Mine","sections":[{"key":"a","heading":"A","slots":[{"slot":"hpi"}]}]}',
    );
    db.prepare('INSERT INTO styles (clinician_id, body) VALUES (?, ?)').run('c1', '{"enabled":true}');
  },
};

describe('migrations', () => {
  it('are numbered without a gap', () => {
    expect(ALL_MIGRATIONS.map((migration) => migration.version)).toEqual(ALL_MIGRATIONS.map((_, n) => n + 1));
  });

  it.each(ALL_MIGRATIONS.map((_, n) => n).concat(ALL_MIGRATIONS.length))(
    'bring a profile of version %i to the newest, with what is in it',
    (from) => {
      const file = freshPath();
      const db = open(file);
      migrate(db, ALL_MIGRATIONS.slice(0, from));
      expect(version(db)).toBe(from);
      expect(FILLED_AT[from], `rows of version ${from}`).toBeDefined();
      FILLED_AT[from]!(db);
      migrate(db, ALL_MIGRATIONS);
      expect(version(db)).toBe(ALL_MIGRATIONS.length);
      const fresh = open();
      migrate(fresh, ALL_MIGRATIONS);
      expect(schema(db)).toEqual(schema(fresh));
      fresh.close();
      db.close();
      const store = openStore({ path: file, key });
      expect(store.encounters.list()).toEqual(from === 0 ? [] : [anEncounter(1)]);
      store.close();
    },
  );

  const steps: Migration[] = [
    { version: 1, sql: 'CREATE TABLE a (x TEXT); INSERT INTO a VALUES (1)' },
    { version: 2, sql: 'CREATE TABLE b (x TEXT); INSERT INTO b SELECT x FROM a' },
  ];

  it('run each step once', () => {
    const db = open();
    expect(migrate(db, steps.slice(0, 1))).toBe(0);
    expect(migrate(db, steps)).toBe(1);
    expect(migrate(db, steps)).toBe(2);
    expect(db.prepare('SELECT count(*) AS n FROM b').get()).toEqual({ n: 1 });
    db.close();
  });

  it('leave the older version whole when a step fails half-way', () => {
    const db = open();
    const broken: Migration = { version: 3, sql: 'CREATE TABLE c (x TEXT); INSERT INTO nowhere VALUES (1)' };
    expect(() => migrate(db, [...steps, broken])).toThrow(/nowhere/);
    expect(version(db)).toBe(2);
    expect(db.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name = 'c'").get()).toEqual({ n: 0 });
    db.close();
  });

  it('refuse a newer file and a list with a gap', () => {
    const db = open();
    migrate(db, steps);
    const newer = expect.objectContaining({ code: 'storage.newer-version', params: { found: 2, known: 1 } }) as Error;
    expect(() => migrate(db, steps.slice(0, 1))).toThrow(newer);
    expect(() => migrate(db, [steps[1]!])).toThrow();
    db.close();
  });
});
