// `npm start`: Electron where its runtime is or can be had, else the same app for a browser on 127.0.0.1.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './bootstrap.mjs';
import { buildElectron, buildRenderer } from './build.mjs';
import { electronBinary, ensureElectron, hasScreen } from './electron-runtime.mjs';

const webHost = path.join(root, 'src', 'main', 'hosts', 'web', 'web.entry.ts');
const testEhr = path.join(root, 'src', 'main', 'hosts', 'test-ehr', 'start-test-ehr.ts');

const asked = process.argv.slice(2);
const args = asked.filter((arg) => arg !== '--web');
const demo = args.includes('--demo');
const useElectron = !asked.includes('--web') && hasScreen() && (await ensureElectron());

await (useElectron ? buildElectron() : buildRenderer());

if (demo) process.exitCode = await runDemo();
else if (useElectron) process.exitCode = await runHost(args);
else {
  process.argv = [process.execPath, webHost, ...args];
  await import(pathToFileURL(webHost).href);
}

/** A profile in a temporary folder and a local test EHR, both gone when the app ends. */
async function runDemo() {
  const { startTestEhr } = await import(pathToFileURL(testEhr).href);
  // The EHR knows the sample's patient and appointment already, as a clinic's would.
  const seed = JSON.parse(fs.readFileSync(path.join(root, 'resources', 'sample-visit', 'context.json'), 'utf8'));
  const ehr = await startTestEhr({ seed });
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'chartside-demo-'));
  try {
    const ownProfile = args.some((arg) => arg === '--profile' || arg.startsWith('--profile='));
    const profile = ownProfile ? [] : ['--profile', path.join(temporary, 'profile')];
    say('demo: an invented patient and a local test EHR; everything is thrown away at the end');
    return await runHost([...args, ...profile, '--ehr', ehr.url]);
  } finally {
    await ehr.close();
    fs.rmSync(temporary, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The host in a process of its own; our end is its end (IPC closes), and its exit code is ours. */
function runHost(hostArgs) {
  const [binary, first, ipc] = useElectron ? [electronBinary(), [root], []] : [process.execPath, [webHost], ['ipc']];
  return new Promise((resolve, reject) => {
    const child = spawn(binary, [...first, ...hostArgs], { stdio: ['inherit', 'inherit', 'inherit', ...ipc] });
    // A terminal's Ctrl-C reaches the child by itself.
    process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'));
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + (os.constants.signals[signal] ?? 0)));
  });
}
