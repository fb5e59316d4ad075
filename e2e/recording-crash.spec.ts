import { firstRun, recordedSeconds, startRecording, unlock, waitForDraft } from './app-actions.ts';
import { expect, test } from './fixtures.ts';

test('kill -9 of the host while a visit is recorded: the window keeps the sound, and nothing is missing at the end', async ({
  host,
  page,
}) => {
  await host.open(page);
  await firstRun(page);
  await startRecording(page, 'Rosa Trial');
  await expect.poll(() => recordedSeconds(page)).toBeGreaterThanOrEqual(4);

  const { port } = new URL(host.current.origin);
  await host.kill();
  await expect(page.getByRole('alert').filter({ hasText: 'is interrupted' })).toContainText('The recording goes on');
  const atKill = await recordedSeconds(page);
  await expect.poll(() => recordedSeconds(page)).toBeGreaterThanOrEqual(atKill + 2);

  // Chartside is started again; its new address is opened as a person does, and unlocked there.
  await host.start(['--port', port]);
  const other = await page.context().newPage();
  await host.open(other);
  await unlock(other);
  await other.close();

  await expect(page.getByRole('alert')).toHaveCount(0, { timeout: 120_000 });
  await expect(page.getByText(/not yet saved/)).toHaveCount(0);
  const beforeFinish = await recordedSeconds(page);
  expect(beforeFinish).toBeGreaterThanOrEqual(atKill + 2);
  await page.getByRole('button', { name: 'Finish' }).click();
  await waitForDraft(page);

  // As long as the window said: what was on disk before the kill, what was kept during it, and what came after.
  await page.getByRole('link', { name: 'Activity' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Recording finished' }).first();
  const durationMs = Number(/durationMs (\d+)/.exec(await row.innerText())?.[1]);
  expect(durationMs).toBeGreaterThanOrEqual(beforeFinish * 1000 - 500);
  expect(durationMs).toBeLessThan(beforeFinish * 1000 + 5_000);
});
