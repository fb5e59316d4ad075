import type { Migration } from './migration.ts';

/** The practice's own note templates, and each clinician's accepted habits of wording. */
export const templatesAndStyle: Migration = {
  version: 4,
  sql: `
CREATE TABLE note_templates (
  name TEXT PRIMARY KEY NOT NULL,
  title TEXT NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE styles (
  clinician_id TEXT PRIMARY KEY NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
