import type { DraftingChoice } from '../../../shared/model/drafting.ts';
import type { Drafter } from '../../ports/drafter.ts';

export interface ClosableDrafter extends Drafter {
  close(): Promise<void>;
}

/**
 * Whatever the settings and the policy say at the moment of a draft. A drafter that was made is kept while the choice stands; one that cannot be
 * made (the policy forbids it, or cannot be read) leaves the built-in draft, which says why.
 */
export function createChosenDrafter(options: {
  readonly base: Drafter;
  /** @throws AppError when the policy cannot be read; then nothing is asked of any model */
  choice(): DraftingChoice | undefined;
  /** Named when `choice` throws. */
  make(choice: DraftingChoice): ClosableDrafter;
  /** The word that stands in the note's provenance for what was thrown. */
  reasonOf(error: unknown): string;
}): ClosableDrafter {
  const { base } = options;
  let current: { key: string; drafter: ClosableDrafter } | undefined;

  const pick = (): Drafter => {
    const choice = options.choice();
    if (!choice || choice.engine.kind === 'built-in') return base;
    const key = JSON.stringify(choice);
    if (current?.key !== key) {
      void current?.drafter.close();
      current = { key, drafter: options.make(choice) };
    }
    return current.drafter;
  };

  return {
    get engine() {
      try {
        return pick().engine;
      } catch {
        return base.engine;
      }
    },
    async draft(input) {
      let drafter: Drafter;
      try {
        drafter = pick();
      } catch (error) {
        const note = await base.draft(input);
        return { ...note, provenance: { fallback: { from: 'language-model', reason: options.reasonOf(error) } } };
      }
      return drafter.draft(input);
    },
    async close() {
      await current?.drafter.close();
      current = undefined;
    },
  };
}
