import type { Migration } from './migration.ts';

/**
 * Documents made from a visit, append-only like its note. The body is text of the visit, encrypted with everything else. What is final stays as
 * it is; a newer document of the kind begins again as a draft.
 */
export const documents: Migration = {
  version: 3,
  sql: `
CREATE TABLE document_versions (
  encounter_id TEXT NOT NULL REFERENCES encounters (id),
  kind TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('draft', 'edit', 'final')),
  body TEXT NOT NULL,
  PRIMARY KEY (encounter_id, kind, version)
) STRICT, WITHOUT ROWID;
CREATE INDEX document_versions_by_kind ON document_versions (kind, encounter_id, version);
CREATE TRIGGER document_versions_no_update BEFORE UPDATE ON document_versions
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.final'); END;
CREATE TRIGGER document_versions_no_delete BEFORE DELETE ON document_versions
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.final'); END;
CREATE TRIGGER document_versions_count_up BEFORE INSERT ON document_versions
WHEN NEW.version <> 1 + (
  SELECT coalesce(max(version), 0) FROM document_versions WHERE encounter_id = NEW.encounter_id AND kind = NEW.kind
)
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.version'); END;
CREATE TRIGGER document_versions_final_stays BEFORE INSERT ON document_versions
WHEN NEW.state <> 'draft' AND NEW.version > 1 AND (
  SELECT state FROM document_versions
  WHERE encounter_id = NEW.encounter_id AND kind = NEW.kind AND version = NEW.version - 1
) = 'final'
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.final'); END;
CREATE TRIGGER document_versions_made_first BEFORE INSERT ON document_versions
WHEN NEW.version = 1 AND NEW.state <> 'draft'
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.state'); END;
`,
};
