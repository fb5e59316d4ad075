import type { Evidence } from '../../shared/model/note.ts';
import { createStore } from '../ui/store.ts';

/** What the transcript lights up now. `held` by focus or a click outlasts `hovered`, and is what it scrolls to at once. */
export interface EvidenceFocus {
  readonly held: readonly Evidence[];
  readonly hovered: readonly Evidence[] | undefined;
}

const NOTHING: readonly Evidence[] = [];
export const evidenceFocus = createStore<EvidenceFocus>({ held: NOTHING, hovered: undefined });

export const holdEvidence = (evidence: readonly Evidence[]): void =>
  evidenceFocus.set({ held: evidence, hovered: undefined });
export const hoverEvidence = (evidence: readonly Evidence[] | undefined): void =>
  evidenceFocus.set((current) => ({ ...current, hovered: evidence }));
export const clearEvidence = (): void => evidenceFocus.set({ held: NOTHING, hovered: undefined });
export const litEvidence = ({ held, hovered }: EvidenceFocus): readonly Evidence[] => hovered ?? held;
