import { firstRun, startRecording } from './app-actions.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

/** The window's microphone in a real browser, with the device that Chromium plays a file through: real tracks, a real audio thread. */

test('a microphone test is heard, seen, and read back; the key that records is chosen in Settings', async ({
  host,
  page,
}) => {
  await host.open(page);
  await firstRun(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  const section = page.getByRole('region', { name: 'Microphone' });
  await section.getByRole('button', { name: 'Test the microphone' }).click();
  await expect(section.getByRole('meter')).toBeVisible();
  await expect
    .poll(async () => Number(await section.getByRole('meter').getAttribute('aria-valuenow')))
    .toBeGreaterThan(3);
  await expect(section.getByText('5 s of 15')).toBeVisible();
  await section.getByRole('button', { name: 'Stop and listen' }).click();
  await expect(section.getByText('This was understood:')).toBeVisible({ timeout: 120_000 });
  expect((await section.locator('q').innerText()).split(/\s+/).length).toBeGreaterThan(2);

  await section.getByRole('button', { name: 'Change' }).click();
  await expect(section.getByText('Press the new keys…')).toBeVisible();
  await page.keyboard.press('Control+Shift+Y');
  await expect(section.locator('kbd').filter({ hasText: 'Y' })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Today' }).click();
  await page.keyboard.press('Control+Shift+Y');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('the record key pauses and goes on; what is off the record stays off it, and the record says where', async ({
  host,
  page,
}) => {
  await host.open(page);
  await firstRun(page);
  await startRecording(page, 'Ines Trial');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('Control+Shift+R');
  await expect(page.getByRole('group', { name: 'Paused: nothing is heard or kept' })).toBeVisible();
  await page.keyboard.press('Control+Shift+R');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.keyboard.press('m');
  await page.keyboard.press('Control+Shift+O');
  await expect(page.getByRole('group', { name: 'Off the record: nothing is heard or kept' })).toBeVisible();
  await page.keyboard.press('Control+Shift+R');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByRole('button', { name: 'Finish' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toHaveCount(0);

  await page.getByRole('link', { name: 'Activity' }).click();
  const marks = page.getByRole('row').filter({ hasText: 'Marked in the recording' });
  await expect(marks.filter({ hasText: 'off-record' }).first()).toBeVisible();
  await expect(marks.filter({ hasText: 'paused' }).first()).toBeVisible();
  await expect(marks.filter({ hasText: 'moment' }).first()).toBeVisible();
});
