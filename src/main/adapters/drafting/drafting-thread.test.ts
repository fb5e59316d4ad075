import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createDeterministicDrafter } from '../../domain/note/deterministic-drafter.ts';
import { shippedResources, visit } from '../../domain/note/visit.fixture.ts';
import { createDraftingThread, type DraftingThread } from './drafting-thread.ts';

const resourcesDir = fileURLToPath(new URL('../../../../resources', import.meta.url));
const { engine } = createDeterministicDrafter(shippedResources());
const transcript = visit(`
D: What brings you in?
P: I have had a dry cough for two weeks.
D: Any fever?
P: No.
`);

describe('the drafting thread', () => {
  let thread: DraftingThread | undefined;
  const open = (dir = resourcesDir): DraftingThread => (thread = createDraftingThread({ engine, resourcesDir: dir }));
  afterEach(() => thread?.close());

  it('makes the same note as the drafter in this thread', async () => {
    const here = await createDeterministicDrafter(shippedResources()).draft({ transcript, template: 'soap' });
    expect(here.sections.flatMap((section) => section.sentences).length).toBeGreaterThan(0);
    expect(await open().draft({ transcript, template: 'soap' })).toEqual(here);
  });

  it('passes expected failures on and goes on drafting', async () => {
    const drafter = open();
    await expect(drafter.draft({ transcript, template: 'no-such' })).rejects.toMatchObject({
      code: 'validation.input',
      params: { field: 'template' },
    });
    await expect(drafter.draft({ transcript, template: 'soap' })).resolves.toMatchObject({ engine });
  });

  it('drafts in the order it was asked, each asker getting its own', async () => {
    const drafter = open();
    const notes = await Promise.all(
      ['soap', 'progress', 'consultation'].map((template) => drafter.draft({ transcript, template })),
    );
    expect(notes.map((note) => note.template)).toEqual(['soap', 'progress', 'consultation']);
  });

  it('gives up at once when cancelled, before and while drafting', async () => {
    const drafter = open();
    await expect(drafter.draft({ transcript, template: 'soap', signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
    const controller = new AbortController();
    const drafting = drafter.draft({ transcript, template: 'soap', signal: controller.signal });
    controller.abort();
    await expect(drafting).rejects.toMatchObject({ code: 'cancelled' });
    await expect(drafter.draft({ transcript, template: 'soap' })).resolves.toMatchObject({ template: 'soap' });
  });

  it('a thread that ends costs the draft under way, and the next one starts another', async () => {
    const drafter = open('/no/such/resources');
    await expect(drafter.draft({ transcript, template: 'soap' })).rejects.toMatchObject({ code: 'model.worker' });
    await expect(drafter.draft({ transcript, template: 'soap' })).rejects.toMatchObject({
      code: 'model.worker',
      retryable: true,
    });
  });

  it('closing rejects what is under way, once', async () => {
    const drafter = open();
    const drafting = drafter.draft({ transcript, template: 'soap' });
    await Promise.all([drafter.close(), expect(drafting).rejects.toMatchObject({ code: 'cancelled' })]);
  });
});
