import { defineConfig } from 'eslint/config';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';
import { layersRule } from './scripts/lint/layers.js';

const noDefaultExports = {
  restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true },
};

export default defineConfig(
  { ignores: ['out', 'dist', 'node_modules', '.tsbuild', '.cache', 'test-results', 'playwright-report'] },
  {
    files: ['**/*.{ts,tsx,js,mjs}'],
    extends: [...tseslint.configs.strict, ...tseslint.configs.stylistic],
    plugins: { chartside: { rules: { layers: layersRule } } },
    rules: {
      'chartside/layers': 'error',
      'no-restricted-exports': ['error', noDefaultExports],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-console': 'error',
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    // The one about libraries warns of what React's compiler would skip; it is not used here.
    rules: { ...reactHooks.configs.recommended.rules, 'react-hooks/incompatible-library': 'off' },
  },
  {
    files: ['src/main/hosts/cli/**/*.ts', 'bench/**/*.ts', 'scripts/**/*.{ts,mjs}', 'e2e/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  {
    files: ['*.config.{ts,js}', 'src/renderer/vite.config.ts', 'e2e/global-setup.ts'],
    rules: { 'no-restricted-exports': 'off' },
  },
);
