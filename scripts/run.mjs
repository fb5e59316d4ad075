// `node scripts/run.mjs NAME …`: every npm script comes through here. Sets the clone up where needed, then runs the
// command on the pinned Node 24, in this process when this is it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import module from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SetupError, ensureInstalled, pinnedNode, root, say } from './bootstrap.mjs';

const cli = 'src/main/hosts/cli/cli.entry.ts';
const bench = 'bench/main.ts';

/** Command → file, and the words put before the caller's arguments. */
const COMMANDS = {
  start: { file: 'scripts/start.mjs' },
  test: { file: 'scripts/test.mjs' },
  build: { file: 'scripts/build.mjs' },
  scribe: { file: cli, words: ['scribe'] },
  codes: { file: cli, words: ['codes'] },
  terminology: { file: cli, words: ['terminology'] },
  models: { file: cli, words: ['models'] },
  push: { file: cli, words: ['push'] },
  capsule: { file: cli, words: ['capsule'] },
  bench: { file: bench, words: ['bench'] },
  eval: { file: bench, words: ['eval'] },
  screenshots: { file: 'scripts/screenshots.ts' },
};

const OLDEST_BOOTSTRAP_NODE = 18;
/** Strips TypeScript's types by itself, and has the built-ins that we use. */
const OLDEST_NODE = 24;

async function main() {
  const [name, ...args] = process.argv.slice(2);
  const command = name !== undefined && Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    say(`usage: npm run ${Object.keys(COMMANDS).join(' | ')}`);
    return 2;
  }
  if (nodeMajor() < OLDEST_BOOTSTRAP_NODE)
    throw new SetupError(`Node.js 20 or newer is needed (this is ${process.version})`);
  ensureInstalled();

  const pinned = pinnedNode();
  if (pinned && process.versions.node !== pinned.version) return runOn(pinned.binary, process.argv.slice(1));
  if (nodeMajor() < OLDEST_NODE) {
    throw new SetupError(
      `Node.js ${OLDEST_NODE} is needed, and none is packaged for ${process.platform}-${process.arch}`,
    );
  }

  // What is typed in a folder means files in that folder, wherever npm runs the script.
  if (process.env.npm_lifecycle_event === name && process.env.INIT_CWD && command.file === cli) {
    process.chdir(process.env.INIT_CWD);
  }
  // The model runtime reports to its maker otherwise; here nothing reports to anybody.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  const cacheDir = (process.env.NODE_COMPILE_CACHE ??= path.join(root, '.cache', 'compile'));
  module.enableCompileCache(cacheDir);
  const file = path.join(root, command.file);
  if (!fs.existsSync(file)) throw new SetupError(`${name} is not part of this copy (${command.file} is missing)`);
  process.argv = [process.execPath, file, ...(command.words ?? []), ...args];
  await import(pathToFileURL(file).href);
  return undefined;
}

/** Runs to the end on another Node; its exit code is ours. Ctrl-C reaches both: the child decides what it means. */
function runOn(binary, argv) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, argv, { stdio: 'inherit' });
    // A terminal's Ctrl-C reaches the child by itself; sent twice it would mean "at once".
    const forwarded = process.stdin.isTTY ? ['SIGTERM', 'SIGHUP'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
    if (process.stdin.isTTY) process.on('SIGINT', () => undefined);
    for (const signal of forwarded) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
}

function nodeMajor() {
  return Number(process.versions.node.split('.')[0]);
}

main().then(
  (code) => {
    if (code !== undefined) process.exitCode = code;
  },
  (error) => {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  },
);
