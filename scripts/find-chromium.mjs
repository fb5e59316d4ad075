import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/** How a person gets one, in a line. */
export const HOW_TO_GET_CHROMIUM =
  'no Chromium found: install chromium, Google Chrome or Microsoft Edge, or run `npx playwright install chromium`, or set CHARTSIDE_CHROMIUM to one';

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'chrome',
  'msedge',
];

/**
 * A Chromium for the end-to-end tests: the one named by CHARTSIDE_CHROMIUM, the system's, Playwright's own, or (`install`)
 * Debian's by apt where this is root.
 * @param {{ install?: boolean, say?: (line: string) => void }} options
 * @returns {Promise<string | undefined>} path of the executable
 * @throws {Error} when CHARTSIDE_CHROMIUM names no file
 */
export async function findChromium({ install = false, say = () => undefined } = {}) {
  const given = process.env.CHARTSIDE_CHROMIUM;
  if (given) {
    if (!fs.existsSync(given)) throw new Error(`CHARTSIDE_CHROMIUM names no file: ${given}`);
    return given;
  }
  return onSystem() ?? (await playwrightsOwn()) ?? (install && installByApt(say) ? onSystem() : undefined);
}

function onSystem() {
  const dirs = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const candidates = dirs.flatMap((dir) => NAMES.map((name) => path.join(dir, name + suffix)));
  if (process.platform === 'darwin') {
    for (const app of ['Google Chrome', 'Chromium', 'Microsoft Edge']) {
      candidates.push(`/Applications/${app}.app/Contents/MacOS/${app}`);
    }
  }
  if (process.platform === 'win32') {
    for (const base of [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA]) {
      if (!base) continue;
      candidates.push(path.join(base, 'Google', 'Chrome', 'Application', 'chrome.exe'));
      candidates.push(path.join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'));
    }
  }
  return candidates.find(isExecutable);
}

async function playwrightsOwn() {
  try {
    const { chromium } = await import('playwright');
    const file = chromium.executablePath();
    return isExecutable(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

function installByApt(say) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !isExecutable('/usr/bin/apt-get')) return false;
  say('installing Chromium from Debian for the end-to-end tests …');
  const apt = (...args) =>
    spawnSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    }).status === 0;
  return apt('update', '-qq') && apt('install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-liberation');
}

function isExecutable(file) {
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile();
  } catch {
    return false;
  }
}
