import path from 'node:path';
import type { SecretStore } from '../../ports/secret-store.ts';
import { decodeMasterKey, encodeMasterKey, newMasterKey } from './master-key.ts';
import { rememberKey } from './once-key.ts';
import { createSecretFile, readSecretFile } from './secret-file.ts';

/**
 * The master key in a file that only its owner may read: for machines without a keychain whose disk and account are
 * protected otherwise (full-disk encryption). Shown as the weakest protection.
 * @throws AppError (from `masterKey`) `storage.key` with params.reason, `storage.full`, `storage.io`
 */
export function createKeyFileSecretStore(options: { dir: string; mustExist?: boolean }): SecretStore {
  const file = path.join(options.dir, 'master.key');
  return {
    protection: 'key-file',
    masterKey: rememberKey(
      {
        async load() {
          const text = await readSecretFile(file);
          return text === undefined ? undefined : decodeMasterKey(text);
        },
        create: () => createSecretFile(file, encodeMasterKey(newMasterKey())),
      },
      options.mustExist,
    ),
  };
}
