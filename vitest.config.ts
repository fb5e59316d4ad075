import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'bench/**/*.test.ts', 'scripts/**/*.test.{ts,mjs}'],
    testTimeout: 120_000,
    pool: 'forks',
    maxWorkers: 2,
  },
});
