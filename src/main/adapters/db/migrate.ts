import type { Connection } from './sqlite.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Migration } from './migrations/migration.ts';

/**
 * Brings the schema to the newest version, one transaction a step, so that a crash in between leaves a whole older
 * version and the next start goes on from there. Returns the version found.
 * @throws AppError `storage.newer-version` (params `found`, `known`) for a file of a newer program: it is not touched.
 */
export function migrate(db: Connection, migrations: readonly Migration[]): number {
  const found = Number(db.pragma('user_version', { simple: true }));
  const known = migrations.length;
  if (found > known) throw new AppError('storage.newer-version', { params: { found, known } });
  migrations.forEach((migration, index) => {
    if (migration.version !== index + 1) throw new Error(`migration ${migration.version} stands at place ${index + 1}`);
    if (migration.version <= found) return;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`user_version = ${migration.version}`);
    }).immediate();
  });
  return found;
}
