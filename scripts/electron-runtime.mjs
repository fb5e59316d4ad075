import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { root, say } from './bootstrap.mjs';

const packageDir = path.join(root, 'node_modules', 'electron');
const attemptFile = path.join(root, '.cache', 'electron-attempt.json');
const DAY_MS = 24 * 60 * 60 * 1000;
const PROBE_MS = 4_000;
const INSTALL_MS = 10 * 60 * 1000;

/** Electron's executable, when its runtime is here. The npm package alone brings only types and an installer. */
export function electronBinary() {
  try {
    const binary = path.join(packageDir, 'dist', fs.readFileSync(path.join(packageDir, 'path.txt'), 'utf8'));
    return fs.existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Why Electron cannot be used here, in words; undefined when it can. */
export function whyNoElectron() {
  if (!hasScreen()) return 'there is no display';
  return electronBinary() ? undefined : 'its runtime is not installed';
}

/**
 * Fetches Electron's runtime once where its download host answers. A failure is remembered for a day, so that a machine
 * without that access starts at once the next time.
 * @returns whether the runtime is here now
 */
export async function ensureElectron() {
  if (electronBinary()) return true;
  if (process.env.CI || process.env.ELECTRON_SKIP_BINARY_DOWNLOAD || triedLately()) return false;
  const reachable = await answers(
    process.env.ELECTRON_MIRROR ??
      process.env.npm_config_electron_mirror ??
      'https://github.com/electron/electron/releases/',
  );
  if (reachable) {
    say('fetching Electron’s runtime (about 120 MB, once) …');
    spawnSync(process.execPath, [path.join(packageDir, 'install.js')], {
      stdio: ['ignore', 'ignore', 'ignore'],
      timeout: INSTALL_MS,
    });
  }
  if (electronBinary()) return true;
  fs.mkdirSync(path.dirname(attemptFile), { recursive: true });
  fs.writeFileSync(attemptFile, JSON.stringify({ at: Date.now() }));
  return false;
}

export function hasScreen() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

function triedLately() {
  try {
    const { at } = JSON.parse(fs.readFileSync(attemptFile, 'utf8'));
    return Date.now() - at < DAY_MS;
  } catch {
    return false;
  }
}

async function answers(url) {
  try {
    await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PROBE_MS) });
    return true;
  } catch {
    return false;
  }
}
