import type { Migration } from './migration.ts';

/**
 * The first schema. Whole values are JSON in `body` (validated by the shared models on reading); beside it stand only the
 * columns that queries, order and rules need. Rules that protect the record are triggers, so that they hold against our
 * own mistakes too: notes and audit entries are only ever added, signed text cannot change, a delivery keeps its identity.
 */
export const initial: Migration = {
  version: 1,
  sql: `
CREATE TABLE clinicians (
  id TEXT PRIMARY KEY NOT NULL,
  body TEXT NOT NULL,
  verifier TEXT NOT NULL,
  position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE encounters (
  ord INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX encounters_newest ON encounters (created_at DESC, ord DESC);
CREATE INDEX encounters_by_state ON encounters (state, created_at DESC, ord DESC);
CREATE TRIGGER encounters_keep_id BEFORE UPDATE OF id ON encounters
WHEN NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'chartside:conflict.state'); END;

CREATE TABLE transcripts (
  encounter_id TEXT PRIMARY KEY NOT NULL REFERENCES encounters (id),
  header TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE transcript_segments (
  ord INTEGER PRIMARY KEY,
  encounter_id TEXT NOT NULL REFERENCES encounters (id),
  id TEXT NOT NULL,
  start_ms REAL NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (encounter_id, id)
) STRICT;
CREATE INDEX transcript_segments_in_order ON transcript_segments (encounter_id, start_ms, ord);

CREATE TABLE note_versions (
  encounter_id TEXT NOT NULL REFERENCES encounters (id),
  version INTEGER NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('ai-draft', 'edit', 'signed', 'addendum')),
  body TEXT NOT NULL,
  PRIMARY KEY (encounter_id, version)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER note_versions_no_update BEFORE UPDATE ON note_versions
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.signed'); END;
CREATE TRIGGER note_versions_no_delete BEFORE DELETE ON note_versions
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.signed'); END;
CREATE TRIGGER note_versions_count_up BEFORE INSERT ON note_versions
WHEN NEW.version <> 1 + (SELECT coalesce(max(version), 0) FROM note_versions WHERE encounter_id = NEW.encounter_id)
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.version'); END;
CREATE TRIGGER note_versions_signed_once BEFORE INSERT ON note_versions
WHEN NEW.kind <> 'addendum'
  AND EXISTS (SELECT 1 FROM note_versions WHERE encounter_id = NEW.encounter_id AND kind = 'signed')
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.signed'); END;
CREATE TRIGGER note_versions_addendum_after_signed BEFORE INSERT ON note_versions
WHEN NEW.kind = 'addendum'
  AND NOT EXISTS (SELECT 1 FROM note_versions WHERE encounter_id = NEW.encounter_id AND kind = 'signed')
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.state'); END;

CREATE TABLE codes (
  encounter_id TEXT PRIMARY KEY NOT NULL REFERENCES encounters (id),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE charts (
  encounter_id TEXT PRIMARY KEY NOT NULL REFERENCES encounters (id),
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
  ord INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  encounter_id TEXT NOT NULL REFERENCES encounters (id),
  note_version INTEGER NOT NULL,
  identifier TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL CHECK (state IN ('pending', 'sending', 'unknown', 'delivered', 'failed')),
  next_attempt_at INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  body TEXT NOT NULL,
  UNIQUE (encounter_id, note_version)
) STRICT;
CREATE INDEX outbox_due ON outbox (state, next_attempt_at);
CREATE TRIGGER outbox_keeps_identity BEFORE UPDATE ON outbox
WHEN NEW.id <> OLD.id OR NEW.encounter_id <> OLD.encounter_id OR NEW.note_version <> OLD.note_version
  OR NEW.identifier <> OLD.identifier OR (OLD.state = 'delivered' AND NEW.state <> 'delivered')
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.state'); END;
CREATE TRIGGER outbox_no_delete BEFORE DELETE ON outbox
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.state'); END;

CREATE TABLE audit (
  seq INTEGER PRIMARY KEY NOT NULL,
  subject TEXT NOT NULL,
  previous_hash TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE,
  body TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_subject ON audit (subject, seq);
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.state'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.state'); END;
CREATE TRIGGER audit_follows BEFORE INSERT ON audit
WHEN NEW.seq <> 1 + (SELECT coalesce(max(seq), 0) FROM audit)
  OR NEW.previous_hash <> coalesce((SELECT hash FROM audit ORDER BY seq DESC LIMIT 1), NEW.previous_hash)
BEGIN SELECT RAISE(ABORT, 'chartside:conflict.version'); END;

CREATE TABLE settings (
  name TEXT PRIMARY KEY NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
