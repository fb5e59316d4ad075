import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { aDocumentVersion } from '../../ports/document-store.conformance.ts';
import {
  anAuditEntry,
  anEncounter,
  aNoteVersion,
  anOutboxEntry,
  encounterId,
} from '../../ports/store-fixtures.conformance.ts';
import { openDatabase } from './open-database.ts';
import { openStore } from './open-store.ts';
import { withStoreErrors } from './sqlite-error.ts';
import type { Connection } from './sqlite.ts';

const root = mkdtempSync(path.join(tmpdir(), 'chartside-triggers-'));
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});
const key = new Uint8Array(32).fill(1);
let count = 0;

/** The rules of the record hold in the database itself, against SQL that goes past the repositories. */
describe('triggers', () => {
  let db: Connection;
  beforeEach(() => {
    const file = path.join(root, `${(count += 1)}.db`);
    const store = openStore({ path: file, key });
    store.encounters.insert(anEncounter(1));
    store.encounters.insert(anEncounter(2));
    store.notes.append(encounterId(1), aNoteVersion(1, 'ai-draft'));
    store.notes.append(encounterId(1), aNoteVersion(2, 'signed'));
    store.documents.append(encounterId(1), aDocumentVersion(1, 'draft'));
    store.documents.append(encounterId(1), aDocumentVersion(2, 'final'));
    store.audit.append(anAuditEntry(1));
    store.audit.append(anAuditEntry(2));
    store.outbox.insert(anOutboxEntry(2, { state: 'delivered' }));
    store.close();
    db = openDatabase({ path: file, key });
    return () => db.close();
  });

  const dump = (): unknown =>
    ['note_versions', 'document_versions', 'audit', 'outbox', 'encounters'].map((table) =>
      db.prepare(`SELECT * FROM ${table}`).all(),
    );

  const forbidden: [string, string][] = [
    ["UPDATE note_versions SET body = '{}' WHERE version = 2", 'conflict.signed'],
    ["UPDATE note_versions SET kind = 'edit' WHERE version = 1", 'conflict.signed'],
    ['DELETE FROM note_versions', 'conflict.signed'],
    ["INSERT INTO note_versions VALUES ('ENCOUNTER', 3, 'edit', '{}')", 'conflict.signed'],
    ["INSERT INTO note_versions VALUES ('ENCOUNTER', 3, 'signed', '{}')", 'conflict.signed'],
    ["INSERT INTO note_versions VALUES ('ENCOUNTER', 4, 'addendum', '{}')", 'conflict.version'],
    ["INSERT INTO note_versions VALUES ('UNSIGNED', 1, 'addendum', '{}')", 'conflict.state'],
    ["INSERT OR REPLACE INTO note_versions VALUES ('ENCOUNTER', 2, 'signed', '{}')", 'conflict.signed'],
    ["UPDATE document_versions SET body = '{}' WHERE version = 2", 'conflict.final'],
    ['DELETE FROM document_versions', 'conflict.final'],
    ["INSERT INTO document_versions VALUES ('ENCOUNTER', 'work-note', 3, 'edit', '{}')", 'conflict.final'],
    ["INSERT INTO document_versions VALUES ('ENCOUNTER', 'work-note', 4, 'draft', '{}')", 'conflict.version'],
    ["INSERT INTO document_versions VALUES ('ENCOUNTER', 'referral-letter', 1, 'final', '{}')", 'conflict.state'],
    [
      "INSERT OR REPLACE INTO document_versions VALUES ('ENCOUNTER', 'work-note', 2, 'final', '{}')",
      'conflict.version',
    ],
    ["UPDATE audit SET body = '{}' WHERE seq = 1", 'conflict.state'],
    ['DELETE FROM audit WHERE seq = 2', 'conflict.state'],
    ["INSERT INTO audit VALUES (4, 's', 'hash-2', 'h', '{}')", 'conflict.version'],
    ["INSERT INTO audit VALUES (3, 's', 'hash-1', 'h', '{}')", 'conflict.version'],
    ["INSERT OR REPLACE INTO audit VALUES (2, 's', 'hash-1', 'h', '{}')", 'conflict.version'],
    ["UPDATE outbox SET state = 'pending'", 'conflict.state'],
    ["UPDATE outbox SET identifier = 'other'", 'conflict.state'],
    ['DELETE FROM outbox', 'conflict.state'],
    ["UPDATE encounters SET id = 'other'", 'conflict.state'],
  ];
  it.each(forbidden)('refuses: %s', (sql, expected) => {
    const before = dump();
    const run = (): void =>
      withStoreErrors(() => void db.exec(sql.replace('ENCOUNTER', encounterId(1)).replace('UNSIGNED', encounterId(2))));
    expect(run).toThrow(expect.objectContaining({ code: expected }) as Error);
    expect(dump()).toEqual(before);
  });

  it('lets an encounter with a record not be deleted', () => {
    expect(() => db.exec('DELETE FROM encounters')).toThrow(/FOREIGN KEY/);
  });
});
