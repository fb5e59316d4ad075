// Runs before anything is installed, on whatever Node is there: no dependency, no TypeScript, nothing newer than Node 18.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const modules = path.join(root, 'node_modules');
const lockFile = path.join(root, 'package-lock.json');
const stampFile = path.join(modules, '.chartside-stamp');
const mutexFile = path.join(root, '.cache', 'install.lock');

/** Progress goes to stderr: stdout is for results. */
export const say = (line) => process.stderr.write(`chartside: ${line}\n`);

/** One clear line and out; the failure was explained, a stack would not help. */
export class SetupError extends Error {}

/** Installs the locked packages when they are missing or the lock has changed. Says nothing when there is nothing to do. */
export function ensureInstalled() {
  const wanted = createHash('sha256').update(fs.readFileSync(lockFile)).digest('hex');
  if (readText(stampFile) === wanted) return;
  withMutex(() => {
    if (readText(stampFile) === wanted) return;
    if (!matchesLock()) install();
    fs.writeFileSync(stampFile, wanted);
  });
}

/** The Node binary that the lock pins for this platform; undefined where none is published (macOS). */
export function pinnedNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const dir = path.join(modules, `node-${platform}-${process.arch}`);
  const binary = path.join(dir, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  const manifest = readText(path.join(dir, 'package.json'));
  return manifest && fs.existsSync(binary) ? { binary, version: JSON.parse(manifest).version } : undefined;
}

function install() {
  say(
    fs.existsSync(modules) ? 'the lock file has changed, installing packages …' : 'first start, installing packages …',
  );
  const startedAt = Date.now();
  fs.rmSync(stampFile, { force: true });
  // No package's install script runs: nothing here needs one, and each is somebody's code at install time.
  const args = ['ci', '--ignore-scripts', '--include=dev', '--include=optional', '--no-audit', '--no-fund'];
  const { command, prefix } = npm();
  const { status, error } = spawnSync(command, [...prefix, ...args, '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (error) throw new SetupError(`npm could not be started (${error.code ?? error.message}); it comes with Node.js`);
  if (status !== 0) throw new SetupError('npm ci failed (see above); is the npm registry reachable?');
  say(`installed in ${Math.round((Date.now() - startedAt) / 1000)} s`);
}

/** npm as a script for this Node, so that no shell is needed, on Windows neither. */
function npm() {
  const beside = path.join(path.dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js');
  const candidates = [process.env.npm_execpath, beside];
  const script = candidates.find((file) => file && path.basename(file) === 'npm-cli.js' && fs.existsSync(file));
  return script ? { command: process.execPath, prefix: [script] } : { command: 'npm', prefix: [] };
}

/** Whether npm's own record of node_modules agrees with the lock: a developer's `npm i` needs no second install. */
function matchesLock() {
  try {
    const locked = JSON.parse(fs.readFileSync(lockFile, 'utf8')).packages;
    const installed = JSON.parse(fs.readFileSync(path.join(modules, '.package-lock.json'), 'utf8')).packages;
    return Object.entries(locked).every(([name, entry]) => {
      if (name === '') return true;
      const there = installed[name];
      if (!there) return entry.optional === true || entry.devOptional === true || entry.peer === true;
      return there.version === entry.version && there.integrity === entry.integrity;
    });
  } catch {
    return false;
  }
}

/** Two starts at once: the second waits for the first one's install. A holder that died is passed over. */
function withMutex(work) {
  fs.mkdirSync(path.dirname(mutexFile), { recursive: true });
  for (let waited = false; ; waited = true) {
    try {
      fs.writeFileSync(mutexFile, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      if (!isAlive(Number(readText(mutexFile)))) {
        fs.rmSync(mutexFile, { force: true });
        continue;
      }
      if (!waited) say('waiting for another start to finish installing …');
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    }
  }
  try {
    return work();
  } finally {
    fs.rmSync(mutexFile, { force: true });
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function readText(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
