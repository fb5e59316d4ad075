import type { Connection } from '../sqlite.ts';
import { Clinician } from '../../../../shared/model/clinician.ts';
import type { ClinicianRepository } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';

const TABLE = 'clinicians';

interface Row {
  body: string;
}

export function createClinicianRepository(db: Connection): ClinicianRepository {
  const insert = db.prepare(
    `INSERT INTO clinicians (id, body, verifier, position)
     VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM clinicians))`,
  );
  const one = db.prepare<[string], Row>('SELECT body FROM clinicians WHERE id = ?');
  const all = db.prepare<[], Row>('SELECT body FROM clinicians ORDER BY position');
  const verifier = db.prepare<[string], { verifier: string }>('SELECT verifier FROM clinicians WHERE id = ?');
  const read = (row: Row): Clinician => fromColumn(Clinician, row.body, TABLE);
  return {
    insert(clinician, encoded) {
      insert.run(clinician.id, toColumn(Clinician, clinician, TABLE), encoded);
    },
    get(id) {
      const row = one.get(id);
      return row && read(row);
    },
    list: () => all.all().map(read),
    verifier: (id) => verifier.get(id)?.verifier,
  };
}
