import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { loadDraftResources } from '../note-resources/load-draft-resources.ts';
import { loadDocumentResources, parsePlainRows } from './load-document-resources.ts';

const SHIPPED = fileURLToPath(new URL('../../../../resources', import.meta.url));
const dir = mkdtempSync(join(tmpdir(), 'chartside-documents-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const code = (expected: string) => expect.objectContaining({ code: expected }) as Error;

it('loads what is shipped, under a version that changes with the table', () => {
  const draft = loadDraftResources(SHIPPED);
  const shipped = loadDocumentResources(SHIPPED, draft);
  expect(shipped.plain.rows.length).toBeGreaterThan(200);
  expect(loadDocumentResources(SHIPPED, draft).version).toBe(shipped.version);
  expect(() => loadDocumentResources(dir, draft)).toThrow(code('model.missing'));
  mkdirSync(join(dir, 'documents'));
  writeFileSync(join(dir, 'documents', 'plain-words.tsv'), 'hypertension\thigh blood pressure\tsay\n');
  expect(loadDocumentResources(dir, draft).version).not.toBe(shipped.version);
});

it.each(['hypertension\thigh blood pressure', 'htn\ta\tsay\nHTN\tb\tsay', '\tplain\tsay', 'htn\t\tsay'])(
  'refuses a table that is not whole: %j',
  (text) => {
    expect(() => parsePlainRows(text)).toThrow(code('model.corrupt'));
  },
);
