// Builds what a host needs, when its sources have changed. `npm run build` builds all of it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { SetupError, root, say } from './bootstrap.mjs';

const rendererSources = ['src/shared', 'src/renderer', 'package-lock.json'];
/** The files come from this machine, not over a network: size costs milliseconds here. */
const LARGEST_CHUNK_KB = 4000;
const made = { renderer: 'out/renderer/index.html', electron: 'out/main/main.js' };

/** `out/renderer`, which every host serves. */
export async function buildRenderer() {
  await make('renderer', rendererSources, async () => {
    const { build } = await import('vite');
    await build({
      configFile: path.join(root, 'src', 'renderer', 'vite.config.ts'),
      cacheDir: path.join(root, '.cache', 'vite'),
      logLevel: 'warn',
      build: { chunkSizeWarningLimit: LARGEST_CHUNK_KB },
    });
  });
}

/** All of `out/`: main, preload and renderer, as Electron runs them. */
export async function buildElectron() {
  const sources = [...rendererSources, 'src/main', 'src/preload', 'electron.vite.config.ts'];
  await make('electron', sources, async () => {
    const { build } = await import('electron-vite');
    await build({ root, logLevel: 'warn' });
    remember('renderer', digestOf(rendererSources));
  });
}

async function make(name, sources, run) {
  const digest = digestOf(sources);
  if (digest === readStamp(name) && exists(made[name]) && exists(made.renderer)) return;
  say(name === 'renderer' ? 'building the window …' : 'building the window and the Electron host …');
  fs.rmSync(stampOf(name), { force: true });
  try {
    await run();
  } catch (error) {
    throw new SetupError(`the build failed: ${error.message}`);
  }
  remember(name, digest);
}

const exists = (file) => fs.existsSync(path.join(root, file));
const stampOf = (name) => path.join(root, '.cache', 'build', name);

function readStamp(name) {
  return fs.existsSync(stampOf(name)) ? fs.readFileSync(stampOf(name), 'utf8') : undefined;
}

function remember(name, digest) {
  fs.mkdirSync(path.dirname(stampOf(name)), { recursive: true });
  fs.writeFileSync(stampOf(name), digest);
}

function digestOf(sources) {
  const hash = createHash('sha256').update(process.versions.node);
  for (const source of sources) {
    for (const file of filesOf(path.join(root, source))) {
      hash.update(path.relative(root, file)).update('\0').update(fs.readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

function filesOf(place) {
  if (fs.statSync(place).isFile()) return [place];
  return fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test|conformance)\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await buildElectron().catch((error) => {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exitCode = 1;
  });
}
