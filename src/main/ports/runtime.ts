/** Time, identity and logging come in as ports, so that domain and use cases stay deterministic under test. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
}

export interface IdSource {
  /** A fresh RFC 4122 UUID, lower case. */
  uuid(): string;
}

export type LogFields = Readonly<Record<string, string | number | boolean>>;

/** Structured, PHI-free by contract: events are stable words, fields are counts, codes, durations, ids. Never text that people said or wrote. */
export interface Log {
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}

/** Hashing, passed in so that the pure layers need no crypto library. */
export interface Digest {
  /** Lower-case hex SHA-256 of the UTF-8 text or the bytes. */
  sha256Hex(data: string | Uint8Array): string;
}
