import { WordList } from '../../../../shared/model/word-list.ts';
import type { WordListRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';
import type { Connection } from '../sqlite.ts';

const TABLE = 'word_lists';

export function createWordListRepository(db: Connection): WordListRepository {
  const put = db.prepare(
    'INSERT INTO word_lists (clinician_id, body) VALUES (?, ?) ON CONFLICT (clinician_id) DO UPDATE SET body = excluded.body',
  );
  const one = db.prepare<[string], { body: string }>('SELECT body FROM word_lists WHERE clinician_id = ?');
  return {
    save(clinicianId, list) {
      put.run(clinicianId, toColumn(WordList, list, TABLE));
    },
    get(clinicianId) {
      const row = one.get(clinicianId);
      return row ? fromColumn(WordList, row.body, TABLE) : [];
    },
  };
}
