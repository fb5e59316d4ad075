import type { Connection } from '../sqlite.ts';
import { AppError } from '../../../../shared/errors.ts';
import { NoteVersion } from '../../../../shared/model/note.ts';
import { assertNextNoteVersion } from '../../../domain/encounter/note-versions.ts';
import type { NoteRepository, Store } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';

const TABLE = 'note_versions';

interface Row {
  body: string;
}

export function createNoteRepository(db: Connection, transaction: Store['transaction']): NoteRepository {
  const insert = db.prepare('INSERT INTO note_versions (encounter_id, version, kind, body) VALUES (?, ?, ?, ?)');
  const known = db.prepare<[string], { known: number }>('SELECT count(*) AS known FROM encounters WHERE id = ?');
  const tip = db.prepare<[string], { lastVersion: number; signed: number }>(
    `SELECT coalesce(max(version), 0) AS lastVersion, coalesce(max(kind = 'signed'), 0) AS signed
     FROM note_versions WHERE encounter_id = ?`,
  );
  const newest = db.prepare<[string], Row>(
    'SELECT body FROM note_versions WHERE encounter_id = ? ORDER BY version DESC LIMIT 1',
  );
  const all = db.prepare<[string], Row>('SELECT body FROM note_versions WHERE encounter_id = ? ORDER BY version');
  const drafted = db.prepare<[string], Row>(
    "SELECT body FROM note_versions WHERE encounter_id = ? AND kind = 'ai-draft' ORDER BY version DESC LIMIT 1",
  );
  const read = (row: Row): NoteVersion => fromColumn(NoteVersion, row.body, TABLE);
  return {
    append(encounterId, version) {
      const body = toColumn(NoteVersion, version, TABLE);
      transaction(() => {
        if (known.get(encounterId)?.known !== 1) throw new AppError('not-found.encounter');
        const { lastVersion, signed } = tip.get(encounterId)!;
        // The triggers hold the same rule; asking first gives the error its params.
        assertNextNoteVersion({ lastVersion, signed: signed === 1 }, version);
        insert.run(encounterId, version.version, version.kind, body);
      });
    },
    latest(encounterId) {
      const row = newest.get(encounterId);
      return row && read(row);
    },
    draft(encounterId) {
      const row = drafted.get(encounterId);
      return row && read(row);
    },
    history: (encounterId) => all.all(encounterId).map(read),
  };
}
