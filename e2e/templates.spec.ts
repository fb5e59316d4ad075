import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright/test';
import { DRAFT_TIMEOUT_MS, firstRun, sentences, waitForDraft } from './app-actions.ts';
import { expect, expectAccessible, openApp, test } from './fixtures.ts';

const TALK = [
  'D: What brings you in today?',
  'P: I have had a cough for three weeks.',
  'D: Any fever?',
  'P: No fever.',
  'D: Are you allergic to anything?',
  'P: I am allergic to penicillin.',
  'D: Your blood pressure today is 148 over 92. Your lungs are clear.',
  'D: Your hypertension is not well controlled. I want you to start lisinopril 10 milligrams daily. I will see you again in four weeks.',
].join('\n');

/** A typed conversation as a visit, by the template that was chosen for it. */
async function typedVisit(page: Page, name: string, template?: string): Promise<void> {
  await page.getByRole('link', { name: 'Today', exact: true }).click();
  await page.getByRole('button', { name: 'New visit' }).first().click();
  await page.getByLabel('Patient’s name').fill(name);
  if (template !== undefined) {
    await page.getByRole('combobox', { name: 'Note template' }).click();
    await page.getByRole('option', { name: template }).click();
  }
  await page.getByRole('button', { name: 'Paste a conversation' }).click();
  await page.getByLabel('The conversation, one turn a line').fill(TALK);
  await page.getByRole('button', { name: 'Use this conversation' }).click();
  await waitForDraft(page);
}

test('a practice makes a template of its own, sees what it does, and uses it', async ({ page, folder, launch }) => {
  const host = await launch(['--profile', `${folder}/profile`, '--port', '0']);
  await openApp(page, host.url);
  await firstRun(page);
  await page.goto(`${host.origin}/#/settings`);
  const templates = page.getByRole('region', { name: 'Note templates' });
  const editor = templates.getByRole('group', { name: /^Editing/ });

  await test.step('duplicate a shipped one and edit it, by keyboard where it moves', async () => {
    await expect(templates.getByRole('button', { name: 'Duplicate to edit: SOAP note' })).toBeVisible();
    await expectAccessible(page);
    await templates.getByRole('button', { name: 'Duplicate to edit: SOAP note' }).click();
    await editor.getByLabel('Title').fill('Clinic note');
    await expect(editor.getByRole('group', { name: 'Clinic note' })).toBeVisible();
    await expectAccessible(page);
    // Alt and an arrow move the section one is in.
    const plan = editor.getByRole('listitem', { name: 'Section Plan' });
    await plan.getByLabel('Heading', { exact: true }).fill('What we do');
    for (let step = 0; step < 3; step += 1) await page.keyboard.press('Alt+ArrowUp');
    await editor.getByLabel('How Plan stands').selectOption('Sentences');
    await editor.getByLabel('What was denied').selectOption('In the review of systems');
    const preview = editor.getByRole('region', { name: 'What it makes of a visit' });
    // The first preview loads what drafting needs.
    const firstHeading = preview.getByRole('heading', { level: 4 }).first();
    await expect(firstHeading).toHaveText('What we do', { timeout: DRAFT_TIMEOUT_MS });
    await expect(preview).toContainText('etformin');
    await expectAccessible(page);
  });

  await test.step('a mistake in the text is told with its line, and keeps nothing', async () => {
    await editor.getByText('Text', { exact: true }).click();
    const text = editor.getByLabel('The template as a file');
    const good = await text.inputValue();
    await text.fill(good.replace('"slot": "exam"', '"slot": "examn"'));
    const line = good.split('\n').findIndex((each) => each.includes('"slot": "exam"')) + 1;
    await expect(editor.getByRole('button', { name: `Line ${line}:` })).toBeVisible();
    await expect(editor.getByRole('button', { name: 'Save template' })).toBeDisabled();
    await expectAccessible(page);
    await text.fill(good);
    await editor.getByRole('button', { name: 'Save template' }).click();
    await expect(templates.getByRole('listitem', { name: 'Clinic note', exact: true })).toBeVisible();
  });

  await test.step('use it for a visit, then draft again with another', async () => {
    await typedVisit(page, 'June Testwell', 'Clinic note');
    const headings = page.getByRole('article').getByRole('heading', { level: 2 });
    await expect(headings.first()).toHaveText('What we do');
    await expect(page.getByText('Clinic note', { exact: true })).toBeVisible();
    await page.getByRole('button', { name: 'Draft with another template' }).click();
    await page.getByRole('combobox', { name: 'Template' }).click();
    await page.getByRole('option', { name: 'Urgent care visit' }).click();
    await expect(headings.filter({ hasText: 'Clinical impression' })).toBeVisible();
    await expect(sentences(page).filter({ hasText: '4 weeks' })).toBeVisible();
    await expectAccessible(page);
  });

  await test.step('save it as a file, bring it back, and a broken one changes nothing', async () => {
    await page.goto(`${host.origin}/#/settings`);
    const download = page.waitForEvent('download');
    await templates.getByRole('button', { name: 'Save as a file: Clinic note' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('clinic-note.json');
    const text = await readFile(await file.path(), 'utf8');
    const broken = path.join(folder, 'broken.json');
    await writeFile(broken, text.replace('"style": "bullets"', '"style": "bulets"'));
    const whole = path.join(folder, 'whole.json');
    await writeFile(whole, text);
    await templates.locator('input[type=file]').setInputFiles(broken);
    await expect(templates.getByText('The file was not taken in. Nothing was changed.')).toBeVisible();
    await expect(templates.getByText('This must be one of: prose, bullets.')).toBeVisible();
    await expectAccessible(page);
    await templates.locator('input[type=file]').setInputFiles(whole);
    await expect(templates.getByText('“Clinic note (2)” is among your templates now.')).toBeVisible();
  });

  await test.step('a note stays as it is when its template goes', async () => {
    await typedVisit(page, 'Otis Invented', 'Clinic note (2)');
    const address = page.url();
    await page.goto(`${host.origin}/#/settings`);
    await templates.getByRole('button', { name: 'Delete: Clinic note (2)' }).click();
    await templates.getByRole('alert').getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(templates.getByRole('listitem', { name: 'Clinic note (2)' })).toHaveCount(0);
    await page.goto(address);
    await expect(page.getByRole('article').getByRole('heading', { level: 2 }).first()).toHaveText('What we do');
    await expect(page.getByText('Clinic note (2)', { exact: true })).toBeVisible();
  });
});
