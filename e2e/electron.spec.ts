import path from 'node:path';
import { _electron as electron } from 'playwright';
import { electronBinary, whyNoElectron } from '../scripts/electron-runtime.mjs';
import { REPO_ROOT } from './chromium.ts';
import { expect, test } from './fixtures.ts';

const reason = whyNoElectron();

test('the same app opens in Electron, shut in as it should be', async ({ folder }) => {
  if (reason !== undefined) process.stdout.write(`  Electron's smoke test is not run: ${reason}\n`);
  test.skip(reason !== undefined, `not run: ${reason}`);
  const isRoot = process.getuid?.() === 0;
  const app = await electron.launch({
    executablePath: electronBinary()!,
    args: [...(isRoot ? ['--no-sandbox'] : []), REPO_ROOT, '--demo', '--profile', path.join(folder, 'profile')],
  });
  try {
    const page = await app.firstWindow();
    await expect(page.locator('#root > :not(style)').first()).toBeVisible();
    expect(page.url()).toBe('chartside://app/');
    const seen = await page.evaluate(() => ({
      bridge: Object.keys((window as unknown as { chartside: object }).chartside).sort(),
      node: 'require' in window || 'process' in window,
      opened: window.open('https://example.org/') === null,
    }));
    expect(seen).toEqual({ bridge: ['onMessage', 'send'], node: false, opened: true });
    await page.evaluate(() => void (location.href = 'https://example.org/'));
    expect(page.url()).toBe('chartside://app/');
  } finally {
    await app.close();
  }
});
