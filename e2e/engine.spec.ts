import path from 'node:path';
import type { Page } from 'playwright/test';
import { startScriptedEndpoint } from '../src/main/adapters/llm/scripted-endpoint.fixture.ts';
import { conformanceVisit } from '../src/main/ports/drafter.conformance.ts';
import { firstRun, waitForDraft } from './app-actions.ts';
import { expect, expectAccessible, test } from './fixtures.ts';

const CONVERSATION = conformanceVisit()
  .segments.map(({ speaker, text }) => `${speaker === 'clinician' ? 'D' : 'P'}: ${text}`)
  .join('\n');

async function visitFromText(page: Page, origin: string, name: string): Promise<void> {
  await page.goto(`${origin}/#/today`);
  await page.getByRole('button', { name: 'New visit' }).first().click();
  await page.getByLabel('Patient’s name').fill(name);
  await page.getByRole('button', { name: 'Paste a conversation' }).click();
  await page.getByLabel('The conversation, one turn a line').fill(CONVERSATION);
  await page.getByRole('button', { name: 'Use this conversation' }).click();
  await waitForDraft(page);
}

/** No language model here: a scripted server goes the whole way of one that is chosen, tried, drafts, and dies. */
test('a server is chosen and drafts; dead, the built-in draft stands in for it in plain sight', async ({
  host,
  page,
}) => {
  const endpoint = await startScriptedEndpoint();
  const shot = (name: string): Promise<Buffer> =>
    page.screenshot({ path: path.join(test.info().outputDir, `${name}.png`), fullPage: true });
  try {
    await host.open(page);
    await firstRun(page);
    const { origin } = host.current;

    await test.step('chosen and tried in Settings, after it was said where the words go', async () => {
      await page.goto(`${origin}/#/settings`);
      const section = page.getByRole('region', { name: 'Drafting' });
      await section.getByLabel('A server with a language model').check();
      await section.getByLabel('Address of the server').fill(endpoint.url);
      await expect(section.getByText(/What was said in a visit goes to the program at 127\.0\.0\.1/)).toBeVisible();
      await section.getByLabel('Name of the model there').fill('toy');
      await section.getByLabel(/^Key/).fill('sesame');
      await section.getByRole('button', { name: 'Try it' }).click();
      await expect(section.getByText(/It works: scripted-1/)).toBeVisible();
      await expectAccessible(page);
      await shot('settings-drafting');
      await section.getByRole('button', { name: 'Save' }).click();
      await expect(section.getByText('A key is kept, encrypted.', { exact: false })).toBeVisible();
      await section.getByLabel('Address of the server').fill('https://api.example.com/v1');
      await section.getByRole('button', { name: 'Save' }).click();
      await expect(section.getByText('Text of a visit may not go to this address.')).toBeVisible();
    });

    await test.step('it drafts; the note and its history say with what', async () => {
      await visitFromText(page, origin, 'Server Drafted');
      await expect(
        page.getByText('Worded by a language model (scripted-1), checked against what was said.'),
      ).toBeVisible();
      await expect(page.locator('[data-sentence]').first()).toBeVisible();
      await page.getByRole('button', { name: 'History', exact: true }).click();
      await expect(page.getByText(/Asked with: note-draft\.v1/)).toBeVisible();
      await expectAccessible(page);
      await shot('note-by-server');
    });

    await test.step('dead, the built-in draft is there and says why', async () => {
      await endpoint.close();
      await visitFromText(page, origin, 'Fallen Back');
      await expect(page.getByText('This is the built-in draft.')).toBeVisible();
      await expect(page.getByText(/was asked and did not deliver\. The server does not answer\./)).toBeVisible();
      expect(await page.locator('[data-sentence]').count()).toBeGreaterThan(4);
      await expectAccessible(page);
      await shot('note-fallback');
    });
  } finally {
    await endpoint.close().catch(() => undefined);
  }
});
