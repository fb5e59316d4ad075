import path from 'node:path';
import { CLINICIAN, firstRun, sentences, sign } from './app-actions.ts';
import { expect, expectAccessible, openApp, test } from './fixtures.ts';

const VISIT = `D: Good morning, what brings you in today?
P: My throat has been sore for three days.
D: Any fever?
P: No.
D: Any cough, runny nose or ear pain?
P: Yes.
D: Are you taking anything for it?
P: I take ibuprofen, four hundred milligrams twice a day, and it helps.
D: Let me look. Your tonsils are red, and your lungs are clear.
D: I think you have strep throat.
D: I will start you on amoxicillin, five hundred milligrams twice a day for ten days.
P: Okay.
D: Come back in two weeks.`;

/** A chart that holds an allergy to penicillin. Nobody in it exists. */
const CHART = {
  resourceType: 'Bundle',
  type: 'collection',
  entry: [
    {
      resource: {
        resourceType: 'Patient',
        id: 'proof-patient',
        name: [{ use: 'official', family: 'Proofwell', given: ['Testa'] }],
        gender: 'female',
        birthDate: '1990-02-03',
      },
    },
    {
      resource: {
        resourceType: 'AllergyIntolerance',
        id: 'proof-allergy',
        patient: { reference: 'Patient/proof-patient' },
        code: { text: 'Penicillin' },
        reaction: [{ manifestation: [{ text: 'hives' }] }],
      },
    },
  ],
};

/** Screenshots to look at, where a folder for them is named. */
const SHOTS = process.env['PROOF_SHOTS'];

test('an allergy is asked about, words nobody said stand on one’s word, and the note is signed', async ({
  page,
  folder,
  launch,
}) => {
  const shot = async (name: string): Promise<void> => {
    if (SHOTS !== undefined) await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
  };
  const host = await launch(['--profile', `${folder}/profile`, '--port', '0']);
  await openApp(page, host.url);
  await firstRun(page);

  await test.step('a visit from a conversation, with a chart', async () => {
    await page.getByRole('button', { name: 'New visit' }).click();
    await page.locator('input[type=file][accept*=json]').setInputFiles({
      name: 'chart.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(CHART)),
    });
    await expect(page.getByLabel('Patient’s name')).toHaveValue('Testa Proofwell');
    await page.getByRole('button', { name: 'Only add to the list' }).click();
    await page.getByRole('link', { name: /Testa Proofwell/ }).click();
    await page.getByRole('button', { name: 'Paste a conversation' }).click();
    await page.getByLabel('The conversation, one turn a line').fill(VISIT);
    await page.getByRole('button', { name: 'Use this conversation' }).click();
    await expect(page.getByText('Draft, not signed', { exact: true })).toBeVisible({ timeout: 120_000 });
  });

  const amoxicillin = sentences(page).filter({ hasText: /amoxicillin/ });
  await test.step('the allergy is loud, marked at its sentence, and leads to both readings', async () => {
    const alert = page.getByRole('alert').filter({ hasText: 'Allergy and medicine: amoxicillin' });
    await expect(alert).toContainText('Penicillin: hives');
    await expect(amoxicillin).toContainText('Allergy and medicine');
    await expectAccessible(page);
    await shot('allergy');
    await page.getByRole('button', { name: /^Questions/ }).click();
    const panel = page.getByRole('region', { name: 'Questions', exact: true });
    await panel.getByRole('button', { name: /^Show “I will start you on amoxicillin/ }).click();
    await expect.poll(async () => (await page.locator('mark').allInnerTexts()).join('')).toMatch(/amoxicillin/);
    await panel.getByRole('button', { name: 'Go to the sentence' }).first().click();
    await expect(amoxicillin).toBeFocused();
    const bar = page.getByRole('toolbar', { name: 'Sentence' });
    await expect(bar.getByText('Heard:')).toBeVisible();
    await expect(bar).toContainText('500 mg dose');
    await expectAccessible(page);
    await shot('questions');
  });

  await test.step('one key keeps the note as written', async () => {
    await page.keyboard.press('k');
    await expect(page.getByRole('alert')).toHaveCount(0);
    await expect(page.getByText('Kept as written', { exact: true })).toBeVisible();
  });

  const throat = sentences(page)
    .filter({ hasText: /throat/i })
    .first();
  await test.step('words nobody said are named while they are typed, and stand on one’s word', async () => {
    await throat.focus();
    await page.keyboard.press('e');
    const field = page.getByLabel('Edit the sentence');
    await field.fill('Her throat has been sore for 3 days, with a rash.');
    await expect(page.getByText('Not heard:').last()).toBeVisible();
    await expect(page.locator('#sentence-editor-check')).toContainText('rash');
    await expectAccessible(page);
    await shot('typing');
    await page.keyboard.press('Enter');
    const edited = sentences(page).filter({ hasText: /with a rash/ });
    await expect(edited).toHaveAttribute('data-status', 'own-word');
    await expect(edited).toContainText('On your word');
  });

  await test.step('what was left out is taken in, and put aside', async () => {
    await page.getByRole('button', { name: /^Left out/ }).click();
    const panel = page.getByRole('region', { name: 'Left out', exact: true });
    await expect(panel).toContainText('A yes or no that could answer several things.');
    await panel.getByRole('button', { name: 'Add to the note' }).click();
    await page.getByLabel('New sentence').fill('Reports a cough and a runny nose.');
    await expectAccessible(page);
    await shot('left-out');
    await page.keyboard.press('Enter');
    await expect(sentences(page).filter({ hasText: /cough and a runny nose/ })).toBeVisible();
    await expect(page.getByText('Nothing of weight was left out.')).toBeVisible();
    await page.getByRole('button', { name: 'Close panel' }).click();
  });

  await test.step('sign', async () => {
    const open = page.locator('[data-sentence][data-status=review]');
    for (let left = await open.count(); left > 0; left -= 1) {
      await open.first().focus();
      await page.keyboard.press('Enter');
      await expect(open).toHaveCount(left - 1);
    }
    await sign(page);
    await expect(page.getByText(`Signed by ${CLINICIAN.name}, ${CLINICIAN.credentials}`)).toBeVisible();
    await expect(sentences(page).filter({ hasText: /with a rash/ })).toBeVisible();
    await expectAccessible(page);
    await shot('signed');
  });
});
