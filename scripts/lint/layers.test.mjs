import { ESLint } from 'eslint';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { refusal } from './layers.js';

const root = path.resolve(import.meta.dirname, '../..');

describe('the layer table', () => {
  const refused = [
    ['src/shared/model/x.ts', 'node:fs'],
    ['src/shared/model/x.ts', 'react'],
    ['src/shared/model/x.ts', '../../main/domain/y.ts'],
    ['src/main/domain/note/x.ts', 'node:crypto'],
    ['src/main/domain/note/x.ts', '../../ports/store.ts'],
    ['src/main/ports/x.ts', '../app/app.ts'],
    ['src/main/app/x.ts', '../adapters/db/open-store.ts'],
    ['src/main/app/x.ts', 'node:path'],
    ['src/main/adapters/db/x.ts', '../../app/app.ts'],
    ['src/main/adapters/db/x.ts', 'electron'],
    ['src/main/rpc/x.ts', '../adapters/db/open-store.ts'],
    ['src/main/workers/x.ts', '../app/app.ts'],
    ['src/main/compose/x.ts', '../hosts/web/web-host.ts'],
    ['src/main/hosts/web/x.ts', '../electron/main.entry.ts'],
    ['src/main/hosts/web/x.ts', 'electron'],
    ['src/renderer/features/note/x.tsx', '../recording/y.ts'],
    ['src/renderer/features/note/x.test.tsx', '../recording/y.ts'],
    ['src/renderer/ui/x.tsx', '../../main/domain/y.ts'],
    ['src/renderer/ui/x.tsx', 'node:fs'],
    ['src/preload/preload.ts', '../main/app/app.ts'],
    ['src/preload/preload.ts', 'react'],
    ['src/main/domain/x.ts', '../elsewhere/y.ts'],
    ['src/main/domain/x.ts', '../../../resources/y.json'],
  ];
  it.each(refused)('%s may not import %s', (file, specifier) => {
    expect(refusal(file, specifier)).toBeTypeOf('string');
  });

  const allowed = [
    ['src/shared/model/x.ts', 'zod'],
    ['src/main/domain/note/x.ts', '../../../shared/model/note.ts'],
    ['src/main/app/x.ts', '../ports/store.ts'],
    ['src/main/app/x.test.ts', '../adapters/db/memory-store.ts'],
    ['src/main/app/x.test.ts', 'vitest'],
    ['src/main/adapters/db/x.ts', 'node:fs'],
    ['src/main/adapters/speech/x.ts', '../../../../resources/models/manifest.json'],
    ['src/main/hosts/electron/x.ts', 'electron'],
    ['src/main/hosts/electron/x.ts', '../../compose/node-deps.ts'],
    ['src/renderer/features/note/x.tsx', '../../ui/button.tsx'],
    ['src/renderer/features/note/x.tsx', './y.tsx'],
    ['src/renderer/app.tsx', './features/note/x.tsx'],
    ['scripts/run.mjs', 'node:fs'],
  ];
  it.each(allowed)('%s may import %s', (file, specifier) => {
    expect(refusal(file, specifier)).toBeUndefined();
  });
});

describe('the lint that npm test runs', () => {
  const lint = async (file, code) => {
    const eslint = new ESLint({ cwd: root });
    const [result] = await eslint.lintText(code, { filePath: path.join(root, file) });
    return result.messages.map((message) => message.ruleId);
  };
  const violations = [
    ['import declaration', `import { openStore } from '../adapters/db/open-store.ts';\nopenStore();\n`],
    ['type import', `import type { A } from '../adapters/db/open-store.ts';\nexport type B = A;\n`],
    ['import type expression', `export type B = import('../adapters/db/open-store.ts').A;\n`],
    ['dynamic import', `export const a = import('../adapters/db/open-store.ts');\n`],
    ['re-export', `export { openStore } from '../adapters/db/open-store.ts';\n`],
    ['re-export of all', `export * from '../adapters/db/open-store.ts';\n`],
    ['node built-in', `import fs from 'node:fs';\nfs.existsSync('/');\n`],
  ];
  it.each(violations)('fails on a violation by %s', async (_name, code) => {
    expect(await lint('src/main/app/violation.ts', code)).toContain('chartside/layers');
  });
  it('passes what the layers allow', async () => {
    expect(await lint('src/main/app/fine.ts', `export type { Store } from '../ports/store.ts';\n`)).toEqual([]);
  });
});
