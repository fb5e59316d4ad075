/**
 * An n-gram model over a recogniser's tokens: how likely a token is after the ones before it, in visits. Learned weights only:
 * n-grams are kept as hashes with quantised probabilities (backing-off form, as in ARPA files), no text can be read back from them.
 *
 * Layout, little endian: magic `CTM1`, order, then for each order 1..n: number of slots (a power of two), and the slots, 4 bytes each:
 * 16-bit fingerprint (0: empty), 8-bit code of the log-probability, 8-bit code of the back-off weight.
 */
export interface TokenModel {
  readonly order: number;
  /** Natural log-probability of `token` after `history` (the most recent last; BOUNDARY stands for the beginning). */
  score(history: readonly number[], token: number): number;
}

/** Stands before the first token of a turn. */
export const BOUNDARY = 0xffff_ffff;
/** Codes of 8 bits cover natural logs from 0 down to this. */
const LOWEST = -16;
const LOWEST_BACKOFF = -6;
/** Probability of a token that was never seen: one in the vocabulary, and a little rarer than the rarest. */
const UNSEEN = -14;

export const encodeLog = (log: number): number => Math.round((Math.max(LOWEST, Math.min(0, log)) / LOWEST) * 255);
export const encodeBackoff = (log: number): number =>
  Math.round((Math.max(LOWEST_BACKOFF, Math.min(0, log)) / LOWEST_BACKOFF) * 255);
const LOGS = Float32Array.from({ length: 256 }, (_, code) => (code / 255) * LOWEST);
const BACKOFFS = Float32Array.from({ length: 256 }, (_, code) => (code / 255) * LOWEST_BACKOFF);

/** 32-bit hash of an n-gram, oldest token first (murmur3's mixing). The slot is its low bits, the fingerprint its high ones. */
export function hashTokens(tokens: readonly number[], from: number, to: number): number {
  let hash = 0x9747_b28c ^ (to - from);
  for (let i = from; i < to; i++) {
    let k = Math.imul(tokens[i]!, 0xcc9e_2d51);
    k = (k << 15) | (k >>> 17);
    hash ^= Math.imul(k, 0x1b87_3593);
    hash = (hash << 13) | (hash >>> 19);
    hash = (Math.imul(hash, 5) + 0xe654_6b64) | 0;
  }
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85eb_ca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2_ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

export const fingerprintOf = (hash: number): number => (hash >>> 16) | 1;
export const MAGIC = 0x314d_5443;
export const SLOT_BYTES = 4;

/** @throws Error when the bytes are no such model. */
export function readTokenModel(bytes: Uint8Array): TokenModel {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 8 || view.getUint32(0, true) !== MAGIC) throw new Error('not a token model');
  const order = view.getUint32(4, true);
  const tables: { start: number; mask: number }[] = [];
  let at = 8;
  for (let n = 1; n <= order; n++) {
    const slots = view.getUint32(at, true);
    tables.push({ start: at + 4, mask: slots - 1 });
    at += 4 + slots * SLOT_BYTES;
  }
  if (at !== bytes.length) throw new Error('not a whole token model');

  /** Offset of an n-gram's slot, 0 when it is not known. */
  const find = (tokens: readonly number[], from: number, to: number): number => {
    const { start, mask } = tables[to - from - 1]!;
    const hash = hashTokens(tokens, from, to);
    const fingerprint = fingerprintOf(hash);
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const offset = start + slot * SLOT_BYTES;
      const found = view.getUint16(offset, true);
      if (found === fingerprint) return offset;
      if (found === 0) return 0;
    }
  };

  return {
    order,
    score(history, token) {
      const context = history.slice(-(order - 1));
      const tokens = [...context, token];
      const end = tokens.length;
      let backoff = 0;
      for (let from = 0; from < end; from++) {
        const offset = find(tokens, from, end);
        if (offset > 0) return backoff + LOGS[bytes[offset + 2]!]!;
        if (from === end - 1) break;
        const contextOffset = find(tokens, from, end - 1);
        if (contextOffset > 0) backoff += BACKOFFS[bytes[contextOffset + 3]!]!;
      }
      return backoff + UNSEEN;
    },
  };
}
