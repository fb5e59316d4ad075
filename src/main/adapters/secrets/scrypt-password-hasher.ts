import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '../../ports/secret-store.ts';
import { isSaneCost, PASSWORD_COST, scryptAsync, type ScryptCost } from './scrypt.ts';

const SALT_BYTES = 16;
const DIGEST_BYTES = 32;
const VERIFIER = /^\$scrypt\$N=(\d{1,10}),r=(\d{1,4}),p=(\d{1,4})\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/;

/**
 * Clinicians' passphrases: `$scrypt$N=…,r=…,p=…$salt$digest` (base64url). The cost stands in the verifier, so it can be
 * raised later without locking anyone out. A verifier that is not of this shape never matches.
 * @param options.cost for tests; N is at least 2^15.
 */
export function createScryptPasswordHasher(options: { cost?: ScryptCost } = {}): PasswordHasher {
  const cost = options.cost ?? PASSWORD_COST;
  if (!isSaneCost(cost)) throw new RangeError('scrypt cost out of range');
  return {
    async hash(passphrase) {
      const salt = randomBytes(SALT_BYTES);
      const digest = await scryptAsync(passphrase, salt, DIGEST_BYTES, cost);
      return `$scrypt$N=${cost.N},r=${cost.r},p=${cost.p}$${salt.toString('base64url')}$${digest.toString('base64url')}`;
    },
    async verify(passphrase, verifier) {
      const match = VERIFIER.exec(verifier);
      if (!match) return false;
      const [, N, r, p, salt, digest] = match;
      const stored = { N: Number(N), r: Number(r), p: Number(p) };
      if (!isSaneCost(stored)) return false;
      const expected = Buffer.from(digest!, 'base64url');
      const actual = await scryptAsync(passphrase, Buffer.from(salt!, 'base64url'), DIGEST_BYTES, stored);
      return timingSafeEqual(actual, expected);
    },
  };
}
