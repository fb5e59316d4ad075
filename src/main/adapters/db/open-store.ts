import type { Store } from '../../ports/store.ts';
import { migrate } from './migrate.ts';
import { ALL_MIGRATIONS } from './migrations/all-migrations.ts';
import { openDatabase } from './open-database.ts';
import { withStoreErrors } from './sqlite-error.ts';
import { createSqliteStore } from './sqlite-store.ts';

/**
 * Opens the encrypted store of one profile; makes it when the file is new. The caller holds the profile's lock
 * (`profile-lock.ts`): one process at a time.
 * @param options.key 32 bytes, `deriveKeys(master).database`.
 * @throws AppError `storage.key`, `storage.corrupt`, `storage.newer-version`, `storage.full`, `storage.io`
 */
export function openStore(options: { path: string; key: Uint8Array }): Store {
  const db = openDatabase(options);
  try {
    withStoreErrors(() => migrate(db, ALL_MIGRATIONS));
    return createSqliteStore(db);
  } catch (error) {
    db.close();
    throw error;
  }
}
