import type { Page } from 'playwright/test';
import { DRAFT_TIMEOUT_MS, firstRun, recordedSeconds, startRecording, waitForDraft } from './app-actions.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const conversation = (page: Page) => page.getByRole('region', { name: 'Conversation, turn by turn' });
const strip = (page: Page, name: string) => page.getByRole('group', { name });

test('listening: captions, a moment, off the record, a pause; then words, speakers and sound, kept over a reload', async ({
  appPage: page,
}) => {
  await firstRun(page);
  await startRecording(page, 'Rosa Trial');

  await test.step('words show while they are said, quieter until they stand', async () => {
    await expect(strip(page, 'Recording').getByText('All saved')).toBeVisible();
    await expect(page.locator('[data-provisional=true]').first()).toBeVisible({ timeout: DRAFT_TIMEOUT_MS });
    await expect(conversation(page)).toContainText(/garden|morning|seat/i, { timeout: DRAFT_TIMEOUT_MS });
    await expectAccessible(page);
  });

  await test.step('M marks this moment', async () => {
    await page.keyboard.press('m');
    await expect(page.locator('[data-tone=info]').getByText(/^Moment marked at/)).toBeVisible();
    await expect(
      conversation(page)
        .getByText(/^Marked (at|moment)/)
        .first(),
    ).toBeAttached();
  });

  await test.step('off the record is not to be overlooked, and keeps nothing', async () => {
    await page.keyboard.press('Control+Shift+O');
    await expect(page.getByText('Off the record: nothing is heard or kept').first()).toBeVisible();
    const before = await recordedSeconds(page);
    await expectAccessible(page);
    expect(await recordedSeconds(page)).toBe(before);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect.poll(() => recordedSeconds(page)).toBeGreaterThan(before);
  });

  await test.step('pause, go on, finish', async () => {
    await page.getByRole('button', { name: 'Pause' }).click();
    await expect(page.getByText('Paused: nothing is heard or kept')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Go on' }).click();
    await expect(strip(page, 'Recording')).toBeVisible();
    await page.keyboard.press('Control+Shift+F');
    await waitForDraft(page);
  });

  await test.step('what happened stands in the conversation and in the list of moments', async () => {
    await page.getByRole('button', { name: 'Moments' }).click();
    const panel = page.getByRole('region', { name: 'Moments', exact: true });
    await expect(panel.getByText('Marked moment')).toBeVisible();
    await expect(panel.getByText(/^Off the record/)).toBeVisible();
    await expect(panel.getByText(/^Paused/)).toBeVisible();
    await panel.getByRole('button', { name: /Off the record/ }).click();
    await expect(conversation(page).getByText(/^Off the record/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Close panel' }).click();
  });

  await test.step('the recording plays from where one wants, and the word that is heard is lit', async () => {
    await page.emulateMedia({ reducedMotion: 'no-preference' });
    const wave = page.getByRole('slider', { name: 'The recording' });
    await wave.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-word][data-spoken=true]').first()).toBeVisible();
    await expect.poll(async () => Number(await wave.getAttribute('aria-valuenow'))).toBeGreaterThan(0);
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-spoken=true]')).toHaveCount(0);
    await page.emulateMedia({ reducedMotion: 'reduce' });
  });

  const settled = 'Zephyr';
  await test.step('a word is decided by keyboard: listen, type, done', async () => {
    await conversation(page).focus();
    await page.keyboard.press('Enter');
    const bar = page.getByRole('toolbar', { name: 'Word' });
    await expect(bar).toBeVisible();
    await page.keyboard.press(' ');
    await expect(bar.getByRole('button', { name: /^Stop playing/ })).toBeVisible();
    await page.keyboard.press(' ');
    await expect(bar.getByRole('button', { name: /^Listen/ })).toBeVisible();
    await page.keyboard.press('e');
    await page.getByLabel('What was said').fill(settled);
    await expectAccessible(page);
    await page.keyboard.press('Enter');
    await expect(conversation(page)).toContainText(settled);
    await expect(bar.getByText('Decided by you.')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('who spoke is put right with one key, for the voice everywhere, and taken back', async () => {
    await expect(conversation(page).locator('[data-cursor=true]')).toBeFocused();
    const name = conversation(page)
      .locator('[data-index]', { has: page.locator('[data-cursor=true]') })
      .getByRole('button', { name: /^Said by/ });
    const said = await name.innerText();
    await page.keyboard.press('o');
    await expect(name).toHaveText('Someone else');
    const everywhere = page.getByRole('button', { name: /^This voice everywhere/ });
    await expectAccessible(page);
    if (await everywhere.isVisible()) {
      await everywhere.click();
      await expect(page.getByText(/turns? of this voice: Someone else/)).toBeVisible();
    }
    await page.getByRole('button', { name: /^Undo/ }).click();
    await expect(name).toHaveText(said);
    await name.click();
    await expect(name).not.toHaveText(said);
  });

  await test.step('a reload keeps all of it', async () => {
    const text = await conversation(page).innerText();
    await page.reload();
    await expect(conversation(page)).toContainText(settled);
    await expect(conversation(page)).toContainText(text.split('\n')[0]!);
    await page.getByRole('button', { name: 'Moments' }).click();
    await expect(page.getByRole('region', { name: 'Moments', exact: true }).getByText('Marked moment')).toBeVisible();
  });

  await test.step('it is so in every look: dark, high contrast, compact, Spanish, twice as large', async () => {
    await page.getByRole('button', { name: 'Close panel' }).click();
    const visit = page.url();
    for (const look of ['Dark', 'High contrast', 'Compact', 'Español']) {
      await page.getByRole('link', { name: 'Settings' }).click();
      await page.getByText(look, { exact: true }).click();
      await page.goto(visit);
      await expect(page.getByRole('slider')).toBeVisible();
      await page.locator('[data-word]').first().click();
      await expect(page.getByRole('toolbar', { name: /^(Word|Palabra)$/ })).toBeVisible();
      await expectAccessible(page);
    }
    // 200 % zoom of the window that people have: half the room.
    await page.setViewportSize({ width: 640, height: 430 });
    await expect(page.getByRole('slider')).toBeAttached();
    await expectAccessible(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  });
});
