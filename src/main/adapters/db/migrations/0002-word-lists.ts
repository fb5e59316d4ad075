import type { Migration } from './migration.ts';

/** The words that a clinician uses, one list each. */
export const wordLists: Migration = {
  version: 2,
  sql: `
CREATE TABLE word_lists (
  clinician_id TEXT PRIMARY KEY NOT NULL,
  body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
