import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { DEMO_CLINICIAN } from '../../../shared/demo.ts';
import { defaultDataDir } from '../../adapters/runtime/data-dir.ts';
import { uuidSource } from '../../adapters/runtime/node-runtime.ts';
import { createKeyFileSecretStore } from '../../adapters/secrets/key-file-secret-store.ts';
import { ArgumentError, HOST_USAGE, parseHostArguments } from '../../compose/host-arguments.ts';
import type { HostArguments } from '../../compose/host-arguments.ts';
import { openLogFile } from '../../compose/log-file.ts';
import { openNodeApp } from '../../compose/node-app.ts';
import { seedDemo } from '../../compose/seed-demo.ts';
import { describeStartFailure } from '../../compose/start-failure.ts';
import { codeFrames } from '../../rpc/code-frames.ts';
import { openBrowser } from './open-browser.ts';
import { startWebHost } from './web-host.ts';
import type { WebHost } from './web-host.ts';

/** Always the same where it is free: a browser remembers the microphone's permission by address. */
const USUAL_PORT = 47_820;
const LONGEST_SHUTDOWN_MS = 10_000;

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const say = (line: string): void => void process.stderr.write(`chartside: ${line}\n`);

await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<void> {
  let args: HostArguments;
  try {
    args = parseHostArguments(argv);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    say(`${error.message}\n${HOST_USAGE}`);
    process.exitCode = 2;
    return;
  }
  const dataDir = defaultDataDir(process.env, process.platform);
  const profileDir = args.profileDir ?? path.join(dataDir, 'profile');
  try {
    await serve(args, profileDir, dataDir);
  } catch (error) {
    const place = { profileDir, ...(args.port === undefined ? {} : { port: args.port }) };
    say(describeStartFailure(error, place) ?? `could not start: an internal error at ${codeFrames(error)}`);
    process.exitCode = 1;
  }
}

async function serve(args: HostArguments, profileDir: string, dataDir: string): Promise<void> {
  const { log, file: logFile } = openLogFile(profileDir);
  const resourcesDir = path.join(root, 'resources');
  const node = await openNodeApp({
    profileDir,
    resourcesDir,
    terminologyDir: dataDir,
    workerEntry: new URL('../../workers/speech.entry.ts', import.meta.url),
    languageModelEntry: new URL('../../workers/language-model.entry.ts', import.meta.url),
    host: 'web',
    demo: args.demo,
    version: readVersion(),
    log,
    secrets: createKeyFileSecretStore,
  });
  let host: WebHost | undefined;
  try {
    host = await listen(args.port, (port) =>
      startWebHost({
        app: node.app,
        ids: uuidSource,
        log,
        port,
        rendererDir: path.join(root, 'out', 'renderer'),
      }),
    );
    await node.app.start();
  } catch (error) {
    await host?.close();
    await node.close();
    throw error;
  }

  const running = host;
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), LONGEST_SHUTDOWN_MS).unref();
    void (async () => {
      await running.close();
      await node.close();
      process.exit(0);
    })().catch((error: unknown) => crash(error));
  };
  const crash = (error: unknown): void => {
    // The message may quote what was said in a visit; the places in the code cannot.
    log.error('host.crash', { frames: codeFrames(error) });
    say(`stopped on an internal error; what was recorded is safe, start again to go on (${logFile})`);
    process.exit(1);
  };
  process.on('uncaughtException', crash);
  process.on('unhandledRejection', crash);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // Started by another process over IPC (`npm start -- --demo`): its end is ours.
  process.on('disconnect', stop);

  if (args.demo) {
    // Before the page opens: it would ask for a first clinician.
    await seedDemo(node.app, { resourcesDir, ehrUrl: args.ehrUrl, log });
    say(`demo: signing asks for a passphrase, it is "${DEMO_CLINICIAN.passphrase}"`);
  }
  const url = running.issueUrl();
  process.stdout.write(`Chartside is ready: ${url}\n`);
  const opened = args.open && !process.env['CI'] && openBrowser(url);
  say(
    `${opened ? 'opening it in your browser' : 'open this address in a browser on this machine'}; it works once. Ctrl-C ends Chartside.`,
  );
}

/** The port asked for, or the usual one, or any: an address of our own choice must not keep the app from starting. */
async function listen(port: number | undefined, start: (port: number) => Promise<WebHost>): Promise<WebHost> {
  if (port !== undefined) return start(port);
  try {
    return await start(USUAL_PORT);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return start(0);
  }
}

function readVersion(): string {
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as { version: string };
  return manifest.version;
}
