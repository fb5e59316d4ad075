import { firstRun } from './app-actions.ts';
import { expect, expectAccessible, openApp, test } from './fixtures.ts';

/** The words a clinician uses: typed, brought from a file, found, taken away; still there after the window was closed. */
test('a clinician keeps a list of words', async ({ page, folder, launch }) => {
  const host = await launch(['--profile', `${folder}/profile`, '--port', '0']);
  await openApp(page, host.url);
  await firstRun(page);
  await page.goto(`${host.origin}/#/settings`);
  const words = page.getByRole('region', { name: 'Words you use' });
  await expectAccessible(page);

  await words.getByLabel('Word or phrase').fill('Kowalczyk');
  await words.getByLabel('How it sounds').fill('koval chick');
  await words.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(words.getByText('Kowalczyk said “koval chick”')).toBeVisible();

  await words.getByRole('button', { name: 'Add many at once' }).click();
  const text = ['Term,Sounds like', 'Farxiga,far seega', '"Lakeside Clinic"', 'kowalczyk', '7'].join('\r\n');
  await words.locator('input[type=file]').setInputFiles({
    name: 'words.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`\ufeff${text}`, 'utf16le'),
  });
  await expect(words.getByText('2 new words, 1 changed, 1 line left out')).toBeVisible();
  await expect(words.getByText('Line 5: There are no letters in it.')).toBeVisible();
  await expectAccessible(page);
  await words.getByRole('button', { name: 'Add to the list' }).click();
  await expect(words.getByText('3 words')).toBeVisible();

  await page.reload();
  await expect(words.getByText('3 words')).toBeVisible();
  await words.getByLabel('Find a word').fill('seega');
  await words.getByRole('button', { name: 'Remove Farxiga' }).click();
  await words.getByLabel('Find a word').fill('');
  await expect(words.getByText('2 words')).toBeVisible();
  const download = page.waitForEvent('download');
  await words.getByRole('button', { name: 'Save as a file' }).click();
  expect((await download).suggestedFilename()).toBe('my-words.txt');
});
