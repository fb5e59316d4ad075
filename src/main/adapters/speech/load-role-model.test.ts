import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadRoleModel } from './load-role-model.ts';

const resources = path.resolve(import.meta.dirname, '../../../../resources');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'role-model-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('loadRoleModel', () => {
  it('reads what ships, and that is small', () => {
    const model = loadRoleModel(resources);
    expect(model.node.some((weight) => weight !== 0)).toBe(true);
    expect(statSync(path.join(resources, 'speakers/role-model.json')).size).toBeLessThan(1_500_000);
  });

  it('says when there is none', () => {
    expect(() => loadRoleModel(folder)).toThrow('model.missing');
  });

  it.each(['{"format":"chartside-role-model/1"', '{}', 'null'])('refuses %s', (text) => {
    mkdirSync(path.join(folder, 'speakers'));
    writeFileSync(path.join(folder, 'speakers/role-model.json'), text);
    expect(() => loadRoleModel(folder)).toThrow('model.corrupt');
  });
});
