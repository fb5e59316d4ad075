import type { Connection } from '../sqlite.ts';
import { AppError } from '../../../../shared/errors.ts';
import { OutboxEntry } from '../../../../shared/model/delivery.ts';
import type { OutboxRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';

const TABLE = 'outbox';

interface Row {
  body: string;
}

export function createOutboxRepository(db: Connection): OutboxRepository {
  const insert = db.prepare(
    `INSERT INTO outbox (encounter_id, note_version, identifier, state, next_attempt_at, created_at, body, id)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const update = db.prepare(
    `UPDATE outbox SET encounter_id = ?, note_version = ?, identifier = ?, state = ?, next_attempt_at = ?, created_at = ?,
     body = ? WHERE id = ?`,
  );
  const one = db.prepare<[string], Row>('SELECT body FROM outbox WHERE id = ?');
  const ofEncounter = db.prepare<[string], Row>(
    'SELECT body FROM outbox WHERE encounter_id = ? ORDER BY created_at, ord',
  );
  const due = db.prepare<[number], Row>(
    `SELECT body FROM outbox WHERE state IN ('pending', 'unknown') AND next_attempt_at <= ? ORDER BY created_at, ord`,
  );
  const all = db.prepare<[], Row>('SELECT body FROM outbox ORDER BY created_at, ord');
  const read = (row: Row): OutboxEntry => fromColumn(OutboxEntry, row.body, TABLE);
  const columns = (entry: OutboxEntry) =>
    [
      entry.encounterId,
      entry.noteVersion,
      entry.identifier,
      entry.state,
      entry.nextAttemptAt,
      entry.createdAt,
      toColumn(OutboxEntry, entry, TABLE),
      entry.id,
    ] as const;
  return {
    insert(entry) {
      insert.run(...columns(entry));
    },
    update(entry) {
      if (update.run(...columns(entry)).changes === 0) throw new AppError('not-found.delivery');
    },
    get(id) {
      const row = one.get(id);
      return row && read(row);
    },
    forEncounter: (encounterId) => ofEncounter.all(encounterId).map(read),
    due: (now) => due.all(now).map(read),
    list: () => all.all().map(read),
  };
}
