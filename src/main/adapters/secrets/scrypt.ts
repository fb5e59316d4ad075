import { scrypt } from 'node:crypto';

/** scrypt's cost (RFC 7914): N a power of two, memory 128·N·r bytes, p passes. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's password storage cheat sheet counts these two as equally strong; the second needs half the memory. */
export const MASTER_KEY_COST: ScryptCost = { N: 2 ** 17, r: 8, p: 1 };
export const PASSWORD_COST: ScryptCost = { N: 2 ** 16, r: 8, p: 2 };

const LOWEST_N = 2 ** 15;
const MOST_MEMORY_BYTES = 512 * 1024 * 1024;

/** Whether parameters read from a file are within what this program would ever have written: no cheap and no endless hashes. */
export function isSaneCost({ N, r, p }: ScryptCost): boolean {
  const whole = [N, r, p].every((value) => Number.isSafeInteger(value) && value > 0);
  return whole && N >= LOWEST_N && (N & (N - 1)) === 0 && r >= 8 && p <= 16 && 128 * N * r <= MOST_MEMORY_BYTES;
}

/** Runs on libuv's pool, not on the main thread. Unicode passphrases hash alike however they were typed (NFKC). */
export function scryptAsync(passphrase: string, salt: Uint8Array, bytes: number, cost: ScryptCost): Promise<Buffer> {
  const maxmem = 128 * cost.N * cost.r + 1024 * 1024 * cost.p;
  return new Promise((resolve, reject) => {
    scrypt(passphrase.normalize('NFKC'), salt, bytes, { ...cost, maxmem }, (error, key) => {
      if (error) reject(error);
      else resolve(key);
    });
  });
}
