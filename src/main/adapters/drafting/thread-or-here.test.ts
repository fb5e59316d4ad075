import { describe, expect, it } from 'vitest';
import { AppError } from '../../../shared/errors.ts';
import type { Drafter } from '../../ports/drafter.ts';
import { createDeterministicDrafter } from '../../domain/note/deterministic-drafter.ts';
import { shippedResources, visit } from '../../domain/note/visit.fixture.ts';
import { createThreadOrHere } from './thread-or-here.ts';

const here = createDeterministicDrafter(shippedResources());
const transcript = visit('D: What brings you in?\nP: I have had a dry cough for two weeks.\n');
const failing = (code: 'model.worker' | 'cancelled'): Drafter => ({
  engine: here.engine,
  draft: () => Promise.reject(new AppError(code, { retryable: true })),
});

describe('drafting in the thread, or here', () => {
  it('gives the thread’s note', async () => {
    const note = await here.draft({ transcript, template: 'soap' });
    const thread: Drafter = {
      engine: here.engine,
      draft: () => Promise.resolve({ ...note, template: 'from the thread' }),
    };
    const made = await createThreadOrHere(thread, here).draft({ transcript, template: 'soap' });
    expect(made.template).toBe('from the thread');
  });

  it('drafts here when the thread ended', async () => {
    const made = await createThreadOrHere(failing('model.worker'), here).draft({ transcript, template: 'soap' });
    expect(made).toEqual(await here.draft({ transcript, template: 'soap' }));
  });

  it('does not draft what was cancelled', async () => {
    const drafter = createThreadOrHere(failing('cancelled'), here);
    await expect(drafter.draft({ transcript, template: 'soap' })).rejects.toMatchObject({ code: 'cancelled' });
  });
});
