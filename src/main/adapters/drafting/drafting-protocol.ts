import type { EngineRef, Note } from '../../../shared/model/note.ts';
import type { ErrorCode, ErrorParams } from '../../../shared/errors.ts';
import type { Drafter } from '../../ports/drafter.ts';

/**
 * Space for what a draft makes and throws away. With V8's own limit (three times 32 MiB) the thread grows by a hundred MiB more and drafts no
 * faster: little outlives a draft.
 */
export const YOUNG_SPACE_MIB = 24;

/** What the drafting thread is started with. */
export interface DraftingData {
  readonly resourcesDir: string;
}

export type DraftInput = Omit<Parameters<Drafter['draft']>[0], 'signal'>;

export interface ToDraftingThread {
  readonly id: number;
  readonly input: DraftInput;
}

export type FromDraftingThread =
  | { readonly kind: 'ready'; readonly engine: EngineRef }
  | { readonly kind: 'note'; readonly id: number; readonly note: Note }
  | { readonly kind: 'error'; readonly id: number; readonly code: ErrorCode; readonly params: ErrorParams };
