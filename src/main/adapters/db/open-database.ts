import { createHmac, timingSafeEqual } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs';
import { Database, SqliteError, type Connection } from './sqlite.ts';
import { AppError } from '../../../shared/errors.ts';
import { toStoreError } from './sqlite-error.ts';

export interface OpenDatabaseOptions {
  readonly path: string;
  /** 32 bytes, used as the raw page key: it is random already, so no passphrase stretching is wanted. */
  readonly key: Uint8Array;
  /** Files up to this size are checked whole at the door. Default 64 MiB. */
  readonly checkedWholeBytes?: number;
}

/**
 * Opens (or makes) an encrypted database file and sets what every connection needs.
 * @throws AppError `storage.key` (wrong key), `storage.corrupt`, `storage.full`, `storage.io`
 */
export function openDatabase({ path, key, checkedWholeBytes }: OpenDatabaseOptions): Connection {
  if (key.byteLength !== 32) throw new AppError('storage.key', { params: { reason: 'length' } });
  const isNew = !existsSync(path) || statSync(path).size === 0;
  let db: Connection | undefined;
  try {
    createPrivately(path);
    db = new Database(path, { timeout: 5_000 });
    db.pragma(`cipher = 'sqlcipher'`);
    db.pragma('legacy = 4');
    db.pragma(`key = "x'${Buffer.from(key).toString('hex')}'"`);
    if (!isNew) readFirstPage(db, path, key);
    configure(db);
    quickCheck(db, path, checkedWholeBytes ?? CHECKED_WHOLE_BYTES);
    noteKey(path, key);
    return db;
  } catch (error) {
    db?.close();
    throw toStoreError(error);
  }
}

/** Made by us with owner-only rights before SQLite opens it; the WAL and SHM files take their rights from it. */
function createPrivately(path: string): void {
  try {
    closeSync(openSync(path, 'a', 0o600));
  } catch (error) {
    throw fileError(error);
  }
}

function configure(db: Connection): void {
  // WAL with FULL: every commit is on the disk (fsync) before it counts as done.
  const mode = db.pragma('journal_mode = WAL', { simple: true });
  if (mode !== 'wal') throw new AppError('storage.io', { params: { reason: 'journal-mode' } });
  db.pragma('synchronous = FULL');
  // macOS only: fsync there does not reach the platter, this does. Elsewhere it changes nothing.
  db.pragma('fullfsync = ON');
  db.pragma('checkpoint_fullfsync = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('recursive_triggers = ON');
  db.pragma('secure_delete = ON');
  db.pragma('temp_store = MEMORY');
  db.pragma('trusted_schema = OFF');
  db.pragma('cell_size_check = ON');
}

/** The first page decrypts and authenticates only under the right key; damage to it looks the same, so the key note decides. */
function readFirstPage(db: Connection, path: string, key: Uint8Array): void {
  try {
    db.prepare('SELECT count(*) FROM sqlite_schema').get();
  } catch (error) {
    const unreadable = error instanceof SqliteError && error.code === 'SQLITE_NOTADB';
    if (unreadable && !keyIsKnownRight(path, key)) throw new AppError('storage.key', { cause: error });
    throw error;
  }
}

/** Checked whole in well under a second (about 6 ms a MiB); years of transcripts are not waited for at every start. */
const CHECKED_WHOLE_BYTES = 64 * 1024 * 1024;

/**
 * Structure at the door. A small file is checked whole, a large one in the tables that everything hangs on. The rest is
 * not left to luck: every page carries an HMAC and is refused (`storage.corrupt`) when it is read and does not match.
 */
function quickCheck(db: Connection, path: string, checkedWholeBytes: number): void {
  const targets = statSync(path).size <= checkedWholeBytes ? [1] : presentCoreTables(db);
  for (const target of targets)
    if (db.pragma(`quick_check(${target})`, { simple: true }) !== 'ok') throw new AppError('storage.corrupt');
}

function presentCoreTables(db: Connection): string[] {
  const core = ['clinicians', 'encounters', 'codes', 'charts', 'outbox', 'audit', 'settings'];
  const rows = db.prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table'").all();
  return core.filter((name) => rows.some((row) => row.name === name));
}

const noteFile = (path: string): string => `${path}.key-check`;

/**
 * A keyed digest of a constant, beside the database: with it a wrong key and a damaged file can be told apart. It says
 * nothing about the key (HMAC under 256 random bits), and nothing trusts it but the choice of the error's name.
 */
function keyDigest(key: Uint8Array): Buffer {
  return createHmac('sha256', key).update('chartside database key check v1').digest();
}

function keyIsKnownRight(path: string, key: Uint8Array): boolean {
  try {
    const noted = Buffer.from(readFileSync(noteFile(path), 'utf8').trim(), 'hex');
    const expected = keyDigest(key);
    return noted.length === expected.length && timingSafeEqual(noted, expected);
  } catch {
    return false;
  }
}

function noteKey(path: string, key: Uint8Array): void {
  if (keyIsKnownRight(path, key)) return;
  const file = noteFile(path);
  try {
    const fd = openSync(`${file}.new`, 'w', 0o600);
    try {
      writeSync(fd, `${keyDigest(key).toString('hex')}\n`);
      fsyncSync(fd);
    } finally {
      closeSync(fd);
    }
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw fileError(error);
  }
}

function fileError(error: unknown): AppError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return new AppError('storage.full', { retryable: true, cause: error });
  return new AppError('storage.io', { params: { errno: code }, cause: error });
}
