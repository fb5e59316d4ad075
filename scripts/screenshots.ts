// `npm run screenshots`: walks the real app in a real browser and keeps pictures of its main screens in docs/screenshots.
// Everybody in them is invented: the sample visit, and conversations written here.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Bundle } from '@medplum/fhirtypes';
import { chromium, type Page } from 'playwright';
import {
  confirmOpenSentences,
  firstRun,
  importVisit,
  SAMPLE_AUDIO,
  SAMPLE_CHART,
  sentences,
  sign,
  startRecording,
  waitForDraft,
} from '../e2e/app-actions.ts';
import { chromiumArguments, FAKE_MICROPHONE_FILE, REPO_ROOT } from '../e2e/chromium.ts';
import { openApp } from '../e2e/fixtures.ts';
import { makeFakeMicrophone } from '../e2e/global-setup.ts';
import { startHost } from '../e2e/host-process.ts';
import { startTestEhr } from '../src/main/hosts/test-ehr/start-test-ehr.ts';
import { buildRenderer } from './build.mjs';
import { findChromium, HOW_TO_GET_CHROMIUM } from './find-chromium.mjs';

const OUT = path.join(REPO_ROOT, 'docs', 'screenshots');
const LARGEST_BYTES = 280_000;
const VIEWPORT = { width: 1280, height: 800 };
/** The picture of a recording waits for this many turns. */
const CAPTIONS = 6;
const CAPTIONS_TIMEOUT_MS = 120_000;

const OTHER_VISITS = [
  {
    name: 'Walter Example',
    reason: 'Annual check',
    text: 'D: How have you been since last year?\nP: Good. I walk every day.\nD: Any chest pain or shortness of breath?\nP: No.\nD: Your blood pressure is 122 over 76. I think you are healthy. Come back in one year.',
    then: 'sign',
  },
  {
    name: 'Mina Placeholder',
    reason: 'Rash on both arms',
    text: 'D: What brings you in?\nP: I have had an itchy rash on both arms for five days.\nD: Any fever?\nP: No.\nD: I think this is contact dermatitis. Use hydrocortisone cream twice a day for one week.',
    then: 'review',
  },
] as const;

await main();

async function main(): Promise<void> {
  const executablePath = await findChromium();
  if (executablePath === undefined) throw new Error(HOW_TO_GET_CHROMIUM);
  await buildRenderer();
  await makeFakeMicrophone();
  mkdirSync(OUT, { recursive: true });
  const folder = mkdtempSync(path.join(os.tmpdir(), 'chartside-screenshots-'));
  const ehr = await startTestEhr({ seed: JSON.parse(readFileSync(SAMPLE_CHART, 'utf8')) as Bundle });
  const host = await startHost(['--profile', path.join(folder, 'profile'), '--port', '0']);
  const browser = await chromium.launch({
    executablePath,
    args: chromiumArguments({ microphoneFile: FAKE_MICROPHONE_FILE }),
  });
  try {
    const context = await browser.newContext({ viewport: VIEWPORT, locale: 'en-US', permissions: ['microphone'] });
    const page = await context.newPage();
    await openApp(page, host.url);
    await takeAll(page, ehr.url);
  } finally {
    await browser.close();
    await host.stop();
    await ehr.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function takeAll(page: Page, ehrUrl: string): Promise<void> {
  await firstRun(page);
  await setEhr(page, ehrUrl);
  await shoot(page, 'settings');

  for (const visit of OTHER_VISITS) {
    await toToday(page);
    await page.getByRole('button', { name: 'New visit' }).click();
    await page.getByLabel('Patient’s name').fill(visit.name);
    await page.getByLabel('Reason for the visit').fill(visit.reason);
    await page.getByRole('button', { name: 'Paste a conversation' }).click();
    await page.getByLabel('The conversation, one turn a line').fill(visit.text);
    await page.getByRole('button', { name: 'Use this conversation' }).click();
    await waitForDraft(page);
    if (visit.then === 'review') continue;
    await confirmOpenSentences(page);
    await sign(page);
    await page.getByText(/^Signed by/).waitFor();
  }

  await toToday(page);
  await startRecording(page, 'Otis Invented');
  await page
    .locator('[data-index]')
    .nth(CAPTIONS - 1)
    .waitFor({ timeout: CAPTIONS_TIMEOUT_MS });
  await page.getByText('Draft so far').waitFor({ timeout: CAPTIONS_TIMEOUT_MS });
  await page.locator('[data-new]').nth(2).waitFor({ timeout: CAPTIONS_TIMEOUT_MS });
  await page.keyboard.press('m');
  await page
    .getByText(/^Moment marked at/)
    .first()
    .waitFor();
  await shoot(page, 'visit-recording');
  await page.keyboard.press('Control+Shift+O');
  await page.getByText('Off the record: nothing is heard or kept').first().waitFor();
  await shoot(page, 'visit-off-the-record');
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Finish' }).click();
  await waitForDraft(page);

  await toToday(page);
  await importVisit(page, { file: SAMPLE_AUDIO, chart: SAMPLE_CHART });
  await waitForDraft(page);
  await sentences(page)
    .filter({ hasText: /10 years|quit smoking/ })
    .first()
    .focus();
  await page.getByRole('button', { name: 'Codes' }).click();
  await shoot(page, 'visit-draft');
  await page.getByRole('button', { name: /^Left out/ }).click();
  await shoot(page, 'visit-left-out');
  await page.getByRole('button', { name: 'Documents' }).click();
  await page.getByRole('button', { name: /Patient instructions/ }).click();
  await page.getByRole('button', { name: 'Make it from the note' }).click();
  await page.getByText(/Reads at school grade/).waitFor();
  await shoot(page, 'visit-documents');
  await page.getByRole('button', { name: 'Close panel' }).click();
  await page.getByRole('button', { name: /words? to check/ }).click();
  await page.getByRole('toolbar', { name: 'Word' }).waitFor();
  await shoot(page, 'visit-words');
  await setTheme(page, 'Dark');
  await page.goBack();
  await sentences(page).filter({ hasText: /148/ }).first().focus();
  await shoot(page, 'visit-dark');
  await setTheme(page, 'Light');

  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('region', { name: 'Note templates' }).scrollIntoViewIfNeeded();
  await shoot(page, 'templates');

  await toToday(page);
  await shoot(page, 'today');
  await page.getByRole('link', { name: /Nora Samplewood/ }).click();
  await confirmOpenSentences(page);
  await sign(page);
  await page.getByText(/^In the EHR since/).waitFor();
  await sentences(page).first().focus();
  await shoot(page, 'visit-signed');
}

async function setEhr(page: Page, url: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByLabel('Address of the FHIR service').fill(url);
  const form = page.locator('form').filter({ has: page.getByLabel('Address of the FHIR service') });
  await form.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved').waitFor();
}

async function setTheme(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByText(name, { exact: true }).click();
}

async function toToday(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('heading', { name: 'Today', level: 1 }).waitFor();
}

async function shoot(page: Page, name: string): Promise<void> {
  // Fonts are there and nothing moves any more.
  await page.evaluate(() => document.fonts.ready);
  await page.waitForFunction(() =>
    document
      .getAnimations()
      .every((animation) => animation.playState !== 'running' || animation.effect?.getTiming().iterations === Infinity),
  );
  const file = path.join(OUT, `${name}.png`);
  await page.mouse.move(0, 0);
  await page.screenshot({ path: file, animations: 'disabled' });
  const { size } = statSync(file);
  console.error(`${path.relative(REPO_ROOT, file)}  ${Math.round(size / 1000)} kB`);
  if (size > LARGEST_BYTES) throw new Error(`${name}.png is larger than ${LARGEST_BYTES} bytes`);
}
