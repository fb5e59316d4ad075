import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findBuiltInModel } from './model-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'chartside-telemetry-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What a process leaves in its temporary folder after it opened a model. */
function leftBehind(code: string): string[] {
  const { PATH = '' } = process.env;
  // No CI variable: the runtime keeps quiet by itself where it sees one.
  execFileSync(process.execPath, ['--input-type=module', '-e', code], {
    cwd: import.meta.dirname,
    env: { PATH, HOME: folder, TMPDIR: folder, TEMP: folder },
  });
  return readdirSync(folder);
}

describe('the model runtime', () => {
  const { vad } = findBuiltInModel();

  it('reports nothing to its maker when opened through our adapter', () => {
    const code = `
      const { openModel } = await import('./onnx.ts');
      await openModel(${JSON.stringify(vad)}, { intraOpThreads: 1 });`;
    expect(leftBehind(code)).toEqual([]);
  });

  it.runIf(process.platform === 'linux')('would otherwise, as this test can see', () => {
    const code = `
      const { createRequire } = await import('node:module');
      const ort = createRequire(process.cwd() + '/x.js')('onnxruntime-node');
      await ort.InferenceSession.create(${JSON.stringify(vad)});`;
    expect(leftBehind(code)).not.toEqual([]);
  });
});
