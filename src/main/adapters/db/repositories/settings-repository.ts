import type { Connection } from '../sqlite.ts';
import { Settings } from '../../../../shared/model/clinician.ts';
import { DraftingChoice } from '../../../../shared/model/drafting.ts';
import { EhrConnection } from '../../../../shared/model/delivery.ts';
import type { SettingsRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';

const TABLE = 'settings';

export function createSettingsRepository(db: Connection): SettingsRepository {
  const put = db.prepare(
    'INSERT INTO settings (name, body) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET body = excluded.body',
  );
  const remove = db.prepare('DELETE FROM settings WHERE name = ?');
  const one = db.prepare<[string], { body: string }>('SELECT body FROM settings WHERE name = ?');
  return {
    get() {
      const row = one.get('settings');
      return row ? fromColumn(Settings, row.body, TABLE) : Settings.parse({});
    },
    save(settings) {
      put.run('settings', toColumn(Settings, settings, TABLE));
    },
    ehr() {
      const row = one.get('ehr');
      return row && fromColumn(EhrConnection, row.body, TABLE);
    },
    saveEhr(connection) {
      if (connection) put.run('ehr', toColumn(EhrConnection, connection, TABLE));
      else remove.run('ehr');
    },
    drafting() {
      const row = one.get('drafting');
      return row && fromColumn(DraftingChoice, row.body, TABLE);
    },
    saveDrafting(choice) {
      if (choice) put.run('drafting', toColumn(DraftingChoice, choice, TABLE));
      else remove.run('drafting');
    },
  };
}
