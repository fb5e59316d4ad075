import path from 'node:path';
import { conformanceVisit } from '../src/main/ports/drafter.conformance.ts';
import { firstRun, waitForDraft } from './app-actions.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

test('a note is changed by words: dictated to, reworded, taken back', async ({ host, page }) => {
  await host.open(page);
  await firstRun(page);
  await page.getByRole('button', { name: 'New visit' }).first().click();
  await page.getByLabel('Patient’s name').fill('Told Note');
  await page.getByRole('button', { name: 'Paste a conversation' }).click();
  await page.getByLabel('The conversation, one turn a line').fill(
    conformanceVisit()
      .segments.map(({ speaker, text }) => `${speaker === 'clinician' ? 'D' : 'P'}: ${text}`)
      .join('\n'),
  );
  await page.getByRole('button', { name: 'Use this conversation' }).click();
  await waitForDraft(page);
  const field = page.getByLabel('What should change?');
  const drug = page.locator('[data-sentence]', { hasText: 'lisinopril' }).first();

  await test.step('an instruction on the chosen sentence, by key; shown before it is done', async () => {
    await drug.focus();
    await page.keyboard.press('/');
    await expect(field).toBeFocused();
    await field.fill('replace lisinopril with losartan');
    await expect(page.locator('form ins')).toHaveText(/losartan/);
    await expect(page.getByText(/Not heard in the visit: .*losartan/)).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: path.join(test.info().outputDir, 'instruction.png') });
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-sentence]', { hasText: 'losartan' })).toBeVisible();
  });

  await test.step('one key takes it back', async () => {
    await page.locator('[data-sentence]', { hasText: 'losartan' }).focus();
    await page.keyboard.press('u');
    await expect(drug).toBeVisible();
  });

  await test.step('dictation to a section', async () => {
    await page.getByRole('button', { name: /^Change by words/ }).click();
    await field.fill('add to plan: recheck potassium in two weeks');
    await expect(page.locator('form ins')).toHaveText('Recheck potassium in 2 weeks.');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-sentence]', { hasText: 'Recheck potassium in 2 weeks.' })).toBeVisible();
  });

  await test.step('a sentence is moved by key, into the section above as well, and one key takes it back', async () => {
    const order = async (): Promise<string> => (await page.locator('[data-sentence]').allInnerTexts()).join('|');
    const before = await order();
    const follow = page.locator('[data-sentence]', { hasText: 'Recheck potassium' });
    await follow.focus();
    await page.keyboard.press('Alt+ArrowUp');
    await expect.poll(order).not.toBe(before);
    await expect(follow).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.press('u');
    await expect.poll(order).toBe(before);
  });

  await test.step('said instead of typed: written down for a look, done by nothing but Enter', async () => {
    await page.locator('[data-sentence]', { hasText: 'Recheck' }).focus();
    await page.keyboard.press('d');
    await expect(page.getByText(/^Listening\./)).toBeVisible();
    await expect
      .poll(async () => Number(await page.getByRole('meter').getAttribute('aria-valuenow')))
      .toBeGreaterThan(3);
    await expectAccessible(page);
    await page.screenshot({ path: path.join(test.info().outputDir, 'instruction-speaking.png') });
    // The sample visit goes on speaking; a few seconds of it are words enough.
    await expect(page.getByText('5 s of 60')).toBeVisible({ timeout: 20_000 });
    await page.keyboard.press('Enter');
    await expect(field).toHaveValue(/\w+ \w+ \w+/, { timeout: 120_000 });
    await page.screenshot({ path: path.join(test.info().outputDir, 'instruction-spoken.png') });
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
    await expect(page.locator('[data-sentence]', { hasText: 'Recheck' })).toHaveCount(1);
  });

  await test.step('what it does not know it says', async () => {
    await page.locator('[data-sentence]', { hasText: 'Recheck' }).focus();
    await page.keyboard.press('/');
    await field.fill('write that consent was given');
    await expect(page.getByText(/not an instruction that Chartside knows/)).toBeVisible();
    await expectAccessible(page);
    await page.screenshot({ path: path.join(test.info().outputDir, 'instruction-unknown.png') });
    await page.keyboard.press('Escape');
    await expect(field).toHaveCount(0);
    await page.getByRole('button', { name: 'History', exact: true }).click();
    await expect(page.getByText('Changed by instruction').first()).toBeVisible();
  });
});
