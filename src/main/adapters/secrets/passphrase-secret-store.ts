import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { MASTER_KEY_BYTES, newMasterKey } from './master-key.ts';
import { rememberKey } from './once-key.ts';
import { isSaneCost, MASTER_KEY_COST, scryptAsync, type ScryptCost } from './scrypt.ts';
import { createSecretFile, readSecretFile, replaceSecretFile } from './secret-file.ts';

/** `check` is SHA-256 over the other fields: it tells a damaged file from a wrong passphrase. It protects nothing. */
const WrappedKey = z.object({
  version: z.literal(1),
  kdf: z.literal('scrypt'),
  N: z.number(),
  r: z.number(),
  p: z.number(),
  salt: z.string(),
  nonce: z.string(),
  sealed: z.string(),
  check: z.string(),
});
type WrappedKey = z.infer<typeof WrappedKey>;

interface Options {
  readonly dir: string;
  readonly passphrase: string;
  readonly mustExist?: boolean;
  /** For tests; N is at least 2^15. */
  readonly cost?: ScryptCost;
}

const fileIn = (dir: string): string => path.join(dir, 'master.passphrase.json');

/**
 * The master key sealed (AES-256-GCM) under a key that scrypt makes of the passphrase. Changing the passphrase seals the
 * same master key anew; no data is encrypted again.
 * @throws AppError (from `masterKey`) `auth.passphrase`, `storage.key` (damaged file), `storage.full`, `storage.io`
 */
export function createPassphraseSecretStore(options: Options): SecretStore {
  const { dir, passphrase } = options;
  return {
    protection: 'passphrase',
    masterKey: rememberKey(
      {
        async load() {
          const text = await readSecretFile(fileIn(dir));
          return text === undefined ? undefined : unwrap(text, passphrase);
        },
        async create() {
          return createSecretFile(fileIn(dir), await wrap(newMasterKey(), passphrase, options.cost));
        },
      },
      options.mustExist,
    ),
  };
}

/** @throws AppError `auth.passphrase` when `from` is wrong, `storage.key` when there is no key to seal anew. */
export async function changePassphrase(options: {
  dir: string;
  from: string;
  to: string;
  cost?: ScryptCost;
}): Promise<void> {
  const text = await readSecretFile(fileIn(options.dir));
  if (text === undefined) throw new AppError('storage.key', { params: { reason: 'missing' } });
  const master = await unwrap(text, options.from);
  await replaceSecretFile(fileIn(options.dir), await wrap(master, options.to, options.cost));
}

async function wrap(master: Uint8Array, passphrase: string, cost = MASTER_KEY_COST): Promise<string> {
  if (passphrase === '') throw new AppError('auth.passphrase');
  if (!isSaneCost(cost)) throw new RangeError('scrypt cost out of range');
  const salt = randomBytes(16);
  const nonce = randomBytes(12);
  const wrapping = await scryptAsync(passphrase, salt, 32, cost);
  const head = {
    version: 1 as const,
    kdf: 'scrypt' as const,
    N: cost.N,
    r: cost.r,
    p: cost.p,
    salt: salt.toString('base64'),
    nonce: nonce.toString('base64'),
  };
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce);
  cipher.setAAD(associated(head));
  const sealed = Buffer.concat([cipher.update(master), cipher.final(), cipher.getAuthTag()]).toString('base64');
  return `${JSON.stringify({ ...head, sealed, check: checkOf({ ...head, sealed }) })}\n`;
}

async function unwrap(text: string, passphrase: string): Promise<Uint8Array> {
  const wrapped = parse(text);
  const nonce = Buffer.from(wrapped.nonce, 'base64');
  const sealed = Buffer.from(wrapped.sealed, 'base64');
  if (nonce.length !== 12 || sealed.length !== MASTER_KEY_BYTES + 16) throw damaged();
  const wrapping = await scryptAsync(passphrase, Buffer.from(wrapped.salt, 'base64'), 32, wrapped);
  const decipher = createDecipheriv('aes-256-gcm', wrapping, nonce);
  decipher.setAAD(associated(wrapped));
  decipher.setAuthTag(sealed.subarray(MASTER_KEY_BYTES));
  try {
    return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, MASTER_KEY_BYTES)), decipher.final()]));
  } catch (error) {
    throw new AppError('auth.passphrase', { cause: error });
  }
}

function parse(text: string): WrappedKey {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw damaged(error);
  }
  const parsed = WrappedKey.safeParse(value);
  if (!parsed.success || !isSaneCost(parsed.data) || checkOf(parsed.data) !== parsed.data.check)
    throw damaged(parsed.error);
  return parsed.data;
}

type Head = Omit<WrappedKey, 'sealed' | 'check'>;

/** Cost, salt and nonce are authenticated with the key: nobody can make the next unwrapping cheaper. */
function associated({ version, kdf, N, r, p, salt, nonce }: Head): Buffer {
  return Buffer.from(['chartside master key', version, kdf, N, r, p, salt, nonce].join('\n'));
}

function checkOf(fields: Omit<WrappedKey, 'check'>): string {
  return createHash('sha256').update(associated(fields)).update('\n').update(fields.sealed).digest('hex').slice(0, 16);
}

function damaged(cause?: unknown): AppError {
  return new AppError('storage.key', { params: { reason: 'damaged' }, cause });
}
