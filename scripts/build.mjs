// Builds what a host needs, when its sources have changed. `npm run build` builds all of it.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { root, say } from './bootstrap.mjs';

const renderer = {
  name: 'the app’s window',
  sources: ['src/shared', 'src/renderer', 'package-lock.json'],
  made: 'out/renderer/index.html',
  run: buildRendererAtomically,
};
const electron = {
  name: 'the Electron host',
  sources: ['src/shared', 'src/main', 'src/preload', 'electron.vite.config.ts', 'package-lock.json'],
  made: 'out/main/main.js',
  async run() {
    const { build } = await import('electron-vite');
    await build({ root, logLevel: 'warn' });
  },
};

/** `out/renderer`, for every host. */
export const buildRenderer = () => make('renderer', renderer);

/** `out/main` and `out/preload`. */
export const buildElectron = () => make('electron', electron);

async function make(key, target) {
  const stampFile = path.join(root, '.cache', 'build', key);
  const digest = digestOf(target.sources);
  const stamp = fs.existsSync(stampFile) ? fs.readFileSync(stampFile, 'utf8') : '';
  if (stamp === digest && fs.existsSync(path.join(root, target.made))) return;
  say(`building ${target.name} …`);
  await target.run();
  fs.mkdirSync(path.dirname(stampFile), { recursive: true });
  fs.writeFileSync(stampFile, digest);
}

/** Built beside and moved into place: a host that serves the old files meanwhile never sees half of the new ones. */
async function buildRendererAtomically() {
  const { build } = await import('vite');
  const outDir = path.join(root, 'out', 'renderer');
  const fresh = path.join(root, 'out', `.renderer-${process.pid}`);
  try {
    await build({
      configFile: path.join(root, 'src', 'renderer', 'vite.config.ts'),
      cacheDir: path.join(root, '.cache', 'vite'),
      logLevel: 'warn',
      build: { outDir: fresh, emptyOutDir: true },
    });
    fs.rmSync(outDir, { recursive: true, force: true });
    fs.renameSync(fresh, outDir);
  } finally {
    fs.rmSync(fresh, { recursive: true, force: true });
  }
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
  await buildRenderer();
  await buildElectron();
}
