import path from 'node:path';
import { AppError } from '../../../shared/errors.ts';
import type { SecretStore } from '../../ports/secret-store.ts';
import { decodeMasterKey, encodeMasterKey, newMasterKey } from './master-key.ts';
import { rememberKey } from './once-key.ts';
import { createSecretFile, readSecretFile } from './secret-file.ts';

/** The part of Electron's `safeStorage` that is used, so that no adapter imports Electron. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  encryptString(plainText: string): Buffer;
  decryptString(encrypted: Buffer): string;
  /** Linux only. `basic_text` is encryption with a key that everyone knows. */
  getSelectedStorageBackend?(): string;
}

/**
 * The master key wrapped by the operating system: Keychain, DPAPI, Secret Service or KWallet. Call after the app is ready.
 * @throws AppError (from `masterKey`) `storage.weak-secret` when only an unprotected store is offered, `storage.key` when
 * the keychain no longer opens what it closed (another account, a reset keychain).
 */
export function createSafeStorageSecretStore(options: {
  dir: string;
  safeStorage: SafeStorage;
  mustExist?: boolean;
  platform?: string;
}): SecretStore {
  const { safeStorage } = options;
  const platform = options.platform ?? process.platform;
  const file = path.join(options.dir, 'master.safe');

  const requireStrong = (): void => {
    if (!safeStorage.isEncryptionAvailable())
      throw new AppError('storage.weak-secret', { params: { reason: 'unavailable' } });
    if (platform !== 'linux') return;
    const backend = safeStorage.getSelectedStorageBackend?.() ?? 'unknown';
    if (backend === 'basic_text' || backend === 'unknown')
      throw new AppError('storage.weak-secret', { params: { reason: backend } });
  };

  const open = (text: string): Uint8Array => {
    let plain: string;
    try {
      plain = safeStorage.decryptString(Buffer.from(text.trim(), 'base64'));
    } catch (error) {
      throw new AppError('storage.key', { params: { reason: 'keychain' }, cause: error });
    }
    return decodeMasterKey(plain);
  };

  return {
    protection: 'os-keychain',
    masterKey: rememberKey(
      {
        async load() {
          requireStrong();
          const text = await readSecretFile(file);
          return text === undefined ? undefined : open(text);
        },
        async create() {
          const wrapped = safeStorage.encryptString(encodeMasterKey(newMasterKey()));
          return createSecretFile(file, `${wrapped.toString('base64')}\n`);
        },
      },
      options.mustExist,
    ),
  };
}
