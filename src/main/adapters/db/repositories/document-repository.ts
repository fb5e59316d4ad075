import { DocumentVersion } from '../../../../shared/model/document.ts';
import { EncounterId } from '../../../../shared/model/ids.ts';
import { AppError } from '../../../../shared/errors.ts';
import { assertNextDocumentVersion } from '../../../domain/documents/document-versions.ts';
import type { DocumentRepository, Store } from '../../../ports/store.ts';
import { fromColumn, toColumn } from '../json-column.ts';
import type { Connection } from '../sqlite.ts';

const TABLE = 'document_versions';

interface Row {
  body: string;
}

export function createDocumentRepository(db: Connection, transaction: Store['transaction']): DocumentRepository {
  const insert = db.prepare(
    'INSERT INTO document_versions (encounter_id, kind, version, state, body) VALUES (?, ?, ?, ?, ?)',
  );
  const known = db.prepare<[string], { known: number }>('SELECT count(*) AS known FROM encounters WHERE id = ?');
  const tip = db.prepare<[string, string], { version: number; state: string }>(
    'SELECT version, state FROM document_versions WHERE encounter_id = ? AND kind = ? ORDER BY version DESC LIMIT 1',
  );
  const newest = db.prepare<[string, string], Row>(
    'SELECT body FROM document_versions WHERE encounter_id = ? AND kind = ? ORDER BY version DESC LIMIT 1',
  );
  const all = db.prepare<[string, string], Row>(
    'SELECT body FROM document_versions WHERE encounter_id = ? AND kind = ? ORDER BY version',
  );
  const kinds = db.prepare<[string], Row>(
    `SELECT body FROM document_versions AS d WHERE encounter_id = ? AND version = (
       SELECT max(version) FROM document_versions WHERE encounter_id = d.encounter_id AND kind = d.kind
     ) ORDER BY kind`,
  );
  const everywhere = db.prepare<[string], Row & { encounter_id: string }>(
    `SELECT encounter_id, body FROM document_versions AS d WHERE kind = ? AND version = (
       SELECT max(version) FROM document_versions WHERE encounter_id = d.encounter_id AND kind = d.kind
     ) ORDER BY encounter_id`,
  );
  const read = (row: Row): DocumentVersion => fromColumn(DocumentVersion, row.body, TABLE);
  return {
    append(encounterId, version) {
      const body = toColumn(DocumentVersion, version, TABLE);
      transaction(() => {
        if (known.get(encounterId)?.known !== 1) throw new AppError('not-found.encounter');
        const last = tip.get(encounterId, version.document.kind);
        // The triggers hold the same rule; asking first gives the error its params.
        assertNextDocumentVersion({ lastVersion: last?.version ?? 0, isFinal: last?.state === 'final' }, version);
        insert.run(encounterId, version.document.kind, version.version, version.kind, body);
      });
    },
    latest(encounterId, kind) {
      const row = newest.get(encounterId, kind);
      return row && read(row);
    },
    history: (encounterId, kind) => all.all(encounterId, kind).map(read),
    latestOfEach: (encounterId) => kinds.all(encounterId).map(read),
    latestOfKind: (kind) =>
      everywhere.all(kind).map((row) => ({ encounterId: EncounterId.parse(row.encounter_id), version: read(row) })),
  };
}
