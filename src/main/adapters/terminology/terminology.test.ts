import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import { installedFile } from './installed-store.ts';
import { installTerminology, TerminologyFileError, terminologyStatus } from './install-terminology.ts';
import { loadTerminology } from './load-terminology.ts';
import { hcpcsCsv, indexCsv, orderFile } from './official.fixture.ts';

const resourcesDir = new URL('../../../../resources', import.meta.url).pathname;
let dir: string;

beforeEach(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'chartside-terminology-'));
});
afterEach(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

function file(name: string, text: string): string {
  const at = path.join(dir, name);
  fs.writeFileSync(at, text);
  return at;
}

describe('the shipped terminology', () => {
  const terminology = loadTerminology({ resourcesDir });

  it('holds well over 600 codes, each once, in the official form', () => {
    const entries = terminology.entries();
    expect(entries.filter((entry) => entry.billable).length).toBeGreaterThan(600);
    expect(new Set(entries.map((entry) => entry.code)).size).toBe(entries.length);
    for (const { code } of entries) expect(code).toMatch(/^[A-Z]\d[0-9A-Z](?:\.[0-9A-Z]{1,4})?$/);
    expect(terminology.releases).toEqual({ icd10cm: 'FY2026' });
  });

  it('gives every code words of its own or of its header', () => {
    const named = new Set(terminology.entries().filter((entry) => entry.synonyms.length > 0).map((entry) => entry.code)); // prettier-ignore
    const nameless = terminology.entries().filter((entry) => {
      for (let length = entry.code.length; length >= 3; length -= 1)
        if (named.has(entry.code.slice(0, length).replace(/\.$/, ''))) return false;
      return entry.billable;
    });
    // BMI and weeks of pregnancy are found by their number.
    expect(nameless.filter((entry) => !/^Z(?:68|3A)/.test(entry.code)).length).toBeLessThan(
      terminology.entries().length * 0.06,
    );
  });

  it('is an error when the files are gone or damaged', () => {
    const error = (): unknown => loadTerminology({ resourcesDir: dir });
    expect(error).toThrow(AppError);
    fs.mkdirSync(path.join(dir, 'terminology'));
    file('terminology/icd10cm-x.json', '{"system":');
    expect(error).toThrow(expect.objectContaining({ code: 'storage.corrupt' }));
  });
});

describe('installing an official release', () => {
  it('puts its codes in place, keeps our words, adds the index, and says what it is', () => {
    const sources = installTerminology(
      [
        file('icd10cm-order-2027.txt', orderFile()),
        file('index.csv', indexCsv()),
        file('hcpcs_2026-04.csv', hcpcsCsv()),
      ],
      dir,
    );
    expect(sources.map(({ kind, release }) => `${kind} ${release}`)).toEqual([
      'icd10cm-order FY2027',
      'icd10cm-index unknown',
      'hcpcs 2026-04',
    ]);
    expect(terminologyStatus(dir)).toHaveLength(3);
    const terminology = loadTerminology({ resourcesDir, installedDir: dir });
    expect(terminology.releases).toEqual({ icd10cm: 'FY2027', hcpcs: '2026-04' });
    expect(terminology.entries()).toHaveLength(60_000);
    const hypertension = terminology.get('I10');
    expect(hypertension?.synonyms).toContain('high blood pressure');
    expect(hypertension?.indexTerms).toContain('high Pressure');
    // A curated code that the release no longer has is gone.
    expect(terminology.get('J45.909')).toBeUndefined();
  });

  it('replaces a kind by its newer file and keeps the others', () => {
    installTerminology([file('icd10cm-order-2026.txt', orderFile()), file('index.csv', indexCsv())], dir);
    installTerminology([file('icd10cm-order-2027.txt', orderFile(55_000))], dir);
    expect(terminologyStatus(dir).map(({ kind, release, rows }) => [kind, release, rows])).toEqual([
      ['icd10cm-index', 'unknown', expect.any(Number)],
      ['icd10cm-order', 'FY2027', 55_000],
    ]);
  });

  it('changes nothing when one of the files is bad', () => {
    installTerminology([file('icd10cm-order-2026.txt', orderFile())], dir);
    const before = fs.readFileSync(installedFile(dir));
    const bad = file('notes.txt', 'not a terminology');
    expect(() => installTerminology([file('index.csv', indexCsv()), bad], dir)).toThrow(TerminologyFileError);
    expect(() => installTerminology([path.join(dir, 'nowhere.txt')], dir)).toThrow(
      expect.objectContaining({ reason: expect.objectContaining({ code: 'validation.file-missing' }) }),
    );
    expect(fs.readFileSync(installedFile(dir))).toEqual(before);
    expect(fs.readdirSync(path.dirname(installedFile(dir)))).toEqual(['installed.json.gz']);
  });

  it('leaves no half of a store where the directory cannot be written', () => {
    const blocked = file('blocked', 'a file, not a directory');
    expect(() => installTerminology([file('icd10cm-order-2026.txt', orderFile())], blocked)).toThrow(
      expect.objectContaining({ code: 'storage.io' }),
    );
  });

  it('falls back to the curated set when the store is damaged, and a new install repairs it', () => {
    installTerminology([file('icd10cm-order-2026.txt', orderFile())], dir);
    const whole = fs.readFileSync(installedFile(dir));
    fs.writeFileSync(installedFile(dir), whole.subarray(0, whole.length / 2));
    const fallback = loadTerminology({ resourcesDir, installedDir: dir });
    expect(fallback.get('J45.909')).toBeDefined();
    installTerminology([file('icd10cm-order-2027.txt', orderFile())], dir);
    expect(loadTerminology({ resourcesDir, installedDir: dir }).releases.icd10cm).toBe('FY2027');
  });

  it('needs no installed store', () => {
    expect(terminologyStatus(path.join(dir, 'nothing-here'))).toEqual([]);
    expect(loadTerminology({ resourcesDir, installedDir: dir }).releases.icd10cm).toBe('FY2026');
  });
});
