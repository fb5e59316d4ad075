import type { Connection } from '../sqlite.ts';
import { AppError } from '../../../../shared/errors.ts';
import { Encounter } from '../../../../shared/model/encounter.ts';
import type { EncounterRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';

const TABLE = 'encounters';

interface Row {
  body: string;
}

export function createEncounterRepository(db: Connection): EncounterRepository {
  const insert = db.prepare('INSERT INTO encounters (id, state, created_at, body) VALUES (?, ?, ?, ?)');
  const update = db.prepare('UPDATE encounters SET state = ?, created_at = ?, body = ? WHERE id = ?');
  const one = db.prepare<[string], Row>('SELECT body FROM encounters WHERE id = ?');
  const newest = db.prepare<[number], Row>('SELECT body FROM encounters ORDER BY created_at DESC, ord DESC LIMIT ?');
  const newestIn = db.prepare<[string, number], Row>(
    `SELECT body FROM encounters WHERE state IN (SELECT value FROM json_each(?))
     ORDER BY created_at DESC, ord DESC LIMIT ?`,
  );
  const read = (row: Row): Encounter => fromColumn(Encounter, row.body, TABLE);
  return {
    insert(encounter) {
      insert.run(encounter.id, encounter.state, encounter.createdAt, toColumn(Encounter, encounter, TABLE));
    },
    get(id) {
      const row = one.get(id);
      return row && read(row);
    },
    update(encounter) {
      const body = toColumn(Encounter, encounter, TABLE);
      const { changes } = update.run(encounter.state, encounter.createdAt, body, encounter.id);
      if (changes === 0) throw new AppError('not-found.encounter');
    },
    list({ states, limit } = {}) {
      // SQLite reads a negative limit as none.
      const rows = states ? newestIn.all(JSON.stringify(states), limit ?? -1) : newest.all(limit ?? -1);
      return rows.map(read);
    },
  };
}
