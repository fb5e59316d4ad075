/**
 * The part of better-sqlite3-multiple-ciphers that this folder uses. The package carries typings, but its `exports` map
 * (13.0) leaves them out, so no resolver that honours the map finds them.
 */
declare module 'better-sqlite3-multiple-ciphers' {
  export interface RunResult {
    changes: number;
    lastInsertRowid: number | bigint;
  }
  export interface Statement<Parameters extends readonly unknown[] = unknown[], Row = unknown> {
    run(...parameters: Parameters): RunResult;
    get(...parameters: Parameters): Row | undefined;
    all(...parameters: Parameters): Row[];
  }
  export interface TransactionFunction<T> {
    (): T;
    immediate(): T;
  }
  export interface Connection {
    readonly open: boolean;
    readonly inTransaction: boolean;
    prepare<Parameters extends readonly unknown[] = unknown[], Row = unknown>(sql: string): Statement<Parameters, Row>;
    transaction<T>(work: () => T): TransactionFunction<T>;
    exec(sql: string): this;
    pragma(source: string, options?: { simple?: boolean }): unknown;
    close(): this;
  }
  interface ConnectionConstructor {
    new (path: string, options?: { readonly?: boolean; fileMustExist?: boolean; timeout?: number }): Connection;
    readonly SqliteError: new (message: string, code: string) => Error & { readonly code: string };
  }
  const Database: ConnectionConstructor;
  // eslint-disable-next-line no-restricted-exports -- the package's shape, not ours
  export default Database;
}
