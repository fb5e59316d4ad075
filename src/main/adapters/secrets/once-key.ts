import { AppError } from '../../../shared/errors.ts';

/** What a secret store has to know to find a profile's key or make one. */
export interface KeyVault {
  /** undefined: no key was made yet. */
  load(): Promise<Uint8Array | undefined>;
  /** false: another process was first. */
  create(): Promise<boolean>;
}

/**
 * Finds the key or makes it once, and remembers it: callers that come at the same time get the same key, each its own
 * copy. After a failure the next call tries again.
 * @param mustExist for a profile that holds data already: a missing key is then an error, not a reason to make a new one.
 */
export function rememberKey(vault: KeyVault, mustExist = false): () => Promise<Uint8Array> {
  let found: Promise<Uint8Array> | undefined;
  const find = async (): Promise<Uint8Array> => {
    const existing = await vault.load();
    if (existing) return existing;
    if (mustExist) throw new AppError('storage.key', { params: { reason: 'missing' } });
    await vault.create();
    // Read back: what the disk holds is what later starts will see.
    const made = await vault.load();
    if (!made) throw new AppError('storage.key', { params: { reason: 'missing' } });
    return made;
  };
  return async () => {
    found ??= find();
    try {
      return (await found).slice();
    } catch (error) {
      found = undefined;
      throw error;
    }
  };
}
