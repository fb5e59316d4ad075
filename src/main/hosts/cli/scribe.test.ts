import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Codes } from '../../../shared/model/codes.ts';
import { VisitDocument } from '../../../shared/model/document.ts';
import { Note } from '../../../shared/model/note.ts';
import { Transcript } from '../../../shared/model/transcript.ts';

const ENTRY = fileURLToPath(new URL('./cli.entry.ts', import.meta.url));
const SAMPLE = fileURLToPath(new URL('../../../../resources/sample-visit/', import.meta.url));

const DIALOGUE = `[doctor] What brings you in today?
[patient] I have had a cough for two weeks.
[doctor] Any fever?
[patient] No.
[doctor] You have acute bronchitis. Take ibuprofen four hundred milligrams as needed.
`;

let dir: string;

beforeEach(() => {
  dir = mkdtempSync(path.join(os.tmpdir(), 'chartside-scribe-'));
});

afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  lastLine: string;
}

function scribe(...args: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [ENTRY, 'scribe', ...args], {
      cwd: dir,
      env: { ...process.env, CHARTSIDE_DATA_DIR: path.join(dir, 'data') },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()));
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()));
    child.on('close', (code) => resolve({ code, stdout, stderr, lastLine: stderr.trimEnd().split('\n').at(-1) ?? '' }));
  });
}

function file(name: string, content: string | Uint8Array): string {
  writeFileSync(path.join(dir, name), content);
  return name;
}

const read = (...parts: string[]): unknown => JSON.parse(readFileSync(path.join(dir, ...parts), 'utf8'));

/** What every note must hold: evidence for each sentence, and each quote verbatim in its segment. */
function expectProof(folder: string): Note {
  const transcript = Transcript.parse(read(folder, 'transcript.json'));
  const note = Note.parse(read(folder, 'note.json'));
  const texts = new Map(transcript.segments.map((segment) => [segment.id, segment]));
  for (const sentence of note.sections.flatMap((section) => section.sentences)) {
    expect(sentence.evidence.length).toBeGreaterThan(0);
    for (const { segmentId, quote, startMs, endMs } of sentence.evidence) {
      const segment = texts.get(segmentId);
      expect(segment?.text).toContain(quote);
      expect(startMs).toBeGreaterThanOrEqual(segment!.startMs);
      expect(endMs).toBeLessThanOrEqual(segment!.endMs);
    }
  }
  return note;
}

describe('scribe', () => {
  it('makes the six files from the sample recording', async () => {
    const run = await scribe(
      path.join(SAMPLE, 'visit.ogg'),
      '--out',
      'out',
      '--context',
      path.join(SAMPLE, 'context.json'),
    );
    expect(run).toMatchObject({ code: 0 });
    expect(readdirSync(path.join(dir, 'out')).sort()).toEqual([
      'bundle.json',
      'codes.json',
      'note.json',
      'note.md',
      'timings.json',
      'transcript.json',
    ]);
    const note = expectProof('out');
    expect(note.sections.flatMap((section) => section.sentences).length).toBeGreaterThan(5);
    Codes.parse(read('out', 'codes.json'));
    expect(read('out', 'timings.json')).toMatchObject({
      audioSeconds: expect.any(Number),
      peakMemoryBytes: expect.any(Number),
      totalMs: expect.any(Number),
    });
    expect(JSON.stringify(read('out', 'bundle.json'))).toContain('"docStatus":"preliminary"');
  });

  it('makes them from transcripts, one folder each, and the same again the second time', async () => {
    file('one.txt', DIALOGUE);
    file('two.txt', DIALOGUE.replace('cough', 'sore throat'));
    expect(await scribe('--transcript', 'one.txt', 'two.txt', '--out', 'out')).toMatchObject({ code: 0 });
    expect(readdirSync(path.join(dir, 'out')).sort()).toEqual(['one', 'two']);
    expectProof(path.join('out', 'one'));
    const first = readFileSync(path.join(dir, 'out', 'one', 'bundle.json'), 'utf8');
    expect(await scribe('--transcript', 'one.txt', '--out', 'again')).toMatchObject({ code: 0 });
    expect(readFileSync(path.join(dir, 'again', 'bundle.json'), 'utf8')).toBe(first);
    // What scribe wrote, it reads.
    expect(await scribe('--transcript', path.join('out', 'one', 'transcript.json'), '--out', 'third')).toMatchObject({
      code: 0,
    });
    expect(read('third', 'note.json')).toEqual(read('out', 'one', 'note.json'));
  });

  it('makes the documents that are asked for, as drafts, beside the note', async () => {
    file('visit.txt', DIALOGUE);
    const run = await scribe(
      '--transcript',
      'visit.txt',
      '--out',
      'out',
      '--documents',
      'patient-instructions,work-note',
    );
    expect(run.code).toBe(0);
    expect(readdirSync(path.join(dir, 'out', 'documents')).sort()).toEqual([
      'patient-instructions.json',
      'patient-instructions.md',
      'work-note.json',
      'work-note.md',
    ]);
    const document = VisitDocument.parse(read('out', 'documents', 'patient-instructions.json'));
    expect(document).toMatchObject({ kind: 'patient-instructions', status: 'draft' });
    const transcript = Transcript.parse(read('out', 'transcript.json'));
    const sentences = document.blocks.flatMap((block) => block.sentences);
    expect(sentences.length).toBeGreaterThan(0);
    for (const { evidence } of sentences)
      for (const { segmentId, quote } of evidence)
        expect(transcript.segments.find(({ id }) => id === segmentId)?.text).toContain(quote);
    const note = readFileSync(path.join(dir, 'out', 'documents', 'work-note.md'), 'utf8');
    expect(note).toContain('DRAFT');
    expect(note).not.toMatch(/bronchitis|cough/i);
    expect((await scribe('--transcript', 'visit.txt', '--out', 'out', '--documents', 'poem')).code).toBe(2);
  });

  it('takes a list of words, and tells by number which of its lines it left out', async () => {
    file('one.txt', DIALOGUE);
    file('words.txt', 'Okonkwo = oh konk woe\n12\nEliquis\n');
    const run = await scribe('--transcript', 'one.txt', '--out', 'out', '--vocabulary', 'words.txt');
    expect(run).toMatchObject({ code: 0 });
    expect(run.stderr).toContain('words.txt: left out line 2 (no-letters)\n');
    expect(run.stderr).not.toContain('Okonkwo');
  });

  it('signs only when a name is given', async () => {
    file('one.txt', DIALOGUE);
    const run = await scribe('--transcript', 'one.txt', '--out', 'out', '--sign-as', 'Dr. Sam Signer');
    const bundle = JSON.stringify(read('out', 'bundle.json'));
    const open = Note.parse(read('out', 'note.json')).sections.some((section) =>
      section.sentences.some((sentence) => sentence.support === 'needs-review'),
    );
    expect(run.code).toBe(open ? 1 : 0);
    expect(bundle).toContain(open ? '"docStatus":"preliminary"' : '"docStatus":"final"');
  });
});

describe('bad input to scribe: exit 2, one clear line, nothing half-written', () => {
  const cases: [string, () => string[], RegExp][] = [
    [
      'a list of words that is not there',
      () => ['--transcript', file('one.txt', DIALOGUE), '--out', 'out', '--vocabulary', 'none.txt'],
      /^none\.txt: no such file/,
    ],
    ['an empty file', () => [file('empty.mp3', ''), '--out', 'out'], /^empty\.mp3: the file is empty/],
    [
      'text named .mp3',
      () => [file('text.mp3', 'This is not a recording.\n'.repeat(50)), '--out', 'out'],
      /^text\.mp3: not an audio file/,
    ],
    ['a file that is not there', () => ['nobody.wav', '--out', 'out'], /^nobody\.wav: no such file/],
    [
      'a folder',
      () => [mkdirSync(path.join(dir, 'folder.wav')) ?? 'folder.wav', '--out', 'out'],
      /^folder\.wav: no such file/,
    ],
    [
      'an empty transcript',
      () => ['--transcript', file('empty.txt', ''), '--out', 'out'],
      /^empty\.txt: the file is empty/,
    ],
    [
      'bytes as a transcript',
      () => ['--transcript', file('bytes.txt', new Uint8Array([0, 1, 2, 0, 255, 0])), '--out', 'out'],
      /^bytes\.txt: not a transcript/,
    ],
    [
      'a context that is not a bundle',
      () => [
        '--transcript',
        file('a.txt', DIALOGUE),
        '--context',
        file('c.json', '{"resourceType":"Patient"}'),
        '--out',
        'out',
      ],
      /^c\.json: the chart context/,
    ],
    [
      'a context that is not there',
      () => ['--transcript', file('a.txt', DIALOGUE), '--context', 'nobody.json', '--out', 'out'],
      /^nobody\.json: no such file/,
    ],
    [
      'an unknown engine',
      () => ['--transcript', file('a.txt', DIALOGUE), '--engine', 'oracle', '--out', 'out'],
      /engine oracle/,
    ],
    [
      'an unknown template',
      () => ['--transcript', file('a.txt', DIALOGUE), '--template', 'sonnet', '--out', 'out'],
      /template sonnet/,
    ],
    [
      'a model that is not installed',
      () => [file('a.wav', 'x'), '--model', 'whisper-nobody', '--out', 'out'],
      /speech model is not installed/,
    ],
  ];
  it.each(cases)('%s', async (_name, args, line) => {
    const run = await scribe(...args());
    expect(run.lastLine).toMatch(line);
    expect(run.code).toBe(2);
    expect(run.stdout).toBe('');
    expect(existsSync(path.join(dir, 'out'))).toBe(false);
  });

  it('bad usage shows how it is called', async () => {
    for (const args of [
      [],
      ['a.wav'],
      ['a.wav', '--out'],
      ['a.wav', '--nonsense', '--out', 'o'],
      ['x/a.wav', 'y/a.mp3', '--out', 'o'],
      ['a.wav', '--out', 'o', '--fhir', 'nowhere'],
      ['a.wav', '--out', '-o'],
    ]) {
      const run = await scribe(...args);
      expect(run.code, args.join(' ')).toBe(2);
      expect(run.lastLine).toMatch(/^usage: npm run -s scribe/);
      expect(run.stderr.trimEnd().split('\n')).toHaveLength(2);
    }
  });

  it('an output that can be no folder is said before anything is listened to', async () => {
    file('a.txt', DIALOGUE);
    file('taken', 'a letter');
    for (const out of ['taken', 'taken/out', 'taken/deep/out']) {
      const run = await scribe('--transcript', 'a.txt', '--out', out);
      expect(run.code, out).toBe(2);
      expect(run.stderr).toMatch(/^scribe: --out: taken is a file, not a folder\n/);
    }
    expect(readFileSync(path.join(dir, 'taken'), 'utf8')).toBe('a letter');
  });

  it.runIf(existsSync('/proc/self'))('an output where no folder can be made is one line, not a hang', async () => {
    const run = await scribe('--transcript', file('a.txt', DIALOGUE), '--out', '/proc/nowhere/out');
    expect(run.code).toBeGreaterThan(0);
    expect(run.lastLine).toMatch(/disk could not be read or written|^usage:/);
  });

  it('a language that the model does not hear', async () => {
    const run = await scribe(path.join(SAMPLE, 'visit.ogg'), '--language', 'de', '--out', 'out');
    expect(run).toMatchObject({ code: 2 });
    expect(run.lastLine).toMatch(/^visit\.ogg: the model does not do what was asked of it \(language de/);
  });

  it('one bad visit of several does not stop the others', async () => {
    file('good.txt', DIALOGUE);
    file('bad.txt', '');
    const run = await scribe('--transcript', 'bad.txt', 'good.txt', '--out', 'out');
    expect(run.code).toBe(2);
    expect(readdirSync(path.join(dir, 'out'))).toEqual(['good']);
  });
});
