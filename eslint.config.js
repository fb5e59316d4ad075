import boundaries from 'eslint-plugin-boundaries';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** The layers of docs/ARCHITECTURE.md. Order matters: the first pattern that fits names the layer. */
const elements = [
  { type: 'shared', pattern: 'src/shared/**' },
  { type: 'preload', pattern: 'src/preload/**' },
  { type: 'feature', pattern: 'src/renderer/features/*/**', capture: ['feature'], mode: 'full' },
  { type: 'renderer', pattern: 'src/renderer/**' },
  { type: 'domain', pattern: 'src/main/domain/**' },
  { type: 'ports', pattern: 'src/main/ports/**' },
  { type: 'app', pattern: 'src/main/app/**' },
  { type: 'adapters', pattern: 'src/main/adapters/**' },
  { type: 'rpc', pattern: 'src/main/rpc/**' },
  { type: 'workers', pattern: 'src/main/workers/**' },
  { type: 'host', pattern: 'src/main/hosts/*/**', capture: ['host'], mode: 'full' },
];

const allow = (from, ...to) => ({
  from: { type: from },
  allow: to.map((type) => ({ to: typeof type === 'string' ? { type } : type })),
});

const noElectron = { name: 'electron', message: 'Only src/main/hosts/electron and src/preload may import electron.' };
const nodeBuiltins = { group: ['node:*'], message: 'This layer is pure: no I/O. Put it behind a port.' };

export default tseslint.config(
  { ignores: ['out', 'dist', 'node_modules', '.tsbuild', '.cache', 'test-results', 'playwright-report'] },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    plugins: { boundaries, 'react-hooks': reactHooks },
    settings: {
      'boundaries/elements': elements,
      'boundaries/include': ['src/**/*'],
      'import/resolver': { typescript: false, node: { extensions: ['.ts', '.tsx'] } },
    },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'no-restricted-imports': ['error', { paths: [noElectron] }],
      'no-restricted-exports': [
        'error',
        {
          restrictDefaultExports: {
            direct: true,
            named: true,
            defaultFrom: true,
            namedFrom: true,
            namespaceFrom: true,
          },
        },
      ],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'error',
      'boundaries/dependencies': [
        'error',
        {
          default: 'disallow',
          rules: [
            allow('shared', 'shared'),
            allow('preload', 'shared', 'preload'),
            allow('renderer', 'renderer', 'feature', 'shared'),
            allow(
              'feature',
              { to: { type: 'feature', captured: { feature: '{{from.captured.feature}}' } } }.to,
              'renderer',
              'shared',
            ),
            allow('domain', 'domain', 'shared'),
            allow('ports', 'ports', 'domain', 'shared'),
            allow('app', 'app', 'domain', 'ports', 'shared'),
            allow('adapters', 'adapters', 'ports', 'domain', 'shared'),
            allow('rpc', 'rpc', 'app', 'domain', 'ports', 'shared'),
            allow('workers', 'workers', 'adapters', 'ports', 'domain', 'shared'),
            allow('host', 'app', 'adapters', 'rpc', 'workers', 'domain', 'ports', 'shared'),
          ],
        },
      ],
    },
  },
  {
    files: ['src/shared/**/*.ts', 'src/main/domain/**/*.ts', 'src/main/ports/**/*.ts', 'src/main/app/**/*.ts'],
    ignores: ['**/*.test.ts', '**/*.conformance.ts'],
    rules: { 'no-restricted-imports': ['error', { paths: [noElectron], patterns: [nodeBuiltins] }] },
  },
  { files: ['src/main/hosts/electron/**/*.ts', 'src/preload/**/*.ts'], rules: { 'no-restricted-imports': 'off' } },
  {
    files: ['src/main/hosts/cli/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.ts', 'e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['*.config.ts', 'src/renderer/vite.config.ts'], rules: { 'no-restricted-exports': 'off' } },
);
