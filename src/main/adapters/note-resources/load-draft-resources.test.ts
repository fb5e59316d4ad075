import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { loadDraftResources } from './load-draft-resources.ts';

const SHIPPED = fileURLToPath(new URL('../../../../resources', import.meta.url));

describe('loadDraftResources', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'chartside-resources-'));
    for (const part of ['lexicon', 'templates']) cpSync(join(SHIPPED, part), join(dir, part), { recursive: true });
  });
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  it('loads what is shipped, under a version that changes with any of it', () => {
    const first = loadDraftResources(dir);
    expect(first.templates.has('soap')).toBe(true);
    expect(first.salience && first.slots && first.boundary).toBeTruthy();
    expect(loadDraftResources(dir).version).toBe(first.version);
    writeFileSync(join(dir, 'lexicon', 'wording.tsv'), 'threw up\tvomited\n');
    expect(loadDraftResources(dir).version).not.toBe(first.version);
  });

  const codeOf = (work: () => unknown): [string, unknown] => {
    try {
      work();
    } catch (error) {
      if (error instanceof AppError) return [error.code, error.params['file']];
      throw error;
    }
    throw new Error('did not throw');
  };

  it('names the file that is missing or broken', () => {
    writeFileSync(join(dir, 'templates', 'soap.json'), '{"name":"soap"}');
    expect(codeOf(() => loadDraftResources(dir))).toEqual(['model.corrupt', 'soap.json']);
    rmSync(join(dir, 'lexicon', 'drugs.tsv'));
    expect(codeOf(() => loadDraftResources(dir))).toEqual(['model.missing', 'lexicon/drugs.tsv']);
  });

  it('works without the learned weights, only less well', () => {
    rmSync(join(dir, 'lexicon', 'learned'), { recursive: true });
    expect(loadDraftResources(dir).salience).toBeUndefined();
  });
});
