import path from 'node:path';
import type { Locator, Page } from 'playwright/test';
import { expect } from 'playwright/test';
import { REPO_ROOT } from './chromium.ts';

/** What people do in the app, by what they see. Shared by the journeys and the screenshots. */

export const CLINICIAN = { name: 'Ana Reyes', credentials: 'MD', passphrase: 'correct horse battery' };
export const SAMPLE_AUDIO = path.join(REPO_ROOT, 'resources', 'sample-visit', 'visit.ogg');
export const SAMPLE_CHART = path.join(REPO_ROOT, 'resources', 'sample-visit', 'context.json');
/** The sample visit is three minutes of speech: heard in seconds, but two cores may be very busy with other things. */
export const DRAFT_TIMEOUT_MS = 120_000;

export async function setUpClinician(page: Page): Promise<void> {
  await page.getByLabel('Your name, as it stands under a note').fill(CLINICIAN.name);
  await page.getByLabel('Credentials').fill(CLINICIAN.credentials);
  await page.getByRole('textbox', { name: /^Passphrase/ }).fill(CLINICIAN.passphrase);
  await page.getByRole('textbox', { name: 'The same passphrase again' }).fill(CLINICIAN.passphrase);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Can Chartside hear you?' })).toBeVisible();
}

/** First run to Today, the later steps put off. */
export async function firstRun(page: Page): Promise<void> {
  await setUpClinician(page);
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('heading', { name: 'Which model listens?' })).toBeVisible();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'Do this later' }).click();
  await expect(page.getByRole('heading', { name: 'Today', level: 1 })).toBeVisible();
}

export async function unlock(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Passphrase' }).fill(CLINICIAN.passphrase);
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
}

export async function chooseRecording(page: Page, file: string): Promise<void> {
  await page.locator('input[type=file][accept*=audio]').setInputFiles(file);
  await expect(page.getByRole('heading', { name: 'New visit' })).toBeVisible();
}

/** Imports a file for a new patient and ends on the visit's page. */
export async function importVisit(page: Page, options: { file: string; name?: string; chart?: string }): Promise<void> {
  await chooseRecording(page, options.file);
  if (options.chart !== undefined) {
    await page.locator('input[type=file][accept*=json]').setInputFiles(options.chart);
    await expect(page.getByLabel('Patient’s name')).not.toHaveValue('');
  }
  if (options.name !== undefined) await page.getByLabel('Patient’s name').fill(options.name);
  await page.getByRole('button', { name: /^Import .+\./ }).click();
  await expect(page.getByRole('link', { name: 'Back to Today' })).toBeVisible();
}

export async function waitForDraft(page: Page): Promise<void> {
  await expect(page.getByText('Draft, not signed', { exact: true })).toBeVisible({ timeout: DRAFT_TIMEOUT_MS });
}

export async function startRecording(page: Page, name: string): Promise<void> {
  await page.keyboard.press('Control+Shift+R');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await page.getByLabel('Patient’s name').fill(name);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

export function sentences(page: Page): Locator {
  return page.locator('[data-sentence]');
}

/** Confirms whatever needs a decision, by keyboard: Tab leads there, Enter lets it stand. */
export async function confirmOpenSentences(page: Page): Promise<void> {
  const open = page.locator('[data-sentence][data-status=review]');
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().focus();
    await page.keyboard.press('Enter');
    await expect(open).toHaveCount(left - 1);
  }
  // Open questions do not stand in the way of a signature; their count takes the place of these words.
  await expect(page.getByText(/^(?:Nothing is left to look at|\d+ questions?)$/).first()).toBeVisible();
}

export async function sign(page: Page, passphrase: string = CLINICIAN.passphrase): Promise<void> {
  await page.getByRole('button', { name: 'Sign', exact: true }).click();
  await page.getByRole('textbox', { name: 'Your passphrase' }).fill(passphrase);
  await page.keyboard.press('Enter');
}

/** Length of the running recording, in seconds, as the bar shows it. */
export async function recordedSeconds(page: Page): Promise<number> {
  const text = await page.getByLabel(/^Recorded so far/).innerText();
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
