import type { Page } from 'playwright/test';
import { CLINICIAN, confirmOpenSentences, firstRun, sentences, sign, waitForDraft } from './app-actions.ts';
import { expect, expectAccessible, openApp, test } from './fixtures.ts';

const TALK = ['D: How is your blood pressure?', 'P: Fine.', 'D: Your hypertension is well controlled.'].join('\n');

async function typedVisit(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('button', { name: 'New visit' }).first().click();
  await page.getByLabel('Patient’s name').fill(name);
  await page.getByRole('button', { name: 'Paste a conversation' }).click();
  await page.getByLabel('The conversation, one turn a line').fill(TALK);
  await page.getByRole('button', { name: 'Use this conversation' }).click();
  await waitForDraft(page);
}

/** Writes HTN for hypertension wherever it stands, and signs. */
async function editAndSign(page: Page): Promise<void> {
  const full = sentences(page).filter({ hasText: /hypertension/i });
  for (let left = await full.count(); left > 0; left -= 1) {
    await full.first().focus();
    await page.keyboard.press('e');
    const field = page.getByLabel('Edit the sentence');
    await field.fill((await field.inputValue()).replace(/hypertension/gi, 'HTN'));
    await page.keyboard.press('Enter');
    await expect(full).toHaveCount(left - 1);
  }
  await confirmOpenSentences(page);
  await sign(page);
  await expect(page.getByText(`Signed by ${CLINICIAN.name}, ${CLINICIAN.credentials}`)).toBeVisible();
}

test('what is changed in three visits is put up, accepted once, and followed', async ({ page, folder, launch }) => {
  const host = await launch(['--profile', `${folder}/profile`, '--port', '0']);
  await openApp(page, host.url);
  await firstRun(page);
  const style = page.getByRole('region', { name: 'Your style' });
  const toSettings = () => page.goto(`${host.origin}/#/settings`);

  for (const name of ['June Testwell', 'Otis Invented', 'Mina Placeholder']) {
    await typedVisit(page, name);
    await editAndSign(page);
  }

  await test.step('off until it is turned on', async () => {
    await toSettings();
    const toggle = style.getByRole('switch', { name: 'Learn the wording you keep changing' });
    await expect(toggle).not.toBeChecked();
    await expect(style.getByRole('list')).toHaveCount(0);
    await toggle.press('Space');
    await expect(toggle).toBeChecked();
  });

  await test.step('the edit is put up with its count, and accepted by keyboard', async () => {
    await expect(style.getByText('in 3 visits')).toBeVisible();
    await expectAccessible(page);
    await style.getByRole('button', { name: 'Accept: “hypertension” becomes “HTN”' }).press('Enter');
    await expect(style.getByRole('button', { name: 'Remove: “hypertension” becomes “HTN”' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('the fourth draft follows it, shows that it does, and can be put back', async () => {
    await typedVisit(page, 'Pia Sampleton');
    const styled = sentences(page).filter({ hasText: 'HTN' }).first();
    await expect(styled).toBeVisible();
    await styled.focus();
    await expect(page.getByText('In your style. Drafted as:')).toBeVisible();
    await expectAccessible(page);
    const before = await sentences(page).filter({ hasText: 'HTN' }).count();
    await page.getByRole('button', { name: 'As drafted' }).click();
    await expect(sentences(page).filter({ hasText: 'HTN' })).toHaveCount(before - 1);
    await expect(
      sentences(page)
        .filter({ hasText: /hypertension/i })
        .first(),
    ).toBeVisible();
  });

  await test.step('it can be taken out as a file and deleted', async () => {
    await toSettings();
    const download = page.waitForEvent('download');
    await style.getByRole('button', { name: 'Save as a file' }).click();
    expect((await download).suggestedFilename()).toBe('my-style.json');
    await style.getByRole('button', { name: 'Delete your style' }).click();
    await style.getByRole('alert').getByRole('button', { name: 'Delete your style' }).click();
    await expect(style.getByText('None yet.')).toBeVisible();
  });
});
