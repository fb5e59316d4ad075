import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { indexCsv, orderFile } from '../../adapters/terminology/official.fixture.ts';

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
let dir: string;

beforeAll(() => {
  dir = fs.mkdtempSync(path.join(os.tmpdir(), 'chartside-codes-'));
});
afterAll(() => {
  fs.rmSync(dir, { recursive: true, force: true });
});

interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

function run(entry: string, ...args: string[]): Ran {
  const ran = spawnSync(process.execPath, [here(entry), ...args], {
    encoding: 'utf8',
    // Resources are found from the package, wherever the command is typed.
    cwd: dir,
    env: { ...process.env, CHARTSIDE_DATA_DIR: path.join(dir, 'data') },
  });
  return { code: ran.status, out: ran.stdout, err: ran.stderr };
}

const codes = (...args: string[]): Ran => run('codes.entry.ts', ...args);
const terminology = (...args: string[]): Ran => run('terminology.entry.ts', ...args);

function file(name: string, text: string): string {
  const at = path.join(dir, name);
  fs.writeFileSync(at, text);
  return at;
}

const jsonLines = (text: string): unknown[] => text.trim().split('\n').map((line) => JSON.parse(line) as unknown); // prettier-ignore

describe('codes', () => {
  it('searches free text, a line a code, and as JSON', () => {
    const plain = codes('right knee pain', '--limit', '3');
    expect(plain).toMatchObject({ code: 0, err: '' });
    expect(plain.out.split('\n')[0]).toBe('M25.561   Pain in right knee');
    expect(plain.out.trim().split('\n')).toHaveLength(3);
    const [found] = JSON.parse(codes('right', 'knee', 'pain', '--json').out) as unknown[];
    expect(found).toEqual({ code: 'M25.561', display: 'Pain in right knee', billable: true, score: 1 });
  });

  it('codes phrases, a line each, ids as they came', () => {
    const ran = codes('--phrases', file('p.jsonl', '\uFEFF{"id":"a","text":"HTN"}\r\n\r\n{"id":7,"text":"zzqqxx"}\n'));
    expect(ran.code).toBe(0);
    expect(jsonLines(ran.out)).toEqual([
      { id: 'a', codes: expect.arrayContaining(['I10']) },
      { id: 7, codes: [] },
    ]);
  });

  it('codes notes with their level', () => {
    const note = 'Follow-up.\nAssessment and Plan:\n1. HTN, uncontrolled. Increase lisinopril to 20 mg.\n2. CKD 3b.';
    const ran = codes('--notes', file('n.jsonl', `${JSON.stringify({ id: 'n1', note })}\n{"id":"n2","note":""}`));
    expect(ran.code).toBe(0);
    expect(jsonLines(ran.out)).toEqual([
      { id: 'n1', codes: ['I12.9', 'N18.32'], level: '99214', basis: 'mdm' },
      { id: 'n2', codes: [], level: null, basis: null },
    ]);
  });

  it.each<[string, () => string[], RegExp]>([
    ['nothing', () => [], /no text given/],
    ['an unknown option', () => ['--frobnicate'], /frobnicate/],
    ['a bad limit', () => ['x', '--limit', '0'], /--limit/],
    ['both batches', () => ['--phrases', 'a', '--notes', 'b'], /do not go together/],
    ['a missing file', () => ['--notes', path.join(dir, 'nowhere.jsonl')], /nowhere\.jsonl: no such file/],
    ['a directory', () => ['--notes', dir], /no such file/],
    ['an empty file', () => ['--phrases', file('empty.jsonl', '\n\n')], /empty/],
    ['a line that is not JSON', () => ['--phrases', file('b.jsonl', '{"id":1,"text":"x"}\nnope')], /line 2/],
    ['a line without its text', () => ['--notes', file('c.jsonl', '{"id":1,"text":"secret words"}')], /line 1: expected .*note/], // prettier-ignore
  ])('refuses %s with exit 2, one line, and nothing on stdout', (_, args, line) => {
    const ran = codes(...args());
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(line);
    expect(ran.err.trim().split('\n')).toHaveLength(1);
    expect(ran.err).not.toContain('secret');
  });
});

describe('terminology', () => {
  it('installs, shows, and is what the next search uses', () => {
    expect(terminology('status').out).toMatch(/ICD-10-CM FY2026.*own ambulatory set/);
    const installed = terminology(
      'install',
      file('icd10cm-order-2027.txt', orderFile()),
      file('index.csv', indexCsv()),
    );
    expect(installed).toMatchObject({ code: 0, err: '' });
    expect(installed.out).toMatch(/ICD-10-CM codes: FY2027, 60000 rows/);
    expect(terminology('status').out).toMatch(/in use: ICD-10-CM FY2027, 60000 entries \(installed release\)/);
    expect(codes('Made up cause number 4242').out).toMatch(/Made up cause number 4242/);
  });

  it('refuses a bad file with exit 2 and one line, and keeps what was there', () => {
    const before = terminology('status').out;
    const ran = terminology('install', file('bad.txt', 'nothing official'));
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toMatch(/^bad\.txt: not an ICD-10-CM .*nothing was installed\n$/);
    expect(terminology('install', path.join(dir, 'gone.txt'))).toMatchObject({ code: 2 });
    expect(terminology('status').out).toBe(before);
  });

  it('refuses what it does not know', () => {
    for (const args of [[], ['remove'], ['install'], ['status', 'x'], ['--all']]) {
      const ran = terminology(...args);
      expect(ran).toMatchObject({ code: 2, out: '' });
      expect(ran.err.trim().split('\n')).toHaveLength(1);
    }
  });
});
