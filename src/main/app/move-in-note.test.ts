import { expect, it } from 'vitest';
import { createTestApp, segmentDrafter } from './app.fixture.ts';

it('a sentence moved is a version of its own, and one undo puts it back', async () => {
  const test = createTestApp({ drafter: segmentDrafter });
  await test.setup();
  const { id: encounterId } = await test.planned();
  await test.call('recording.importTranscript', { encounterId, text: '[patient] Cough.\n[patient] Fever.' });
  const order = () =>
    test.deps.store.notes.latest(encounterId)!.note.sections.flatMap(({ sentences }) => sentences.map(({ id }) => id));
  const [first, second] = order();
  const base = { encounterId, sentenceId: second!, what: 'sentence', direction: 'up' } as const;
  const moved = await test.call('note.move', { ...base, baseVersion: 1 });
  expect(moved).toMatchObject({ version: 2, kind: 'edit', change: 'sentence.move' });
  expect(order()).toEqual([second, first]);
  await expect(test.call('note.move', { ...base, baseVersion: 1 })).rejects.toMatchObject({ code: 'conflict.version' });
  await expect(test.call('note.move', { ...base, baseVersion: 2 })).rejects.toMatchObject({ code: 'conflict.state' });
  expect(test.deps.store.notes.history(encounterId)).toHaveLength(2);
  await test.call('note.undo', { encounterId, baseVersion: 2 });
  expect(order()).toEqual([first, second]);
});
