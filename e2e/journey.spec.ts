import type { DocumentReference } from '@medplum/fhirtypes';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import {
  chooseRecording,
  CLINICIAN,
  confirmOpenSentences,
  DRAFT_TIMEOUT_MS,
  firstRun,
  importVisit,
  recordedSeconds,
  SAMPLE_AUDIO,
  SAMPLE_CHART,
  sentences,
  setUpClinician,
  sign,
  startRecording,
  unlock,
  waitForDraft,
} from './app-actions.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

test('from the first start to a note in the EHR, and it is there after a reload', async ({ appPage: page, ehr }) => {
  await test.step('first run: who, microphone, EHR', async () => {
    await expectAccessible(page);
    await setUpClinician(page);
    await page.getByRole('button', { name: 'Test the microphone' }).click();
    await expect(page.getByText('Say something…')).toBeVisible();
    const meter = page.getByRole('meter', { name: 'Microphone level' });
    await expect.poll(async () => Number(await meter.getAttribute('aria-valuenow'))).toBeGreaterThan(9);
    await page.getByRole('button', { name: 'Stop and listen' }).click();
    await expect(page.getByText('This sounds good.')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Continue' }).click();

    await expect(page.getByText('Recommended for this computer')).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Continue' }).click();

    await page.getByLabel('Address of the FHIR service').fill(ehr.url);
    await page.getByRole('button', { name: 'Test the connection' }).click();
    await expect(page.getByText(/^It answers: .*FHIR 4/)).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved')).toBeVisible();
    await page.getByRole('button', { name: 'Start working' }).click();
    await expect(page.getByText('No visits yet')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('import the sample visit with its chart', async () => {
    await importVisit(page, { file: SAMPLE_AUDIO, chart: SAMPLE_CHART });
    await expect(page.getByRole('heading', { name: 'Nora Samplewood' })).toBeVisible();
    await waitForDraft(page);
    await expectAccessible(page);
  });

  await test.step('see and hear what a sentence rests on', async () => {
    const pressure = sentences(page).filter({ hasText: '148/92' }).first();
    await pressure.focus();
    await expect
      .poll(async () => (await page.locator('mark').allInnerTexts()).join(''))
      .toMatch(/148|one forty|ninety/i);
    await page.keyboard.press(' ');
    await expect(page.getByRole('button', { name: /^Stop playing/ })).toBeVisible();
    await page.keyboard.press(' ');
    await expect(page.getByRole('button', { name: /^Play/ }).first()).toBeVisible();
  });

  const edited = 'The cough is dry and worse at night; it began three weeks ago.';
  await test.step('edit a sentence, take it back, edit it again', async () => {
    const before = (await sentences(page).first().textContent()) ?? '';
    await sentences(page).first().focus();
    await page.keyboard.press('e');
    await page.getByLabel('Edit the sentence').fill(edited);
    await page.keyboard.press('Enter');
    await expect(sentences(page).first()).toHaveText(new RegExp(edited));
    await page.keyboard.press('u');
    await expect(sentences(page).first()).toHaveText(new RegExp(escape(before.trim())));
    await page.keyboard.press('e');
    await page.getByLabel('Edit the sentence').fill(edited);
    await page.keyboard.press('Enter');
    await expect(sentences(page).first()).toHaveText(new RegExp(edited));
    await expect(page.getByText('In review')).toBeVisible();
  });

  await test.step('look through the side panels', async () => {
    for (const panel of ['Codes', 'Left out', 'Chart', 'History']) {
      await page.getByRole('button', { name: panel }).click();
      await expect(page.getByRole('region', { name: panel, exact: true })).toBeVisible();
      await expectAccessible(page);
    }
    await expect(page.getByText('Change undone')).toBeVisible();
    await page.getByRole('button', { name: 'Look at version 1' }).click();
    await expect(page.getByText('You are looking at version 1')).toBeVisible();
    await page.getByRole('button', { name: 'Back to the current note' }).click();
    await page.getByRole('button', { name: 'Close panel' }).click();
  });

  await test.step('sign: not with the wrong passphrase, then as oneself', async () => {
    await confirmOpenSentences(page);
    await sign(page, 'not the passphrase');
    await expect(page.getByText('That is not the right passphrase.')).toBeVisible();
    expect(await ehr.all('DocumentReference')).toHaveLength(0);
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'Your passphrase' }).fill(CLINICIAN.passphrase);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Signed by Ana Reyes, MD')).toBeVisible();
    await expect(page.getByText('In the EHR since')).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('one document is there, final, with what was signed', async () => {
    const documents = await ehr.all<DocumentReference>('DocumentReference');
    expect(documents).toHaveLength(1);
    expect(documents[0]!.docStatus).toBe('final');
    const text = Buffer.from(documents[0]!.content[0]!.attachment.data ?? '', 'base64').toString('utf8');
    expect(text).toContain(edited);
    expect(text).toContain('Ana Reyes');
  });

  await test.step('a reload shows it; it cannot be changed; an addendum can be added', async () => {
    await page.reload();
    await expect(page.getByText('Signed by Ana Reyes, MD')).toBeVisible();
    await expect(page.getByText('In the EHR since')).toBeVisible();
    await expect(page.getByText('Draft, not signed', { exact: true })).toHaveCount(0);
    await sentences(page).first().focus();
    await page.keyboard.press('Backspace');
    await page.keyboard.press('e');
    await expect(sentences(page).first()).toContainText(edited);
    await expect(page.getByLabel('Edit the sentence')).toHaveCount(0);

    await page.getByRole('button', { name: 'Add an addendum' }).click();
    await page.getByLabel('What is to be added or corrected').fill('Call about the potassium result tomorrow.');
    await page.getByRole('textbox', { name: 'Your passphrase' }).fill(CLINICIAN.passphrase);
    await page.getByRole('button', { name: /^Sign the addendum/ }).click();
    await expect(page.getByText(/^Addendum by Ana Reyes, MD/)).toBeVisible();
    await expect.poll(async () => (await ehr.all('DocumentReference')).length).toBe(2);
  });

  await test.step('everything is in the record, and the record is whole', async () => {
    await page.getByRole('link', { name: 'Activity' }).click();
    await expect(page.getByRole('cell', { name: 'Note signed' })).toBeVisible();
    await page.getByRole('button', { name: 'Check that it is whole' }).click();
    await expect(page.getByText(/^Whole: all \d+ entries/)).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('Today shows it as done', async () => {
    await page.getByRole('link', { name: 'Today', exact: true }).click();
    await expect(page.getByRole('link', { name: /Nora Samplewood.*In the EHR/ })).toBeVisible();
  });
});

test('a recording: words come while one speaks, a pause keeps nothing, the draft follows', async ({
  appPage: page,
}) => {
  await firstRun(page);
  await startRecording(page, 'Rosa Trial');
  const transcript = page.getByRole('region', { name: 'Conversation, turn by turn' });
  await expect(transcript).toContainText(/garden|morning|seat/i, { timeout: DRAFT_TIMEOUT_MS });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByText('Paused: nothing is heard or kept')).toBeVisible();
  const atPause = await recordedSeconds(page);
  await page.getByRole('link', { name: 'Settings' }).click();
  await expect(page.getByRole('link', { name: 'Go to the visit being recorded' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Go to the visit being recorded' }).click();
  expect(await recordedSeconds(page)).toBe(atPause);
  await page.getByRole('button', { name: 'Go on' }).click();
  await expect.poll(() => recordedSeconds(page)).toBeGreaterThan(atPause + 1);
  await page.getByRole('button', { name: 'Finish' }).click();
  await waitForDraft(page);
  await expect(page.getByRole('button', { name: /^Play from/ }).first()).toBeVisible();
});

test('a reload in the middle of a recording loses nothing that was said before it', async ({ appPage: page }) => {
  await firstRun(page);
  await startRecording(page, 'Rosa Trial');
  await expect.poll(() => recordedSeconds(page)).toBeGreaterThanOrEqual(6);
  page.on('dialog', (dialog) => void dialog.accept());
  await page.reload();
  await expect(page.getByText('The recording was interrupted.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Continue recording' }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  // The clock goes on where it stood, less the moment of the reload.
  expect(await recordedSeconds(page)).toBeGreaterThanOrEqual(5);
  await expect.poll(() => recordedSeconds(page)).toBeGreaterThanOrEqual(9);
  await page.getByRole('button', { name: 'Finish' }).click();
  await waitForDraft(page);
  await page.getByRole('link', { name: 'Activity' }).click();
  await expect(page.getByRole('cell', { name: 'Recording finished' }).first()).toBeVisible();
});

test('a file that is no recording says so in place, and the visit can still be recorded', async ({
  appPage: page,
  folder,
}) => {
  await firstRun(page);
  const textFile = path.join(folder, 'letter.mp3');
  await writeFile(textFile, 'Dear colleague, thank you for the referral. '.repeat(50));
  await importVisit(page, { file: textFile, name: 'Rosa Trial' });
  await expect(page.getByRole('alert')).toContainText('not a recording that Chartside can read');
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('button', { name: 'Start recording' })).toBeVisible();

  await page.getByRole('link', { name: 'Back to Today' }).click();
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
  const emptyFile = path.join(folder, 'empty.wav');
  await writeFile(emptyFile, '');
  await chooseRecording(page, emptyFile);
  await page.getByLabel('Patient’s name').fill('Walter Trial');
  await page.getByRole('button', { name: /^Import empty/ }).click();
  await expect(page.getByRole('alert')).toContainText('The file is empty.');
});

test('a pasted conversation becomes a draft; colors, spacing and language follow at once', async ({
  appPage: page,
}) => {
  await firstRun(page);
  await page.getByRole('button', { name: 'New visit' }).click();
  await page.getByLabel('Patient’s name').fill('Rosa Trial');
  await page.getByRole('button', { name: 'Paste a conversation' }).click();
  await page
    .getByLabel('The conversation, one turn a line')
    .fill('D: What brings you in?\nP: I have had a sore throat for two days.\nD: Any fever?\nP: No.');
  await page.getByRole('button', { name: 'Use this conversation' }).click();
  await waitForDraft(page);
  await expect(
    sentences(page)
      .filter({ hasText: /throat/i })
      .first(),
  ).toBeVisible();

  await page.getByRole('link', { name: 'Settings' }).click();
  for (const theme of ['Dark', 'High contrast', 'Light']) {
    await page.getByText(theme, { exact: true }).click();
    await expectAccessible(page);
  }
  await page.getByText('Compact', { exact: true }).click();
  await expect(page.locator('html')).toHaveAttribute('data-density', 'compact');
  await page.getByText('Español').click();
  await expect(page.getByRole('heading', { name: 'Ajustes' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('heading', { name: 'Ajustes' })).toBeVisible();
});

test('everything works without a mouse: commands, keys, and the lock', async ({ appPage: page }) => {
  await firstRun(page);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('set');
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Settings' })).toBeVisible();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'What do you want to do?' }).fill('lock');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Chartside is locked' })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Passphrase' }).fill('wrong');
  await page.keyboard.press('Enter');
  await expect(page.getByText('That is not the right passphrase.')).toBeVisible();
  await unlock(page);
});

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
