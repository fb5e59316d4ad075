import { readdirSync } from 'node:fs';
import path from 'node:path';
import { REPO_ROOT } from './chromium.ts';
import { collectProblems, expect, expectAccessible, openApp, test } from './fixtures.ts';
import { startHost } from './host-process.ts';

test('the demo shows a drafted sample visit, and leaves nothing behind', async ({ folder, page }) => {
  const problems = collectProblems(page);
  const startScript = path.join(REPO_ROOT, 'scripts', 'start.mjs');
  const demo = await startHost(['--demo', '--web', '--port', '0'], {
    entry: startScript,
    env: { TMPDIR: folder, TEMP: folder },
  });
  try {
    await openApp(page, demo.url);
    const visit = page.getByText('Nora Samplewood').first();
    await expect(visit).toBeVisible();
    await expect(page.getByText(/Ready for you to sign|waits? for you/).first()).toBeVisible({
      timeout: 120_000,
    });
    await expectAccessible(page);
    await visit.click();
    await expect(page.getByText('Subjective').first()).toBeVisible();
    await expectAccessible(page);
  } finally {
    expect(await demo.stop()).toBe(0);
  }
  expect(readdirSync(folder)).toEqual([]);
  expect(problems).toEqual([]);
});
