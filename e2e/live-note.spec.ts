import { DRAFT_TIMEOUT_MS, firstRun, startRecording, waitForDraft } from './app-actions.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

test('the note grows while the visit goes on, shows what it rests on, and gives way to the draft', async ({
  host,
  page,
}) => {
  await host.open(page);
  await firstRun(page);
  await startRecording(page, 'Ines Trial');
  const note = page.getByRole('region', { name: 'Note' });
  await expect(note.getByText('Draft so far')).toBeVisible({ timeout: DRAFT_TIMEOUT_MS });
  const sentences = note.locator('[data-new]');
  await expect.poll(() => sentences.count(), { timeout: DRAFT_TIMEOUT_MS }).toBeGreaterThan(1);
  await expect(note.getByRole('button')).toHaveCount(0);
  await expectAccessible(page);
  await expect(async () => {
    await sentences.first().hover({ timeout: 2_000 });
    await expect(
      page.locator('[data-turn][data-lit=true], [data-lit=true] q, section [data-lit=true]').first(),
    ).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 90_000 });

  const words = (await sentences.allInnerTexts()).join(' ').split(/\s+/).length;
  await expect
    .poll(async () => (await sentences.allInnerTexts()).join(' ').split(/\s+/).length, { timeout: DRAFT_TIMEOUT_MS })
    .toBeGreaterThan(words);

  // A page that is opened anew shows it at once, not only when the next words come.
  await page.reload();
  await expect(page.getByText('Draft so far').or(page.getByText('Draft, not signed'))).toBeVisible();
  const finish = page.getByRole('button', { name: 'Finish' });
  if (await finish.isVisible()) await finish.click();
  await waitForDraft(page);
  await expect(page.getByText('Draft so far')).toHaveCount(0);
});
