import { StyleBook } from '../../../../shared/model/style.ts';
import type { StyleRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';
import type { Connection } from '../sqlite.ts';

const TABLE = 'styles';

export function createStyleRepository(db: Connection): StyleRepository {
  const put = db.prepare(
    'INSERT INTO styles (clinician_id, body) VALUES (?, ?) ON CONFLICT (clinician_id) DO UPDATE SET body = excluded.body',
  );
  const one = db.prepare<[string], { body: string }>('SELECT body FROM styles WHERE clinician_id = ?');
  return {
    save(clinicianId, book) {
      put.run(clinicianId, toColumn(StyleBook, book, TABLE));
    },
    get(clinicianId) {
      const row = one.get(clinicianId);
      return row ? fromColumn(StyleBook, row.body, TABLE) : StyleBook.parse({});
    },
  };
}
