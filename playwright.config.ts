import { defineConfig } from 'playwright/test';
import { chromiumArguments, FAKE_MICROPHONE_FILE } from './e2e/chromium.ts';
import { findChromium } from './scripts/find-chromium.mjs';

/** `npm test` finds (or installs) a Chromium and names it; run by hand, the one that is there is taken. */
const executablePath = await findChromium();

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  globalSetup: './e2e/global-setup.ts',
  // Two cores carry a host, its speech process and a browser: one visit at a time.
  workers: 1,
  // Nothing here is timed: a slow or busy machine only takes longer.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  forbidOnly: Boolean(process.env['CI']),
  reporter: [['list'], ...(process.env['PLAYWRIGHT_JSON_OUTPUT_FILE'] ? [['json'] as ['json']] : [])],
  use: {
    viewport: { width: 1280, height: 860 },
    locale: 'en-US',
    permissions: ['microphone'],
    // A color on its way to another is no color to judge contrast by.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: chromiumArguments({ microphoneFile: FAKE_MICROPHONE_FILE }),
    },
  },
});
