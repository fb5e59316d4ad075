import type { Page } from 'playwright/test';
import { firstRun, sentences, waitForDraft } from './app-actions.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

/** Documents made of a visit: an invented one, pasted as text. */
const TALK = [
  'D: What brings you in?',
  'P: My left knee has been hurting for three weeks.',
  'D: There is swelling of the left knee.',
  'D: I think you have a medial meniscus tear of the left knee.',
  'D: I am going to order an MRI of the left knee, and I am going to refer you to orthopedics.',
  'D: For your hypertension, increase the lisinopril to twenty milligrams once a day.',
  'D: Stop the ibuprofen.',
  'D: If the knee locks up or you get a fever, go to the emergency room.',
  'D: Follow up in two weeks.',
].join('\n');

async function pasteVisit(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New visit' }).click();
  await page.getByLabel('Patient’s name').fill('Rosa Trial');
  await page.getByRole('button', { name: 'Paste a conversation' }).click();
  await page.getByLabel('The conversation, one turn a line').fill(TALK);
  await page.getByRole('button', { name: 'Use this conversation' }).click();
  await waitForDraft(page);
}

const documentSentences = (page: Page) => page.locator('[data-document-sentence]');

async function confirmAll(page: Page): Promise<void> {
  const open = page.locator('[data-document-sentence][data-status=review]');
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().focus();
    await page.keyboard.press('Enter');
    await expect(open).toHaveCount(left - 1);
  }
}

test('instructions and a letter are made, proven, kept in step with the note, finalized and printed', async ({
  appPage: page,
}) => {
  await page.addInitScript(() => {
    window.print = () => undefined;
  });
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await firstRun(page);
  await pasteVisit(page);
  await page.getByRole('button', { name: 'Documents' }).click();
  await expect(page.getByRole('button', { name: /Referral letter/ })).toBeVisible();
  await expectAccessible(page);

  // Patient instructions: plain words, and what each rests on.
  await page.getByRole('button', { name: /Patient instructions/ }).click();
  await page.getByRole('button', { name: 'Make it from the note' }).click();
  const stop = documentSentences(page).filter({ hasText: 'ibuprofen' });
  await expect(stop.first()).toBeVisible();
  await expect(page.getByText(/Reads at school grade/)).toBeVisible();
  await expect(page.getByText('Draft, not final')).toBeVisible();
  await stop.first().focus();
  await expect(
    page
      .locator('mark, [data-lit=true], [data-evidence=true]')
      .filter({ hasText: /ibuprofen/i })
      .first(),
  ).toBeVisible();
  await expectAccessible(page);

  // The note changes: the document says so, and is made again without it.
  const inNote = sentences(page).filter({ hasText: /ibuprofen/i });
  for (let left = await inNote.count(); left > 0; left -= 1) {
    await inNote.first().focus();
    await page.keyboard.press('Backspace');
    await expect(inNote).toHaveCount(left - 1);
  }
  await expect(page.getByText('The note changed after this was made.').first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Finalize as/ })).toBeDisabled();
  await page.getByRole('button', { name: 'Make it again' }).click();
  await expect(page.getByText('The note changed after this was made.')).toHaveCount(0);
  await expect(stop).toHaveCount(0);

  // A draft says that it is one, on paper too.
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[data-print-sheet]').getByText('DRAFT, NOT FINAL')).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeHidden();
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));

  await confirmAll(page);
  await page.getByRole('button', { name: /^Finalize as/ }).click();
  await expect(page.getByText('Final', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Print', exact: true }).click();
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('[data-print-sheet]')).toBeVisible();
  await expect(page.locator('[data-print-sheet]').getByText('DRAFT, NOT FINAL')).toHaveCount(0);
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));

  // A letter, to whom it was said.
  await page.getByRole('button', { name: 'All documents' }).click();
  await page.getByRole('button', { name: /Referral letter/ }).click();
  await page.getByRole('button', { name: 'Make it from the note' }).click();
  await expect(page.getByLabel('To', { exact: true })).toHaveValue(/orthopedics/i);
  await page.getByLabel('Address', { exact: true }).fill('Suite 4, Invented Street');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article', { name: 'Referral letter' })).toContainText('Suite 4, Invented Street');
  await expectAccessible(page);

  // What was done is in the record, without a word of it.
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('cell', { name: 'Document finalized' }).first()).toBeVisible();
});

test('a work note tells no diagnosis, and the care log counts only what was entered', async ({ appPage: page }) => {
  await firstRun(page);
  await page.getByRole('button', { name: 'New visit' }).click();
  await page.getByLabel('Patient’s name').fill('Rosa Trial');
  await page.getByRole('button', { name: 'Paste a conversation' }).click();
  await page
    .getByLabel('The conversation, one turn a line')
    .fill(`${TALK}\nD: No lifting over twenty pounds at work for two weeks because of the meniscus tear.`);
  await page.getByRole('button', { name: 'Use this conversation' }).click();
  await waitForDraft(page);
  await page.getByRole('button', { name: 'Documents' }).click();
  await page.getByRole('button', { name: /Work or school note/ }).click();
  await page.getByRole('button', { name: 'Make it from the note' }).click();
  const paper = page.getByRole('article', { name: 'Work or school note' });
  await expect(paper).toContainText('20 pounds');
  await expect(paper).not.toContainText(/meniscus|knee|MRI|ibuprofen/i);
  await page.getByRole('switch', { name: 'Name the diagnosis' }).press('Space');
  await expect(paper).toContainText(/meniscus/i);
  await expectAccessible(page);

  await page.getByRole('button', { name: 'All documents' }).click();
  await page.getByRole('button', { name: /Chronic-care log/ }).click();
  await page.getByRole('button', { name: 'Make it from the note' }).click();
  await expect(page.getByText('1 contact has no minutes and adds nothing.')).toBeVisible();
  await page.getByLabel('Minutes of this contact').fill('12');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^12 minutes in/)).toBeVisible();
  await expectAccessible(page);
});
