import { describe, expect, it } from 'vitest';
import type { SecretProtection } from '../../shared/model/clinician.ts';
import type { SecretStore } from './secret-store.ts';

export interface SecretStoreBench {
  /** A store of the same profile; each call is what another start of the program makes. */
  open(options?: { mustExist?: boolean }): SecretStore;
}

const missing = expect.objectContaining({ code: 'storage.key', params: { reason: 'missing' } }) as Error;

/** What every place for a master key has to do. `make` gives a new, empty profile each time. */
export function secretStoreConformance(name: string, protection: SecretProtection, make: () => SecretStoreBench): void {
  describe(`${name} (SecretStore)`, () => {
    it('says how it protects', () => {
      expect(make().open().protection).toBe(protection);
    });

    it('makes a key of 32 bytes once and finds it again', async () => {
      const bench = make();
      const first = await bench.open().masterKey();
      expect(first).toHaveLength(32);
      expect(new Set(first).size).toBeGreaterThan(8);
      expect(await bench.open().masterKey()).toEqual(first);
      expect(await bench.open({ mustExist: true }).masterKey()).toEqual(first);
    });

    it('makes another key for another profile', async () => {
      const [one, two] = [await make().open().masterKey(), await make().open().masterKey()];
      expect(one).not.toEqual(two);
    });

    it('gives every caller its own copy of the same key', async () => {
      const store = make().open();
      const [one, two] = await Promise.all([store.masterKey(), store.masterKey()]);
      expect(one).toEqual(two);
      one.fill(0);
      expect(await store.masterKey()).toEqual(two);
    });

    it('settles on one key when two processes make one at once', async () => {
      const bench = make();
      const [one, two] = await Promise.all([bench.open().masterKey(), bench.open().masterKey()]);
      expect(one).toEqual(two);
    });

    it('makes no new key for a profile that holds data', async () => {
      const bench = make();
      await expect(bench.open({ mustExist: true }).masterKey()).rejects.toThrow(missing);
      const made = await bench.open().masterKey();
      expect(made).toHaveLength(32);
    });
  });
}
