import path from 'node:path';

/**
 * The layers of docs/ARCHITECTURE.md as data: who lives where, which layers it may import, which packages it may import.
 * The first pattern that fits names the layer. `packages` is a test on a bare specifier; absent means any but Electron.
 * A rule of our own rather than a plugin: the whole check is a table and a path comparison, and no resolver can break it.
 */
const nodeFree = (name) => !name.startsWith('node:');
const only = (...names) => {
  return (name) => names.some((allowed) => name === allowed || name.startsWith(`${allowed}/`));
};
const notElectron = (name) => name !== 'electron' && !name.startsWith('electron/');

export const LAYERS = [
  { name: 'shared', at: /^src\/shared\//, imports: ['shared'], packages: only('zod') },
  { name: 'preload', at: /^src\/preload\//, imports: ['preload', 'shared'], packages: only('electron') },
  {
    name: 'feature',
    at: /^src\/renderer\/features\/([^/]+)\//,
    imports: ['feature', 'renderer', 'shared'],
    packages: (name) => nodeFree(name) && notElectron(name),
    sameUnit: true,
  },
  {
    name: 'renderer',
    at: /^src\/renderer\//,
    imports: ['renderer', 'feature', 'shared'],
    packages: (name) => nodeFree(name) && notElectron(name),
  },
  // @medplum/fhirtypes holds declarations only: nothing of it is there at run time.
  {
    name: 'domain',
    at: /^src\/main\/domain\//,
    imports: ['domain', 'shared'],
    packages: only('zod', '@medplum/fhirtypes'),
  },
  { name: 'ports', at: /^src\/main\/ports\//, imports: ['ports', 'domain', 'shared'], packages: only('zod') },
  { name: 'app', at: /^src\/main\/app\//, imports: ['app', 'domain', 'ports', 'shared'], packages: only('zod') },
  {
    name: 'adapters',
    at: /^src\/main\/adapters\//,
    imports: ['adapters', 'ports', 'domain', 'shared'],
    packages: notElectron,
  },
  { name: 'rpc', at: /^src\/main\/rpc\//, imports: ['rpc', 'app', 'domain', 'ports', 'shared'], packages: only('zod') },
  {
    name: 'workers',
    at: /^src\/main\/workers\//,
    imports: ['workers', 'adapters', 'ports', 'domain', 'shared'],
    packages: notElectron,
  },
  {
    name: 'compose',
    at: /^src\/main\/compose\//,
    imports: ['compose', 'app', 'rpc', 'workers', 'adapters', 'ports', 'domain', 'shared'],
    packages: notElectron,
  },
  {
    name: 'host',
    at: /^src\/main\/hosts\/([^/]+)\//,
    imports: ['host', 'compose', 'app', 'rpc', 'workers', 'adapters', 'ports', 'domain', 'shared'],
    packages: (name, unit) => unit === 'electron' || notElectron(name),
    sameUnit: true,
  },
];

/** What an installer carries beside the code: the layers that touch the world read it, the pure ones get it handed in. */
const MAY_READ_RESOURCES = new Set(['adapters', 'compose', 'host']);

/** Tests may build what they test from any layer of main, and use test tools; they still never cross features. */
const isTest = (file) => /\.(test|conformance|fixture)\.tsx?$/.test(file);

/** @param {string} file path relative to the repository root, with forward slashes */
export function layerOf(file) {
  for (const layer of LAYERS) {
    const match = layer.at.exec(file);
    if (match) return { layer, unit: match[1] };
  }
  return undefined;
}

/**
 * @param {string} file importing file, relative to the root
 * @param {string} specifier as written
 * @returns {string | undefined} why it is refused
 */
export function refusal(file, specifier) {
  const from = layerOf(file);
  if (!from) return undefined;
  if (!specifier.startsWith('.')) {
    if (isTest(file)) return undefined;
    const allowed = from.layer.packages(specifier, from.unit);
    return allowed ? undefined : `${from.layer.name} may not import the package ${specifier}`;
  }
  const target = path.posix.join(path.posix.dirname(file), specifier.replace(/\?.*$/, ''));
  const to = layerOf(target);
  if (!to) {
    if (target.startsWith('src/')) return `${target} is in no layer: see docs/ARCHITECTURE.md`;
    const readsResources = target.startsWith('resources/') && MAY_READ_RESOURCES.has(from.layer.name);
    return isTest(file) || readsResources ? undefined : `${from.layer.name} may not reach outside src (${target})`;
  }
  const crossesUnit = from.layer === to.layer && from.layer.sameUnit && from.unit !== to.unit;
  if (crossesUnit && !(isTest(file) && from.layer.name === 'host')) {
    return `${from.layer.name} ${from.unit} may not import ${to.layer.name} ${to.unit}`;
  }
  if (from.layer.imports.includes(to.layer.name)) return undefined;
  if (isTest(file) && file.startsWith('src/main/') && target.startsWith('src/main/')) return undefined;
  return `${from.layer.name} may not import ${to.layer.name}`;
}

/** @type {import('eslint').Rule.RuleModule} */
export const layersRule = {
  meta: { type: 'problem', schema: [], messages: { refused: '{{reason}}' } },
  create(context) {
    const file = path.relative(context.cwd, context.filename).split(path.sep).join('/');
    const check = (node, source) => {
      if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
      const reason = refusal(file, source.value);
      if (reason) context.report({ node, messageId: 'refused', data: { reason } });
    };
    return {
      ImportDeclaration: (node) => check(node, node.source),
      ExportNamedDeclaration: (node) => check(node, node.source),
      ExportAllDeclaration: (node) => check(node, node.source),
      ImportExpression: (node) => check(node, node.source),
      TSImportType: (node) => check(node, node.source ?? node.argument?.literal),
    };
  },
};
