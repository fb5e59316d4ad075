import { createStore } from '../ui/store.ts';

/** A place in the recording that the conversation is to show; a new object for each wish, also for the same place. */
export const jumpTarget = createStore<{ readonly atMs: number } | undefined>(undefined);
export const jumpTo = (atMs: number): void => jumpTarget.set({ atMs });
