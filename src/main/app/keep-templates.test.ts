import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Encounter } from '../../shared/model/encounter.ts';
import { checkTemplate } from '../../shared/model/template-check.ts';
import type { NoteTemplate } from '../../shared/model/template.ts';
import { parseTranscript } from '../domain/speech/parse-transcript.ts';
import { createTestApp, segmentDrafter, type TestApp } from './app.fixture.ts';
import { withFreeName } from './keep-templates.ts';

const code = (expected: string): unknown => expect.objectContaining({ code: expected });
const aTemplate = (name: string, title = 'A title'): NoteTemplate =>
  checkTemplate({ name, title, sections: [{ key: 'all', heading: 'All', slots: [{ slot: 'hpi' }] }] }).template!;

let test: TestApp;
/** What the drafter was asked to follow, in order. */
let asked: (string | NoteTemplate)[];
beforeEach(async () => {
  asked = [];
  test = createTestApp({
    templates: {
      shipped: [aTemplate('soap', 'SOAP note'), aTemplate('progress', 'Progress note')],
      sample: parseTranscript('D: Hello.\nP: My knee hurts.'),
    },
    drafter: {
      ...segmentDrafter,
      draft(input) {
        asked.push(input.template);
        return segmentDrafter.draft(input);
      },
    },
  });
  await test.setup();
});

const names = async (): Promise<string[]> =>
  (await test.call('templates.list', {})).templates.map(
    ({ template, shipped }) => `${template.name}${shipped ? '' : '*'}`,
  );
async function drafted(template?: string): Promise<Encounter> {
  const encounter = await test.call('encounters.create', { patient: { name: 'Sample' }, reason: '', template });
  await test.call('recording.importTranscript', { encounterId: encounter.id, text: 'D: Hello.\nP: My knee hurts.' });
  await test.settled(encounter, 'drafted');
  return encounter;
}
const lastAsked = (): string => {
  const last = asked.at(-1)!;
  return typeof last === 'string' ? last : last.name;
};

describe('the practice’s templates', () => {
  it('are kept beside the shipped ones, renamed, and removed', async () => {
    await test.call('templates.save', { template: aTemplate('mine', 'Mine') });
    expect(await names()).toEqual(['progress', 'soap', 'mine*']);
    await test.call('templates.save', { template: aTemplate('ours', 'Ours'), replaces: 'mine' });
    expect(await names()).toEqual(['progress', 'soap', 'ours*']);
    await test.call('templates.delete', { name: 'ours' });
    expect(await names()).toEqual(['progress', 'soap']);
  });

  it('never take the place of a shipped one or of each other', async () => {
    await expect(test.call('templates.save', { template: aTemplate('soap') })).rejects.toEqual(code('conflict.exists'));
    await test.call('templates.save', { template: aTemplate('mine') });
    await expect(test.call('templates.save', { template: aTemplate('mine') })).rejects.toEqual(code('conflict.exists'));
    await expect(test.call('templates.save', { template: aTemplate('x'), replaces: 'soap' })).rejects.toEqual(
      code('not-found.template'),
    );
    await expect(test.call('templates.delete', { name: 'soap' })).rejects.toEqual(code('not-found.template'));
  });

  it('go out as a file and come back under a name of their own', async () => {
    await test.call('templates.save', { template: aTemplate('mine', 'Mine') });
    const { fileName, text } = await test.call('templates.export', { name: 'mine' });
    expect(fileName).toBe('mine.json');
    const { entry, problems } = await test.call('templates.import', { text });
    expect(problems).toEqual([]);
    expect(entry?.template).toMatchObject({ name: 'mine-2', title: 'Mine (2)' });
    expect(await names()).toEqual(['progress', 'soap', 'mine*', 'mine-2*']);
    expect(withFreeName(aTemplate('a'.repeat(64)), (name) => name.length === 64).name).toHaveLength(60);
  });

  it('a file with a mistake changes nothing and says where', async () => {
    const text = '{ "name": "mine", "title": "Mine",\n "sections": [] }';
    expect(await test.call('templates.import', { text })).toEqual({
      problems: [{ kind: 'empty', line: 2, place: 'sections' }],
    });
    expect(await names()).toEqual(['progress', 'soap']);
  });

  it('can be tried on the sample visit and on the newest one', async () => {
    const template = aTemplate('mine');
    const sample = await test.call('templates.preview', { template, of: 'latest' });
    expect(sample).toMatchObject({ of: 'sample', note: { template: 'mine' } });
    await drafted();
    expect(await test.call('templates.preview', { template, of: 'latest' })).toMatchObject({ of: 'latest' });
    expect(await names()).toEqual(['progress', 'soap']);
  });

  it('are recorded by their name', async () => {
    await test.call('templates.save', { template: aTemplate('mine') });
    await test.call('templates.delete', { name: 'mine' });
    const entries = test.deps.store.audit.list({ subject: 'template/mine' });
    expect(entries.map(({ action }) => action)).toEqual(['template.save', 'template.delete']);
  });
});

describe('the template of a visit', () => {
  it('is the one chosen for it, or else the usual one', async () => {
    await test.call('settings.set', { template: 'progress' });
    await drafted();
    expect(lastAsked()).toBe('progress');
    await test.call('templates.save', { template: aTemplate('mine') });
    await drafted('mine');
    expect(lastAsked()).toBe('mine');
    const unknown = test.call('encounters.create', { patient: { name: '' }, template: 'nobody' });
    await expect(unknown).rejects.toEqual(code('not-found.template'));
  });

  it('that was removed gives way to the usual one; notes made with it stay', async () => {
    await test.call('templates.save', { template: aTemplate('mine') });
    await test.call('settings.set', { template: 'mine' });
    const before = await drafted();
    const planned = await test.call('encounters.create', { patient: { name: 'Later' }, reason: '' });
    await test.call('templates.delete', { name: 'mine' });
    expect((await test.call('settings.get', {})).template).toBe('soap');
    await test.call('recording.importTranscript', { encounterId: planned.id, text: 'D: Hello.\nP: My knee hurts.' });
    await test.settled(planned, 'drafted');
    expect(lastAsked()).toBe('soap');
    expect(test.deps.store.notes.latest(before.id)?.note.template).toBe('mine');
  });

  it('can be changed while nobody has edited the draft, which is made anew', async () => {
    const encounter = await drafted();
    await test.call('encounters.setTemplate', { encounterId: encounter.id, template: 'progress' });
    await vi.waitFor(() =>
      expect(test.deps.store.notes.latest(encounter.id)).toMatchObject({
        version: 2,
        kind: 'ai-draft',
        note: { template: 'progress' },
      }),
    );
    const { note } = await test.call('encounters.get', { encounterId: encounter.id });
    const sentenceId = note!.note.sections[0]!.sentences[0]!.id;
    await test.call('note.confirmSentence', { encounterId: encounter.id, baseVersion: 2, sentenceId });
    const again = test.call('encounters.setTemplate', { encounterId: encounter.id, template: 'soap' });
    await expect(again).rejects.toEqual(code('conflict.state'));
    expect(test.deps.store.encounters.get(encounter.id)?.template).toBe('progress');
  });
});
