import { draftNote, ENGINE_NAME, type DraftInput } from './draft-note.ts';
import type { DraftResources } from './draft-resources.ts';
import type { CancelSignal } from '../../../shared/cancel.ts';
import { AppError } from '../../../shared/errors.ts';
import type { Note } from '../../../shared/model/note.ts';

/** The built-in drafter behind the `Drafter` port (structurally: the domain does not import ports). No language model, no I/O. */
export function createDeterministicDrafter(resources: DraftResources): {
  readonly engine: { name: string; version: string };
  draft(input: Omit<DraftInput, 'resources'> & { signal?: CancelSignal }): Promise<Note>;
} {
  return {
    engine: { name: ENGINE_NAME, version: resources.version },
    async draft({ transcript, chart, template, signal }) {
      if (signal?.aborted) throw new AppError('cancelled', { retryable: true });
      return draftNote({ transcript, template, resources, ...(chart ? { chart } : {}) });
    },
  };
}
