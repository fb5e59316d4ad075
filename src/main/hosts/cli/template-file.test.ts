import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Note } from '../../../shared/model/note.ts';
import { BadTemplate, chooseTemplate } from './template-file.ts';

const SHIPPED = new Set(['soap', 'progress']);
const SECTIONS = [{ key: 'story', heading: 'Story', slots: [{ slot: 'hpi', style: 'bullets' }] }];
const MINE = JSON.stringify({ name: 'mine', title: 'Mine', sections: SECTIONS });

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'chartside-template-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});
const file = (name: string, content: string | Uint8Array): string => {
  const at = path.join(dir, name);
  writeFileSync(at, content);
  return at;
};

it('takes a shipped one by name, and another from a file, also as Windows writes it', async () => {
  expect(await chooseTemplate('soap', SHIPPED)).toBe('soap');
  const wanted = expect.objectContaining({ name: 'mine', length: 'standard' }) as unknown;
  expect(await chooseTemplate(file('mine.json', MINE), SHIPPED)).toEqual(wanted);
  expect(await chooseTemplate(file('w.JSON', Buffer.from(`\ufeff${MINE}`, 'utf16le')), SHIPPED)).toEqual(wanted);
});

it.each([
  ['sonnet', '--template: there is no template sonnet; there are progress, soap, or give a .json file'],
  ['nobody.json', '--template: no such file: nobody.json'],
  [
    () => file('a.json', '{ "name": "mine", "title": "Mine",\n"sections": [{ "key": "a", "slots": [] }] }'),
    'a.json: line 2, sections 1 › heading: is missing (and 1 more)',
  ],
  [() => file('b.json', '{ "name": "mine",\n "title" }'), 'b.json: line 2: this is not valid JSON'],
  [
    () => file('c.json', MINE.replace('bullets', 'bulets')),
    'c.json: line 1, sections 1 › slots 1 › style: must be one of prose, bullets',
  ],
])('says in one line what is wrong: %#', async (given, line) => {
  const choosing = chooseTemplate(typeof given === 'string' ? given : given(), SHIPPED);
  await expect(choosing).rejects.toThrow(BadTemplate);
  await expect(choosing).rejects.toThrow(line);
});

it('the command drafts by it, or exits 2 with one line and writes nothing', { timeout: 240_000 }, async () => {
  const entry = fileURLToPath(new URL('./cli.entry.ts', import.meta.url));
  const talk = file('a.txt', '[doctor] What brings you in today?\n[patient] I have had a cough for two weeks.\n');
  const scribe = (template: string, out: string): Promise<{ code: number | null; stderr: string }> =>
    new Promise((resolve) => {
      const args = [entry, 'scribe', '--transcript', talk, '--template', template, '--out', path.join(dir, out)];
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
      let stderr = '';
      child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
      child.on('close', (code) => resolve({ code, stderr }));
    });
  expect((await scribe(file('mine.json', MINE), 'out')).code).toBe(0);
  const note = Note.parse(JSON.parse(readFileSync(path.join(dir, 'out', 'note.json'), 'utf8')));
  expect([note.template, note.sections.map(({ key }) => key)]).toEqual(['mine', ['story']]);
  expect(readFileSync(path.join(dir, 'out', 'note.md'), 'utf8')).toMatch(/^# Story\n\n- /);

  const refused = await scribe(file('bad.json', '{'), 'none');
  expect(refused).toEqual({ code: 2, stderr: 'scribe: bad.json: line 1: this is not valid JSON\n' });
  expect(() => readFileSync(path.join(dir, 'none', 'note.json'))).toThrow();
});
