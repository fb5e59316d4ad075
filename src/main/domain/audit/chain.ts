import type { AuditEntry } from '../../../shared/model/audit.ts';
import { canonicalJson } from './canonical-json.ts';

/** What the caller knows; the chain adds `seq`, `previousHash` and `hash`. */
export type AuditFields = Pick<AuditEntry, 'at' | 'actor' | 'action' | 'subject' | 'detail'>;

/** The same shape as the port `Digest`, restated because the domain imports no ports. */
export interface ChainDigest {
  /** Lower-case hex SHA-256. */
  sha256Hex(data: string): string;
}

/** `previousHash` of the first entry. */
export const GENESIS_HASH = '0'.repeat(64);

/** Where a chain is known to have reached: kept outside the database, it makes a cut-off tail visible. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

export interface ChainReport {
  /** Entries looked at that hold, from the first on. */
  readonly entries: number;
  /** The first place (1-based position = expected `seq`) where the chain does not hold; absent when it is whole. */
  readonly brokenAtSeq?: number;
}

/** SHA-256 over the canonical JSON of every field but `hash`. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>, digest: ChainDigest): string {
  const { seq, at, actor, action, subject, detail, previousHash } = entry;
  return digest.sha256Hex(canonicalJson({ seq, at, actor, action, subject, detail, previousHash }));
}

/** The entry that follows `last` (the first one of the record when `last` is undefined). */
export function nextLink(last: ChainHead | undefined, fields: AuditFields, digest: ChainDigest): AuditEntry {
  const { at, actor, action, subject, detail } = fields;
  const body = {
    seq: (last?.seq ?? 0) + 1,
    at,
    actor,
    action,
    subject,
    detail: { ...detail },
    previousHash: last?.hash ?? GENESIS_HASH,
  };
  return { ...body, hash: entryHash(body, digest) };
}

/**
 * Walks the whole record from seq 1. An entry that was edited, removed, inserted, doubled or moved breaks the chain at
 * its place. Removing the newest entries leaves a shorter chain that is whole in itself, so that is only seen against an
 * `expectedHead` that was noted elsewhere (a delivered document, a printed figure, a backup); a chain that has grown
 * past the expected head is whole.
 */
export function verifyChain(entries: Iterable<AuditEntry>, digest: ChainDigest, expectedHead?: ChainHead): ChainReport {
  let count = 0;
  let previousHash = GENESIS_HASH;
  for (const entry of entries) {
    const seq = count + 1;
    const holds = entry.seq === seq && entry.previousHash === previousHash && safeHash(entry, digest) === entry.hash;
    if (!holds || (expectedHead?.seq === seq && expectedHead.hash !== entry.hash))
      return { entries: count, brokenAtSeq: seq };
    previousHash = entry.hash;
    count = seq;
  }
  if (expectedHead !== undefined && count < expectedHead.seq) return { entries: count, brokenAtSeq: count + 1 };
  return { entries: count };
}

/** An entry that cannot even be spelt canonically (a number made NaN, say) is a broken one, not a crash of the check. */
function safeHash(entry: AuditEntry, digest: ChainDigest): string | undefined {
  try {
    return entryHash(entry, digest);
  } catch {
    return undefined;
  }
}
