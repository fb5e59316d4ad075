import type { Connection } from '../sqlite.ts';
import { AuditEntry } from '../../../../shared/model/audit.ts';
import type { AuditRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';

const TABLE = 'audit';

interface Row {
  body: string;
}

export function createAuditRepository(db: Connection): AuditRepository {
  const insert = db.prepare('INSERT INTO audit (seq, subject, previous_hash, hash, body) VALUES (?, ?, ?, ?, ?)');
  const newest = db.prepare<[], Row>('SELECT body FROM audit ORDER BY seq DESC LIMIT 1');
  const from = db.prepare<[number, number], Row>('SELECT body FROM audit WHERE seq >= ? ORDER BY seq LIMIT ?');
  const about = db.prepare<[string, number, number], Row>(
    'SELECT body FROM audit WHERE subject = ? AND seq >= ? ORDER BY seq LIMIT ?',
  );
  const read = (row: Row): AuditEntry => fromColumn(AuditEntry, row.body, TABLE);
  return {
    append(entry) {
      insert.run(entry.seq, entry.subject, entry.previousHash, entry.hash, toColumn(AuditEntry, entry, TABLE));
    },
    last() {
      const row = newest.get();
      return row && read(row);
    },
    list({ fromSeq, limit, subject } = {}) {
      const rows =
        subject === undefined ? from.all(fromSeq ?? 0, limit ?? -1) : about.all(subject, fromSeq ?? 0, limit ?? -1);
      return rows.map(read);
    },
  };
}
