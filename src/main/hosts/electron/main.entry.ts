import { Menu, app, dialog, globalShortcut, ipcMain, powerMonitor, safeStorage, session } from 'electron';
import path from 'node:path';
import { defaultDataDir } from '../../adapters/runtime/data-dir.ts';
import { uuidSource } from '../../adapters/runtime/node-runtime.ts';
import { createKeyFileSecretStore } from '../../adapters/secrets/key-file-secret-store.ts';
import { createSafeStorageSecretStore } from '../../adapters/secrets/safe-storage-secret-store.ts';
import { ArgumentError, HOST_USAGE, parseHostArguments } from '../../compose/host-arguments.ts';
import type { HostArguments } from '../../compose/host-arguments.ts';
import { openLogFile } from '../../compose/log-file.ts';
import { openNodeApp } from '../../compose/node-app.ts';
import { seedDemo } from '../../compose/seed-demo.ts';
import { describeStartFailure } from '../../compose/start-failure.ts';
import { codeFrames } from '../../rpc/code-frames.ts';
import { createDispatcher } from '../../rpc/dispatcher.ts';
import { guardContents, guardSession, registerScheme } from './guard-session.ts';
import { linkWindow } from './ipc-link.ts';
import { canHearComputer } from './page-rules.ts';
import { spawnSpeechProcess } from './spawn-speech-process.ts';
import { createGlobalShortcut, createPowerEvents } from './system-events.ts';
import { bringToFront, buildMenu, createWindow, showPage } from './window.ts';

// Built to out/main/main.js: the other parts lie beside it.
const outDir = path.join(import.meta.dirname, '..');
const LONGEST_SHUTDOWN_MS = 10_000;

app.enableSandbox();
// Chromium's own errands (component updates, reliability reports) are not ours to run.
for (const errand of ['disable-background-networking', 'disable-component-update', 'disable-domain-reliability']) {
  app.commandLine.appendSwitch(errand);
}
registerScheme();
app.on('web-contents-created', (_event, contents) => guardContents(contents));

const args = readArguments();
if (args) start(args);

function readArguments(): HostArguments | undefined {
  try {
    // In development the first argument is the app's folder.
    return parseHostArguments(process.argv.slice(app.isPackaged ? 1 : 2).filter((arg) => !isChromiumSwitch(arg)));
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    process.stderr.write(`chartside: ${error.message}\n${HOST_USAGE}\n`);
    app.exit(2);
    return undefined;
  }
}

/** Switches that Chromium (or a test driver) puts in; they are not ours to judge. */
function isChromiumSwitch(arg: string): boolean {
  return /^--(no-sandbox|inspect|remote-debugging|enable-|disable-|use-|original-process)/.test(arg);
}

function start(hostArgs: HostArguments): void {
  const dataDir = defaultDataDir(process.env, process.platform);
  const profileDir = hostArgs.profileDir ?? path.join(dataDir, 'profile');
  // Chromium's own files (caches, the single-instance lock) belong to the profile, so two profiles can be open at once.
  app.setPath('userData', path.join(profileDir, 'window'));
  if (!app.requestSingleInstanceLock()) {
    app.quit();
    return;
  }
  app.on('second-instance', bringToFront);
  app
    .whenReady()
    .then(() => run(hostArgs, profileDir, dataDir))
    .catch((error: unknown) => {
      const text = describeStartFailure(error, { profileDir }) ?? `an internal error at ${codeFrames(error)}`;
      process.stderr.write(`chartside: ${text}\n`);
      if (!process.env['CI']) dialog.showErrorBox('Chartside could not start', text);
      app.exit(1);
    });
}

async function run(hostArgs: HostArguments, profileDir: string, dataDir: string): Promise<void> {
  const { log, file: logFile } = openLogFile(profileDir);
  const resourcesDir = path.join(app.isPackaged ? process.resourcesPath : path.join(outDir, '..'), 'resources');
  const node = await openNodeApp({
    profileDir,
    resourcesDir,
    terminologyDir: dataDir,
    workerEntry: new URL('speech.js', import.meta.url),
    languageModelEntry: new URL('language-model.js', import.meta.url),
    spawnWorker: spawnSpeechProcess,
    modelDir: path.join(resourcesDir, 'models'),
    host: 'electron',
    demo: hostArgs.demo,
    version: app.getVersion(),
    log,
    power: createPowerEvents(powerMonitor),
    globalShortcut: createGlobalShortcut(globalShortcut, bringToFront),
    systemAudio: canHearComputer(process.platform),
    // A demo's profile is thrown away: it needs no keychain, and leaves nothing in one.
    secrets: hostArgs.demo
      ? createKeyFileSecretStore
      : (options) => createSafeStorageSecretStore({ ...options, safeStorage }),
  });

  let stopped = false;
  app.on('before-quit', (event) => {
    if (stopped) return;
    event.preventDefault();
    stopped = true;
    setTimeout(() => app.exit(1), LONGEST_SHUTDOWN_MS).unref();
    node.close().then(
      () => app.exit(0),
      (error: unknown) => crash(error),
    );
  });
  const crash = (error: unknown): void => {
    // The message may quote what was said in a visit; the places in the code cannot.
    log.error('host.crash', { frames: codeFrames(error) });
    process.stderr.write(`chartside: stopped on an internal error; what was recorded is safe (${logFile})\n`);
    app.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit());
  app.on('window-all-closed', () => app.quit());

  await guardSession(session.defaultSession, path.join(outDir, 'renderer'), {
    mayHearComputer: () => canHearComputer(process.platform) && node.hearComputer(),
  });
  await node.app.start();
  // Before the page opens: it would ask for a first clinician.
  if (hostArgs.demo) await seedDemo(node.app, { resourcesDir, ehrUrl: hostArgs.ehrUrl, log });
  Menu.setApplicationMenu(buildMenu(app.isPackaged));
  const window = createWindow(path.join(outDir, 'preload', 'preload.cjs'));
  const dispatcher = createDispatcher({ app: node.app, ids: uuidSource, log });
  linkWindow({ ipc: ipcMain, contents: window.webContents, dispatcher, log });
  await showPage(window);
}
