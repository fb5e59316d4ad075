import type { DraftingView } from '../../../shared/contract/drafting.ts';
import type { DraftingChoice, DraftingEngine } from '../../../shared/model/drafting.ts';
import type { Drafter } from '../../ports/drafter.ts';

/** What choosing among drafters needs beside the one that drafts. */
export interface DraftingDeps {
  /** @throws `validation.input` when the policy cannot be read: a rule that is not understood is not passed over */
  rules(): Pick<DraftingView, 'allowed'> & { readonly locked: DraftingEngine | undefined };
  /**
   * Looks whether an engine may be chosen, and a model in a folder for what it is.
   * @returns the choice as it is to be kept
   * @throws AppError `model.policy`, `model.*`, `network.address`, `network.insecure`
   */
  prepare(choice: DraftingChoice): Promise<DraftingChoice>;
  /** A drafter of its own for one prepared choice, to be tried and closed. */
  open(choice: DraftingChoice): Drafter & { close(): Promise<void> };
}
