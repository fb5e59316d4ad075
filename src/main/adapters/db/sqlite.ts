// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- an ambient module has no import
/// <reference path="./better-sqlite3-multiple-ciphers.d.ts" />
import Database, { type Connection } from 'better-sqlite3-multiple-ciphers';

/** The one place that loads the native library. */
export { Database };
export type { Connection };
export const SqliteError = Database.SqliteError;
