import type { Drafter } from '../../ports/drafter.ts';
import { AppError } from '../../../shared/errors.ts';

/** Drafts in the thread, and here where there is no thread to be had: a visit gets its note. */
export function createThreadOrHere(thread: Drafter, here: Drafter): Drafter {
  return {
    engine: here.engine,
    async draft(input) {
      try {
        return await thread.draft(input);
      } catch (error) {
        if (error instanceof AppError && error.code === 'model.worker') return here.draft(input);
        throw error;
      }
    },
  };
}
