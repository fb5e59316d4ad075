import { beforeEach, describe, expect, it } from 'vitest';
import { STYLE_SCHEMA } from '../../shared/model/style.ts';
import type { NoteSentence } from '../../shared/model/note.ts';
import { shippedResources } from '../domain/note/visit.fixture.ts';
import { createTestApp, PASSPHRASE, segmentDrafter, type TestApp } from './app.fixture.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });
const HTN = { kind: 'replace' as const, from: 'hypertension', to: 'HTN' };

let test: TestApp;
beforeEach(async () => {
  test = createTestApp({
    lexicon: shippedResources().lexicon,
    // As it was said, but for "Heard:", so that the wording can be checked against it.
    drafter: {
      ...segmentDrafter,
      async draft(input) {
        const note = await segmentDrafter.draft(input);
        const plain = (sentence: NoteSentence): NoteSentence => ({ ...sentence, text: sentence.text.slice(7) });
        return { ...note, sections: note.sections.map((each) => ({ ...each, sentences: each.sentences.map(plain) })) };
      },
    },
  });
  await test.setup();
});

async function drafted(): Promise<{
  encounterId: Awaited<ReturnType<TestApp['planned']>>['id'];
  sentences: NoteSentence[];
}> {
  const encounter = await test.planned();
  await test.call('recording.importTranscript', {
    encounterId: encounter.id,
    text: 'D: The patient has hypertension.',
  });
  await test.settled(encounter, 'drafted');
  const { note } = await test.call('encounters.get', { encounterId: encounter.id });
  return { encounterId: encounter.id, sentences: note!.note.sections.flatMap((section) => section.sentences) };
}
async function editedAndSigned(): Promise<void> {
  const { encounterId, sentences } = await drafted();
  const sentenceId = sentences[0]!.id;
  await test.call('note.editSentence', { encounterId, baseVersion: 1, sentenceId, text: 'The patient has HTN.' });
  await test.call('note.sign', { encounterId, baseVersion: 2, passphrase: PASSPHRASE });
}

describe('own style', () => {
  it('is off by default: nothing is compared and nothing applied', async () => {
    for (let visit = 0; visit < 3; visit += 1) await editedAndSigned();
    expect(await test.call('style.get', {})).toEqual({ enabled: false, rules: [], proposals: [] });
    await expect(test.call('style.decide', { rule: HTN, accept: true })).rejects.toEqual(code('validation.input'));
    await test.call('style.import', { text: JSON.stringify({ $schema: STYLE_SCHEMA, rules: [HTN] }) });
    expect((await drafted()).sentences[0]).toMatchObject({ text: 'The patient has hypertension.' });
  });

  it('puts up what came back in three visits; accepted, later drafts follow it until it is removed', async () => {
    await test.call('style.enable', { enabled: true });
    await editedAndSigned();
    await editedAndSigned();
    expect((await test.call('style.get', {})).proposals).toEqual([]);
    await editedAndSigned();
    expect((await test.call('style.get', {})).proposals).toEqual([{ rule: HTN, visits: 3, kept: 0 }]);
    expect(await test.call('style.decide', { rule: HTN, accept: true })).toMatchObject({ rules: [HTN], proposals: [] });

    const { encounterId, sentences } = await drafted();
    expect(sentences[0]).toMatchObject({
      text: 'The patient has HTN.',
      styled: { from: 'The patient has hypertension.', rules: ['replace:hypertension>HTN'] },
    });
    const back = await test.call('note.unstyle', { encounterId, baseVersion: 1, sentenceId: sentences[0]!.id });
    expect(back.note.sections[0]!.sentences[0]).toEqual({
      ...sentences[0],
      text: 'The patient has hypertension.',
      styled: undefined,
    });
    const again = test.call('note.unstyle', { encounterId, baseVersion: 2, sentenceId: sentences[0]!.id });
    await expect(again).rejects.toEqual(code('conflict.state'));

    await test.call('style.remove', { rule: HTN });
    expect((await drafted()).sentences[0]!.styled).toBeUndefined();
    expect((await test.call('style.get', {})).proposals).toEqual([]);
  });

  it('does not put up again what was dismissed', async () => {
    await test.call('style.enable', { enabled: true });
    for (let visit = 0; visit < 3; visit += 1) await editedAndSigned();
    await test.call('style.decide', { rule: HTN, accept: false });
    expect(await test.call('style.get', {})).toEqual({ enabled: true, rules: [], proposals: [] });
    // Unless everything is deleted.
    expect((await test.call('style.delete', {})).proposals).toHaveLength(1);
  });

  it('an edited sentence is the clinician’s, no longer a habit’s', async () => {
    await test.call('style.enable', { enabled: true });
    await test.call('style.import', { text: JSON.stringify({ $schema: STYLE_SCHEMA, rules: [HTN] }) });
    const { encounterId, sentences } = await drafted();
    const input = { encounterId, baseVersion: 1, sentenceId: sentences[0]!.id, text: 'Has HTN.' };
    const edited = (await test.call('note.editSentence', input)).note.sections[0]!.sentences[0]!;
    expect([edited.origin, edited.styled]).toEqual(['clinician', undefined]);
  });

  it('goes out as a file and comes back; rules that could change a claim are refused', async () => {
    const rules = [HTN, { kind: 'replace', from: 'denies', to: 'reports' }, { kind: 'leave-out', slot: 'medications' }];
    const text = JSON.stringify({ $schema: STYLE_SCHEMA, rules });
    expect(await test.call('style.import', { text })).toEqual({ added: 1, refused: 2 });
    expect(await test.call('style.import', { text })).toEqual({ added: 0, refused: 2 });
    const file = await test.call('style.export', {});
    expect(JSON.parse(file.text)).toEqual({ $schema: STYLE_SCHEMA, rules: [HTN] });
    await test.call('style.delete', {});
    expect(await test.call('style.import', { text: file.text })).toEqual({ added: 1, refused: 0 });
    expect(await test.call('style.import', { text: '{' })).toMatchObject({ problem: 'not-json' });
    expect(await test.call('style.import', { text: '{"rules":[]}' })).toMatchObject({ problem: 'not-a-style' });
  });

  it('is recorded by how many, never by which', async () => {
    await test.call('style.enable', { enabled: true });
    await test.call('style.import', { text: JSON.stringify({ $schema: STYLE_SCHEMA, rules: [HTN] }) });
    const entries = test.deps.store.audit.list({ subject: 'settings/style' });
    expect(entries.map(({ action, detail }) => [action, detail])).toEqual([
      ['style.enable', { enabled: true, rules: 0 }],
      ['style.import', { enabled: true, rules: 1 }],
    ]);
    expect(JSON.stringify(test.deps.store.audit.list())).not.toMatch(/htn|hypertension/i);
  });
});
