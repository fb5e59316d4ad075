import { validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import config from '../electron-builder.config.js';

const root = path.resolve(import.meta.dirname, '..');
const manifest = JSON.parse(readFileSync(path.join(root, 'resources/models/manifest.json'), 'utf8'));

describe('the installer', () => {
  it('is described in electron-builder’s own terms', async () => {
    await expect(validateConfiguration(config, { isEnabled: false, add: () => undefined })).resolves.toBeUndefined();
  });

  it('carries the weights of the manifest, byte for byte, and no others', () => {
    const carried = config.extraResources.filter(({ from }) => from.startsWith('node_modules/'));
    const wanted = [...manifest.builtIn.files, ...manifest.voiceActivity.files];
    expect(carried.map(({ to }) => to).sort()).toEqual(wanted.map(({ file }) => `resources/models/${file}`).sort());
    for (const { from } of carried) expect(from).not.toContain('non-commercial');
    for (const { sha256, package: name, path: inside } of wanted) {
      const bytes = readFileSync(path.join(root, 'node_modules', name, inside));
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    // The packages themselves stay out: one of them holds weights that may not be sold.
    for (const name of ['@usefulsensors', '@ricky0123']) expect(config.files).toContain(`!node_modules/${name}/**`);
  });

  it('names files that exist', () => {
    for (const { from } of config.extraResources) expect(existsSync(path.join(root, from)), from).toBe(true);
  });

  it('cannot be turned into a Node interpreter', () => {
    expect(config.electronFuses).toMatchObject({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      onlyLoadAppFromAsar: true,
      enableEmbeddedAsarIntegrityValidation: true,
    });
    expect(config.publish).toBeNull();
  });
});
